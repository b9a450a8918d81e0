"""What stands in a folder, told to someone who asked for something that does not."""

from typing import TYPE_CHECKING

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.diagnostics.inert import inert, quoted
from creditpolicy.diagnostics.nearest import nearest

if TYPE_CHECKING:
    from pathlib import Path  # as elsewhere in this room: its import takes longer than to load a bundle

_MOST_NAMES = 10
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (PermissionError, "it may not be read by this user"),
    (NotADirectoryError, "a part of its path is a file, not a folder"),
    (IsADirectoryError, "it is a folder"),
    (RuntimeError, "its symbolic links go round in a circle"),
)


def what_is_there(folder: "Path", wanted: str) -> str:
    """The name that was probably meant, else what the folder holds."""
    try:
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return f"there is no folder {quoted(folder.name)} either" if folder.name else "check the path"
    near = nearest(wanted, names) or next((name for name in names if _stem(name) == _stem(wanted)), None)
    if near is not None:
        return f"did you mean `{inert(near)}`?"
    if not names:
        return "the folder is empty"
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"the folder has {', '.join(quoted(name) for name in names[:_MOST_NAMES])}{more}"


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def unreadable(name: str, at: Place, failure: Exception) -> Diagnostic:
    """A finding about a file or folder that is there but cannot be read."""
    said = getattr(failure, "strerror", None) or "the system refuses it"
    reason = next((reason for kind, reason in _REASONS if isinstance(failure, kind)), said.lower())
    return Diagnostic(Code.FILE_UNREADABLE, f"cannot read {quoted(name)}: {reason}", at)
