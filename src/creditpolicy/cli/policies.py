"""The policy that a command is to use."""

from pathlib import Path
from typing import TYPE_CHECKING

from creditpolicy.cli.facts_file import no_such_file
from creditpolicy.cli.words import Thing

if TYPE_CHECKING:
    from creditpolicy.api import Policy


def usable_policy(path: Path) -> "Policy":
    """The policy at `path`, checked.

    Raises:
        Refused: nothing is there.
        PolicyError: it has errors.

    """
    from creditpolicy.api import Policy

    if not path.exists():
        raise no_such_file(path, Thing.POLICY())
    return Policy.load(path)
