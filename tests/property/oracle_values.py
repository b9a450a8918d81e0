"""Values of the oracle: exact numbers with their unit, days, and truth that may be unknown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

UNKNOWN = "?unknown?"


class TwoCurrencies(Exception):
    """Amounts in two currencies meet: what they make together is not known."""


@dataclass(frozen=True)
class Amount:
    number: Fraction
    currency: str


@dataclass(frozen=True)
class Days:
    number: Fraction


@dataclass(frozen=True)
class Months:
    number: Fraction


def alike(left: Any, right: Any) -> tuple[Any, Any]:
    """A bare number takes the unit of what stands beside it."""
    for one, other in ((left, right), (right, left)):
        if not isinstance(one, Fraction):
            continue
        unit = {Days: Days, Months: Months, date: Days, Fraction: Fraction}.get(type(other))
        if isinstance(other, Amount):
            wrapped: Any = Amount(one, "")
        elif unit is not None:
            wrapped = unit(one)
        else:
            continue
        return (wrapped, other) if one is left else (other, wrapped)
    return left, right


def one_currency(amounts: Iterable[Amount]) -> str:
    found = sorted({amount.currency for amount in amounts} - {""})
    if len(found) > 1:
        raise TwoCurrencies
    return found[0] if found else ""


def compare(op: str, left: Any, right: Any, order: Mapping[str, int]) -> Any:
    if UNKNOWN in (left, right):
        return UNKNOWN
    left, right = alike(left, right)
    if isinstance(left, Amount) and isinstance(right, Amount):
        if len({left.currency, right.currency} - {""}) > 1:
            return UNKNOWN
        left, right = left.number, right.number
    elif isinstance(left, Days | Months):
        left, right = left.number, right.number
    elif isinstance(left, str) and op not in {"=", "!="}:
        left, right = order[left], order[right]
    return {
        "=": lambda: left == right,
        "!=": lambda: left != right,
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
    }[op]()


def same(left: Any, right: Any) -> bool:
    if UNKNOWN in (left, right):
        return False
    left, right = alike(left, right)
    return bool(left == right)


def not_(value: Any) -> Any:
    return value if value == UNKNOWN else not value


def and_(values: Iterable[Any]) -> Any:
    found = list(values)
    if any(value is False for value in found):
        return False
    return UNKNOWN if UNKNOWN in found else True


def or_(values: Iterable[Any]) -> Any:
    return not_(and_([not_(value) for value in values]))


def moved(day: date, number: Fraction, *, months: bool) -> date:
    try:
        if not months:
            return day + timedelta(days=int(number))
        return month_later(day, int(number))
    except (OverflowError, ValueError):
        return date.max if number > 0 else date.min


def month_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    for last in range(day.day, 27, -1):
        try:
            return date(index // 12, index % 12 + 1, last)
        except ValueError:
            if not 1 <= index // 12 <= 9999:
                raise
    return date(index // 12, index % 12 + 1, min(day.day, 28))
