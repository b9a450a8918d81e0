"""The built-in functions: what they take and what they give. Their meaning is in the interpreter."""

from collections.abc import Callable
from fractions import Fraction

from creditpolicy.checked import bounds
from creditpolicy.checked.arithmetic import bounds_of, same_kind, scale_of, widest
from creditpolicy.checked.calendar_functions import (
    add_business_days,
    business_days_between,
    is_business_day,
    next_allowed_day,
    next_business_day,
)
from creditpolicy.formulas import Const, Formula
from creditpolicy.values.buckets import BUCKETS
from creditpolicy.values.describe import type_words
from creditpolicy.values.types import (
    BooleanType,
    Bounds,
    DateType,
    DaysType,
    EnumType,
    ListType,
    MoneyType,
    MonthsType,
    NumberType,
    TextType,
    Type,
)

Typed = Type | str
Signature = Callable[[tuple[Formula, ...]], Typed]
MOST_PLACES = 10
PROPERTIES = {"year": (1, 9999), "month": (1, 12), "day": (1, 31), "weekday": (1, 7)}


def signature(name: str) -> Signature | None:
    """The typing rule of a function; None where there is no such function."""
    return _SIGNATURES.get(name)


def known_functions() -> tuple[str, ...]:
    """All names that can be called, aggregates and `is missing` apart."""
    return tuple(_SIGNATURES)


def property_type(name: str) -> NumberType:
    """The type of `.year`, `.month`, `.day` or `.weekday` (Monday is 1)."""
    low, high = PROPERTIES[name]
    return NumberType(0, Bounds(Fraction(low), Fraction(high)))


def _extreme(pick: Callable[..., Bounds]) -> Signature:
    def typed(arguments: tuple[Formula, ...]) -> Typed:
        if len(arguments) < 2:
            return "takes two values or more, or one over a list of records"
        first, *rest = (argument.type for argument in arguments)
        kind: Type = first
        for other in rest:
            if isinstance(kind, DateType) and isinstance(other, DateType):
                continue
            joined = same_kind(kind, other, pick((bounds_of(kind), bounds_of(other))), widest(kind, other))
            if joined is None:
                return f"cannot compare {type_words(kind)} with {type_words(other)}"
            kind = joined
        return kind

    return typed


def _absolute(arguments: tuple[Formula, ...]) -> Typed:
    match [argument.type for argument in arguments]:
        case [NumberType() | MoneyType() | DaysType() | MonthsType() as kind]:
            return same_kind(kind, kind, bounds.absolute(kind.bounds), scale_of(kind)) or kind
    return "takes one number, amount or number of days"


def _rounding(arguments: tuple[Formula, ...]) -> Typed:
    match arguments:
        case (value, Const(value=Fraction() as places)) if places.denominator == 1 and 0 <= places <= MOST_PLACES:
            return _rounded(value.type, int(places))
    return f"takes a value and the number of digits after the point, from 0 to {MOST_PLACES}"


def _whole(arguments: tuple[Formula, ...]) -> Typed:
    match arguments:
        case (value,):
            return _rounded(value.type, 0)
    return "takes one value"


def _rounded(of: Type, scale: int) -> Typed:
    if not isinstance(of, NumberType | MoneyType | DaysType):
        return f"cannot round {type_words(of)}"
    unit = Bounds(Fraction(-1, 10**scale), Fraction(1, 10**scale))
    low_stays = of.bounds.low is not None and of.bounds.low >= 0
    wider = bounds.add(of.bounds, unit)
    inner = Bounds(max(Fraction(0), wider.low or Fraction(0)) if low_stays else wider.low, wider.high)
    return same_kind(of, of, inner, scale) or of


def _texts(arguments: tuple[Formula, ...]) -> Typed:
    if len(arguments) == 2 and all(isinstance(argument.type, TextType | EnumType) for argument in arguments):
        return BooleanType()
    return "takes two texts"


def _length(arguments: tuple[Formula, ...]) -> Typed:
    match [argument.type for argument in arguments]:
        case [TextType() | EnumType()]:
            return NumberType(0, Bounds(Fraction(0), Fraction(10**7)))
    return "takes one text"


def _contains_member(arguments: tuple[Formula, ...]) -> Typed:
    match [argument.type for argument in arguments]:
        case [ListType(of=of), other] if type(of) is type(other):
            return BooleanType()
    return "takes a list and one value"


def _count(arguments: tuple[Formula, ...]) -> Typed:
    match [argument.type for argument in arguments]:
        case [ListType()]:
            return NumberType(0, Bounds(Fraction(0), Fraction(10**6)))
    return "takes a list, or a record such as `invoice`"


def _months_between(arguments: tuple[Formula, ...]) -> Typed:
    match [argument.type for argument in arguments]:
        case [DateType(), DateType()]:
            return MonthsType(Bounds(Fraction(-120_000), Fraction(120_000)))
    return "takes two dates, the earlier first"


def _bucket(arguments: tuple[Formula, ...]) -> Typed:
    match arguments:
        case (value, Const(value=str() as salt)) if isinstance(value.type, TextType) and salt:
            return NumberType(0, Bounds(Fraction(0), Fraction(BUCKETS - 1)))
    return "takes a text and a salt of your own between quotes"


def _day_to_day(arguments: tuple[Formula, ...]) -> Typed:
    match [argument.type for argument in arguments]:
        case [DateType()]:
            return DateType()
    return "takes one date"


_SIGNATURES: dict[str, Signature] = {
    "abs": _absolute,
    "min": _extreme(bounds.least),
    "max": _extreme(bounds.greatest),
    "floor": _whole,
    "ceiling": _whole,
    "decimal": _rounding,
    "round up": _rounding,
    "round down": _rounding,
    "round half up": _rounding,
    "round half down": _rounding,
    "contains": _texts,
    "starts with": _texts,
    "ends with": _texts,
    "string length": _length,
    "list contains": _contains_member,
    "count": _count,
    "months between": _months_between,
    "stable bucket": _bucket,
    "business days between": business_days_between,
    "add business days": add_business_days,
    "next business day": next_business_day,
    "is business day": is_business_day,
    "next allowed day": next_allowed_day,
    "delivered by post": _day_to_day,
}
