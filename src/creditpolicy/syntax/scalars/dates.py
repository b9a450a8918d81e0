"""Dates: `2026-01-31` and nothing else."""

import re
from calendar import monthrange
from datetime import date

from creditpolicy.diagnostics import Code, Diagnostic
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.syntax.nodes import Scalar

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]?([0-9]{1,2})[-/. ]?([0-9]{1,2})(?:[T ].*)?", re.ASCII)
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", re.ASCII)
_IN_WORDS = re.compile(r"([0-9]{1,2})\.?[- ]([a-z]{3,})\.?[- ,]+([0-9]{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]{3,})\.? ([0-9]{1,2}),? ([0-9]{4})", re.ASCII)
_MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "maa": 3,
    "mrt": 3,
    "apr": 4,
    "may": 5,
    "mei": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "okt": 10,
    "nov": 11,
    "dec": 12,
}


def iso_date(scalar: Scalar) -> date | Diagnostic:
    """A calendar day: year, month and day with hyphens."""
    found = _ISO.fullmatch(scalar.text)
    if found is None:
        days = dict.fromkeys(day.isoformat() for day in _meant(scalar.text.strip().lower()))
        got = quoted(scalar.text) if scalar.text.strip() else "nothing"
        way_out = f"write {' or '.join(f'`{day}`' for day in days)}" if days else "write year, month, day: `2026-01-31`"
        return Diagnostic(Code.BAD_DATE, f"expected a date, got {got}", scalar.at, way_out)
    year, month, day = map(int, found.groups())
    return _day(year, month, day) or _no_such_day(scalar, year, month)


def _no_such_day(scalar: Scalar, year: int, month: int) -> Diagnostic:
    message = f"expected a date, got {quoted(scalar.text)}, which is not in the calendar"
    if year and 1 <= month <= 12:
        last = date(year, month, monthrange(year, month)[1])
        return Diagnostic(Code.BAD_DATE, message, scalar.at, f"the last day of that month is `{last.isoformat()}`")
    return Diagnostic(Code.BAD_DATE, message, scalar.at, "months run from 01 to 12, written before the day")


def _meant(text: str) -> list[date]:
    """The days that the text may mean; both, where day and month can be told apart by nobody."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _days((year, month, day))
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = map(int, found.groups())
        return _days((year, second, first), (year, first, second))
    if found := _IN_WORDS.fullmatch(text):
        return _days((int(found.group(3)), _MONTHS.get(found.group(2)[:3], 0), int(found.group(1))))
    if found := _MONTH_FIRST.fullmatch(text):
        return _days((int(found.group(3)), _MONTHS.get(found.group(1)[:3], 0), int(found.group(2))))
    return []


def _days(*parts: tuple[int, int, int]) -> list[date]:
    return [day for day in (_day(*part) for part in parts) if day is not None]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
