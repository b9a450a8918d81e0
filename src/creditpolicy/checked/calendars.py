"""The calendar as written to the days on which business is open."""

import re
from collections.abc import Iterator
from datetime import date

from creditpolicy.checked.findings import Findings
from creditpolicy.decision.canonical import digest
from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import iso_date
from creditpolicy.syntax.tree.calendar import Calendar as CalendarWritten
from creditpolicy.syntax.tree.calendar import CalendarDay, CalendarNode
from creditpolicy.values.business_days import WEEKEND, Calendar, made_calendar
from creditpolicy.values.country_calendars import NAMES, CountryCalendar, country_calendar

_YEARLY = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
_LEAP_YEAR = 2000


def check_calendar(written: CalendarWritten | None, findings: Findings) -> Calendar | None:
    """The calendar; None where the policy has none. One that is not known is reported."""
    match written:
        case None:
            return None
        case Scalar():
            return _country(written, findings).as_calendar()
        case CalendarNode():
            return _changed(_country(written.country, findings), written, findings)


def _country(name: Scalar, findings: Findings) -> CountryCalendar:
    if name.text in NAMES:
        return country_calendar(name.text)
    listed = ", ".join(f"`{one}`" for one in NAMES)
    elsewhere = f"known here: {listed}; elsewhere take `TARGET` and change its days with `also` and `not`"
    meant = name.text.upper()
    way_out = f"write `{meant}`" if meant in NAMES else elsewhere
    findings.add(Code.UNKNOWN_CALENDAR, f"unknown calendar {quoted(name.text)}", name.at, way_out)
    # Any one, so that what needs a calendar is not a finding too.
    return country_calendar(NAMES[0])


def _changed(country: CountryCalendar, node: CalendarNode, findings: Findings) -> Calendar:
    """The country's calendar with the policy's own days; a date says more than a day of every year."""
    closed = {holiday.on for holiday in country.holidays}
    also = dict(_days(node.also or (), country, findings))
    open_ = dict(_days(node.not_ or (), country, findings))
    for written, scalar in also.items():
        if written in open_:
            message = f"`{scalar.text}` stands under `also` and under `not`"
            findings.add(Code.CALENDAR_DAY, message, scalar.at, "leave it out of one of them")
        _adds_something(written, scalar, country, findings)
    for written, scalar in open_.items():
        if not closed & set(_dates(written, country)):
            message = f"`{scalar.text}` is no holiday of {country.name}"
            findings.add(Code.CALENDAR_DAY, message, scalar.at, _holiday_near(written, country))
    for yearly in (True, False):
        chosen = [written for written in open_ if isinstance(written, date) is not yearly]
        closed -= {day for written in chosen for day in _dates(written, country)}
        chosen = [written for written in also if isinstance(written, date) is not yearly]
        closed |= {day for written in chosen for day in _dates(written, country)}
    days = sorted(day.isoformat() for day in closed)
    name = digest({"calendar": country.digest, "holidays": days}) if also or open_ else country.digest
    return made_calendar(country.name, name, country.first, country.last, frozenset(closed))


def _days(
    written: tuple[CalendarDay, ...], country: CountryCalendar, findings: Findings
) -> Iterator[tuple[date | str, Scalar]]:
    """Each day that is rightly written: a date, or `05-05` for every year."""
    for node in written:
        scalar = node if isinstance(node, Scalar) else node.on
        yearly = _YEARLY.fullmatch(scalar.text)
        if yearly is not None and _in_year(_LEAP_YEAR, scalar.text) is not None:
            yield scalar.text, scalar
            continue
        if yearly is not None:
            message = f"found {quoted(scalar.text)}, which is no day of any year"
            findings.add(Code.BAD_DATE, message, scalar.at, "month and day: `05-05`")
            continue
        day = findings.take(iso_date(scalar))
        if day is None:
            continue
        if not country.first <= day <= country.last:
            message = f"`{scalar.text}` lies outside the calendar {country.name}"
            way_out = f"it has the years {country.first.year} to {country.last.year}"
            findings.add(Code.CALENDAR_DAY, message, scalar.at, way_out)
        yield day, scalar


def _adds_something(written: date | str, scalar: Scalar, country: CountryCalendar, findings: Findings) -> None:
    if not isinstance(written, date) or not country.first <= written <= country.last:
        return
    if any(holiday.on == written for holiday in country.holidays):
        findings.add(Code.CALENDAR_DAY, f"`{scalar.text}` is a holiday already", scalar.at, "leave it out")
    elif written.isoweekday() in WEEKEND:
        findings.add(Code.CALENDAR_DAY, f"`{scalar.text}` falls in a weekend", scalar.at, "leave it out")


def _dates(written: date | str, country: CountryCalendar) -> tuple[date, ...]:
    if isinstance(written, date):
        return (written,)
    years = range(country.first.year, country.last.year + 1)
    return tuple(day for year in years if (day := _in_year(year, written)) is not None)


def _in_year(year: int, text: str) -> date | None:
    try:
        return date.fromisoformat(f"{year:04}-{text}")
    except ValueError:
        return None


def _holiday_near(written: date | str, country: CountryCalendar) -> str | None:
    """The holiday that was probably meant: the nearest, within a week."""
    if not isinstance(written, date):
        return "leave it out"
    near = min(country.holidays, key=lambda holiday: abs((holiday.on - written).days))
    if abs((near.on - written).days) > 7:
        return "leave it out"
    return f"did you mean `{near.on}`, {near.en}?"
