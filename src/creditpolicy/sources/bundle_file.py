"""A path to the bytes of a bundle, if one is there. Knows its first words and nothing else of it."""

import os
from typing import Final

from creditpolicy.diagnostics import Diagnostic, Place
from creditpolicy.sources.listing import unreadable
from creditpolicy.sources.reader import read_plain_file

BEGINNING: Final = b"creditpolicy bundle "
ENDING: Final = ".bundle"
MOST_BYTES: Final = 64 * 1024 * 1024
"""A hundred times what the largest shipped policy takes."""


def is_bundle(path: str | os.PathLike[str]) -> bool:
    """Whether a file says that it is a bundle, by its name or its first words."""
    # Not by pathlib, whose import takes longer than to load a bundle.
    return begins_as_bundle(path) or (os.fspath(path).endswith(ENDING) and os.path.isfile(path))  # noqa: PTH113


def begins_as_bundle(path: str | os.PathLike[str]) -> bool:
    """Whether it says so by its first words, so that it may be replaced by another."""
    try:
        begins = read_plain_file(os.path.realpath(path), len(BEGINNING)) or b""
    except (OSError, RuntimeError, ValueError):
        return False
    return begins.startswith(BEGINNING)


def read_bundle(path: str | os.PathLike[str]) -> bytes | Diagnostic:
    """All bytes of the file, and at most one more than `MOST_BYTES`."""
    at = Place(os.fspath(path), 1, 1, 1, 2)
    try:
        data = read_plain_file(os.path.realpath(path), MOST_BYTES)
    except (OSError, RuntimeError, ValueError) as failure:
        return unreadable(os.fspath(path), at, failure)
    return b"" if data is None else data
