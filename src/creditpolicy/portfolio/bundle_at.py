"""What is made of the bundle of a run: once in a process, as long as the file stays as it is."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from creditpolicy.ir.version import Version

Made = TypeVar("Made")


def of_bundle(make: Callable[[Version], Made]) -> Callable[[Path], Made]:
    """What `make` gives of the one version in the bundle at a path; the last one is kept."""

    @lru_cache(maxsize=1)
    def made(path: Path, *_written: int) -> Made:
        from creditpolicy.bundle import load_bundle

        (version,) = load_bundle(path)
        return make(version)

    def found(path: Path) -> Made:
        known = path.stat()
        return made(path, known.st_mtime_ns, known.st_size)

    return found
