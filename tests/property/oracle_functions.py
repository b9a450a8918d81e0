"""The built-in functions of the language, worked out from docs/language alone."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from creditpolicy.values.country_calendars import country_calendar
from tests.property.oracle_values import UNKNOWN, Amount, Months, alike, compare, month_later, one_currency


def function(name: str, given: list[Any]) -> Any:
    if UNKNOWN in given:
        return UNKNOWN
    if name in {"min", "max"}:
        return _extreme(name, given)
    match name, given:
        case "abs", [value]:
            return _with_number(value, abs)
        case (("floor" | "ceiling"), [value]):
            return _with_number(value, lambda number: Fraction(floor(number) if name == "floor" else ceil(number)))
        case (("decimal" | "round up" | "round down" | "round half up" | "round half down"), [value, places]):
            return _with_number(value, lambda number: _rounded(name, number, int(places)))
        case "contains", [text, part]:
            return part in text
        case "starts with", [text, part]:
            return text[: len(part)] == part
        case "ends with", [text, part]:
            return text[len(text) - len(part) :] == part if len(part) <= len(text) else False
        case "string length", [text]:
            return Fraction(len(text))
        case "list contains", [items, value]:
            return any(item == value for item in items)
        case "count", [items]:
            return Fraction(len(items))
        case "months between", [start, end]:
            return Months(Fraction(_months_between(start, end)))
        case "business days between", [start, end]:
            return Fraction(_opened(start, end)) if _known(start, end) else UNKNOWN
        case "add business days", [day, count]:
            return _business_day(day, int(count))
        case "next business day", [day]:
            return _business_day(day, 0)
        case "is business day", [day]:
            return _is_open(day) if _known(day) else UNKNOWN
        case "next allowed day", [day, not_on, *rather_on]:
            return _allowed_day(day, not_on.replace(",", " ").split(), rather_on[0].split() if rather_on else [])
    raise AssertionError(name)


def _months_between(start: date, end: date) -> int:
    if end < start:
        return -_months_between(end, start)
    count = 0
    while month_later(start, count + 1) <= end:
        count += 1
    return count


CLOSED = frozenset(holiday.on for holiday in country_calendar("NL").holidays)
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _known(*days: date) -> bool:
    return all(2000 <= day.year <= 2050 for day in days)


def _is_open(day: date) -> bool:
    return WEEK[day.weekday()] not in {"saturday", "sunday"} and day not in CLOSED


def _opened(start: date, end: date) -> int:
    if end < start:
        return -_opened(end, start)
    return sum(_is_open(start + timedelta(days=ahead)) for ahead in range(1, (end - start).days + 1))


def _business_day(day: date, count: int) -> Any:
    """Day by day; a business day that 0 asks for may be the day itself."""
    if _known(day) and count == 0 and _is_open(day):
        return day
    left, step = abs(count) or 1, timedelta(days=-1 if count < 0 else 1)
    while _known(day) and left:
        day += step
        left -= _is_open(day)
    return day if _known(day) else UNKNOWN


def _allowed_day(day: date, not_on: list[str], rather_on: list[str]) -> Any:
    closed = {*not_on, *(("saturday", "sunday") if "weekend" in not_on else ())}

    def may(one: date) -> bool:
        return WEEK[one.weekday()] not in closed and not ("holiday" in closed and one in CLOSED)

    if "holiday" in closed and not _known(day):
        return UNKNOWN
    days = [day + timedelta(days=ahead) for ahead in range(40)]
    wanted = [one for one in days[:7] if may(one) and WEEK[one.weekday()] in rather_on]
    found = (wanted or [one for one in days if may(one)])[0]
    return UNKNOWN if "holiday" in closed and not _known(found) else found


def _extreme(name: str, given: list[Any]) -> Any:
    best = given[0]
    if any(isinstance(value, Amount) for value in given):
        currency = one_currency([value for value in given if isinstance(value, Amount)])
        numbers = [value.number if isinstance(value, Amount) else value for value in given]
        return Amount(min(numbers) if name == "min" else max(numbers), currency)
    for value in given[1:]:
        best, other = alike(best, value)
        if compare("<" if name == "min" else ">", other, best, {}):
            best = other
    return best


def _with_number(value: Any, change: Any) -> Any:
    match value:
        case Fraction():
            return change(value)
        case Amount(number=number, currency=currency):
            return Amount(change(number), currency)
    return type(value)(change(value.number))


def _rounded(name: str, number: Fraction, places: int) -> Fraction:
    scale = Fraction(10) ** places
    if name == "decimal":
        return round(number * scale, 0) / scale
    size = abs(number) * scale
    steps = {
        "round up": lambda: ceil(size),
        "round down": lambda: floor(size),
        "round half up": lambda: floor(size + Fraction(1, 2)),
        "round half down": lambda: ceil(size - Fraction(1, 2)),
    }[name]()
    return Fraction(steps if number >= 0 else -steps) / scale
