"""One finding about a policy or a mapping: what is wrong, where, and the way out."""

from enum import Enum

from creditpolicy.diagnostics.codes import Code
from creditpolicy.diagnostics.place import Place
from creditpolicy.frozen import dataclass


class Severity(Enum):
    """An error refuses the policy, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Note:
    """A further line under a finding; with a place where it speaks of another spot in a file."""

    message: str
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding.

    `message` is one line that is enough alone: found first, wanted second, the author's words in
    backticks, no capital, no full stop. `help` is the way out, and stands only where we know it.
    """

    code: Code
    message: str
    at: Place
    help: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def severity(self) -> Severity:
        """Warnings are listed with the codes; all else is an error."""
        return Severity.WARNING if self.code.is_warning else Severity.ERROR
