"""A policy folder and the names of its files to texts. Bounded, and jailed in the folder.

Nothing outside the folder is opened, whatever an `include` says, and nothing that is not a plain file.
"""

import os
import stat
from collections.abc import Iterable
from typing import TYPE_CHECKING

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.frozen import dataclass
from creditpolicy.sources.listing import unreadable, what_is_there
from creditpolicy.sources.text import LARGEST_FILE, MOST_CHARACTERS, beginning, text_of, too_large

if TYPE_CHECKING:
    from pathlib import Path

MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class Source:
    """One text of a policy. `name` is relative to the policy folder, with `/` between its parts."""

    name: str
    text: str


def read_policy_file(folder: "Path", name: str, at: Place | None = None) -> Source | Diagnostic:
    """The text of one file of a policy folder.

    Args:
        folder: the policy folder; nothing outside it is opened.
        name: relative to the folder, as an `include` entry writes it.
        at: the place of that entry; the file's own beginning if None.

    """
    at = at or beginning(name)
    outside = _refused_name(name, at)
    if outside is not None:
        return outside
    path = folder / name
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(folder.resolve(strict=True)):
            return _leads_out(name, at)
        data = read_plain_file(str(real), LARGEST_FILE)
    except FileNotFoundError:
        return Diagnostic(Code.FILE_UNREADABLE, f"no file {quoted(name)}", at, what_is_there(path.parent, path.name))
    except (OSError, RuntimeError, ValueError) as failure:
        return unreadable(name, at, failure)
    if data is None:
        return Diagnostic(Code.FILE_UNREADABLE, f"{quoted(name)} is a folder or a device, expected a file", at)
    if len(data) > LARGEST_FILE:
        return too_large(name, at)
    shown = path.relative_to(folder).as_posix()
    text = text_of(shown, data)
    return Source(shown, text) if isinstance(text, str) else text


def read_policy_files(
    folder: "Path", wanted: Iterable[tuple[str, Place | None]]
) -> tuple[tuple[Source, ...], tuple[Diagnostic, ...]]:
    """The texts of several files, and a finding for each that cannot be read; reading stops at the bounds.

    Args:
        folder: the policy folder.
        wanted: the name of each file, with the place that asks for it.

    """
    sources: list[Source] = []
    findings: list[Diagnostic] = []
    characters = 0
    for count, (name, at) in enumerate(wanted):
        if count == MOST_FILES:
            findings.append(_too_much(f"more than {MOST_FILES} files", at or beginning(name)))
            break
        read = read_policy_file(folder, name, at)
        if isinstance(read, Diagnostic):
            findings.append(read)
            continue
        characters += len(read.text)
        if characters > MOST_CHARACTERS:
            findings.append(_too_much(f"more than {MOST_CHARACTERS:,} characters", at or beginning(name)))
            break
        sources.append(read)
    return tuple(sources), tuple(findings)


def read_plain_file(path: str, most: int) -> bytes | None:
    """At most one byte more than `most`; None where it is no plain file. Never waits for another process."""
    # A pipe would wait for its writer, so it is opened without waiting and then looked at.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    if not os.path.isfile(path):  # noqa: PTH113 - pathlib takes longer to import than a bundle to load
        return None
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return None
        return file.read(most + 1)


def _refused_name(name: str, at: Place) -> Diagnostic | None:
    if not name.strip():
        return Diagnostic(Code.FILE_UNREADABLE, "expected a file name, got nothing", at)
    if any(ord(character) < 32 for character in name):
        return Diagnostic(Code.FILE_UNREADABLE, f"file name {quoted(name)} holds a control character", at)
    from pathlib import PurePosixPath, PureWindowsPath

    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or PureWindowsPath(name).root:
        return Diagnostic(
            Code.OUTSIDE_THE_FOLDER,
            f"{quoted(name)} is an absolute path, expected a file of the policy folder",
            at,
            "copy the file into the policy folder and write its name, such as `facts.yaml`",
        )
    if "\\" in name:
        way_out = f"write {quoted(name.replace(chr(92), '/'))}"
        return Diagnostic(Code.FILE_UNREADABLE, f"{quoted(name)} has `\\` between its parts", at, way_out)
    return _leads_out(name, at) if ".." in PurePosixPath(name).parts else None


def _leads_out(name: str, at: Place) -> Diagnostic:
    return Diagnostic(
        Code.OUTSIDE_THE_FOLDER,
        f"{quoted(name)} leads out of the policy folder",
        at,
        "copy the file into the policy folder: a policy is complete in its own folder",
    )


def _too_much(what: str, at: Place) -> Diagnostic:
    message = f"the policy has {what}, the most it can have; the rest is not read"
    return Diagnostic(Code.FILE_TOO_LARGE, message, at, "what differs from customer to customer is data, not policy")
