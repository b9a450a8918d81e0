"""Calendar arithmetic: months clamp at their end, and whole months count only when complete."""

from datetime import date, timedelta

MONTHS = 12
ONE_DAY = timedelta(days=1)
# The library's `calendar` reads the locale, which takes longer than all of this package's own calendars.
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_months(day: date, count: int) -> date:
    """`day` moved by whole months; a day that the month does not have becomes its last.

    Raises:
        OverflowError: the day lies beyond the years 1 to 9999.

    """
    year, month = divmod(day.year * MONTHS + day.month - 1 + count, MONTHS)
    if not date.min.year <= year <= date.max.year:
        message = "the day lies beyond the calendar"
        raise OverflowError(message)
    of_month = day.day if day.day <= 28 else min(day.day, days_of_month(year, month + 1))
    return date(year, month + 1, of_month)


def months_between(start: date, end: date) -> int:
    """Complete months from `start` to `end`; negative where `end` lies before `start`.

    A month is complete on the day of the same number, or on the last day of a month that lacks it: adding the
    result to `start` never passes `end`.
    """
    if end < start:
        return -months_between(end, start)
    count = (end.year - start.year) * MONTHS + end.month - start.month
    return count if add_months(start, count) <= end else count - 1


def days_of_month(year: int, month: int) -> int:
    """How many days a month has."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else _DAYS[month - 1]
