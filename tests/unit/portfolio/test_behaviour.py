"""How a customer has paid, as facts: exact, within their windows, absent without a sample."""

from datetime import date
from decimal import Decimal

import pytest

from creditpolicy.portfolio.behaviour import DERIVABLE, Invoiced, behaviour
from creditpolicy.values.calendar import add_months
from tests.unit.portfolio.fakes import VOCABULARY

AS_OF = date(2026, 5, 31)


def invoiced(made, due, paid, total="100.00", currency="EUR"):
    day = date.fromisoformat
    return Invoiced(day(made), day(due) if due else None, currency, Decimal(total), day(paid) if paid else None)


def facts(*invoices):
    return behaviour(invoices, sorted(DERIVABLE), VOCABULARY, AS_OF)


def test_months_back_clamp_to_the_end_of_the_month():
    assert [add_months(AS_OF, -count) for count in (3, 12, 27)] == [
        date(2026, 2, 28),
        date(2025, 5, 31),
        date(2024, 2, 29),
    ]


@pytest.mark.covers("S2-9b")
def test_averages_weigh_with_the_amount_and_count_no_early_days():
    found = facts(
        invoiced("2026-03-01", "2026-03-31", "2026-04-10", "300.00"),
        invoiced("2026-03-01", "2026-03-31", "2026-03-11", "100.00"),
    )

    assert (found["avg_days_late"], found["avg_days_to_pay"], found["on_time_share"]) == (
        Decimal("7.5"),
        Decimal("32.5"),
        Decimal("0.50"),
    )


def test_recent_and_usual_lateness_are_apart_and_their_difference_is_the_trend():
    found = facts(
        invoiced("2026-02-01", "2026-03-01", "2026-03-21"),
        invoiced("2025-10-01", "2025-11-01", "2025-11-06"),
        invoiced("2024-10-01", "2024-11-01", "2025-02-01"),
    )

    assert (found["avg_days_late_recent"], found["avg_days_late_baseline"], found["payment_trend"]) == (
        Decimal("20.0"),
        Decimal("5.0"),
        Decimal("15.0"),
    )


def test_late_is_counted_over_24_months_without_their_first_day():
    found = facts(
        invoiced("2024-04-01", "2024-05-01", "2024-05-31"),
        invoiced("2024-04-01", "2024-05-01", "2024-06-01"),
        invoiced("2026-04-01", "2026-05-01", None),
    )

    assert (found["late_count_24m"], found["paid_invoice_count"]) == (Decimal(1), Decimal(2))


def test_revenue_is_what_was_invoiced_in_12_months():
    found = facts(
        invoiced("2025-05-31", None, None, "1000.00"),
        invoiced("2025-06-01", None, None, "10.00"),
        invoiced("2026-05-31", None, None, "10.01"),
    )

    assert (found["revenue_12m"], found["order_count_12m"], found["order_value_avg"], found["customer_since"]) == (
        "20.01 EUR",
        Decimal(2),
        "10.01 EUR",
        date(2025, 5, 31),
    )


def test_without_a_sample_a_fact_is_absent():
    found = facts(invoiced("2026-05-01", "2026-06-01", None))

    assert sorted(found) == [
        "customer_since",
        "late_count_24m",
        "order_count_12m",
        "order_value_avg",
        "paid_invoice_count",
        "revenue_12m",
    ]


def test_amounts_of_two_currencies_are_never_added():
    found = facts(
        invoiced("2026-03-01", "2026-03-31", "2026-04-10"),
        invoiced("2026-03-01", "2026-03-31", "2026-04-10", currency="USD"),
    )

    assert {"revenue_12m", "order_value_avg", "avg_days_late"}.isdisjoint(found)
    assert found["on_time_share"] == Decimal("0.00")


def test_only_what_is_asked_for_is_given():
    assert behaviour((), ["customer.paid_invoice_count"], VOCABULARY, AS_OF) == {"paid_invoice_count": Decimal(0)}
