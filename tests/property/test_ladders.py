"""Laws of ladders, over whatever ladder, history and day: what is sent, what never is, and when."""

import json
import re
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.property.ladders import (
    AS_OF,
    NOT_DELIVERED,
    LadderMade,
    StepMade,
    answers,
    answers_of_the_day,
    contacts,
    habits,
    histories,
    invoices,
    ladders,
    program_of,
)

AHEAD = 400
OPEN = 100
HOLIDAYS = {
    date(2025, 12, 25),
    date(2025, 12, 26),
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 5),
    date(2026, 4, 6),
    date(2026, 4, 27),
    date(2026, 5, 14),
    date(2026, 5, 24),
    date(2026, 5, 25),
}
"""Those of the Netherlands that a climb can meet."""
DAYS = 140
# A climb is followed while it is drawn, which on a busy machine looks as if drawing were slow.
FEWER = settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.too_slow])
SAME = seed(0) if settings().derandomize else lambda law: law
"""Lets the laws look at the same climbs and cases, so that what was followed or compiled for one serves all. For a
night each law draws its own."""


@st.composite
def cases(draw: st.DrawFn) -> tuple[LadderMade, dict[str, Any]]:
    ladder = draw(ladders())
    return ladder, draw(histories(ladder.step_ids))


class Climb:
    """One invoice of a customer who does not pay, followed over the days; what is due is sent on the day itself."""

    def __init__(self, ladder: LadderMade, facts: dict[str, Any], decided_on: list[date]) -> None:
        self.ladder = ladder
        self.invoice = facts["invoices"][0]
        self.customer = facts["customer"]
        self.sent: list[tuple[date, StepMade]] = []
        self.log = list(facts["contacts"])
        self.before: dict[date, list[dict[str, Any]]] = {}
        self.said: dict[date, dict[str, Any]] = {}
        program = program_of(ladder.text)
        for day in decided_on:
            self.before[day] = list(self.log)
            said = answers_of_the_day(program, facts | {"contacts": self.log}, day)["F1"]
            self.said[day] = said
            step = next((one for one in ladder.steps if one.id == said["step"]), None)
            if step and said["due_now"] and (not step.escalates or said["hand_over"]["answer"] == "yes"):
                self.sent.append((day, step))
                self.log.append({"at": day.isoformat(), "invoice_id": "F1", "step_id": step.id, "outcome": "delivered"})

    @property
    def payable_by(self) -> date:
        return date.fromisoformat(self.invoice.get("agreed_extension_until") or self.invoice["due_date"])

    def delivered(self, day: date) -> list[tuple[date, str]]:
        """What had arrived before anything was sent on `day`: its day and its step, in order."""
        return sorted(
            (date.fromisoformat(one["at"]), one["step_id"])
            for one in self.before[day]
            if one["invoice_id"] == "F1"
            and "step_id" in one
            and one.get("outcome") != NOT_DELIVERED
            and one["at"] <= day.isoformat()
        )

    def contacted(self, day: date) -> set[date]:
        """The days up to `day` on which the customer heard from us before anything was sent on `day`."""
        return {
            date.fromisoformat(one["at"])
            for one in self.before[day]
            if one.get("direction", "outbound") == "outbound"
            and one.get("outcome") != NOT_DELIVERED
            and one["at"] <= day.isoformat()
        }

    def done_on(self, step: StepMade, day: date) -> date | None:
        return max((at for at, step_id in self.delivered(day) if step_id in step.logged_as), default=None)

    def is_excluded(self, day: date) -> bool:
        """Whether the policy has nothing done on a day."""
        words = {"weekend"} if day.isoweekday() > 5 else set()
        words |= {"holiday"} if day in HOLIDAYS else set()
        return bool({*words, f"{day:%A}".lower()} & set(self.ladder.not_on))

    def window(self, index: int, day: date) -> tuple[date, date] | None:
        """Where the window of a step lies; None where the previous step was not done."""
        step = self.ladder.steps[index]
        match step.anchor:
            case "invoice_date":
                start = date.fromisoformat(self.invoice["invoice_date"])
            case "due_date":
                start = self.payable_by
            case "notice_received":
                start = date.fromisoformat(self.invoice["notice_received_at"])
            case _:
                done = self.done_on(self.ladder.steps[index - 1], day)
                if done is None:
                    return None
                start = max(done, self.payable_by) if self.is_after_due(index - 1) else done
        if step.business:
            return business_days_after(start, step.first), business_days_after(start, step.last)
        return start + timedelta(days=step.first), start + timedelta(days=step.last)

    def is_after_due(self, index: int) -> bool:
        step = self.ladder.steps[index]
        if step.anchor == "previous_step":
            return self.is_after_due(index - 1)
        return step.anchor in {"due_date", "notice_received"} and step.first >= 0

    def may_lapse(self, index: int, day: date) -> bool:
        """Whether a step was for before the due date and that is past, or may be passed over and was."""
        step = self.ladder.steps[index]
        if step.passed_below is not None:
            later = self.ladder.steps[index + 1 :]
            if step.passed_below > OPEN or any(self.done_on(one, day) for one in later):
                return True
        return not (self.is_after_due(index) or step.announces or step.escalates) and day >= self.payable_by


def business_days_after(day: date, count: int) -> date:
    """So many business days later, or earlier; with none the day itself or the next that is one."""
    one = timedelta(days=-1 if count < 0 else 1)
    left = abs(count)
    if not left:
        while day.isoweekday() > 5 or day in HOLIDAYS:
            day += one
    while left:
        day += one
        left -= day.isoweekday() <= 5 and day not in HOLIDAYS
    return day


@lru_cache(maxsize=64)
def followed(ladder: LadderMade, facts: str, decided_on: tuple[date, ...]) -> Climb:
    """The climb of a customer with these facts, as JSON."""
    return Climb(ladder, json.loads(facts), list(decided_on))


@st.composite
def climbs(draw: st.DrawFn, catch_up: str | None = None) -> Climb:
    """A climb that begins before the invoice; on some days nobody looks."""
    ladder = draw(ladders(catch_up))
    invoice = draw(invoices("F1", st.none())) | {"amount_open": "100 EUR"}
    invoice.setdefault("notice_received_at", invoice["due_date"])
    facts = {
        "customer": {"segment": "good", "mood": "calm", "email": "a@example.com", **draw(habits())},
        "invoices": [invoice],
        "contacts": draw(st.just([]) | contacts(ladder.step_ids)),
        "promises": [],
        "disputes": [],
    }
    start = date.fromisoformat(invoice["invoice_date"]) - timedelta(days=draw(st.integers(-40, 15)))
    skipped = draw(st.just(set()) | st.sets(st.integers(0, DAYS - 1), max_size=60))
    decided_on = tuple(start + timedelta(days=count) for count in range(DAYS) if count not in skipped)
    return followed(ladder, json.dumps(facts), decided_on)


@FEWER
@SAME
@given(climbs("sequential"))
def test_sequential_skips_no_step(climb):
    for day, step in climb.sent:
        index = climb.ladder.steps.index(step)
        for earlier in range(index):
            done = climb.done_on(climb.ladder.steps[earlier], day)
            assert done is not None or climb.may_lapse(earlier, day)


@FEWER
@SAME
@given(climbs("sequential"))
def test_sequential_comes_to_an_end(climb):
    last = max(climb.said)
    finished = climb.said[last]["stopped"] == "ladder_finished"

    if climb.said[last]["stopped"] == "below_minimum":
        held = [one for one in climb.ladder.steps if (one.held_below or 0) > OPEN]
        assert any(climb.done_on(one, last) is None for one in held)
        return
    assert finished or climb.said[last]["on"] > min(climb.said).isoformat()
    if finished and not climb.done_on(climb.ladder.steps[-1], last):
        assert climb.may_lapse(len(climb.ladder.steps) - 1, last)


@FEWER
@SAME
@given(climbs())
def test_no_step_is_sent_twice(climb):
    for day, step in climb.sent:
        assert climb.done_on(step, day) is None


@FEWER
@SAME
@given(climbs())
def test_no_announcing_step_is_passed(climb):
    for day, step in climb.sent:
        earlier = climb.ladder.steps[: climb.ladder.steps.index(step)]
        assert all(climb.done_on(one, day) for one in earlier if one.announces)


@FEWER
@SAME
@given(climbs())
def test_nothing_is_handed_over_before_what_was_announced_has_passed(climb):
    for day, said in climb.said.items():
        if (said.get("hand_over") or {}).get("answer") != "yes":
            continue
        saying_so = [one for one in climb.ladder.steps if one.announces and one.action == "hand_over"]
        announced = [(climb.done_on(one, day), one) for one in saying_so]
        given_days = [(at, one) for at, one in announced if at is not None]
        assert given_days
        assert all(day >= at + timedelta(days=one.announces) for at, one in given_days)
        assert day > climb.payable_by


@FEWER
@SAME
@given(climbs())
def test_between_two_delivered_steps_lies_the_least_gap(climb):
    for day, _ in climb.sent:
        assert all((day - at).days >= max(1, climb.ladder.min_gap) for at, _ in climb.delivered(day))
    assert all(first[0] < then[0] for first, then in pairwise(climb.sent))


@FEWER
@SAME
@given(climbs())
def test_the_cap_is_never_exceeded(climb):
    cap = climb.ladder.cap
    for day, step in climb.sent:
        if cap is None or step.escalates:
            continue
        most, window = cap
        contacted = {at for at in climb.contacted(day) if (day - at).days < window}
        assert day in contacted or len(contacted) < most


@FEWER
@SAME
@given(climbs())
def test_nobody_is_written_to_in_a_quiet_period_or_more_firmly_than_the_ceiling(climb):
    for day, step in climb.sent:
        if step.escalates:
            continue
        assert day.isoformat() > climb.customer.get("quiet_until", "")
        assert climb.said[day]["tone"] == ("friendly" if climb.ladder.ceiling else "firm")
        assert climb.said[day].get("tone_capped", False) is climb.ladder.ceiling


@FEWER
@SAME
@given(climbs())
def test_a_step_is_never_before_its_window_and_late_only_after_it(climb):
    for day, said in climb.said.items():
        index = next((at for at, one in enumerate(climb.ladder.steps) if one.id == said["step"]), None)
        window = None if index is None else climb.window(index, day)
        if window is None:
            continue
        first, last = window
        while climb.is_excluded(last):
            last += timedelta(days=1)
        assert said["on"] >= first.isoformat()
        assert said["due_now"] == (said["on"] <= day.isoformat() and not climb.is_excluded(day))
        assert not climb.is_excluded(date.fromisoformat(said["on"]))
        assert said["late"] == (day > last)


@SAME
@given(cases())
def test_nothing_is_due_for_what_is_paid_promised_disputed_or_blocked(case):
    ladder, facts = case
    said = answers(program_of(ladder.text), facts, AS_OF)

    for invoice in facts["invoices"]:
        if _is_stopped(invoice, facts):
            answer = said[invoice["invoice_id"]]
            assert answer["due_now"] is not True
            assert answer["step"] in {None, "manual"}


def _is_stopped(invoice: dict[str, Any], facts: dict[str, Any]) -> bool:
    today = AS_OF.isoformat()

    def covers(one: dict[str, Any]) -> bool:
        return one.get("invoice_id") in {None, invoice["invoice_id"]}

    promised = any(
        covers(one)
        and one.get("made_at", today) <= today
        and one.get("broken_at", "9") > today
        and date.fromisoformat(one["date"]) + timedelta(days=int(one.get("tolerance_days", 0))) >= AS_OF
        for one in facts["promises"]
    )
    disputes = [
        one.get("amount_disputed", "100 EUR") if "invoice_id" in one else "100 EUR"
        for one in facts["disputes"]
        if covers(one) and one.get("opened_at", today) <= today and one.get("resolved_at", "9") > today
    ]
    customer = facts["customer"]
    blocked = customer.get("dunning_block", True) and customer.get("dunning_block_until", "") >= today
    forever = customer.get("dunning_block") is True and "dunning_block_until" not in customer
    return (
        invoice["amount_open"] in {"0 EUR", "-60 EUR"}
        or promised
        or sum(int(amount.split()[0]) for amount in disputes) >= 100
        or blocked
        or forever
        or invoice.get("dunning_block_until", "") >= today
    )


@SAME
@given(cases())
def test_contacts_of_later_days_change_nothing(case):
    ladder, facts = case
    program = program_of(ladder.text)
    seen = [one for one in facts["contacts"] if one["at"] <= AS_OF.isoformat()]

    assert _today(answers(program, facts | {"contacts": seen}, AS_OF)) == _today(answers(program, facts, AS_OF))


@SAME
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(case, random):
    ladder, facts = case
    program = program_of(ladder.text)
    lists = ("invoices", "contacts", "promises", "disputes")
    mixed = facts | {name: random.sample(facts[name], len(facts[name])) for name in lists}

    assert _unnumbered(answers(program, mixed, AS_OF)) == _unnumbered(answers(program, facts, AS_OF))


def _today(said: dict[str, Any]) -> dict[str, Any]:
    return {name: {**answer, "next_change_on": None} for name, answer in said.items()}


def _unnumbered(said: dict[str, Any]) -> dict[str, Any]:
    return {
        name: {**answer, "missing": sorted({re.sub(r"\[\d+\]", "", path) for path in answer["missing"]})}
        for name, answer in said.items()
    }


@FEWER
@SAME
@given(cases())
def test_the_next_change_is_the_first_that_a_scan_day_by_day_finds(case):
    ladder, facts = case
    program = program_of(ladder.text)
    said = answers(program, facts, AS_OF)
    found: dict[str, str | None] = dict.fromkeys(said)
    for ahead in range(1, AHEAD + 1):
        day = AS_OF + timedelta(days=ahead)
        then = answers_of_the_day(program, facts, day)
        for name, answer in then.items():
            today = {key: value for key, value in said[name].items() if key != "next_change_on"}
            if found[name] is None and answer != today:
                found[name] = day.isoformat()
        if all(found.values()):
            break

    limit = (AS_OF + timedelta(days=AHEAD)).isoformat()
    for name, answer in said.items():
        told = answer["next_change_on"]
        assert found[name] == (told if told is None or told <= limit else None)
