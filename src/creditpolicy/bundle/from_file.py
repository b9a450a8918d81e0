"""A file to the versions of a policy that are in it, or the one finding that says why there are none."""

from pathlib import Path

from creditpolicy.bundle.from_bytes import Refusal, versions_of
from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.diagnostics.errors import PolicyError
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.ir.version import Version
from creditpolicy.sources.bundle_file import read_bundle


def load_bundle(path: Path) -> tuple[Version, ...]:
    """The versions in the bundle at `path`.

    Raises:
        PolicyError: there is no bundle that can be used.

    """
    data = read_bundle(path)
    if isinstance(data, Diagnostic):
        raise PolicyError((data,), {})
    try:
        return versions_of(data)
    except Refusal as refusal:
        at = Place(str(path), 1, 1, 1, 2)
        finding = Diagnostic(Code.BUNDLE, f"{quoted(path.name)} {refusal.message}", at, refusal.help)
        raise PolicyError((finding,), {}) from None
