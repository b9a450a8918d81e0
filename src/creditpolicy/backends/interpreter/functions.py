"""What the built-in functions give for known arguments."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from creditpolicy.backends.interpreter.arithmetic import common_currency
from creditpolicy.backends.interpreter.by_calendar import BY_CALENDAR, by_calendar
from creditpolicy.values.accrual import MOST_YEARS, first_day_without_rate, interest, years_of
from creditpolicy.values.buckets import stable_bucket
from creditpolicy.values.business_days import Calendar
from creditpolicy.values.calendar import months_between
from creditpolicy.values.delivery import delivered_by_post
from creditpolicy.values.money import Money
from creditpolicy.values.rounding import rounded
from creditpolicy.values.unknown import Maybe, Unknown
from creditpolicy.values.value import Value

_ROUNDINGS = {
    "round up": "up",
    "round down": "down",
    "round half up": "half up",
    "round half down": "half down",
    "decimal": "half even",
    "floor": "floor",
    "ceiling": "ceiling",
}


def apply(function: str, arguments: tuple[Value, ...], calendar: Calendar | None) -> Maybe:
    """The value of a function of the language, by its name; `calendar` is the policy's."""
    if function in _ROUNDINGS:
        return _round(_ROUNDINGS[function], *arguments)
    if function in BY_CALENDAR:
        return by_calendar(function, arguments, calendar)
    match function, arguments:
        case "min" | "max", _:
            return _extreme(function, arguments)
        case "abs" | "negate", (value,):
            return _signed(function, value)
        case "contains", (str() as text, str() as part):
            return part in text
        case "starts with", (str() as text, str() as part):
            return text.startswith(part)
        case "ends with", (str() as text, str() as part):
            return text.endswith(part)
        case "string length", (str() as text,):
            return Fraction(len(text))
        case "list contains", (tuple() as items, value):
            return value in items
        case "count", (tuple() as items,):
            return Fraction(len(items))
        case "months between", (date() as start, date() as end):
            return Fraction(months_between(start, end))
        case "stable bucket", (str() as text, str() as salt):
            return Fraction(stable_bucket(text, salt))
        case "delivered by post", (date() as sent,):
            return _delivered(sent)
        case "statutory interest", (Money() as principal, date() as first, date() as last, str() as name, *dated):
            return _interest(principal, (first, last), name, dated)
        case "weekday", (date() as day,):
            return Fraction(day.isoweekday())
        case _, (date() as day,):
            return Fraction(getattr(day, function))
    return None


def _delivered(sent: date) -> date:
    """As a letter is delivered, no later than the calendar goes."""
    try:
        return delivered_by_post(sent)
    except OverflowError:
        return date.max


def _interest(principal: Money, days: tuple[date, date], name: str, dated: list[Value]) -> Maybe:
    """Interest over the days, unrounded; unknown where a day has no rate that may be used.

    Args:
        principal: what bears interest.
        days: the first day and the last.
        name: the table of rates.
        dated: whether years compound, then a day and the rate from that day on, and so forth.

    """
    first, last = days
    compounds, *pairs = dated
    rates = [(day, rate) for day, rate in zip(pairs[::2], pairs[1::2], strict=True) if isinstance(day, date)]
    known = [(day, rate if isinstance(rate, Fraction) else None) for day, rate in rates]
    none = first_day_without_rate(known, first, last)
    if none is not None:
        return Unknown(frozenset({f"rates.{name} on {none.isoformat()}"}))
    if years_of(first, last) > MOST_YEARS:
        return Unknown(frozenset({f"a first day of default after {first.isoformat()}"}))
    return Money(interest(principal.amount, first, last, known, compounds=compounds is True), principal.currency)


def _round(mode: str, value: Value, places: Value = Fraction(0)) -> Value:
    digits = int(places) if isinstance(places, Fraction) else 0
    match value:
        case Money(amount=amount, currency=currency):
            return Money(rounded(amount, mode, digits), currency)
        case Fraction():
            return rounded(value, mode, digits)
    return value


def _extreme(function: str, values: tuple[Value, ...]) -> Maybe:
    pick: Callable[..., Value] = min if function == "min" else max
    amounts = [value for value in values if isinstance(value, Money)]
    if not amounts:
        return pick(values)
    currency = common_currency(amounts)
    if isinstance(currency, Unknown):
        return currency
    most = pick(one.amount for one in amounts)
    return Money(most, currency) if isinstance(most, Fraction) else None


def _signed(function: str, value: Value) -> Value:
    change: Callable[[Fraction], Fraction] = abs if function == "abs" else lambda number: -number
    match value:
        case Money(amount=amount, currency=currency):
            return Money(change(amount), currency)
        case Fraction():
            return change(value)
    return value
