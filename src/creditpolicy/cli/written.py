"""Files that a command writes: whole or not at all, and never over another by surprise."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from creditpolicy.cli.failures import refused
from creditpolicy.cli.words import Help, Refusal
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.system_words import refusal


def write_new(path: Path, text: str, *, overwrite: bool) -> None:
    """Write a text file; one that is there is replaced only where that was asked for.

    Raises:
        Refused: something is there, or it can't be written.

    """
    if path.is_dir():
        raise refused(Refusal.FOLDER_NOT_FILE(path=quoted(str(path))))
    if path.exists() and not overwrite:
        raise refused(Refusal.EXISTS(path=quoted(str(path))), Help.OVERWRITE())
    try:
        descriptor, partial = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        way_out = None if path.parent.exists() else Help.MAKE_FOLDER(folder=quoted(str(path.parent)))
        raise refused(Refusal.NOT_WRITTEN(path=quoted(str(path)), reason=_reason(error)), way_out) from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(partial).chmod(0o644)
        Path(partial).replace(path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Make a folder with files, all at once; it may be there if it is empty.

    Raises:
        Refused: something is in it, or it can't be made.

    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = Refusal.NOT_EMPTY if folder.is_dir() else Refusal.FILE_NOT_EMPTY_FOLDER
        raise refused(what(path=quoted(str(folder))), Help.OTHER_FOLDER())
    place = folder.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".partial", dir=place.parent))
    except OSError as error:
        raise refused(Refusal.NOT_MADE(path=quoted(str(folder)), reason=_reason(error))) from None
    try:
        for name, text in files.items():
            path = partial / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        partial.chmod(0o755)
        if place.exists():
            place.rmdir()
        partial.replace(place)
    except OSError as error:
        raise refused(Refusal.NOT_MADE(path=quoted(str(folder)), reason=_reason(error))) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _reason(error: OSError) -> str:
    return refusal(error, (error.strerror or str(error)).lower())
