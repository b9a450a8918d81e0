"""Made cases as frames, and rows of decided frames as the plain outcomes that single decisions have."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.decision.decision import plain
from creditpolicy.facts.from_data import read_case
from creditpolicy.formulas import Answer, Point
from creditpolicy.ir.program import Program
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
            return f"{value:f} {currency or ''}".rstrip()
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


def by_interpreter(program: Program, point: Point, case: Any, as_of: date) -> dict[str, Any]:
    """A decision about a case, in plain data."""
    decision = decide(program, point, read_case(case, program.vocabulary, as_of), reason_text)
    return {
        "status": decision.status,
        "outcome": plain(decision.outcome),
        "missing": list(decision.missing),
        "deciding": list(decision.deciding),
        "reasons": [reason.code for reason in decision.reasons],
    }


def shown(program: Program, point: Point, row: dict[str, Any]) -> dict[str, Any]:
    """A row of a decided frame in the same form."""
    currencies = program.vocabulary.currencies
    currency = currencies[0] if len(currencies) == 1 else None
    outcome = nested({one.key: _shown(row, one, currency) for one in point.answers})
    if point.record is not None:
        outcome[str(point.record_group)] = {
            one["id"]: {
                "status": one["status"],
                **nested({each.key: _shown(one, each, currency) for each in point.record_answers}),
                "missing": one["missing"],
            }
            for one in row[str(point.record_group)]
        }
    return {"outcome": outcome, **{key: row[key] for key in ("status", "missing", "deciding", "reasons")}}


def _shown(row: Mapping[str, Any], answer: Answer, currency: str | None) -> Any:
    return plain_field(row[answer.key], answer.formula.type, row.get(f"{answer.key}.currency", currency))


def nested(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields within fields as an outcome has them; a group of which every field is nothing is nothing."""
    outcome: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for key, value in fields.items():
        group, dot, inner = key.partition(".")
        outcome[group] = value
        if dot:
            groups.setdefault(group, {})[inner] = value
    for group, inside in groups.items():
        outcome[group] = nested(inside) if any(value is not None for value in inside.values()) else None
    return outcome
