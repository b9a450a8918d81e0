"""The checked facts of a case as plain data: what digests are taken over."""

from datetime import date
from fractions import Fraction
from typing import Any

from creditpolicy.facts.case import Case, Given
from creditpolicy.values.describe import plain_number
from creditpolicy.values.money import Money
from creditpolicy.values.value import Value


def plain_case(case: Case) -> dict[str, Any]:
    """All facts by record, list and name; numbers, amounts and dates as text. The order of the facts plays no part."""
    return {
        "case": _record(case.single),
        "lists": {record: [_record(given) for given in listed] for record, listed in case.lists.items()},
        "dated": {path: day.isoformat() for path, day in case.dated.items()},
    }


def _record(given: Given) -> dict[str, Any]:
    return {name: _value(value) for name, value in given.items()}


def _value(value: Value) -> Any:  # noqa: ANN401 - plain data
    match value:
        case Money(amount=amount, currency=currency):
            return f"{plain_number(amount)} {currency}"
        case bool() | str() | None:
            return value
        case Fraction():
            return plain_number(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)


def shown_value(value: Value) -> Any:  # noqa: ANN401 - plain data
    """One value as JSON has it: whole numbers as numbers, finer ones and amounts as exact text, days as ISO text."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return _value(value)
