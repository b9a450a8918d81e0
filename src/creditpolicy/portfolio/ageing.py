"""How old open invoices are, in the five usual buckets, per currency. Amounts of two currencies are never added."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from creditpolicy.portfolio.exact import show_amount

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
        self._sums: dict[str, dict[str, tuple[int, Fraction]]] = {}

    def add(self, bucket: str, currency: str, amount: Decimal) -> None:
        """One open invoice."""
        buckets = self._sums.setdefault(currency, {})
        count, total = buckets.get(bucket, (0, Fraction()))
        buckets[bucket] = (count + 1, total + Fraction(amount))

    def rows(self) -> tuple[AgeingRow, ...]:
        """All five buckets of each currency that is present, currencies by name."""
        return tuple(
            AgeingRow(bucket, currency, count, show_amount(total))
            for currency, buckets in sorted(self._sums.items())
            for bucket in BUCKETS
            for count, total in (buckets.get(bucket, (0, Fraction())),)
        )
