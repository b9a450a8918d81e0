"""The folder of a run's results: which places it may take, and how it gets there; never over foreign files."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from creditpolicy.diagnostics.system_words import refusal
from creditpolicy.portfolio.file_words import Remedy, Useless
from creditpolicy.portfolio.unusable import UnusableInput

SUMMARY, PAGE = "summary.json", "summary.html"
_OURS = frozenset(
    {
        SUMMARY,
        PAGE,
        "decisions",
        "decisions.csv",
        *(
            f"{name}.{kind}"
            for name in ("invoices", "customers", "worklist", "rejected")
            for kind in ("csv", "parquet")
        ),
    }
)


def check_out(out: Path, *, overwrite: bool, protected: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Refuse a place that a run must not take.

    Args:
        out: where the results are to go.
        overwrite: whether the results of an earlier run may be replaced.
        protected: folders that are never replaced: the policy's, the user's home.
        inputs: the files that the run reads.

    Raises:
        UnusableInput: the place holds something else than the results of a run, or `overwrite` is not given.

    """
    place = out.resolve()
    if place == place.parent:
        raise UnusableInput(Useless.ROOT(path=out))
    for folder in protected:
        if folder.resolve() == place or place in folder.resolve().parents:
            raise UnusableInput(Useless.PROTECTED(path=out, folder=folder))
    for file in inputs:
        if place in file.resolve().parents or place == file.resolve():
            raise UnusableInput(Useless.HOLDS_INPUT(path=out, file=file.name), help=Remedy.OTHER_OUT())
    if not out.exists() and not out.is_symlink():
        return
    if not out.is_dir() or out.is_symlink():
        raise UnusableInput(Useless.NO_FOLDER(path=out), help=Remedy.FOLDER_OUT())
    if not overwrite:
        raise UnusableInput(Useless.EXISTS(path=out), help=Remedy.OVERWRITE())
    names = {item.name for item in out.iterdir()}
    if names and (SUMMARY not in names or not names <= _OURS):
        strange = sorted(names - _OURS)
        raise UnusableInput(
            Useless.HOLDS_OTHERS(path=out, file=strange[0])
            if strange
            else Useless.LACKS_SUMMARY(path=out, file=SUMMARY),
            help=Remedy.OTHER_FOLDER(),
        )


def make_parents(out: Path) -> list[Path]:
    """Make the folders above `out`; returns those that were not there, the innermost first."""
    missing = [parent for parent in out.parents if not parent.exists()]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableInput(Useless.NOT_MADE(path=out.parent, reason=reason_of(error))) from None
    return missing


def move(partial: Path, out: Path, *, overwrite: bool) -> None:
    """Move the whole folder `partial` to `out`, in the place of earlier results where that was asked for."""
    if not out.exists():
        partial.rename(out)
        return
    if not overwrite:
        raise UnusableInput(Useless.MADE_MEANWHILE(path=out), help=Remedy.OTHER_OUT())
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".old", dir=out.parent))
    out.rename(old / out.name)
    try:
        partial.rename(out)
    except BaseException:
        (old / out.name).rename(out)
        old.rmdir()
        raise
    shutil.rmtree(old, ignore_errors=True)


def reason_of(error: OSError) -> str:
    """Why the system refuses."""
    return refusal(error, error.strerror or str(error))
