"""A policy that loads can't fail while deciding, whatever the facts are."""

from datetime import date
from typing import Any

import pytest

from creditpolicy.api import Policy
from creditpolicy.loading import load_text

HEAD = """policy: totality
language: 1
version: "1"
currencies: [EUR, USD]
amounts:
  much: {EUR: 100}
facts:
  customer.day: {type: date}
  customer.wait: {type: days, low: -1000000, high: 1000000}
definitions:
"""
TABLE = """decisions:
  ask:
    outputs: {answer: {type: boolean}}
    hit: first
    if_undecided: {answer: false}
    table: |
      customer.test || answer
      true          || true
      false         || false
"""


def ask(condition: str, facts: dict[str, Any]) -> tuple[object, tuple[str, ...]]:
    loaded = load_text("policy.yaml", f"{HEAD}  customer.test: {condition}\n{TABLE}")
    assert loaded.program is not None, [finding.message for finding in loaded.diagnostics]
    decision = Policy((loaded,)).decide("ask", facts, as_of=date(2026, 6, 1))
    return (decision.outcome["answer"] if decision.status == "decided" else decision.status), decision.missing


TWO = {"invoices": [{"amount_open": "60 EUR"}, {"amount_open": "60 USD"}]}


@pytest.mark.parametrize(
    "condition",
    [
        "sum(invoice.amount_open) > 0",
        "max(invoice.amount_open where invoice.amount_open > 0, default 0) > 0",
        "customer.credit_limit + customer.insured_limit > 0",
        "customer.credit_limit > customer.insured_limit",
    ],
)
def test_amounts_in_two_currencies_are_not_known_together(condition: str):
    facts = {**TWO, "customer": {"credit_limit": "60 EUR", "insured_limit": "60 USD"}}

    assert ask(condition, facts) == ("undecided", ("amounts in one currency, not EUR and USD",))


def test_a_threshold_counts_in_its_own_currency_only():
    assert ask("customer.credit_limit > much", {"customer": {"credit_limit": "200 EUR"}}) == (True, ())
    assert ask("customer.credit_limit > much", {"customer": {"credit_limit": "200 USD"}}) == (
        "undecided",
        ("amounts.much in USD",),
    )


@pytest.mark.parametrize(("wait", "later"), [(1_000_000, True), (-1_000_000, False)])
def test_days_run_no_further_than_the_calendar(wait: int, later: bool):
    moved = "customer.day + customer.wait + customer.wait + customer.wait + customer.wait > as_of"

    assert ask(moved, {"customer": {"day": "2999-12-31" if later else "1900-01-01", "wait": wait}}) == (later, ())
