"""What a table answers: every way in which the rows that can't be known could come out is tried.

A table is decided where all those ways give equal outputs (docs/language and the design of the language, conditions).
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from tests.property.oracle import World, cell_holds, evaluate
from tests.property.oracle_values import UNKNOWN, Amount, Days, Months
from tests.property.policies import MadeTable

FALLBACK = {"answer": "three", "points": "0.00", "word": ["three"]}


def answer(table: MadeTable, world: World, one_of: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Each output with its plain value, `UNKNOWN` where it is undecided."""
    one_of = one_of or {}
    verdicts, outputs = _rows(table, world, one_of)
    ways = list(_ways(table, verdicts, outputs))
    return {
        name: ways[0][index] if all(way[index] == ways[0][index] for way in ways) else UNKNOWN
        for index, name in enumerate(table.outputs)
    }


def outcome(table: MadeTable, world: World) -> tuple[str, dict[str, Any]]:
    """Status and outcome of the decision point of a table."""
    if table.record is None:
        return _fields(table, answer(table, world))
    if table.record not in world.lists:
        return "undecided", {"items": {}}
    found = {
        f"items[{index}]": _fields(table, answer(table, world, {table.record: index}))
        for index in range(len(world.lists[table.record]))
    }
    undecided = any(status == "undecided" for status, _ in found.values())
    records = {key: {"status": status} | fields for key, (status, fields) in found.items()}
    return "undecided" if undecided else "decided", {"items": records}


def _fields(table: MadeTable, values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    undecided = UNKNOWN in values.values()
    fallback = {table.outputs[0]: FALLBACK[table.outputs[0]]} if undecided else {}
    shown = {name: fallback.get(name) if value == UNKNOWN else _plain(value) for name, value in values.items()}
    return "undecided" if undecided else "decided", shown


def _plain(value: Any) -> Any:
    match value:
        case str():
            return value
        case tuple():
            return list(value)
    return f"{float(value):.2f}"


def _rows(table: MadeTable, world: World, one_of: Mapping[str, int]) -> tuple[list[Any], list[list[Any]]]:
    """The verdict on each row, and its outputs."""
    instead = dict(table.if_missing)
    subjects, no_match = [], []
    for index, column in enumerate(table.columns):
        subject = evaluate(column, world, one_of)
        chosen = instead.get(index)
        no_match.append(chosen == "no match" and subject == UNKNOWN)
        given = subject == UNKNOWN and chosen not in {None, "no match", "undecided"}
        subjects.append(evaluate(chosen, world, one_of) if given else subject)
    guard = True if table.when is None else evaluate(table.when, world, one_of)
    verdicts = []
    for row in table.rows:
        tests = [guard]
        for cell, subject, fails in zip(row.cells, subjects, no_match, strict=True):
            if cell is not None:
                tests.append(False if fails else cell_holds(cell, subject, world, one_of))
        verdicts.append(False if any(test is False for test in tests) else UNKNOWN if UNKNOWN in tests else True)
    outputs = [[_number(evaluate(output, world, one_of)) for output in row.outputs] for row in table.rows]
    return verdicts, outputs


def _ways(table: MadeTable, verdicts: list[Any], outputs: list[list[Any]]) -> Iterator[list[Any]]:
    """What the table gives for each way in which its unknown rows could come out."""
    for held in product(*((True, False) if verdict == UNKNOWN else (verdict,) for verdict in verdicts)):
        rows = [row for row, holds in zip(outputs, held, strict=True) if holds]
        if (table.hit == "unique" and len(rows) > 1) or (table.total and not rows):
            continue
        if table.hit in {"unique", "first"}:
            yield rows[0] if rows else [UNKNOWN] * len(table.outputs)
        elif table.hit == "strictest":
            rank = {"one": 0, "two": 1, "three": 2}
            yield max(rows, key=lambda row: rank[row[0]]) if rows else [UNKNOWN] * len(table.outputs)
        else:
            yield [_together(table.hit, [row[0] for row in rows])]


def _together(hit: str, values: list[Any]) -> Any:
    if UNKNOWN in values:
        return UNKNOWN
    if hit == "list":
        return tuple(dict.fromkeys(values))
    if hit == "sum":
        return sum(values)
    return UNKNOWN if not values else min(values) if hit == "min" else max(values)


def _number(value: Any) -> Any:
    return value.number if isinstance(value, Amount | Days | Months) else value
