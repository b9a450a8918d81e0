"""The policy that a command is to use."""

from pathlib import Path
from typing import TYPE_CHECKING

from creditpolicy.cli.facts_file import no_such_file
from creditpolicy.cli.failures import refused
from creditpolicy.cli.words import Help, Refusal, Thing
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.sources.bundle_file import is_bundle

if TYPE_CHECKING:
    from creditpolicy.api import Policy


def usable_policy(path: Path) -> "Policy":
    """The policy at `path`, checked; of a bundle, as it was when that was built.

    Raises:
        Refused: nothing is there.
        PolicyError: it has errors.

    """
    from creditpolicy.api import Policy

    if not path.exists():
        raise no_such_file(path, Thing.POLICY())
    return Policy.load(path)


def refuse_bundle(path: Path) -> None:
    """For a command that looks at what the author wrote.

    Raises:
        Refused: the policy is a bundle, which does not have it.

    """
    if is_bundle(path):
        raise refused(Refusal.A_BUNDLE(path=quoted(str(path))), Help.GIVE_YAML(), "usage")
