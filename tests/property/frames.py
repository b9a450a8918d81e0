"""Made cases as frames, and rows of decided frames as the plain outcomes that single decisions have."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from creditpolicy.values.types import DaysType, MoneyType, MonthsType, NumberType, Type
from tests.property.vocabulary import KINDS

SCALES = {"box.k": 2, "box.p": 4}


def columns_of_cases(cases: Sequence[Mapping[str, Any]], currency: str | None) -> dict[str, list[Any]]:
    """A column for each fact of the box that some case has, and one for the items."""
    names = [name for name in KINDS if name.startswith("box.")]
    columns = {name: [_value(name, case["box"].get(name[4:]), currency) for case in cases] for name in names}
    found = {name: values for name, values in columns.items() if any(value is not None for value in values)}
    if any("items" in case for case in cases):
        found["items"] = [case.get("items") for case in cases]
    return found


def _value(name: str, given: Any, currency: str | None) -> Any:
    if given is None:
        return None
    match KINDS[name]:
        case "number" | "days" | "months":
            return Decimal(given)
        case "money" if currency is not None:
            return Decimal(given.removesuffix(f" {currency}"))
        case "date":
            return date.fromisoformat(given)
    return given


def plain_field(value: Any, of: Type, currency: str | None) -> Any:
    """A cell of an answer as the outcome of a decision has it."""
    match of:
        case _ if value is None:
            return None
        case MoneyType() if isinstance(value, Decimal):
            return f"{value:f} {currency}"
        case NumberType(scale=scale) | DaysType(scale=scale) if isinstance(value, Decimal):
            places = (scale or 0) if isinstance(of, NumberType) else 0
            return _number(value, places)
        case MonthsType():
            return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _number(value: Decimal, places: int) -> int | str:
    if not places and value == int(value):
        return int(value)
    text = f"{value:f}"
    head, _, tail = text.partition(".")
    tail = tail.rstrip("0").ljust(places, "0")
    return f"{head}.{tail}" if tail else head
