"""A file that one process holds. However that process ends, the file is free again."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Locked(Exception):
    """Another process holds the file."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file at `path` while the block runs.

    Raises:
        Locked: another process holds it.

    """
    with path.open("a", encoding="ascii") as file:
        try:
            _lock(file.fileno())
        except OSError:
            raise Locked from None
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
