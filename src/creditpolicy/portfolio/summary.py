"""What a run came to: the form behind `summary.json`, and behind the page and the text that people read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from creditpolicy.portfolio.ageing import AgeingRow
from creditpolicy.portfolio.typed_rows import Reject


@dataclass(frozen=True, slots=True)
class PolicyHeader:
    """Which policy decided."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Invoice rows that were visible on the day; `read` is the sum of the others."""

    read: int
    decided: int
    undecided: int
    rejected: int


@dataclass(frozen=True, slots=True)
class OtherFile:
    """Visible rows of another file than the invoices."""

    section: str
    read: int
    rejected: int


@dataclass(frozen=True, slots=True)
class WorkRow:
    """An invoice with a step that is to be done now."""

    customer_id: str
    name: str
    invoice_id: str
    amount_open: str
    currency: str
    days_overdue: int | None
    step: str
    channel: str
    tone: str


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the reports of a run show. Counts are in invoice rows, customers where the name says so.

    `worklist` has the largest due amounts of each currency, `rejected` the first rejected rows.
    """

    policy: PolicyHeader
    as_of: date
    rows: Rows
    other_files: tuple[OtherFile, ...]
    customers: int
    customers_undecided: int
    reviewed_first: int
    ageing: tuple[AgeingRow, ...]
    segments: Mapping[str, int]
    risk_classes: Mapping[str, int]
    next_steps: Mapping[str, int]
    due_now: int
    undecided_by_fact: Mapping[str, int]
    rejected_by_reason: Mapping[str, int]
    warnings: tuple[str, ...]
    outputs: tuple[str, ...]
    worklist: tuple[WorkRow, ...] = ()
    rejected: tuple[Reject, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The content of `summary.json`; the worklist and the rejected rows have files of their own."""
        return {
            "policy": asdict(self.policy),
            "as_of": self.as_of.isoformat(),
            "rows": asdict(self.rows),
            "other_files": {file.section: {"read": file.read, "rejected": file.rejected} for file in self.other_files},
            "customers": self.customers,
            "customers_undecided": self.customers_undecided,
            "reviewed_first": self.reviewed_first,
            "ageing": [asdict(row) for row in self.ageing],
            "segments": dict(self.segments),
            "risk_classes": dict(self.risk_classes),
            "next_steps": dict(self.next_steps),
            "due_now": self.due_now,
            "undecided_by_fact": dict(self.undecided_by_fact),
            "rejected_by_reason": dict(self.rejected_by_reason),
            "warnings": list(self.warnings),
            "outputs": list(self.outputs),
        }
