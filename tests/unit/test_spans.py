"""A length of time after a day is said in the language, and means what it says."""

from datetime import date
from typing import Any

import pytest

from creditpolicy.backends.interpreter import Evaluation
from creditpolicy.checked.spans import Span
from creditpolicy.facts.from_data import read_case
from creditpolicy.loading import load_text
from creditpolicy.values.unknown import Unknown

HEAD = 'policy: p\nlanguage: 1\nversion: "1"\ncurrency: EUR\ncalendar: NL\ndefinitions:\n  dispute.until: '


def until(text: str, opened_at: str) -> Any:
    program = load_text("p.yaml", HEAD + text).program
    assert program is not None
    case = read_case({"disputes": [{"opened_at": opened_at}]}, program.vocabulary, date(2026, 6, 1))
    return Evaluation(program, case).named("dispute.until", (("dispute", 0),))


@pytest.mark.parametrize(
    ("span", "opened_at", "expected"),
    [
        (Span(5, "days"), "2026-04-02", "2026-04-07"),
        (Span(0, "days"), "2026-04-02", "2026-04-02"),
        (Span(1, "months"), "2026-01-31", "2026-02-28"),
        (Span(2, "business days"), "2026-04-02", "2026-04-08"),
        (Span(48, "hours"), "2026-04-02T23:59", "2026-04-04"),
        (Span(4, "hours"), "2026-04-02T19:59", "2026-04-02"),
        (Span(4, "hours"), "2026-04-02T20:00", "2026-04-03"),
    ],
)
def test_the_day_after_a_span(span, opened_at, expected):
    assert until(span.after("dispute.opened_at"), opened_at) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("span", "opened_at", "expected"),
    [
        (Span(5, "days"), "2026-04-07", "2026-04-02"),
        (Span(1, "months"), "2026-03-31", "2026-02-28"),
        (Span(2, "business days"), "2026-04-08", "2026-04-02"),
        (Span(24, "hours"), "2026-04-02T10:00", "2026-04-01"),
        (Span(4, "hours"), "2026-04-02T03:59", "2026-04-01"),
    ],
)
def test_the_day_before_a_span(span, opened_at, expected):
    assert until(span.before("dispute.opened_at"), opened_at) == date.fromisoformat(expected)


def test_hours_are_not_known_where_the_time_is_not():
    assert until(Span(4, "hours").after("dispute.opened_at"), "2026-04-02") == Unknown(
        frozenset({"disputes[0].opened_at_minute"})
    )
