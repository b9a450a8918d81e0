"""Files that a command writes: whole or not at all, and never over another by surprise."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from creditpolicy.cli.failures import refused
from creditpolicy.diagnostics.inert import quoted


def write_new(path: Path, text: str, *, overwrite: bool) -> None:
    """Write a text file; one that is there is replaced only where that was asked for.

    Raises:
        Refused: something is there, or it can't be written.

    """
    if path.is_dir():
        raise refused(f"{quoted(str(path))} is a folder, wanted the name of a file")
    if path.exists() and not overwrite:
        raise refused(f"{quoted(str(path))} exists", "name another file, or replace it with --overwrite")
    try:
        descriptor, partial = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise refused(f"{quoted(str(path))} can't be written: {_reason(error)}") from None
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
        what = "is not empty" if folder.is_dir() else "is a file"
        raise refused(f"{quoted(str(folder))} {what}, wanted a new or an empty folder", "name another folder")
    place = folder.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".partial", dir=place.parent))
    except OSError as error:
        raise refused(f"{quoted(str(folder))} can't be made: {_reason(error)}") from None
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
        raise refused(f"{quoted(str(folder))} can't be made: {_reason(error)}") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
