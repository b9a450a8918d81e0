"""Rows of a frame that are decided one by one, and their decisions as columns of the same types as the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat
from typing import Any

import polars

from creditpolicy.deciding import Deciding
from creditpolicy.decision import Decision
from creditpolicy.facts.errors import FactsError
from creditpolicy.formulas import Point
from creditpolicy.frames.columns import Columns
from creditpolicy.ir.program import Program


def decisions(
    deciding: Deciding, point: Point, frame: polars.DataFrame, columns: Columns, day: date
) -> Iterator[Decision | FactsError]:
    """The decision about each row of the frame in turn, or why its facts can't be."""
    for case in cases(frame, columns, deciding.program):
        try:
            yield deciding.decide(point, case, day)
        except FactsError as error:
            yield error


def cases(frame: polars.DataFrame, columns: Columns, program: Program) -> Iterator[dict[str, Any]]:
    """Each row as the facts of a case."""
    records = program.vocabulary.records
    places = [fact.partition(".")[::2] for fact in columns.facts]
    lists = [str(records[name].many) for name in columns.lists]
    names = (*columns.facts.values(), *columns.lists.values())
    for row in frame.select(names).iter_rows() if names else repeat((), frame.height):
        case: dict[str, Any] = {}
        for (record, key), value in zip(places, row, strict=False):
            if value is not None:
                case.setdefault(record, {})[key] = value
        given = zip(lists, row[len(places) :], strict=True)
        yield case | {many: listed for many, listed in given if listed is not None}


def fields(outcomes: Iterable[Mapping[str, Any]], key: str) -> list[Any]:
    """A field of each outcome, or one within another: `limit.amount`; none where there is no such field."""
    first, *within = key.split(".")
    found: list[Any] = [outcome.get(first) for outcome in outcomes]
    for part in within:
        found = [value.get(part) if hasattr(value, "get") else None for value in found]
    return found


def typed(value: Any, kind: polars.DataType) -> Any:  # noqa: ANN401 - plain data
    """A field as its column has it."""
    if value is None:
        return None
    if isinstance(kind, polars.Decimal):
        # "1234.50 EUR", "0.05", or a whole number.
        return Decimal(str(value).partition(" ")[0])
    if isinstance(kind, polars.Date):
        return date.fromisoformat(value)
    if isinstance(kind, polars.List):
        return list(value)
    return str(value) if isinstance(kind, polars.String) else value


def as_column(name: str, values: Sequence[Any], kind: polars.DataType) -> polars.Series:
    """Fields as a typed column. What stands there many times is made once."""
    places: dict[Any, int] = {}
    index = [places.setdefault(value if value.__hash__ else tuple(value), len(places)) for value in values]
    different = polars.Series(name, [typed(value, kind) for value in places], dtype=kind)
    return different.gather(polars.Series(index, dtype=polars.UInt32()))
