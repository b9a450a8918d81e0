"""How far is looked ahead of a day."""

from datetime import date, timedelta

from creditpolicy.facts.reading import LAST_DAY
from creditpolicy.ir.program import Program

DAYS_AHEAD = 3653
"""Ten years: what would change later than that, or after the last day of the calendar, is not said."""


def last_covered(program: Program) -> date:
    """The last day on which anything is decided."""
    calendar = program.vocabulary.calendar
    return LAST_DAY if calendar is None else min(LAST_DAY, calendar.last)


def last_day(program: Program, as_of: date) -> date:
    """The last day that is looked at, from `as_of`."""
    return min(as_of + timedelta(days=DAYS_AHEAD), last_covered(program))
