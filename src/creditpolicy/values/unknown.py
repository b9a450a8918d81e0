"""What can't be known, and which facts would tell."""

from typing import TypeAlias

from creditpolicy.frozen import dataclass
from creditpolicy.values.value import Value


@dataclass(frozen=True, slots=True)
class Unknown:
    """No value. `missing` are the paths of the facts whose value could make it known (`invoices[3].due_date`).

    Of a table's output they are those that matter, as far as `backends/interpreter/idle.py` can tell; of a formula, all
    that it lacks. INVARIANT: never a fact too few.
    """

    missing: frozenset[str] = frozenset()

    def __or__(self, other: "Unknown") -> "Unknown":
        """Unknown for both reasons."""
        return Unknown(self.missing | other.missing)


Maybe: TypeAlias = Value | Unknown
