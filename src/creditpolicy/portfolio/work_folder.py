"""The folder in which a run works: beside the place of its results, for one run at a time, kept while it can go on.

`.NAME.partial` beside `NAME` has the rows by partition, the parts that are decided, and at last the results, which are
moved to their place whole. It is gone when the run ends, and when it fails before there was anything to go on with.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from creditpolicy.portfolio.file_words import Remedy, Useless
from creditpolicy.portfolio.folder import make_parents, move, reason_of
from creditpolicy.portfolio.locking import Locked, locked
from creditpolicy.portfolio.unusable import UnusableInput

_LOCK, _STATE = "lock", "state.json"
_OURS = frozenset({_LOCK, _STATE, "terms.json", "policy.bundle", "buckets", "rows", "parts", "results"})


class WorkFolder:
    """What a run has done so far. `is_kept`: the same run can go on from here."""

    def __init__(self, path: Path) -> None:
        """Nothing is known of it yet."""
        self.path = path
        self.results = path / "results"
        self.terms = path / "terms.json"
        self.bundle = path / "policy.bundle"
        self.is_kept = False

    def part(self, number: int) -> Path:
        """Where the part of a partition is, once it is decided."""
        return self.path / "parts" / f"{number:05}"

    def rows(self, number: int) -> Path:
        """Where the rows of a partition are."""
        return self.path / "rows" / f"{number:05}"

    def resumed(self, fingerprint: str, note: Callable[[str], None]) -> tuple[int, ...] | None:
        """The sizes of the partitions if the same run was here before; else None, and the folder is empty.

        What another run left, over other files or with another policy, is thrown away; that is told.
        """
        sizes: tuple[int, ...] | None = None
        state = self._state()
        if state is not None and state["run"] == fingerprint:
            sizes = tuple(state["sizes"])
            done = sum(self.part(number).exists() for number in range(len(sizes)))
            note(Remedy.RESUMED(done=done, count=len(sizes)))
            shutil.rmtree(self.results, ignore_errors=True)
            self.is_kept = True
            return sizes
        if state is not None:
            note(Remedy.ANEW())
        self._clear()
        return None

    def keep(self, fingerprint: str, sizes: tuple[int, ...]) -> None:
        """From here on the run can go on after it was stopped; all that it needs is in the folder."""
        state = self.path / _STATE
        unfinished = state.with_suffix(".new")
        unfinished.write_text(json.dumps({"run": fingerprint, "sizes": sizes}), encoding="utf-8")
        _to_disk(self.path)
        unfinished.replace(state)
        self.is_kept = True

    def _state(self) -> dict[str, Any] | None:
        try:
            found = json.loads((self.path / _STATE).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) and found.keys() == {"run", "sizes"} else None

    def _clear(self) -> None:
        for item in self.path.iterdir():
            if item.is_dir():
                shutil.rmtree(item)
            elif item.name != _LOCK:
                item.unlink()


def begin_part(part: Path) -> Path:
    """A new folder for what is to become `part`; another process may be making the same."""
    part.parent.mkdir(exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f"{part.name}.", suffix=".new", dir=part.parent))


def end_part(unfinished: Path, part: Path) -> None:
    """Let what is finished be `part`, whole. Whoever was first is kept: all make the same."""
    _to_disk(unfinished)
    try:
        unfinished.rename(part)
    except OSError:
        if not part.is_dir():
            raise
        shutil.rmtree(unfinished)


@contextmanager
def work_folder(out: Path, *, overwrite: bool) -> Iterator[WorkFolder]:
    """A folder to work in, whose results become `out` if the block ends well.

    Raises:
        UnusableInput: nothing can be written there, or another run is at work.

    """
    path = out.with_name(f".{out.name}.partial")
    parents = make_parents(out)
    work = WorkFolder(path)
    try:
        with _mine(path, out):
            try:
                yield work
                work.results.chmod(0o755)
                move(work.results, out, overwrite=overwrite)
                work.is_kept = False
            except OSError as error:
                help_ = Remedy.GO_ON() if work.is_kept else None
                raise UnusableInput(Useless.NOT_WRITTEN(path=out, reason=reason_of(error)), help_) from None
            finally:
                if not work.is_kept:
                    shutil.rmtree(path, ignore_errors=True)
    finally:
        if not work.is_kept and not out.exists():
            for parent in parents:
                _remove_if_empty(parent)


@contextmanager
def _mine(path: Path, out: Path) -> Iterator[None]:
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        strange = sorted(item.name for item in path.iterdir() if item.name not in _OURS)
    except OSError as error:
        raise UnusableInput(Useless.NOT_WRITABLE(path=out.parent, reason=reason_of(error))) from None
    if strange:
        raise UnusableInput(Useless.HOLDS_OTHERS(path=path, file=strange[0]), help=Remedy.OTHER_OUT())
    try:
        with locked(path / _LOCK):
            yield
    except Locked:
        raise UnusableInput(Useless.IN_USE(path=out), help=Remedy.WAIT()) from None


def _remove_if_empty(folder: Path) -> None:
    if folder.exists() and not any(folder.iterdir()):
        folder.rmdir()


def _to_disk(folder: Path) -> None:
    """Wait until all files of a folder are on the disk, so that one that is named is whole even if the power fails."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
