"""Types and values in the words of a message."""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from creditpolicy.values.money import Money
from creditpolicy.values.types import (
    BooleanType,
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
from creditpolicy.values.value import Value


def type_words(of: Type) -> str:
    """A type with its article: `an amount`, `a date`."""
    match of:
        case BooleanType():
            return "true or false"
        case NumberType(percent=True):
            return "a percentage"
        case NumberType():
            return "a number"
        case MoneyType(currency=None):
            return "an amount"
        case MoneyType(currency=currency):
            return f"an amount in {currency}"
        case TextType():
            return "a text"
        case EnumType(members=members):
            shown = ", ".join(f"`{member}`" for member in members[:8])
            return f"one of {shown}{', ...' if len(members) > 8 else ''}"
        case DateType():
            return "a date"
        case DaysType():
            return "a number of days"
        case MonthsType():
            return "a number of months"
        case ListType():
            return "a list"


def plain_number(value: Fraction, scale: int | None = None) -> str:
    """A finite decimal without exponent; `scale` pads it. A ratio that has no finite form is written as `a/b`."""
    if not _is_finite(value):
        return f"{value.numerator}/{value.denominator}"
    with localcontext() as context:
        context.prec = 200
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        if scale is not None:
            return f"{exact:.{max(scale, _places(exact))}f}"
        return f"{exact:f}"


def written(value: Value, of: Type) -> str:
    """A value as the policy language writes it."""
    match value:
        case None:
            return "-"
        case bool():
            return "true" if value else "false"
        case Money(amount=amount, currency=currency):
            return f"{plain_number(amount, 2)} {currency}".rstrip()
        case date():
            return value.isoformat()
        case tuple():
            return ", ".join(value) if value else "none"
        case str():
            return f'"{value}"' if isinstance(of, TextType) else value
        case Fraction():
            return _number(value, of)


def _number(value: Fraction, of: Type) -> str:
    if isinstance(of, NumberType) and of.percent and _is_finite(value):
        return f"{plain_number(value * 100)}%"
    if isinstance(of, DaysType):
        return f"{plain_number(value)} {'day' if value == 1 else 'days'}"
    if isinstance(of, MonthsType):
        return f"{plain_number(value)} {'month' if value == 1 else 'months'}"
    return plain_number(value)


def _is_finite(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _places(exact: Decimal) -> int:
    exponent = exact.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
