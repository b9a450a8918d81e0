"""What is made of the bundle of a run: once in a process, for all runs by the same policy that follow each other."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from creditpolicy.ir.version import Version

Made = TypeVar("Made")


def of_bundle(make: Callable[[Version], Made]) -> Callable[[Path], Made]:
    """What `make` gives of the one version in the bundle at a path; the last one is kept."""
    kept: dict[bytes, Made] = {}

    def found(path: Path) -> Made:
        from creditpolicy.bundle import versions_in

        data = path.read_bytes()
        digest = hashlib.sha256(data).digest()
        known = kept.get(digest)
        if known is None:
            (version,) = versions_in(data, str(path))
            known = make(version)
            kept.clear()
            kept[digest] = known
        return known

    return found
