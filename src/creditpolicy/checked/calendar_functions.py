"""The functions that look at the calendar: what they take and what they give."""

from fractions import Fraction

from creditpolicy.formulas import Const, Formula
from creditpolicy.values.allowed_words import read_allowed
from creditpolicy.values.business_days import Allowed
from creditpolicy.values.types import BooleanType, Bounds, DateType, NumberType, TextType, Type

MOST_BUSINESS_DAYS = 100_000
"""More than any calendar has."""
ALLOWED = "next allowed day"


def business_days_between(arguments: tuple[Formula, ...]) -> Type | str:
    """Of two dates, how many business days."""
    match [argument.type for argument in arguments]:
        case [DateType(), DateType()]:
            return NumberType(0, Bounds(Fraction(-MOST_BUSINESS_DAYS), Fraction(MOST_BUSINESS_DAYS)))
    return "takes two dates, the earlier first"


def add_business_days(arguments: tuple[Formula, ...]) -> Type | str:
    """Of a date and a number, a date."""
    match [argument.type for argument in arguments]:
        case [DateType(), NumberType(scale=0)]:
            return DateType()
    return "takes a date and a whole number"


def next_business_day(arguments: tuple[Formula, ...]) -> Type | str:
    """Of a date, a date."""
    return DateType() if _is_date(arguments) else "takes one date"


def is_business_day(arguments: tuple[Formula, ...]) -> Type | str:
    """Of a date, whether it is one."""
    return BooleanType() if _is_date(arguments) else "takes one date"


def next_allowed_day(arguments: tuple[Formula, ...]) -> Type | str:
    """Of a date and words for days, a date."""
    match arguments:
        case (date, Const(), *rest) if isinstance(date.type, DateType) and len(rest) < 2:
            read = allowed(arguments)
            if read is not None:
                return read if isinstance(read, str) else DateType()
    return 'takes a date and the days on which not, such as `"weekend, holiday"`; then perhaps the days preferred'


def needs_calendar(function: str, arguments: tuple[Formula, ...]) -> bool:
    """Whether it can only be known with a calendar."""
    if function == ALLOWED:
        read = allowed(arguments)
        return isinstance(read, Allowed) and read.not_on_holidays
    return function in _BY_CALENDAR


def allowed(arguments: tuple[Formula, ...]) -> Allowed | str | None:
    """The days of `next allowed day` as written; a text says what is wrong; None where they are no texts."""
    words = [one.value for one in arguments[1:] if isinstance(one, Const) and isinstance(one.type, TextType)]
    if len(words) != len(arguments) - 1:
        return None
    return read_allowed(*(str(one) for one in words))


def _is_date(arguments: tuple[Formula, ...]) -> bool:
    return len(arguments) == 1 and isinstance(arguments[0].type, DateType)


_BY_CALENDAR = frozenset({"business days between", "add business days", "next business day", "is business day"})
