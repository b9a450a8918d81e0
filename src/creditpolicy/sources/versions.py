"""A path that a person gives to the policies that stand there: one file, one folder, or one folder for each version."""

from typing import TYPE_CHECKING

from creditpolicy.diagnostics import Code, Diagnostic, Note, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.sources.listing import unreadable, what_is_there

if TYPE_CHECKING:
    from pathlib import Path

POLICY_FILE = "policy.yaml"
MOST_VERSIONS = 200


def list_versions(path: "Path") -> "tuple[tuple[Path, str], ...] | Diagnostic":
    """The folder and first file of each version of the policy at `path`, in the order of their folders' names.

    A file is one policy, whole in itself or with includes beside it. A folder with `policy.yaml` is one policy.
    A folder of such folders holds the versions of one policy.
    """
    at = Place(str(path), 1, 1, 1, 2)
    try:
        if path.is_file():
            return ((path.parent, path.name),)
        if not path.exists():
            help_text = what_is_there(path.parent, path.name)
            return Diagnostic(Code.FILE_UNREADABLE, f"no file or folder {quoted(str(path))}", at, help_text)
        if not path.is_dir():
            return Diagnostic(Code.FILE_UNREADABLE, f"{quoted(str(path))} is a device, expected a file or a folder", at)
        return _in_folder(path, at)
    except (OSError, RuntimeError, ValueError) as failure:
        return unreadable(str(path), at, failure)


def _in_folder(folder: "Path", at: Place) -> "tuple[tuple[Path, str], ...] | Diagnostic":
    below = sorted(child for child in folder.iterdir() if child.is_dir() and (child / POLICY_FILE).is_file())
    here = (folder / POLICY_FILE).is_file()
    if here and below:
        return Diagnostic(
            Code.VERSIONS,
            f"{quoted(str(folder))} has a `{POLICY_FILE}` of its own and folders with one",
            at,
            f"move `{POLICY_FILE}` and its files into a folder of their own, named after the version",
            tuple(Note(f"a version too: {quoted(child.name)}") for child in below[:5]),
        )
    if here:
        return ((folder, POLICY_FILE),)
    if len(below) > MOST_VERSIONS:
        message = f"{quoted(str(folder))} has {len(below)} versions, at most {MOST_VERSIONS} are read"
        return Diagnostic(Code.VERSIONS, message, at)
    if below:
        return tuple((child, POLICY_FILE) for child in below)
    return Diagnostic(
        Code.FILE_UNREADABLE,
        f"{quoted(str(folder))} has no `{POLICY_FILE}`, nor folders with one",
        at,
        what_is_there(folder, POLICY_FILE),
    )
