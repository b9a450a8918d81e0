"""How a customer has paid so far, from what its invoices and payments show on one day. Exact; absent without a sample.

The windows, each counted back from `as_of` and without its first day:

- all that is visible: `customer_since`, `paid_invoice_count`, `avg_days_late`, `on_time_share`;
- paid in the last 3 months: `avg_days_late_recent`; in the 12 months before those: `avg_days_late_baseline`;
- paid late in the last 24 months: `late_count_24m`;
- invoiced in the last 12 months: `revenue_12m` (credit notes taken off, zero at least), `order_count_12m` (an invoice
  over zero counts as an order), `order_value_avg`.

Days late are calendar days after the due date, zero at least, and averages weigh each invoice with its total amount.
Amounts of two currencies are never added: what would need it is absent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.exact import EXACT, show_amount, to_decimal
from creditpolicy.values.calendar import add_months
from creditpolicy.values.types import DaysType, NumberType

_AVERAGES = ("avg_days_late", "avg_days_late_recent", "avg_days_late_baseline", "avg_days_to_pay")
_PAID = (*_AVERAGES, "payment_trend", "paid_invoice_count", "on_time_share", "late_count_24m")
_INVOICED = ("customer_since", "revenue_12m", "order_count_12m", "order_value_avg")
BY_THE_ENGINE = frozenset({"customer.exposure_open", "customer.exposure_overdue", "customer.relationship_months"})
"""What a mapping may ask for, and the engine computes from the invoices itself."""

NEEDS_PAYMENTS = frozenset(f"customer.{key}" for key in _PAID)
"""Facts that a ledger without payments can't give."""

DERIVABLE = frozenset(f"customer.{key}" for key in (*_PAID, *_INVOICED)) | BY_THE_ENGINE
"""What a mapping may name under `derive`."""


@dataclass(frozen=True, slots=True)
class Invoiced:
    """One invoice as behaviour sees it. `paid_on` is the day on which it was paid in full, None if it is open."""

    invoice_date: date
    due_date: date | None
    currency: str
    total: Decimal | None
    paid_on: date | None


@dataclass(frozen=True, slots=True)
class _Paid:
    """A paid invoice with a due date: its weight, how late it was, how long it took."""

    on: date
    weight: Decimal
    currency: str
    late_days: int
    days: int


def behaviour(
    invoices: Sequence[Invoiced], names: Iterable[str], vocabulary: Vocabulary, as_of: date
) -> dict[str, Decimal | date | str]:
    """The facts among `names` (`customer.avg_days_late`) for which there is a sample, by key."""
    wanted = [name.removeprefix("customer.") for name in names]
    found: dict[str, Decimal | date | str] = {}
    found.update(_from_invoices(invoices, as_of))
    found.update(_from_payments(invoices, vocabulary, as_of))
    return {key: found[key] for key in wanted if key in found}


def _from_invoices(invoices: Sequence[Invoiced], as_of: date) -> dict[str, Decimal | date | str]:
    if not invoices:
        return {}
    year = add_months(as_of, -12)
    recent = [invoice for invoice in invoices if invoice.invoice_date > year]
    # A credit note lowers the revenue, but is no order.
    orders = [invoice for invoice in recent if invoice.total is None or invoice.total > 0]
    found: dict[str, Decimal | date | str] = {
        "customer_since": min(invoice.invoice_date for invoice in invoices),
        "order_count_12m": Decimal(len(orders)),
    }
    currencies = {invoice.currency for invoice in invoices}
    totals = [invoice.total for invoice in recent if invoice.total is not None]
    if len(currencies) == 1 and len(totals) == len(recent):
        (currency,) = currencies
        found["revenue_12m"] = f"{show_amount(max(_sum(totals), Decimal(0)))} {currency}"
        if orders:
            ordered = Fraction(_sum(total for total in totals if total > 0))
            found["order_value_avg"] = f"{show_amount(ordered / len(orders))} {currency}"
    return found


def _from_payments(
    invoices: Sequence[Invoiced], vocabulary: Vocabulary, as_of: date
) -> dict[str, Decimal | date | str]:
    paid = [(invoice, invoice.paid_on) for invoice in invoices if invoice.paid_on is not None]
    dated = [item for item in (_paid(invoice, on) for invoice, on in paid) if item is not None]
    two_years, quarter, before_that = (add_months(as_of, -months) for months in (24, 3, 15))
    found: dict[str, Decimal | date | str] = {
        "paid_invoice_count": Decimal(len(paid)),
        "late_count_24m": Decimal(sum(item.late_days > 0 for item in dated if item.on > two_years)),
    }
    if dated:
        on_time = Fraction(sum(item.late_days == 0 for item in dated), len(dated))
        found["on_time_share"] = to_decimal(on_time, _scale(vocabulary, "on_time_share"))
    recent = [item for item in dated if item.on > quarter]
    before = [item for item in dated if before_that < item.on <= quarter]
    for key, sample in zip(_AVERAGES, (dated, recent, before), strict=False):
        average = _average(sample, [item.late_days for item in sample])
        if average is not None:
            found[key] = to_decimal(average, _scale(vocabulary, key))
    to_pay = _average(dated, [item.days for item in dated])
    if to_pay is not None:
        found["avg_days_to_pay"] = to_decimal(to_pay, _scale(vocabulary, "avg_days_to_pay"))
    late, usual = found.get("avg_days_late_recent"), found.get("avg_days_late_baseline")
    if isinstance(late, Decimal) and isinstance(usual, Decimal):
        # Of the rounded averages, so that a definition over those two facts gives the same.
        trend = Fraction(late) - Fraction(usual)
        found["payment_trend"] = to_decimal(trend, _scale(vocabulary, "payment_trend"))
    return found


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for amount in amounts:
        total = EXACT.add(total, amount)
    return total


def _paid(invoice: Invoiced, on: date) -> _Paid | None:
    if invoice.due_date is None:
        return None
    late = max((on - invoice.due_date).days, 0)
    weight = invoice.total if invoice.total is not None else Decimal(0)
    return _Paid(on, weight, invoice.currency, late, (on - invoice.invoice_date).days)


def _average(sample: Sequence[_Paid], days: Sequence[int]) -> Fraction | None:
    """The days, weighed with the amounts; None without weights, or with weights in two currencies."""
    weights = weighed = Decimal(0)
    currency = None
    for item, count in zip(sample, days, strict=True):
        if item.weight > 0:
            if currency not in (None, item.currency):
                return None
            currency = item.currency
            weights = EXACT.add(weights, item.weight)
            weighed = EXACT.fma(item.weight, count, weighed)
    return Fraction(weighed) / Fraction(weights) if weights else None


def _scale(vocabulary: Vocabulary, key: str) -> int:
    fact = vocabulary.facts.get(f"customer.{key}")
    if fact is not None and isinstance(fact.type, NumberType | DaysType) and fact.type.scale is not None:
        return fact.type.scale
    return 4 if key == "on_time_share" else 1
