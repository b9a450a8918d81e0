"""A year of days over the real ledgers, decided daily and carried out: no law is broken.

The customers are a sample, drawn once and for all. They pay when their ledger says so; where it does not, and for all
promises and disputes, chance does, the same on each run.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import settings

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from tests.property.ladders import answers, answers_of_the_day
from tests.property.years import ONE_DAY, Year, years

ROOT = Path(__file__).parents[2]
SAMPLE = 100 if settings.get_current_profile_name() == "soak" else 12
"""Customers of each ledger; a night long, as many as the smaller one has."""
LOOKED_AHEAD = 20
"""So many answers of each ledger are scanned day by day for the next change."""
COMPILED = 40
"""So many days of each ledger are decided by compiled code too."""
TOLERANCE = timedelta(days=2)
"""Days of grace after a promise, in the policy that says how promises end."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def settled(ledger_data: Path) -> list[Year]:
    source = ledger_data / "ibm-late-payments" / "accounts_receivable.csv"
    mapping = ROOT / "examples" / "ledger-settled" / "mapping.yaml"
    return years(ROOT / "policies" / "nl-b2b", mapping, source, date(2012, 6, 1), SAMPLE, pays=False)


@pytest.fixture(scope="module")
def open_items(ledger_data: Path) -> list[Year]:
    source = ledger_data / "highradius-open-invoices" / "open_raw_columns.csv"
    example = ROOT / "examples" / "ledger-usd-cad"
    return years(example / "policy", example / "mapping.yaml", source, date(2020, 2, 1), SAMPLE, pays=True)


@pytest.fixture(params=["settled", "open_items"])
def lived(request: pytest.FixtureRequest) -> list[Year]:
    found: list[Year] = request.getfixturevalue(request.param)
    return found


def asked(lived: list[Year]) -> Iterator[tuple[Year, date, str, dict[str, Any]]]:
    for year in lived:
        for day, said in year.said.items():
            for number, answer in said.items():
                yield year, day, number, answer


def invoice(year: Year, day: date, number: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in year.facts_on[day]["invoices"] if one["invoice_id"] == number)
    return found


def done_before(year: Year, day: date, number: str) -> dict[str, date]:
    """By step, the last day before `day` on which it was done for an invoice."""
    return {step: at for at, of, step in year.sent if of == number and at < day}


def breaks(year: Year, number: str) -> list[date]:
    """The days on which promises for an invoice were broken, as its own policy counts."""
    paid_on = year.paid_on.get(number, date.max)
    return [
        one["date"] + TOLERANCE + ONE_DAY
        for one in year.promises
        if one["invoice_id"] == number and one["date"] + TOLERANCE < paid_on
    ]


def test_much_happened(lived):
    assert sum(len(year.sent) for year in lived) > 5 * SAMPLE
    assert any(year.promises for year in lived)
    assert any(year.disputes for year in lived)
    assert any(year.written.step(step).escalates for year in lived for _, _, step in year.sent)
    assert len({answer["ladder"] for _, _, _, answer in asked(lived)} - {None}) > 1


def test_each_day_has_a_decision_a_step_or_a_reason_to_stop(lived):
    for _, _, _, answer in asked(lived):
        assert answer["status"] == "decided"
        assert (answer["step"] is None) is bool(answer["stopped"])


def test_nothing_is_due_for_what_is_paid_promised_or_disputed(lived):
    for year, day, number, answer in asked(lived):
        if not answer["due_now"]:
            continue
        assert not invoice(year, day, number)["amount_open"].startswith("0 ")
        # The first two promises are never refused for those that were broken before.
        promised = [one for one in year.promises[:2] if one["invoice_id"] == number and one["made_at"] < day]
        assert all(day > one["date"] for one in promised)
        disputed = [one for one in year.disputes if one["invoice_id"] == number]
        assert all(not one["opened_at"] < day < one["resolved_at"] for one in disputed)


def test_nothing_is_done_on_a_day_that_the_policy_excludes(lived):
    for year, day, _, answer in asked(lived):
        calendar = year.written.program.vocabulary.calendar
        excluded = "weekend" in year.written.not_on and day.isoweekday() > 5
        if "holiday" in year.written.not_on:
            assert calendar is not None
            excluded = excluded or day.toordinal() in calendar.holidays
        assert not (excluded and answer["due_now"])


def test_no_step_is_skipped(lived):
    for year in lived:
        for day, number, name in year.sent:
            catch_up, steps = year.written.ladder_of(name)
            done = done_before(year, day, number)
            index = next(at for at, one in enumerate(steps) if one.id == name)
            due = invoice(year, day, number)["due_date"]
            returned = any(at <= day for at in breaks(year, number)) and year.written.returns_to is not None
            for earlier in steps[:index]:
                lapsed = earlier.is_before_due and day >= due
                passed = returned or catch_up == "jump"
                assert earlier.id in done or lapsed or (passed and not earlier.announces)


def test_no_step_is_sent_twice_but_after_a_broken_promise(lived):
    for year in lived:
        for number in {of for _, of, _ in year.sent}:
            by_step: dict[str, list[date]] = {}
            for day, of, name in year.sent:
                by_step.setdefault(name, []).extend([day] if of == number else [])
            for name, sent in by_step.items():
                for first, then in pairwise(sent):
                    assert not year.written.step(name).escalates
                    assert any(first < at <= then for at in breaks(year, number))


def test_between_two_steps_lies_the_least_gap(lived):
    for year in lived:
        for number in {of for _, of, _ in year.sent}:
            sent = [day for day, of, _ in year.sent if of == number]
            assert all((then - first).days >= year.written.min_gap for first, then in pairwise(sent))


def test_nobody_hears_more_from_us_than_the_cap_allows(lived):
    for year in lived:
        if year.written.cap is None:
            continue
        most, window = year.written.cap
        heard = sorted({day for day, _, step in year.sent if not year.written.step(step).escalates})
        for last in heard:
            assert sum(1 for day in heard if 0 <= (last - day).days < window) <= most


def test_nothing_is_handed_over_without_an_announcement_that_has_expired(lived):
    for year, day, number, answer in asked(lived):
        if answer["hand_over"]["answer"] != "yes":
            continue
        done = done_before(year, day, number)
        announced = [(done[name], year.written.step(name).announces) for name in done]
        expired = [at + timedelta(days=after) <= day for at, after in announced if after is not None]
        assert expired
        assert all(expired)
        assert day > invoice(year, day, number)["due_date"]
        disputed = [one for one in year.disputes if one["invoice_id"] == number]
        assert all(not one["opened_at"] < day < one["resolved_at"] for one in disputed)


def test_a_broken_promise_brings_the_invoice_back_to_the_step_that_is_named(settled):
    """On the day of the break, where the ladder has that step and nothing that announces stands undone before it."""
    returned = 0
    for year in settled:
        for promise in year.promises:
            number, day = promise["invoice_id"], promise["date"] + TOLERANCE + ONE_DAY
            answer = year.said.get(day, {}).get(number)
            if answer is None or day not in breaks(year, number) or answer["step"] is None:
                continue
            _, steps = year.written.ladders[answer["ladder"]]
            if year.written.returns_to in {one.id for one in steps} and answer["step"] not in handed_over(year):
                returned += 1
                assert answer["step"] == year.written.returns_to
    assert returned


def handed_over(year: Year) -> set[str]:
    return {step for _, _, step in year.sent if year.written.step(step).escalates}


def test_with_the_same_facts_the_answer_stays_until_the_day_that_it_says(lived):
    drawn = Random(7).sample(sorted((at, day) for at, year in enumerate(lived) for day in year.said), LOOKED_AHEAD)  # noqa: S311 - a sample
    for at, day in drawn:
        program, facts = lived[at].written.program, lived[at].facts_on[day]
        said = answers(program, facts, day)
        for number, answer in said.items():
            today = that_stays(program, answer)
            told = answer["next_change_on"]
            until = date.fromisoformat(told) if told else day + 30 * ONE_DAY
            for ahead in {1, 2, (until - day).days // 2, (until - day).days - 1} - {0}:
                if 0 < ahead < (until - day).days:
                    later = answers_of_the_day(program, facts, day + ahead * ONE_DAY)[number]
                    assert that_stays(program, later) == today
            if told:
                assert that_stays(program, answers_of_the_day(program, facts, until)[number]) != today


def test_compiled_code_says_the_same_of_each_day(lived):
    drawn = Random(8).sample(sorted((at, day) for at, year in enumerate(lived) for day in year.said), COMPILED)  # noqa: S311 - a sample
    codes: dict[str, ByCode | None] = {}
    compiled = 0
    for at, day in drawn:
        program, facts = lived[at].written.program, lived[at].facts_on[day]
        point = program.points["collect"]
        if program.digest not in codes:
            codes[program.digest] = Deciding(program, reason_text).code(point)
        code = codes[program.digest]
        assert code is not None
        for ahead in (0, 1, 40):
            on = day + ahead * ONE_DAY
            case = read_case(facts, program.vocabulary, on)
            ours = code.answer_of(case)
            if ours is not None:
                theirs = decide(program, point, case, reason_text)
                assert canonical_bytes(ours.to_dict()) == canonical_bytes(theirs.to_dict())
                compiled += 1
    assert compiled > COMPILED, compiled


def that_stays(program: Program, answer: Mapping[str, Any]) -> dict[str, Any]:
    """The fields whose change `next_change_on` tells: not those that grow each day."""
    grow = {one.key.partition(".")[0] for one in program.points["collect"].record_answers if one.accrues}
    return {key: value for key, value in answer.items() if key not in grow | {"next_change_on"}}
