"""Values as the plain data of an outcome."""

from datetime import date
from fractions import Fraction
from typing import Any

from creditpolicy.values.describe import plain_number
from creditpolicy.values.money import Money
from creditpolicy.values.types import MoneyType, NumberType, Type
from creditpolicy.values.value import Value


def shown_output(value: Value, of: Type) -> Any:  # noqa: ANN401 - plain data
    """Amounts as `"1234.50 EUR"`, dates as ISO text, whole numbers as numbers, finer ones as exact text."""
    match value:
        case Money(amount=amount, currency=currency):
            places = of.scale if isinstance(of, MoneyType) and of.scale is not None else 2
            return f"{plain_number(amount, max(2, places))} {currency}".rstrip()
        case bool() | str() | None:
            return value
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case Fraction():
            scale = of.scale if isinstance(of, NumberType) else None
            return int(value) if value.denominator == 1 and not scale else plain_number(value, scale)


def nested(fields: dict[str, Any]) -> dict[str, Any]:
    """`{"limit.amount": 1}` as `{"limit": {"amount": 1}}`; a group of which every field is nothing is nothing."""
    groups: dict[str, dict[str, Any]] = {}
    outcome: dict[str, Any] = {}
    for key, value in fields.items():
        group, dot, inner = key.partition(".")
        if dot:
            groups.setdefault(group, {})[inner] = value
            outcome[group] = None
        else:
            outcome[key] = value
    for group, inner_fields in groups.items():
        if any(value is not None for value in inner_fields.values()):
            outcome[group] = nested(inner_fields)
    return outcome
