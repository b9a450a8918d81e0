"""How old open invoices are, in the five usual buckets, per currency. Amounts of two currencies are never added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from creditpolicy.portfolio.exact import EXACT, show_amount

BUCKETS = ("not_due", "1-30", "31-60", "61-90", "over_90")


@dataclass(frozen=True, slots=True)
class AgeingRow:
    """One bucket in one currency."""

    bucket: str
    currency: str
    count: int
    amount: str


def bucket_of(due_date: date, as_of: date) -> str:
    """The bucket by the calendar days from the due date to `as_of`; the due date itself is not due yet."""
    days = (as_of - due_date).days
    if days <= 0:
        return "not_due"
    if days <= 30:
        return "1-30"
    if days <= 60:
        return "31-60"
    return "61-90" if days <= 90 else "over_90"


class Ageing:
    """Adds open invoices up."""

    def __init__(self) -> None:
        """Start with none."""
        self._sums: dict[tuple[str, str], tuple[int, Decimal]] = {}

    def add(self, bucket: str, currency: str, amount: Decimal, count: int = 1) -> None:
        """One open invoice, or what so many come to."""
        before, total = self._sums.get((currency, bucket), (0, Decimal(0)))
        self._sums[currency, bucket] = (before + count, EXACT.add(total, amount))

    def to_list(self) -> list[list[object]]:
        """The sums, as JSON has them."""
        return [[bucket, currency, str(total), count] for (currency, bucket), (count, total) in self._sums.items()]

    def add_list(self, sums: Iterable[tuple[str, str, str, int]]) -> None:
        """What `to_list` gave."""
        for bucket, currency, total, count in sums:
            self.add(bucket, currency, Decimal(total), count)

    def rows(self) -> tuple[AgeingRow, ...]:
        """All five buckets of each currency that is present, currencies by name."""
        return tuple(
            AgeingRow(bucket, currency, count, show_amount(total))
            for currency in sorted({currency for currency, _ in self._sums})
            for bucket in BUCKETS
            for count, total in (self._sums.get((currency, bucket), (0, Decimal(0))),)
        )
