"""A file, or its bytes, to the versions of a policy that are in it, or the one finding that says why there are none."""

import os

from creditpolicy.bundle.from_bytes import Refusal, versions_of
from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.diagnostics.errors import PolicyError
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.ir.version import Version
from creditpolicy.sources.bundle_file import read_bundle


def load_bundle(path: str | os.PathLike[str]) -> tuple[Version, ...]:
    """The versions in the bundle at `path`.

    Raises:
        PolicyError: there is no bundle that can be used.

    """
    data = read_bundle(path)
    if isinstance(data, Diagnostic):
        raise PolicyError((data,), {})
    return versions_in(data, os.fspath(path))


def versions_in(data: bytes, name: str) -> tuple[Version, ...]:
    """The versions in the bytes of a bundle; `name` says where these come from.

    Raises:
        PolicyError: there is no bundle that can be used.

    """
    try:
        return versions_of(data)
    except Refusal as refusal:
        at = Place(name, 1, 1, 1, 2)
        finding = Diagnostic(Code.BUNDLE, f"{quoted(os.path.split(name)[1])} {refusal.message}", at, refusal.help)
        raise PolicyError((finding,), {}) from None
