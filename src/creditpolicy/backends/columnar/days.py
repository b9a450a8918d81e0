"""Days as numbers since 1970: moved by days and months, taken apart, and counted in whole months.

Source: the conversion between days and year, month and day of Howard Hinnant, "chrono-compatible low-level date
algorithms", 2021; a year begins there in March, so that the leap day is its last.
"""

from dataclasses import replace
from datetime import date

import polars

from creditpolicy.backends.columnar.arithmetic import added, rounded
from creditpolicy.backends.columnar.column import UNKNOWN, Column, Expr, NotCompiled, day_number, nothing_known, whole

FIRST, LAST = day_number(date.min), day_number(date.max)
_SHIFT = 719_468
"""From 0000-03-01 to 1970-01-01."""
_ERA = 146_097
"""Days in 400 years."""
_MOST_MONTHS = 12 * 20_000


def moved_by_days(day: Column, count: Column, sign: int) -> Column:
    """A day moved by whole days, no further than the calendar goes."""
    if UNKNOWN in {day.constant, count.constant}:
        return nothing_known()
    if day.over is not None or count.over is not None:
        raise NotCompiled
    found = added(_counted(day), rounded(count, "down", 0), sign)
    return _within(found)


def _within(found: Column) -> Column:
    low, high = max(found.low, FIRST), min(found.high, LAST)
    expr = found.expr if (low, high) == (found.low, found.high) else found.expr.clip(FIRST, LAST)
    if low > high:
        low = high = FIRST if found.high < FIRST else LAST
    return Column(expr.cast(polars.Int32()), found.maybe, low=low, high=high)


def moved_by_months(day: Column, count: Column, sign: int) -> Column:
    """A day moved by whole months; a day that the month does not have becomes its last."""
    if UNKNOWN in {day.constant, count.constant}:
        return nothing_known()
    count = rounded(count, "down", 0)
    if count.over is not None or not -_MOST_MONTHS <= count.low <= count.high <= _MOST_MONTHS:
        raise NotCompiled
    by = count.expr.cast(polars.Int64()) if sign > 0 else -count.expr.cast(polars.Int64())
    low_by, high_by = (count.low, count.high) if sign > 0 else (-count.high, -count.low)
    year, month, of_month = _parts(day.expr)
    months = year * 12 + month - 1 + by
    to_year, to_month = months // 12, months % 12 + 1
    last = _last_of_month(to_year, to_month)
    moved = _number(to_year, to_month, polars.when(of_month < last).then(of_month).otherwise(last))
    # A month has 28 to 31 days.
    low = day.low + min(low_by * 28, low_by * 31) - 31
    high = day.high + max(high_by * 28, high_by * 31) + 31
    found = Column(moved, day.maybe or count.maybe, low=low, high=high)
    if low < FIRST or high > LAST:
        year_found = polars.when(to_year > 9999).then(LAST).when(to_year < 1).then(FIRST).otherwise(moved)
        found = replace(found, expr=year_found)
    return _within(found)


def months_between(start: Column, end: Column) -> Column:
    """Complete months; negative where `end` lies before `start`."""
    if UNKNOWN in {start.constant, end.constant}:
        return nothing_known()
    forth, back = _complete(start.expr, end.expr), _complete(end.expr, start.expr)
    expr = polars.when(end.expr < start.expr).then(-back).otherwise(forth)
    most = (max(start.high, end.high) - min(start.low, end.low)) // 28 + 1
    return Column(expr, start.maybe or end.maybe, low=-most, high=most)


def _complete(start: Expr, end: Expr) -> Expr:
    year, month, of_month = _parts(start)
    to_year, to_month, to_day = _parts(end)
    count = (to_year - year) * 12 + to_month - month
    lacks = (of_month > to_day) & (to_day < _last_of_month(to_year, to_month))
    return count - lacks.cast(polars.Int64())


def part(day: Column, name: str) -> Column:
    """Its year, month, day of the month or ISO weekday."""
    if day.constant is UNKNOWN:
        return day
    as_date = day.expr.cast(polars.Int32()).cast(polars.Date())
    match name:
        case "year":
            return Column(as_date.dt.year().cast(polars.Int64()), day.maybe, low=0, high=9999)
        case "month":
            return Column(as_date.dt.month().cast(polars.Int64()), day.maybe, low=1, high=12)
        case "day":
            return Column(as_date.dt.day().cast(polars.Int64()), day.maybe, low=1, high=31)
        case "weekday":
            return Column(as_date.dt.weekday().cast(polars.Int64()), day.maybe, low=1, high=7)
    raise NotCompiled


def days_between(end: Column, start: Column) -> Column:
    """The days from `start` to `end`."""
    return added(_counted(end), _counted(start), -1)


def _counted(day: Column) -> Column:
    """A day as a number to count with."""
    return day if isinstance(day.constant, int) else replace(day, expr=day.expr.cast(polars.Int64()))


def _parts(day: Expr) -> tuple[Expr, Expr, Expr]:
    as_date = day.cast(polars.Int32()).cast(polars.Date())
    return tuple(one.cast(polars.Int64()) for one in (as_date.dt.year(), as_date.dt.month(), as_date.dt.day()))  # type: ignore[return-value]  # there are three


def _last_of_month(year: Expr, month: Expr) -> Expr:
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    short = 30 + ((month + month // 8) % 2)
    return polars.when(month == 2).then(28 + leap.cast(polars.Int64())).otherwise(short)


def _number(year: Expr, month: Expr, of_month: Expr) -> Expr:
    shifted = polars.when(month <= 2).then(year - 1).otherwise(year)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + of_month - 1
    return era * _ERA + of_era * 365 + of_era // 4 - of_era // 100 + of_year - _SHIFT


__all__ = ["days_between", "months_between", "moved_by_days", "moved_by_months", "part", "whole"]
