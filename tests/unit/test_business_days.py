"""Business days of the Netherlands around the days that trip people up; every expected day was counted by hand."""

from datetime import date

import pytest

from creditpolicy.values.allowed_words import read_allowed
from creditpolicy.values.business_days import (
    Allowed,
    add_business_days,
    business_days_between,
    is_business_day,
    next_allowed_day,
    next_business_day,
)
from creditpolicy.values.country_calendars import country_calendar

NL = country_calendar("NL").as_calendar()


def allowed(not_on: str, rather_on: str = "") -> Allowed:
    read = read_allowed(not_on, rather_on)
    assert isinstance(read, Allowed)
    return read


def on(day: str) -> date:
    return date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-04-02", 1, "2026-04-07"),  # Maundy Thursday: then Good Friday, the weekend, Easter Monday
        ("2026-04-02", 2, "2026-04-08"),
        ("2026-04-07", -1, "2026-04-02"),
        ("2026-04-03", 1, "2026-04-07"),  # from Good Friday itself
        ("2026-04-04", 1, "2026-04-07"),  # from the Saturday between
        ("2026-04-04", -1, "2026-04-02"),
        ("2026-04-04", 0, "2026-04-07"),
        ("2026-04-02", 0, "2026-04-02"),
        ("2026-04-24", 1, "2026-04-28"),  # King's Day 2026 is a Monday
        ("2025-04-25", 1, "2025-04-28"),  # King's Day 2025 is Saturday the 26th: nothing is lost
        ("2025-05-02", 1, "2025-05-06"),  # Liberation Day 2025 is a Monday and a holiday
        ("2026-05-04", 1, "2026-05-05"),  # in 2026 it is not
        ("2025-12-31", 1, "2026-01-02"),  # over New Year
        ("2026-01-02", -1, "2025-12-31"),
        ("2026-12-24", 1, "2026-12-28"),  # Christmas on Friday and Saturday
        ("2024-02-28", 1, "2024-02-29"),  # a leap day on a Thursday
        ("2024-02-28", 2, "2024-03-01"),
        ("2023-02-28", 1, "2023-03-01"),
        ("2026-05-13", 10, "2026-05-29"),  # Ascension on the 14th, Whit Monday on the 25th
    ],
)
def test_business_days_are_added(day, count, expected):
    assert add_business_days(NL, on(day), count) == on(expected)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-04-02", "2026-04-07", 1),
        ("2026-04-07", "2026-04-02", -1),
        ("2026-04-02", "2026-04-02", 0),
        ("2026-04-03", "2026-04-06", 0),
        ("2026-04-24", "2026-05-01", 4),  # 28, 29, 30 April and 1 May
        ("2025-12-31", "2026-01-02", 1),
        ("2024-02-26", "2024-03-01", 4),
        ("2026-01-01", "2026-12-31", 254),  # 261 weekdays less the seven holidays on one
    ],
)
def test_business_days_after_the_first_day_up_to_the_second_are_counted(start, end, expected):
    assert business_days_between(NL, on(start), on(end)) == expected


def test_a_holiday_and_a_weekend_are_no_business_days():
    days = ["2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06", "2026-04-07", "2026-05-05"]

    assert [is_business_day(NL, on(day)) for day in days] == [False, False, False, False, True, True]


def test_days_outside_the_calendar_are_said_to_be_there():
    answers = (
        is_business_day(NL, on("1999-12-31")),
        next_business_day(NL, on("2051-01-01")),
        next_business_day(NL, on("2050-12-31")),  # a Saturday, after which the calendar ends
        add_business_days(NL, on("2050-12-29"), 5),
        add_business_days(NL, on("2000-01-04"), -2),
        business_days_between(NL, on("2026-01-01"), on("2060-01-01")),
        next_allowed_day(NL, on("2050-12-31"), Allowed(frozenset({6, 7}), not_on_holidays=True)),
    )

    assert answers == ("before", "beyond", "beyond", "beyond", "before", "beyond", "beyond")


@pytest.mark.parametrize(
    ("day", "not_on", "rather_on", "expected"),
    [
        ("2026-04-03", "weekend, holiday", "", "2026-04-07"),
        ("2026-04-03", "holiday", "", "2026-04-04"),
        ("2026-04-03", "weekend", "", "2026-04-03"),
        ("2026-04-24", "weekend holiday friday", "", "2026-04-28"),
        ("2026-04-24", "", "", "2026-04-24"),
        ("2026-04-08", "weekend, holiday", "tuesday", "2026-04-14"),
        ("2026-04-08", "weekend, holiday", "tuesday, thursday", "2026-04-09"),
        (
            "2026-04-21",
            "weekend, holiday",
            "monday",
            "2026-04-21",
        ),  # the Monday to come is King's Day: it does not wait
        ("2026-04-20", "weekend, holiday", "monday", "2026-04-20"),
    ],
)
def test_the_next_allowed_day(day, not_on, rather_on, expected):
    assert next_allowed_day(NL, on(day), allowed(not_on, rather_on)) == on(expected)


def test_days_of_the_week_need_no_calendar():
    assert next_allowed_day(None, on("2026-04-03"), allowed("weekend, friday")) == on("2026-04-06")
    assert next_allowed_day(None, date.max, allowed("friday")) == date.max
