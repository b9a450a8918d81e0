"""When a letter by ordinary post may be taken as delivered."""

from datetime import date, timedelta

import pytest

from creditpolicy.values import delivery
from creditpolicy.values.country_calendars import country_calendar
from creditpolicy.values.delivery import delivered_by_post


@pytest.mark.parametrize(
    ("sent", "delivered"),
    [
        (date(2026, 11, 6), date(2026, 11, 10)),  # Friday: Saturday is the first day, Sunday and Monday do not count
        (date(2026, 11, 2), date(2026, 11, 4)),  # Monday: nothing in the way
        (date(2026, 11, 5), date(2026, 11, 7)),  # Thursday: delivered on Saturday
        (date(2026, 11, 7), date(2026, 11, 11)),  # Saturday: Tuesday is the first day
        (date(2026, 12, 24), date(2026, 12, 30)),  # Christmas on Friday and Saturday, then Sunday and Monday
        (date(2026, 4, 2), date(2026, 4, 7)),  # Thursday before Easter: Saturday is the first, Tuesday the second
    ],
)
def test_sundays_mondays_and_holidays_do_not_count(sent, delivered):
    assert delivered_by_post(sent) == delivered


def test_the_holidays_are_those_of_the_calendar_and_each_fifth_of_may():
    calendar = country_calendar("NL")
    frozen = {holiday.on for holiday in calendar.holidays if holiday.on.isoweekday() != 7}
    days = [calendar.first + timedelta(days=count) for count in range((calendar.last - calendar.first).days + 1)]
    fifths = {day for day in days if (day.month, day.day) == (5, 5) and day.isoweekday() != 7}

    counted = {day for day in days if delivery._is_official_holiday(day) and day.isoweekday() != 7}

    assert counted == frozen | fifths
