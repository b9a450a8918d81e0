"""Business days: every day of a calendar that is neither of its weekend nor a holiday.

All functions are total: what would lie outside the years of the calendar is said to lie there. Each moves one way with
each of its days: a later day never gives an earlier answer (`ir/direction.py` rests on it).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, TypeAlias

from creditpolicy.frozen import dataclass

Outside: TypeAlias = Literal["before", "beyond"]
WEEKEND = frozenset({6, 7})
"""Saturday and Sunday; weekdays are numbered as in ISO 8601, from Monday, which is 1."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are business days, from `first` to `last`.

    `holidays` and `business_days` are ordinals in order. A holiday may fall in a weekend.
    """

    name: str
    digest: str
    first: date
    last: date
    holidays: tuple[int, ...]
    business_days: tuple[int, ...]

    def __repr__(self) -> str:
        return f"Calendar({self.name!r}, from {self.first} to {self.last})"

    def outside(self, day: date) -> Outside | None:
        """On which side of its years a day lies; None within them."""
        return "before" if day < self.first else "beyond" if day > self.last else None


def made_calendar(name: str, digest: str, first: date, last: date, holidays: frozenset[date]) -> Calendar:
    """The calendar in which these days, and every weekend, are closed."""
    closed = tuple(sorted(day.toordinal() for day in holidays if first <= day <= last))
    known = frozenset(closed)
    days = range(first.toordinal(), last.toordinal() + 1)
    return Calendar(name, digest, first, last, closed, tuple(day for day in days if _is_open(day, known)))


def is_business_day(calendar: Calendar, day: date) -> bool | Outside:
    """Whether it is one."""
    side = calendar.outside(day)
    if side is not None:
        return side
    return _holds(calendar.business_days, day)


def business_days_between(calendar: Calendar, start: date, end: date) -> int | Outside:
    """The business days after `start` up to and including `end`; where `end` is earlier, the same count negative."""
    side = calendar.outside(start) or calendar.outside(end)
    if side is not None:
        return side
    days = calendar.business_days
    return bisect_right(days, end.toordinal()) - bisect_right(days, start.toordinal())


def add_business_days(calendar: Calendar, day: date, count: int) -> date | Outside:
    """The `count`-th business day after `day`, or before it where `count` is negative.

    With 0 it is `day` itself if that is a business day, else the next one.
    """
    side = calendar.outside(day)
    if side is not None:
        return side
    days, ordinal = calendar.business_days, day.toordinal()
    index = bisect_right(days, ordinal) + count - 1 if count > 0 else bisect_left(days, ordinal) + count
    if not 0 <= index < len(days):
        return "beyond" if count >= 0 else "before"
    return date.fromordinal(days[index])


def next_business_day(calendar: Calendar, day: date) -> date | Outside:
    """`day` itself if it is a business day, else the first one after it."""
    return add_business_days(calendar, day, 0)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Days on which something may happen.

    Never on the ISO weekdays `not_on`, nor on holidays where `not_on_holidays`. If one of the next seven days
    is allowed and of the weekdays `rather_on`, it waits for that one.
    """

    not_on: frozenset[int]
    not_on_holidays: bool
    rather_on: frozenset[int] = frozenset()


def next_allowed_day(calendar: Calendar | None, day: date, allowed: Allowed) -> date | Outside:
    """The first allowed day on or after `day`; of the next seven the first that is preferred, if any is.

    A calendar is needed only where holidays count. At least one weekday must be left.
    """
    holidays = calendar.holidays if calendar is not None and allowed.not_on_holidays else ()

    def may(one: date) -> bool:
        return one.isoweekday() not in allowed.not_on and not _holds(holidays, one)

    def is_preferred(one: date) -> bool:
        return one.isoweekday() in allowed.rather_on and may(one)

    week = _first(day, is_preferred, 7) if allowed.rather_on else None
    found = week or _first(day, may, None)
    if calendar is not None and allowed.not_on_holidays:
        # Of the days that a preference passes over, too, it must be known whether they are holidays.
        return calendar.outside(day) or calendar.outside(found or date.max) or found or "beyond"
    return found or date.max


def _first(day: date, holds: Callable[[date], bool], within: int | None) -> date | None:
    """The first day on or after `day` for which it holds; None if that is not found `within` so many days."""
    looked_at = 0
    while within is None or looked_at < within:
        if holds(day):
            return day
        if day == date.max:
            return None
        day += timedelta(days=1)
        looked_at += 1
    return None


def _holds(ordinals: tuple[int, ...], day: date) -> bool:
    index = bisect_left(ordinals, day.toordinal())
    return index < len(ordinals) and ordinals[index] == day.toordinal()


def _is_open(ordinal: int, holidays: frozenset[int]) -> bool:
    return date.fromordinal(ordinal).isoweekday() not in WEEKEND and ordinal not in holidays
