"""What disputes, promises and plans mean for an invoice: the phrases that ladders read."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from creditpolicy import Policy
from creditpolicy.backends.interpreter import Evaluation
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir import Program
from creditpolicy.loading import load, load_text
from creditpolicy.values.money import Money
from creditpolicy.values.unknown import Unknown

EXAMPLE = Path(__file__).parents[1] / "decisions" / "example"
AS_OF = date(2026, 6, 1)
NEVER = date(1900, 1, 1)
BARE = 'policy: bare\nlanguage: 1\nversion: "1"\ncurrency: EUR\n'
INVOICE = {"invoice_id": "F1", "amount_open": "100.00 EUR", "due_date": "2026-05-01"}
KEPT = {"id": "P1", "invoice_id": "F1", "made_at": "2026-05-01", "date": "2026-05-10", "state": "kept"}
BROKEN = {"id": "P2", "invoice_id": "F1", "made_at": "2026-05-11", "date": "2026-05-20", "confirmed_at": "2026-05-11"}
OPEN = {"id": "P3", "invoice_id": "F1", "made_at": "2026-05-31", "date": "2026-06-05"}
GENUINE = {"id": "D1", "invoice_id": "F1", "reason": "price", "evidence_present": True, "amount_disputed": "30.00 EUR"}
DELAY = {
    "id": "D2",
    "invoice_id": "F1",
    "reason": "other",
    "evidence_present": False,
    "raised_after_step": "final",
    "amount_disputed": "50.00 EUR",
}


@cache
def program(text: str = "") -> Program:
    found = load_text("policy.yaml", text).program if text else load(EXAMPLE)[0].program
    assert found is not None
    return found


def of_the_invoice(name: str, facts: dict[str, Any], of: Program | None = None) -> Any:
    """What a phrase says of the first invoice; the facts it lacks where it can't be known."""
    used = of or program()
    whole = {"invoices": [INVOICE], **facts}
    value = Evaluation(used, read_case(whole, used.vocabulary, AS_OF)).named(f"invoice.{name}", (("invoice", 0),))
    if isinstance(value, Unknown):
        return set(value.missing)
    return str(value.amount) if isinstance(value, Money) else value


@pytest.mark.parametrize(
    ("promises", "day"),
    [
        ([], NEVER),
        ([KEPT, OPEN], NEVER),
        ([BROKEN], date(2026, 5, 23)),
        ([BROKEN, {**BROKEN, "id": "P4", "broken_at": "2026-05-21"}], date(2026, 5, 23)),
        ([{**BROKEN, "invoice_id": "F2"}], NEVER),
    ],
)
def test_an_invoice_knows_the_last_day_on_which_a_promise_was_broken(promises, day):
    assert of_the_invoice("promise_broken_on", {"promises": promises}) == day


def test_without_a_list_of_promises_that_day_is_not_known():
    assert of_the_invoice("promise_broken_on", {}) == {"promises"}


@pytest.mark.parametrize(
    ("plan", "day", "is_active", "is_pending"),
    [
        ({"agreed_at": "2026-05-28"}, NEVER, False, True),
        ({"agreed_at": "2026-05-01"}, NEVER, False, False),
        ({"agreed_at": "2026-05-01", "written_confirmation_at": "2026-05-02"}, NEVER, True, False),
        (
            {"agreed_at": "2026-05-01", "written_confirmation_at": "2026-05-02", "oldest_missed_on": "2026-05-20"},
            date(2026, 5, 26),
            False,
            False,
        ),
        ({"state": "breached", "oldest_missed_on": "2026-05-20"}, date(2026, 5, 21), False, False),
        ({"state": "proposed"}, NEVER, False, False),
    ],
)
def test_an_invoice_knows_how_its_plan_stands(plan, day, is_active, is_pending):
    arrangement = {"id": "A1", "state": "active", "next_instalment_due": "2026-06-20", **plan}
    facts = {"invoices": [{**INVOICE, "arrangement_id": "A1"}], "arrangements": [arrangement]}
    names = ("arrangement_broken_on", "arrangement_active", "arrangement_pending")

    assert [of_the_invoice(name, facts) for name in names] == [day, is_active, is_pending]


def test_an_invoice_under_no_plan_needs_no_list_of_plans():
    assert of_the_invoice("arrangement_broken_on", {}) == NEVER
    assert of_the_invoice("arrangement_pending", {}) is False


def test_only_disputes_of_the_classes_that_stop_reminders_count():
    facts = {"disputes": [GENUINE, DELAY]}

    assert of_the_invoice("disputed_amount", facts) == "30"
    assert of_the_invoice("dispute_stops_reminders", {"disputes": [DELAY]}) is False
    assert of_the_invoice("in_dispute", {"disputes": [DELAY]}) is True


def test_an_amount_that_an_invoice_calls_disputed_is_no_record():
    noted = {"invoices": [{**INVOICE, "amount_disputed": "50.00 EUR"}]}

    assert of_the_invoice("disputed_amount", {**noted, "disputes": []}) == "0"
    assert of_the_invoice("disputed_amount", {**noted, "disputes": [GENUINE]}) == "30"
    assert of_the_invoice("disputed_amount", noted) == {"disputes"}


def test_without_the_sections_the_phrases_mean_what_ships():
    promise = {"id": "P1", "invoice_id": "F1", "date": "2026-06-20"}
    bare = program(BARE)

    assert of_the_invoice("promise_open", {"promises": [promise]}, bare) is True
    assert of_the_invoice("disputed_amount", {"disputes": [GENUINE, DELAY]}, bare) == "80"
    assert of_the_invoice("disputed_amount", {"invoices": [{**INVOICE, "amount_disputed": "50.00 EUR"}]}, bare) == "50"


def test_promises_with_and_without_an_amount_are_counted_together():
    facts = {
        "invoices": [INVOICE],
        "promises": [{**BROKEN, "amount": "50.00 EUR", "state": "broken"}, {**BROKEN, "id": "P5"}],
    }
    outcome: Any = Policy.load(EXAMPLE).decide("promise", facts, as_of=AS_OF).to_dict()["outcome"]

    assert [answer["broken_in_12_months"] for answer in outcome["promises"].values()] == [2, 2]


CURRENCIES = """\
policy: two
language: 1
version: "1"
currencies: [EUR, GBP]
amounts: {large: {EUR: 1000, GBP: 850}}
reminders:
  if_undecided: manual
  ladders:
    short:
      catch_up: sequential
      steps: [{id: call, at: 7 days after due_date, channel: [phone], tone: firm, terminal: true}]
  assign: {hit: first, table: "customer.segment || ladder\\n- || short"}
arrangements:
  if_undecided: refer
  promise: {longest: 14 days, amount_at_most: large, when_broken: {step: call}}
"""


@pytest.mark.parametrize(
    ("amount", "answer"),
    [("1000.00 EUR", "accept"), ("1000.01 EUR", "refer"), ("850.00 GBP", "accept"), ("850.01 GBP", "refer")],
)
def test_the_largest_promise_is_one_for_each_currency(amount: str, answer: str):
    policy = Policy((load_text("policy.yaml", CURRENCIES),))
    promise = {"id": "P1", "made_at": "2026-06-01", "date": "2026-06-05", "amount": amount}
    facts = {"customer": {"broken_promises_12m": 0}, "promises": [promise], "invoices": []}
    decision: Any = policy.decide("promise", facts, as_of=AS_OF)

    assert (decision.outcome["promises"]["P1"]["promise"], decision.missing) == (answer, ())
