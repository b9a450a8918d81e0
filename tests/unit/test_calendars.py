"""The frozen calendars hold the days that the law of each country gives, worked out from Easter and the weekday."""

import json
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest

import creditpolicy.values
from creditpolicy.decision.canonical import digest
from creditpolicy.values.calendar import days_of_month
from creditpolicy.values.country_calendars import NAMES, country_calendar

FOLDER = Path(creditpolicy.values.__file__).parent / "countries"
YEARS = range(2000, 2051)


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def movable(year: int, *days: int) -> set[date]:
    return {easter(year) + timedelta(days=one) for one in days}


def fixed(year: int, *days: tuple[int, int]) -> set[date]:
    return {date(year, month, day) for month, day in days}


def monday(year: int, month: int, *, last: bool = False) -> date:
    days = [date(year, month, day) for day in range(1, 32) if month not in {6, 2} or day < 29]
    mondays = [day for day in days if day.isoweekday() == 1]
    return mondays[-1 if last else 0]


GOOD_FRIDAY, EASTER, EASTER_MONDAY, ASCENSION, WHIT_SUNDAY, WHIT_MONDAY = -2, 0, 1, 39, 49, 50
CHRISTMAS = ((12, 25), (12, 26))


def netherlands(year: int) -> set[date]:
    day = date(year, 4, 27) if year >= 2014 else date(year, 4, 30)
    royal = day - timedelta(days=1) if day.isoweekday() == 7 else day
    liberation = {date(year, 5, 5)} if year % 5 == 0 else set()
    church = movable(year, GOOD_FRIDAY, EASTER, EASTER_MONDAY, ASCENSION, WHIT_SUNDAY, WHIT_MONDAY)
    return church | fixed(year, (1, 1), *CHRISTMAS) | {royal} | liberation


def belgium(year: int) -> set[date]:
    church = movable(year, EASTER, EASTER_MONDAY, ASCENSION, WHIT_SUNDAY, WHIT_MONDAY)
    return church | fixed(year, (1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))


def germany(year: int) -> set[date]:
    reformation = {date(2017, 10, 31)} if year == 2017 else set()
    church = movable(year, GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY)
    return church | fixed(year, (1, 1), (5, 1), (10, 3), *CHRISTMAS) | reformation


def ireland(year: int) -> set[date]:
    once = {2011: {date(2011, 9, 14)}, 2022: {date(2022, 3, 18)}}.get(year, set())
    brigid = date(year, 2, 1)
    if brigid.isoweekday() != 5:
        brigid = monday(year, 2)
    mondays = {monday(year, 5), monday(year, 6), monday(year, 8), monday(year, 10, last=True)}
    new = {brigid} if year >= 2023 else set()
    return movable(year, EASTER_MONDAY) | fixed(year, (1, 1), (3, 17), *CHRISTMAS) | mondays | new | once


def target(year: int) -> set[date]:
    once = {date(2001, 12, 31)} if year == 2001 else set()
    return movable(year, GOOD_FRIDAY, EASTER_MONDAY) | fixed(year, (1, 1), (5, 1), *CHRISTMAS) | once


RULES = {"NL": netherlands, "BE": belgium, "DE": germany, "IE": ireland, "TARGET": target}


@pytest.mark.parametrize("name", NAMES)
def test_a_frozen_calendar_has_the_days_that_its_rules_give(name):
    days = {holiday.on for holiday in country_calendar(name).holidays}

    assert days == set().union(*(RULES[name](year) for year in YEARS))


@pytest.mark.parametrize("name", NAMES)
def test_the_digest_of_a_frozen_calendar_is_over_all_of_it(name):
    data = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    written = data.pop("digest")

    assert written == digest(data) == country_calendar(name).digest


@pytest.mark.parametrize("name", NAMES)
def test_a_frozen_calendar_says_where_it_is_from(name):
    data = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))

    assert "holidays" in data["source"]
    assert data["weekend"] == ["saturday", "sunday"]
    assert (data["first"], data["last"]) == ("2000-01-01", "2050-12-31")


def test_every_frozen_calendar_is_known():
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted(NAMES)


@pytest.mark.parametrize(
    ("day", "nl", "en"),
    [
        ("2026-04-03", "Goede Vrijdag", "Good Friday"),
        ("2026-04-06", "Tweede paasdag", "Easter Monday"),
        ("2026-04-27", "Koningsdag", "King's Day"),
        ("2025-04-26", "Koningsdag", "King's Day"),
        ("2013-04-30", "Koninginnedag", "Queen's Day"),
        ("2006-04-29", "Koninginnedag", "Queen's Day"),
        ("2025-05-05", "Bevrijdingsdag", "Liberation Day"),
        ("2005-05-05", "Hemelvaartsdag; Bevrijdingsdag", "Ascension Day; Liberation Day"),
    ],
)
def test_holidays_of_the_netherlands_have_their_names(day, nl, en):
    (found,) = [one for one in country_calendar("NL").holidays if one.on == date.fromisoformat(day)]

    assert (found.nl, found.en) == (nl, en)


def test_months_have_the_days_of_the_calendar():
    for year in (1, 1900, 2000, 2024, 2025, 2100, 9999):
        for month in range(1, 13):
            assert days_of_month(year, month) == monthrange(year, month)[1]
