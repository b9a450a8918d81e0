"""The policy that a command is to use."""

from pathlib import Path

from creditpolicy.api import Policy
from creditpolicy.cli.facts_file import no_such_file


def usable_policy(path: Path) -> Policy:
    """The policy at `path`, checked.

    Raises:
        Refused: nothing is there.
        PolicyError: it has errors.

    """
    if not path.exists():
        raise no_such_file(path, "policy")
    return Policy.load(path)
