"""Exact arithmetic and comparison on known values."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from creditpolicy.diagnostics.errors import InvariantError
from creditpolicy.values.calendar import add_months
from creditpolicy.values.money import Money
from creditpolicy.values.types import EnumType, MonthsType, Type
from creditpolicy.values.unknown import Maybe, Unknown
from creditpolicy.values.value import Value

ANY_CURRENCY = ""
"""The currency of a zero that was written without one."""


def calculate(op: Literal["+", "-", "*", "/"], left: Value, right: Value, left_type: Type, right_type: Type) -> Maybe:
    """`left op right`. Never fails: a divisor of zero (which a guard beside it has dealt with) gives unknown."""
    match left, right:
        case (date() as day, Fraction() as count) if op in {"+", "-"}:
            return moved(day, count if op == "+" else -count, right_type)
        case (Fraction() as count, date() as day) if op == "+":
            return moved(day, count, left_type)
        case (date() as end, date() as start) if op == "-":
            return Fraction((end - start).days)
        case (Money() as one, Money() as other):
            return _amounts(op, one, other)
        case (Money(amount=amount, currency=currency), Fraction() as number):
            result = _numbers(op, amount, number)
            return result if isinstance(result, Unknown) else Money(result, currency)
        case (Fraction() as number, Money(amount=amount, currency=currency)):
            result = _numbers(op, number, amount)
            return result if isinstance(result, Unknown) else Money(result, currency)
        case (Fraction() as one_number, Fraction() as other_number):
            return _numbers(op, one_number, other_number)
    message = f"no arithmetic for `{op}` on these values"
    raise InvariantError(message)


def moved(day: date, count: Fraction, unit: Type) -> date:
    """`day` moved by whole days or months, no further than the calendar goes."""
    try:
        if isinstance(unit, MonthsType):
            return add_months(day, int(count))
        return day + timedelta(days=int(count))
    except OverflowError:
        return date.max if count > 0 else date.min


def holds(op: str, left: Value, right: Value, of: Type) -> bool | Unknown:
    """Whether the comparison holds. Amounts in two currencies can't be compared: unknown, but zero has no currency."""
    if isinstance(left, Money) and isinstance(right, Money):
        currency = common_currency((left, right))
        return currency if isinstance(currency, Unknown) else _ordered(op, left.amount, right.amount)
    if isinstance(left, str) and isinstance(right, str) and isinstance(of, EnumType) and op not in {"=", "!="}:
        return _ordered(op, Fraction(of.members.index(left)), Fraction(of.members.index(right)))
    match left, right:
        case (Fraction() as one, Fraction() as other):
            return _ordered(op, one, other)
        case (date() as day, date() as other_day):
            return _ordered(op, Fraction(day.toordinal()), Fraction(other_day.toordinal()))
    return (left == right) is (op == "=")


def common_currency(amounts: Iterable[Money]) -> str | Unknown:
    """The currency of all; unknown where they have two, which are never added. A zero may have none."""
    found = sorted({amount.currency for amount in amounts} - {ANY_CURRENCY})
    if len(found) > 1:
        return Unknown(frozenset({f"amounts in one currency, not {' and '.join(found)}"}))
    return found[0] if found else ANY_CURRENCY


def _amounts(op: str, one: Money, other: Money) -> Maybe:
    currency = common_currency((one, other))
    result = _numbers(op, one.amount, other.amount)
    if isinstance(currency, Unknown):
        return currency
    return result if isinstance(result, Unknown) or op == "/" else Money(result, currency)


def _numbers(op: str, left: Fraction, right: Fraction) -> Fraction | Unknown:
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right else Unknown()
    message = f"no arithmetic called `{op}`"
    raise InvariantError(message)


def _ordered(op: str, left: Fraction, right: Fraction) -> bool:
    match op:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
    message = f"no comparison called `{op}`"
    raise InvariantError(message)
