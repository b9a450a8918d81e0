"""What the functions that look at the calendar give for known arguments."""

from datetime import date
from fractions import Fraction

from creditpolicy.diagnostics.errors import InvariantError
from creditpolicy.values.allowed_words import read_allowed
from creditpolicy.values.business_days import (
    Allowed,
    Calendar,
    Outside,
    add_business_days,
    business_days_between,
    is_business_day,
    next_allowed_day,
    next_business_day,
)
from creditpolicy.values.unknown import Maybe, Unknown
from creditpolicy.values.value import Value

BY_CALENDAR = frozenset(
    {"business days between", "add business days", "next business day", "is business day", "next allowed day"}
)


def by_calendar(function: str, arguments: tuple[Value, ...], calendar: Calendar | None) -> Maybe:
    """The value; unknown, for want of a longer calendar, where a day lies outside its years."""
    found = _found(function, arguments, calendar)
    match found:
        case "before" | "beyond" if calendar is not None:
            year = calendar.first.year if found == "before" else calendar.last.year
            return Unknown(frozenset({f"calendar {calendar.name} {found} {year}"}))
        case bool() | date():
            return found
        case int():
            return Fraction(found)
    message = f"no calendar to find `{function}` in"
    raise InvariantError(message)


def _found(function: str, arguments: tuple[Value, ...], calendar: Calendar | None) -> bool | int | date | Outside:
    match function, arguments:
        case "next allowed day", (date() as day, *words):
            allowed = read_allowed(*(str(word) for word in words))
            if isinstance(allowed, Allowed):
                return next_allowed_day(calendar, day, allowed)
        case "business days between", (date() as start, date() as end) if calendar is not None:
            return business_days_between(calendar, start, end)
        case "add business days", (date() as day, Fraction() as count) if calendar is not None:
            return add_business_days(calendar, day, int(count))
        case "next business day", (date() as day,) if calendar is not None:
            return next_business_day(calendar, day)
        case "is business day", (date() as day,) if calendar is not None:
            return is_business_day(calendar, day)
    message = f"`{function}` on values that the checker refuses"
    raise InvariantError(message)
