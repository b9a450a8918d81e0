"""Laws of business days, over all calendars."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.values import business_days
from creditpolicy.values.allowed_words import WEEKDAYS, read_allowed
from creditpolicy.values.business_days import Allowed, Calendar, is_business_day
from creditpolicy.values.country_calendars import NAMES, country_calendar

CALENDARS = {name: country_calendar(name).as_calendar() for name in NAMES}
calendars = st.sampled_from([CALENDARS[name] for name in NAMES])
days = st.dates(date(2001, 1, 1), date(2049, 12, 31))
steps = st.integers(0, 40)


def add_business_days(calendar: Calendar, day: date, count: int) -> date:
    found = business_days.add_business_days(calendar, day, count)
    assert isinstance(found, date)
    return found


def next_business_day(calendar: Calendar, day: date) -> date:
    return add_business_days(calendar, day, 0)


def next_allowed_day(calendar: Calendar, day: date, days_allowed: Allowed) -> date:
    found = business_days.next_allowed_day(calendar, day, days_allowed)
    assert isinstance(found, date)
    return found


def business_days_between(calendar: Calendar, start: date, end: date) -> int:
    found = business_days.business_days_between(calendar, start, end)
    assert isinstance(found, int)
    return found


@st.composite
def allowed(draw: st.DrawFn) -> Allowed:
    not_on = draw(st.lists(st.sampled_from(("weekend", "holiday", "monday", "friday")), unique=True))
    rather_on = draw(st.lists(st.sampled_from(WEEKDAYS), max_size=2, unique=True))
    read = read_allowed(" ".join(not_on), " ".join(rather_on))
    assert isinstance(read, Allowed)
    return read


@given(calendars, days, st.integers(1, 200))
def test_after_adding_business_days_so_many_lie_between(calendar, day, count):
    assert business_days_between(calendar, day, add_business_days(calendar, day, count)) == count


@given(calendars, days, st.integers(-200, 200))
def test_from_a_business_day_this_holds_backwards_too(calendar, day, count):
    start = next_business_day(calendar, day)

    assert business_days_between(calendar, start, add_business_days(calendar, start, count)) == count


@given(calendars, days, days)
def test_counting_is_counting_day_by_day(calendar, start, end):
    end = start + timedelta(days=(end - start).days % 60)
    between = [start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1)]

    assert business_days_between(calendar, start, end) == sum(is_business_day(calendar, day) is True for day in between)
    assert business_days_between(calendar, end, start) == -business_days_between(calendar, start, end)


@given(calendars, days)
def test_the_next_business_day_is_a_business_day_and_its_own_next(calendar, day):
    found = next_business_day(calendar, day)

    assert is_business_day(calendar, found) is True
    assert next_business_day(calendar, found) == found
    assert not any(
        is_business_day(calendar, day + timedelta(days=ahead)) is True for ahead in range((found - day).days)
    )


@given(calendars, days, steps, st.integers(-20, 20), st.integers(0, 5), allowed())
def test_a_later_day_or_a_higher_number_never_gives_an_earlier_answer(calendar, day, ahead, count, more, days_allowed):
    later = day + timedelta(days=ahead)

    assert add_business_days(calendar, day, count) <= add_business_days(calendar, later, count + more)
    assert next_allowed_day(calendar, day, days_allowed) <= next_allowed_day(calendar, later, days_allowed)
    assert business_days_between(calendar, day, later) >= 0


@given(calendars, days, allowed())
def test_an_allowed_day_is_allowed_and_nothing_allowed_was_passed_over_for_nothing(calendar, day, days_allowed):
    def may(one: date) -> bool:
        is_holiday = one.toordinal() in calendar.holidays
        return one.isoweekday() not in days_allowed.not_on and not (days_allowed.not_on_holidays and is_holiday)

    found = next_allowed_day(calendar, day, days_allowed)
    passed = [day + timedelta(days=ahead) for ahead in range((found - day).days)]

    assert may(found)
    if found.isoweekday() in days_allowed.rather_on and (found - day).days < 7:
        assert not any(may(one) and one.isoweekday() in days_allowed.rather_on for one in passed)
    else:
        assert not any(may(one) for one in passed)
