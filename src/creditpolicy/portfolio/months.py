"""Whole months back from a day; a day that the month lacks becomes its last one."""

import calendar
from datetime import date


def months_before(day: date, months: int) -> date:
    """The same day of the month `months` months earlier: 31 May and 3 months give 28 or 29 February."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
