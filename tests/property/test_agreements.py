"""What promises, payment plans and disputes keep to, whatever is agreed and whatever day it is."""

from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditpolicy import Policy
from creditpolicy.backends.interpreter import Evaluation
from creditpolicy.backends.interpreter.next_change import LookingAhead
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir import Program, horizon
from creditpolicy.loading import load
from tests.property.deciding import FEWER
from tests.property.test_next_change import AHEAD, scanned

EXAMPLE = Path(__file__).parents[1] / "decisions" / "example"
AS_OF = date(2026, 6, 1)
LONGEST, SHARE, LEAST = 6, Fraction(80, 100), Fraction(25)
"""What the policy of the example says of plans."""


@cache
def policy() -> Policy:
    return Policy.load(EXAMPLE)


@cache
def program() -> Program:
    (version,) = load(EXAMPLE)
    assert version.program is not None
    return version.program


def decided(point: str, facts: dict[str, Any], as_of: date = AS_OF) -> Any:
    return policy().decide(point, facts, as_of=as_of).to_dict()["outcome"]


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02} EUR"


def cents(text: str) -> int:
    return int(text.removesuffix(" EUR").replace(".", ""))


days = st.integers(-40, 40).map(lambda number: (AS_OF + timedelta(days=number)).isoformat())


def some(draw: st.DrawFn, **choices: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Facts of which any may be missing."""
    return {key: draw(choice) for key, choice in choices.items() if draw(st.integers(1, 3)) > 1}


@st.composite
def proposals(draw: st.DrawFn) -> tuple[int, int, dict[str, Any]]:
    """What the customer can spare a month, the debt, and what is asked."""
    spare, debt = draw(st.integers(1, 60_000)), draw(st.integers(1, 200_000))
    asked = draw(st.sampled_from(("months", "instalment", "both")))
    plan: dict[str, Any] = {"id": "A1", "state": "proposed", "amount": euros(debt)}
    if asked != "instalment":
        plan["proposed_months"] = str(draw(st.integers(0, 12)))
    if asked != "months":
        plan["proposed_instalment"] = euros(draw(st.integers(0, 60_000)))
    return spare, debt, plan


def answered(spare: int, debt: int, plan: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answer to the proposal, and the offer for the same debt."""
    customer = {"payment_capacity_monthly": euros(spare), "insolvency_flag": False}
    invoices = [{"invoice_id": "F1", "due_date": "2026-05-01", "amount_open": euros(debt)}]
    facts = {"customer": customer, "invoices": invoices, "promises": [], "arrangements": [plan]}
    outcome = decided("arrangement", facts)
    return outcome["arrangements"]["A1"], outcome["offer"]


@given(proposals())
def test_the_instalments_of_a_plan_are_the_debt_to_the_cent(proposal):
    spare, debt, plan = proposal
    answer, offer = answered(spare, debt, plan)
    for made in (answer, offer):
        if made["instalments"] is None:
            continue
        number, amount, last = made["instalments"], cents(made["amount"]), cents(made["last_amount"])

        assert (number - 1) * amount + last == debt
        assert 0 < last <= amount


@given(proposals())
def test_no_plan_asks_more_a_month_or_takes_longer_than_the_policy_allows(proposal):
    spare, debt, plan = proposal
    answer, offer = answered(spare, debt, plan)
    for made in (answer, offer):
        if made["instalments"] is None:
            continue

        assert cents(made["amount"]) <= SHARE * spare
        assert made["instalments"] <= LONGEST


@given(proposals())
def test_what_could_be_paid_in_time_is_never_sent_to_a_person(proposal):
    spare, debt, plan = proposal
    answer, offer = answered(spare, debt, plan)
    most = int(SHARE * spare)
    fewest = -(-debt // most) if most else LONGEST + 1
    fits = fewest <= max(1, min(LONGEST, debt // 2500))

    assert (offer["answer"] == "offer") is fits
    assert answer["arrangement"] in (("accept", "adjust") if fits else ("refer",))


@st.composite
def promises(draw: st.DrawFn) -> dict[str, Any]:
    """Promises of whatever state, and an invoice that is paid or not."""
    listed = [
        {"id": f"P{number}", "date": draw(days)}
        | some(
            draw,
            invoice_id=st.sampled_from(("F1", "F2")),
            made_at=days,
            confirmed_at=days,
            broken_at=days,
            state=st.sampled_from(("open", "kept", "partly_kept", "broken")),
            amount=st.just("50.00 EUR"),
            tolerance_days=st.sampled_from(("0", "5")),
        )
        for number in range(draw(st.integers(1, 2)))
    ]
    open_ = draw(st.sampled_from(("0.00 EUR", "100.00 EUR")))
    return {
        "invoices": [{"invoice_id": "F1", "due_date": "2026-05-01", "amount_open": open_}],
        "promises": listed,
        "contacts": [],
        "disputes": [],
    }


@given(promises(), st.integers(1, 60))
def test_a_promise_that_was_kept_is_never_broken_on_a_later_day(case, later):
    now = decided("promise", case)["promises"]
    then = decided("promise", case, AS_OF + timedelta(days=later))["promises"]
    kept = [name for name, answer in now.items() if answer["state"] == "kept"]

    assert [then[name]["state"] for name in kept] == ["kept"] * len(kept)
    assert [then[name]["broken_on"] for name in kept] == [None] * len(kept)


@given(promises(), st.integers(0, 60))
def test_the_day_on_which_a_promise_was_broken_is_past_and_never_moves(case, later):
    day = AS_OF + timedelta(days=later)
    now, then = decided("promise", case)["promises"], decided("promise", case, day)["promises"]
    for promise in case["promises"]:
        answer, again = now[promise["id"]], then[promise["id"]]
        foretold = promise.get("broken_at", "") > AS_OF.isoformat()
        if answer["broken_on"] is not None and not foretold:
            assert answer["broken_on"] <= AS_OF.isoformat()
            assert again["broken_on"] == answer["broken_on"]


@given(promises())
def test_a_promise_keeps_reminders_away_exactly_while_it_is_open(case):
    evaluation = Evaluation(program(), read_case(case, program().vocabulary, AS_OF))
    states = {name: answer["state"] for name, answer in decided("promise", case)["promises"].items()}
    for index, promise in enumerate(case["promises"]):
        is_open = evaluation.named("promise.is_open", (("promise", index),))

        if isinstance(is_open, bool) and states[promise["id"]] is not None:
            made = promise.get("made_at", "2026-01-01") <= AS_OF.isoformat()
            assert is_open is (states[promise["id"]] == "open" and made)


@st.composite
def situations(draw: st.DrawFn) -> tuple[str, str, dict[str, Any]]:
    """A point, the record that it is about, and a case of it."""
    point = draw(st.sampled_from(("promise", "arrangement", "dispute")))
    case = draw(promises())
    if point == "arrangement":
        plan = {"id": "A1", "state": draw(st.sampled_from(("active", "active", "breached", "completed")))}
        plan |= some(
            draw,
            agreed_at=days,
            written_confirmation_at=days,
            oldest_missed_on=days,
            next_instalment_due=days,
            missed_count=st.sampled_from(("0", "1")),
        )
        case["arrangements"] = [plan]
    if point == "dispute":
        dispute = {"id": "D1"} | some(
            draw,
            opened_at=days,
            assessed_at=days,
            resolved_at=days,
            status=st.sampled_from(("registered", "assessed", "resolved_upheld")),
            classification=st.sampled_from(("genuine", "delay")),
            reason=st.sampled_from(("price", "other")),
            evidence_present=st.booleans(),
            raised_after_step=st.sampled_from(("friendly", "final")),
            amount_disputed=st.just("30.00 EUR"),
        )
        case["disputes"] = [dispute]
    return point, point, case


@pytest.fixture
def short_sight():
    former, horizon.DAYS_AHEAD = horizon.DAYS_AHEAD, AHEAD
    yield
    horizon.DAYS_AHEAD = former


@pytest.mark.usefixtures("short_sight")
@FEWER
@given(situations())
def test_an_answer_stays_until_the_day_that_it_says(situation):
    name, record, given_facts = situation
    case = read_case(given_facts, program().vocabulary, AS_OF)
    point = program().points[name]
    looking = LookingAhead(Evaluation(program(), case), point)
    for index in range(len(case.lists[record])):
        at = ((record, index),)

        assert looking.next_change(at) == scanned(program(), point, case, at)
