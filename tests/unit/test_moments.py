"""`*_at` facts are a day and a minute on the clocks of the policy's time zone."""

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

import pytest

from creditpolicy.diagnostics.phrases import said
from creditpolicy.facts import FactsError
from creditpolicy.facts.from_data import read_case
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.loading import load_text

AS_OF = date(2026, 6, 1)


def vocabulary(zone: str | None) -> Vocabulary:
    line = f"time_zone: {zone}\n" if zone else ""
    program = load_text("p.yaml", f'policy: p\nlanguage: 1\nversion: "1"\ncurrency: EUR\n{line}').program
    assert program is not None
    return program.vocabulary


AMSTERDAM, NOWHERE = vocabulary("Europe/Amsterdam"), vocabulary(None)


def read(given: object, known: Vocabulary, **more: object) -> dict[str, Any]:
    case = read_case({"disputes": [{"opened_at": given, **more}]}, known, AS_OF)
    return dict(case.lists["dispute"][0])


def opened(day: str, minute: int | None) -> dict[str, Any]:
    facts: dict[str, Any] = {"dispute.opened_at": date.fromisoformat(day)}
    return facts if minute is None else {**facts, "dispute.opened_at_minute": Fraction(minute)}


@pytest.mark.parametrize(
    ("given", "day", "minute"),
    [
        ("2026-04-01", "2026-04-01", None),
        ("2026-04-01T14:30", "2026-04-01", 870),
        ("2026-04-01 14:30:59.5", "2026-04-01", 870),
        ("2026-04-01T00:00", "2026-04-01", None),  # as databases write plain days
        ("2026-04-01T00:01", "2026-04-01", 1),
        ("2026-03-31T22:00Z", "2026-04-01", 0),
        ("2026-04-01T22:30Z", "2026-04-02", 30),  # summer time: two hours later, the next day
        ("2026-01-01T22:30:00+00:00", "2026-01-01", 1410),  # winter time: one hour later
        ("2026-03-29T01:30+01:00", "2026-03-29", 90),  # the night on which clocks skip from two to three
        ("2026-03-29T02:00+01:00", "2026-03-29", 180),
        ("2026-04-01T01:00+0530", "2026-03-31", 1290),
        (date(2026, 4, 1), "2026-04-01", None),
        (datetime(2026, 4, 1, 9, 5), "2026-04-01", 545),  # noqa: DTZ001 - of the policy's own clocks
        (datetime(2026, 4, 1), "2026-04-01", None),  # noqa: DTZ001 - as databases give plain days
        (datetime(2026, 4, 1, tzinfo=UTC), "2026-04-01", 120),
        (datetime(2026, 4, 1, 3, tzinfo=timezone(timedelta(hours=9))), "2026-03-31", 1200),
    ],
)
def test_a_time_becomes_a_day_and_a_minute_in_amsterdam(given, day, minute):
    assert read(given, AMSTERDAM) == opened(day, minute)


def test_without_a_time_zone_local_times_are_read():
    assert read("2026-04-01T14:30", NOWHERE) == opened("2026-04-01", 870)


def test_the_minute_may_be_given_apart():
    assert read("2026-04-01", NOWHERE, opened_at_minute=870) == opened("2026-04-01", 870)
    assert read("2026-04-01T14:30", NOWHERE, opened_at_minute="870") == opened("2026-04-01", 870)


def test_a_time_may_come_with_its_source():
    assert read({"value": "2026-04-01T14:30", "source": "web"}, NOWHERE) == opened("2026-04-01", 870)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("2026-04-01T14:30Z", "a time with an offset, but the policy has no time zone"),
        (datetime(2026, 4, 1, 9, tzinfo=UTC), "a time with an offset, but the policy has no time zone"),
        ("2026-04-01T24:30", "no time of the calendar"),
        ("2026-02-30T14:30", "no time of the calendar"),
        ("2026-04-01T14", "wanted a date"),
        ("2026-04-01T14:30 uur", "wanted a date"),
        ("14:30", "wanted a date"),
        (870, "wanted a date"),
        ("1899-12-31T12:00", "wanted a day from 1900-01-01"),
    ],
)
def test_what_is_no_time_is_refused_by_its_path(given, message):
    with pytest.raises(FactsError) as caught:
        read(given, NOWHERE)

    assert caught.value.path == "disputes[0].opened_at"
    assert message in str(caught.value)


def test_an_offset_beyond_all_years_is_refused():
    with pytest.raises(FactsError, match="wanted a time with an offset"):
        read("9999-12-31T23:59-12:00", AMSTERDAM)


def test_a_time_and_a_minute_that_differ_are_refused():
    with pytest.raises(FactsError, match="do not agree") as caught:
        read("2026-04-01T14:30", NOWHERE, opened_at_minute=0)

    (problem,) = caught.value.problems
    assert said(problem.sentence, "nl") == (
        "disputes[0].opened_at_minute: de tijd en `opened_at_minute` komen niet overeen (laat een van beide weg)"
    )


def test_other_dates_take_no_time():
    with pytest.raises(FactsError, match="wanted a date"):
        read_case({"invoices": [{"due_date": "2026-04-01T14:30"}]}, AMSTERDAM, AS_OF)


def test_every_standard_date_of_an_event_has_its_minute():
    facts = AMSTERDAM.facts
    dates = [name for name in facts if name.endswith("_at") and facts[name].minute]

    assert "dispute.opened_at" in dates
    assert len(dates) > 15
    assert all(f"{name}_minute" in facts for name in dates)
