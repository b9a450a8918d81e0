"""Types, units and bounds of `+ - * /`."""

from fractions import Fraction
from typing import Literal

from creditpolicy.checked import bounds
from creditpolicy.formulas import Formula
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

Op = Literal["+", "-", "*", "/"]
DAYS_OF_THE_CALENDAR = Fraction(3_652_058)
MONTHS_OF_THE_CALENDAR = Fraction(119_987)
"""From the first day of year 1 to the last of year 9999."""
DAYS = DaysType()
Quantity = NumberType | DaysType | MonthsType | MoneyType


def result(op: Op, left: Type, right: Type) -> Type | str:
    """The type of `left op right`, or the sentence that says why there is none."""
    if op in {"+", "-"}:
        return _sum(op, left, right)
    if not isinstance(left, Quantity) or not isinstance(right, Quantity):
        return f"cannot {_VERBS[op]} {type_words(left)} and {type_words(right)}"
    if op == "*":
        return _product(left, right)
    return _quotient(left, right)


def scale_of(of: Type) -> int | None:
    """Digits after the point; None for a ratio."""
    match of:
        case NumberType(scale=scale) | MoneyType(scale=scale) | DaysType(scale=scale):
            return scale
        case MonthsType() | BooleanType() | TextType() | EnumType() | DateType() | ListType():
            return 0


def bounds_of(of: Type) -> Bounds:
    """The bounds of a quantity; open for all else."""
    match of:
        case NumberType(bounds=inner) | MoneyType(bounds=inner) | DaysType(bounds=inner) | MonthsType(bounds=inner):
            return inner
        case BooleanType() | TextType() | EnumType() | DateType() | ListType():
            return Bounds()


def same_kind(left: Type, right: Type, inner: Bounds, scale: int | None) -> Type | None:
    """The type of a value that is one of both, where they are of one kind and unit."""
    match left, right:
        case NumberType(), NumberType():
            return NumberType(scale, inner, left.percent and right.percent)
        case DaysType(), DaysType():
            return DaysType(scale, inner)
        case MonthsType(), MonthsType():
            return MonthsType(inner)
        case MoneyType(), MoneyType() if currencies_agree(left, right):
            return MoneyType(left.currency or right.currency, scale, inner)
    return None


def currencies_agree(left: MoneyType, right: MoneyType) -> bool:
    """Whether two amounts may be of one currency."""
    return left.currency is None or right.currency is None or left.currency == right.currency


def widest(left: Type, right: Type) -> int | None:
    """The scale that holds both; None if either is a ratio."""
    scales = scale_of(left), scale_of(right)
    return None if scales[0] is None or scales[1] is None else max(scales[0], scales[1])


def negation(of: Type) -> Type | str:
    """The type of `-x`."""
    inner = bounds.negate(bounds_of(of))
    if not isinstance(of, Quantity):
        return f"cannot negate {type_words(of)}"
    return same_kind(of, of, inner, scale_of(of)) or of


def too_wide(of: Type) -> bool:
    """Whether a value of the type may need more digits than a number may have."""
    return not bounds.fits(bounds_of(of), scale_of(of))


def beyond_the_calendar(of: Type) -> bool:
    """Whether a length of time is longer than the calendar in every case, forwards or backwards."""
    most = {DaysType: DAYS_OF_THE_CALENDAR, MonthsType: MONTHS_OF_THE_CALENDAR}.get(type(of))
    inner = bounds_of(of)
    if most is None:
        return False
    return (inner.low is not None and inner.low > most) or (inner.high is not None and inner.high < -most)


def divisor_is_safe(divisor: Formula) -> bool:
    """Whether the bounds alone keep the divisor from being zero."""
    return bounds.excludes_zero(bounds_of(divisor.type))


def _sum(op: Op, left: Type, right: Type) -> Type | str:
    combine = bounds.add if op == "+" else bounds.subtract
    match left, right:
        case (DateType(), DaysType(scale=0) | MonthsType()):
            return DateType()
        case (DaysType(scale=0) | MonthsType(), DateType()) if op == "+":
            return DateType()
        case (DateType(), DateType()) if op == "-":
            return DaysType(0, Bounds(-DAYS_OF_THE_CALENDAR, DAYS_OF_THE_CALENDAR))
    kind = same_kind(left, right, combine(bounds_of(left), bounds_of(right)), widest(left, right))
    if kind is not None:
        return kind
    return f"cannot {_VERBS[op]} {type_words(left)} and {type_words(right)}"


def _product(left: Quantity, right: Quantity) -> Type | str:
    inner = bounds.multiply(left.bounds, right.bounds)
    scales = scale_of(left), scale_of(right)
    scale = None if scales[0] is None or scales[1] is None else scales[0] + scales[1]
    match left, right:
        case NumberType(), NumberType():
            return NumberType(scale, inner)
        case (NumberType(), MoneyType(currency=currency)) | (MoneyType(currency=currency), NumberType()):
            return MoneyType(currency, scale, inner)
        case (NumberType(), DaysType()) | (DaysType(), NumberType()):
            return DaysType(scale, inner)
        case (NumberType(scale=0), MonthsType()) | (MonthsType(), NumberType(scale=0)):
            return MonthsType(inner)
    return f"cannot multiply {type_words(left)} and {type_words(right)}"


def _quotient(left: Quantity, right: Quantity) -> Type | str:
    inner = bounds.divide(left.bounds, right.bounds)
    match left, right:
        case (NumberType(), NumberType()) | (DaysType(), DaysType()) | (MonthsType(), MonthsType()):
            return NumberType(None, inner)
        case MoneyType(), MoneyType():
            return (
                NumberType(None, inner) if currencies_agree(left, right) else "cannot divide amounts in two currencies"
            )
        case MoneyType(currency=currency), NumberType():
            return MoneyType(currency, None, inner)
        case DaysType(), NumberType():
            return DaysType(None, inner)
    return f"cannot divide {type_words(left)} by {type_words(right)}"


_VERBS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
