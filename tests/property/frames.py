"""Made cases as frames, and rows of decided frames as the plain outcomes that single decisions have."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.decision.decision import plain
from creditpolicy.facts.case import Case
from creditpolicy.formulas import Answer, Point
from creditpolicy.ir.program import Program
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

Form: TypeAlias = Literal["text", "typed"]


def frame_of(program: Program, cases: Sequence[Mapping[str, Any]], form: Form = "typed") -> Any:
    """Cases as a frame: a column for each fact that one of them has, and for each list of records.

    Numbers, amounts and days are decimals and dates, or all of them text.
    """
    import polars

    many = {record.many: name for name, record in program.vocabulary.records.items() if record.many is not None}
    currencies = program.vocabulary.currencies
    bare = currencies[0] if len(currencies) == 1 and form == "typed" else None

    def value(name: str, given: Any) -> Any:
        of = program.vocabulary.facts[name].type
        if given is None or isinstance(of, BooleanType | ListType | EnumType | TextType):
            return given
        text = f"{Decimal(str(given)):f}" if isinstance(given, int | float | Decimal) else str(given)
        if form == "text":
            return text
        match of:
            case DateType():
                return date.fromisoformat(text)
            case MoneyType():
                return text if bare is None else Decimal(text.removesuffix(f" {bare}"))
        return Decimal(text)

    def kind(name: str) -> Any:
        match program.vocabulary.facts[name].type:
            case BooleanType():
                return polars.Boolean()
            case ListType():
                return polars.List(polars.String())
            case DateType() if form == "typed":
                return polars.Date()
            case MoneyType() if bare is not None:
                return polars.Decimal(38, 6)
            case NumberType() | DaysType() | MonthsType() if form == "typed":
                return polars.Decimal(38, 6)
        return polars.String()

    singles = [{key: given for key, given in case.items() if key not in many and given} for case in cases]
    names = dict.fromkeys(f"{record}.{key}" for one in singles for record, given in one.items() for key in given)
    columns = [
        polars.Series(name, [value(name, one.get(record, {}).get(key)) for one in singles], dtype=kind(name))
        for name in names
        for record, _, key in (name.partition("."),)
    ]
    for listed in dict.fromkeys(
        key for case in cases for key, given in case.items() if key in many and given is not None
    ):
        record = many[listed]
        keys = dict.fromkeys(key for case in cases for one in case.get(listed) or () for key in one)
        of_record = polars.Struct({key: kind(f"{record}.{key}") for key in keys})
        given = [
            None
            if case.get(listed) is None
            else [{key: value(f"{record}.{key}", one.get(key)) for key in keys} for one in case[listed]]
            for case in cases
        ]
        columns.append(polars.Series(listed, given, dtype=polars.List(of_record if keys else polars.Null)))
    return polars.DataFrame(columns)


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


def by_interpreter(program: Program, point: Point, case: Case) -> dict[str, Any]:
    """A decision about a case, in plain data."""
    decision = decide(program, point, case, reason_text)
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
