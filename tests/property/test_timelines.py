"""Laws of timelines: they agree with deciding day by day, and say why each step is on its day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from creditpolicy import Policy
from creditpolicy.backends.interpreter import Evaluation
from creditpolicy.backends.interpreter.asked import Asked
from creditpolicy.facts.from_data import read_case
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.ir import Program
from creditpolicy.timeline import Timeline, follow
from creditpolicy.timeline.entries import Action, End, Pause, Wait, invoices_of
from tests.property.ladders import AS_OF, LadderMade, habits, histories, invoices, ladders, program_of

DAYS = 75
ONE_DAY = timedelta(days=1)
SOME = settings(max_examples=settings().max_examples // 4)
FEWER = settings(max_examples=settings().max_examples // 10)
POLICY = Policy.load("policies/nl-b2b")


@st.composite
def cases(draw: st.DrawFn) -> tuple[LadderMade, dict[str, Any]]:
    """A customer with a history, or one with two invoices of whom nothing is known but that they wait."""
    ladder = draw(ladders())
    if draw(st.booleans()):
        return ladder, draw(histories(ladder.step_ids))
    customer = {"segment": "good", "mood": "calm", "email": "a@example.com", **draw(habits())}
    open_ = [draw(invoices(name, st.none())) | {"amount_open": "100 EUR"} for name in ("F1", "F2")]
    return ladder, {"customer": customer, "invoices": open_, "contacts": [], "promises": [], "disputes": []}


class Simulated:
    """What happens if somebody decides on each day and does all that is due."""

    def __init__(self, program: Program, facts: dict[str, Any], start: date, days: int) -> None:
        self.actions: list[tuple[Any, ...]] = []
        self.stopped: dict[tuple[str, date], str | None] = {}
        self.given_up: dict[str, date] = {}
        self.waiting: set[tuple[str, date]] = set()
        log = list(facts["contacts"])
        for day in (start + ONE_DAY * count for count in range(days)):
            outcome = decided(program, facts | {"contacts": log}, day)
            acting = []
            for name, said in outcome["invoices"].items():
                if said["status"] == "undecided":
                    self.given_up.setdefault(name, day)
                if name in self.given_up:
                    continue
                self.stopped[name, day] = said["stopped"]
                answer = (said.get("hand_over") or {}).get("answer")
                if said["due_now"] and answer == "wait":
                    self.waiting.add((name, day))
                if said["due_now"] and answer != "wait":
                    acting.append((name, said))
            customer = outcome.get("customer") or {}
            for name, said in acting:
                payer = said.get("payer")
                letters = customer.get("payer_letters") or {}
                letter = (customer.get("letter") if payer is None else letters.get(payer)) or {}
                of_letter = letter if letter.get("step") and said["channel"] else {}
                announces = said["announces"]
                self.actions.append(
                    (
                        day,
                        name,
                        said["step"],
                        said["on"],
                        announces and (day + timedelta(days=announces["after_days"])).isoformat(),
                        of_letter.get("step", said["step"]),
                        of_letter.get("channel", said["channel"]),
                        of_letter.get("tone", said["tone"]),
                        of_letter.get("action", said["action"]),
                        said["channel"] and payer,
                    )
                )
                contact = {
                    "at": day.isoformat(),
                    "invoice_id": name,
                    "step_id": said["step"],
                    "channel": said["channel"],
                    "direction": said["channel"] and "outbound",
                    "outcome": "delivered",
                }
                log.append({key: value for key, value in contact.items() if value is not None})


def decided(program: Program, facts: dict[str, Any], day: date) -> dict[str, Any]:
    """The outcome of `collect`, without the day of the next change, which takes its time."""
    evaluation = Evaluation(program, read_case(facts, program.vocabulary, day))
    return Asked(evaluation, program.points["collect"], with_next_change=False).outcome()[0]


def timeline(program: Program, facts: dict[str, Any], start: date = AS_OF, **more: Any) -> Timeline:
    case = read_case(facts, program.vocabulary, start)
    return follow(program, program.points["collect"], case, lambda *_: Titles("", ""), **more)


def actions(found: Timeline, last: date) -> list[tuple[Any, ...]]:
    """The same as what is simulated."""
    return [
        (
            entry.on,
            share.invoice,
            share.step,
            share.planned.isoformat(),
            share.announces and share.announces.on.isoformat(),
            entry.step,
            entry.channel,
            entry.tone,
            entry.by,
            entry.payer,
        )
        for entry in found.entries
        if isinstance(entry, Action) and entry.on <= last
        for share in entry.shares
    ]


@SOME
@given(cases())
def test_a_timeline_agrees_with_deciding_day_by_day(case):
    ladder, facts = case
    program = program_of(ladder.text)
    simulated = Simulated(program, facts, AS_OF, DAYS)
    found = actions(timeline(program, facts), AS_OF + ONE_DAY * (DAYS - 1))

    event(f"{min(len(found), 5)} steps")
    assert sorted(found) == sorted(simulated.actions)


@FEWER
@given(cases())
def test_what_keeps_a_step_back_is_told_as_long_as_it_does(case):
    ladder, facts = case
    program = program_of(ladder.text)
    simulated = Simulated(program, facts, AS_OF, DAYS)
    found = timeline(program, facts)
    for (name, day), stopped in simulated.stopped.items():
        told = [one for one in found.entries if name in invoices_of(one) and one.on <= day]
        breaks = [one for one in told if isinstance(one, Pause | End)]
        last = breaks[-1] if breaks else None
        if stopped is not None:
            assert last is not None
            assert last.stopped == stopped
        elif isinstance(last, Pause):
            assert last.until is not None
            assert last.until < day
        if (name, day) in simulated.waiting:
            assert any(isinstance(one, Wait) or (isinstance(one, End) and one.kind == "waits") for one in told)


@FEWER
@given(cases())
def test_it_is_up_to_a_person_from_the_first_undecided_day_on(case):
    ladder, facts = case
    program = program_of(ladder.text)
    simulated = Simulated(program, facts, AS_OF, DAYS)
    last = AS_OF + ONE_DAY * (DAYS - 1)
    given_up = {
        one.invoice: one.on
        for one in timeline(program, facts).entries
        if isinstance(one, End) and one.kind == "undecided" and one.on <= last
    }

    assert given_up == simulated.given_up


@FEWER
@given(cases(), st.integers(0, DAYS))
def test_looking_less_far_tells_the_same_of_the_days_before(case, days):
    ladder, facts = case
    program = program_of(ladder.text)
    until = AS_OF + ONE_DAY * days
    whole = actions(timeline(program, facts), until)

    assert actions(timeline(program, facts, until=until), until) == whole


@FEWER
@given(cases())
def test_a_timeline_of_one_invoice_is_its_part_of_the_whole(case):
    ladder, facts = case
    program = program_of(ladder.text)
    whole = timeline(program, facts).entries

    assert timeline(program, facts, invoice="F1").entries == tuple(one for one in whole if "F1" in invoices_of(one))


@FEWER
@given(cases())
def test_the_moves_of_a_step_lead_to_its_day(case):
    ladder, facts = case
    for entry in timeline(program_of(ladder.text), facts).entries:
        for share in entry.shares if isinstance(entry, Action) else ():
            for move, following in zip(share.moves, (*share.moves, None)[1:], strict=False):
                assert move.start < move.to == (share.planned if following is None else following.start)
                excluded = [day.on for day in move.days]
                if move.by == "excluded_day":
                    assert excluded == [move.start + ONE_DAY * count for count in range((move.to - move.start).days)]


@FEWER
@given(cases())
def test_each_invoice_ends_once_and_last(case):
    ladder, facts = case
    found = timeline(program_of(ladder.text), facts).entries
    for invoice in facts["invoices"]:
        own = [one for one in found if invoice["invoice_id"] in invoices_of(one)]
        assert [one for one in own if isinstance(one, End)] == own[-1:]


@pytest.mark.parametrize("segment", ["regular", "loyal", "stretcher"])
@pytest.mark.parametrize("due", ["2026-04-13", "2025-12-04", "2028-02-29"])
def test_the_policy_of_the_house_agrees_with_deciding_day_by_day(segment, due):
    start = date.fromisoformat(due) - timedelta(days=20)
    facts = {
        "customer": {
            "segment": segment,
            "risk_class": "A",
            "debtor_type": "business",
            "email": "a@example.com",
            "phone": "0201234567",
            "late_count_24m": 0,
            "insolvency_flag": False,
            "broken_promises_12m": 0,
            "payday": 25,
        },
        "invoices": [
            {"invoice_id": "F1", "invoice_date": start.isoformat(), "due_date": due, "amount_open": "12000 EUR"},
            {"invoice_id": "F2", "invoice_date": start.isoformat(), "due_date": due, "amount_open": "90 EUR"},
        ],
        "contacts": [],
        "promises": [{"invoice_id": "F2", "date": due, "made_at": start.isoformat()}],
        "disputes": [],
        "arrangements": [],
        "exceptions": [],
    }
    program = POLICY.program(start)
    simulated = Simulated(program, facts, start, DAYS)
    found = timeline(program, facts, start)

    assert len(simulated.actions) > 3
    assert sorted(actions(found, start + ONE_DAY * (DAYS - 1))) == sorted(simulated.actions)
