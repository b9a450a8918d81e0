"""Why a step is on its day: from the first day of its window, each rule that moved it on."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from creditpolicy.facts.vocabulary import Titles
from creditpolicy.timeline.entries import Move, Mover, NamedDay
from creditpolicy.timeline.said import day_of
from creditpolicy.values.business_days import Calendar
from creditpolicy.values.calendar import ONE_DAY
from creditpolicy.values.country_calendars import country_calendar

_MOVERS: tuple[Mover, ...] = get_args(Mover)


def moves_of(days: Mapping[str, Any], calendar: Calendar | None) -> tuple[Move, ...]:
    """The moves in turn.

    Args:
        days: the days behind the day of the step, by what gave them.
        calendar: the policy's, for the names of its holidays.

    """
    current = day_of(days["window"])
    found: list[Move] = []
    for by in _MOVERS:
        day = day_of(days.get(by))
        if current is None or day is None or day <= current:
            continue
        over = _named_days(current, day, calendar) if by == "excluded_day" else ()
        found.append(Move(by, current, day, over))
        current = day
    return tuple(found)


def _named_days(start: date, end: date, calendar: Calendar | None) -> tuple[NamedDay, ...]:
    """The days from `start` up to `end`, which is not among them, with the names of their holidays."""
    days = (start + ONE_DAY * count for count in range((end - start).days))
    return tuple(NamedDay(day, _holiday(day, calendar)) for day in days)


def _holiday(day: date, calendar: Calendar | None) -> Titles | None:
    """The name of a holiday of the policy's calendar; one that the policy added itself has none of its own."""
    if calendar is None or day.toordinal() not in calendar.holidays:
        return None
    country = country_calendar(calendar.name)
    names = (Titles(holiday.nl, holiday.en) for holiday in country.holidays if holiday.on == day)
    return next(names, Titles("vrije dag", "day off"))
