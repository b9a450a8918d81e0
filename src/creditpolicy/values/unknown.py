"""What can't be known, and which facts would tell."""

from dataclasses import dataclass
from typing import TypeAlias

from creditpolicy.values.value import Value


@dataclass(frozen=True, slots=True)
class Unknown:
    """No value. `missing` are the paths of the facts whose value could make it known (`invoices[3].due_date`)."""

    missing: frozenset[str] = frozenset()

    def __or__(self, other: "Unknown") -> "Unknown":
        """Unknown for both reasons."""
        return Unknown(self.missing | other.missing)


Maybe: TypeAlias = Value | Unknown
