"""Variations of one test: a list of what differs, or a table with a line for each."""

import re
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from datetime import date

from creditpolicy.diagnostics import Code, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.facts.vocabulary import Fact
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.grid import GridRow, read_grid
from creditpolicy.syntax.nodes import Mapping, Scalar
from creditpolicy.syntax.tree.policy_tests import CaseNode, VariationNode
from creditpolicy.testing.answers import ABOUT_ALL, fields_of
from creditpolicy.testing.cells import cell_value
from creditpolicy.testing.context import Context, Given
from creditpolicy.testing.merging import with_fact
from creditpolicy.testing.nested import nested_expectation, set_at
from creditpolicy.testing.slots import Slot, slot_of
from creditpolicy.testing.trial import Asked, Trial

_HEADER = re.compile(r"(.*?)(?:\s*\(([^()]*)\))?")
_NAMES = ("name", "id")
_DAY = "as_of"
_ANY = "-"


@dataclass(frozen=True, slots=True)
class _Column:
    """An input: a fact with its place in the facts, the day, or the name of the line (both None)."""

    header: str
    slot: tuple[Slot, Fact] | None
    unit: str | None


def variation_trials(
    node: CaseNode, each: Scalar | tuple[VariationNode, ...], day: date | None, given: Given, context: Context
) -> tuple[Trial, ...]:
    """A trial for each variation."""
    if isinstance(each, Scalar):
        return _of_grid(node, each, day, given, context)
    if not each:
        context.findings.add(Code.VARIATIONS, "found no variations", node.key_at("each"), "write `- given: {...}`")
    trials = (_of_list(node, index, one, day, given, context) for index, one in enumerate(each, 1))
    return tuple(trial for trial in trials if trial is not None)


def _of_list(
    node: CaseNode, index: int, variation: VariationNode, day: date | None, given: Given, context: Context
) -> Trial | None:
    own, own_day = context.setting(variation)
    expected = context.expected(node.expect, variation.expect)
    if not expected:
        context.findings.add(Code.NOTHING_EXPECTED, "this variation expects nothing", variation.here)
    name = variation.name.text if variation.name else str(index)
    all_given = own.over(given)
    when = context.day(own_day) if own_day else day
    if when is None:
        return None
    asked = Asked(when, all_given.facts, all_given.nodes, expected)
    return Trial(f"{node.name.text} / {name}", variation.here, (asked,))


def _of_grid(node: CaseNode, text: Scalar, day: date | None, given: Given, context: Context) -> tuple[Trial, ...]:
    grid, found = read_grid(text)
    context.findings.take(found)
    if grid is None:
        return ()
    _headers_differ((*grid.inputs, *grid.outputs), context)
    inputs = tuple(_column(header, given, context) for header in grid.inputs)
    outputs = tuple(_answer(header, context) for header in grid.outputs)
    if None in inputs or None in outputs:
        return ()
    columns = tuple(one for one in inputs if one is not None)
    answers = tuple((one, header.at) for one, header in zip(outputs, grid.outputs, strict=True) if one is not None)
    trials = []
    for index, row in enumerate(grid.rows, 1):
        expected = context.expected(node.expect, _expected(row, answers))
        when = _row_day(row, columns, context) or day
        if not expected:
            context.findings.add(Code.NOTHING_EXPECTED, "this line expects nothing", row.at)
        if when is None:
            continue
        facts: AbstractMapping[str, object] = given.facts
        nodes = given.nodes
        name = str(index)
        for column, cell in zip(columns, row.inputs, strict=True):
            if column.slot is not None and cell.text != _ANY:
                slot, fact = column.slot
                facts = with_fact(facts, slot, cell_value(cell.text, fact, column.unit))
                nodes = (*nodes, set_at(slot[0], slot[2], _scalar(cell))) if slot[1] is None else nodes
            elif column.header in _NAMES:
                name = cell.text
        trials.append(Trial(f"{node.name.text} / {name}", row.at, (Asked(when, facts, nodes, expected),)))
    return tuple(trials)


def _headers_differ(headers: tuple[Fragment, ...], context: Context) -> None:
    seen: set[str] = set()
    for header in headers:
        if header.text in seen:
            context.findings.add(Code.VARIATIONS, f"the column {quoted(header.text)} stands twice", header.at)
        seen.add(header.text)


def _row_day(row: GridRow, columns: tuple[_Column, ...], context: Context) -> date | None:
    for column, cell in zip(columns, row.inputs, strict=True):
        if column.header == _DAY and cell.text != _ANY:
            return context.day(_scalar(cell))
    return None


def _column(header: Fragment, given: Given, context: Context) -> _Column | None:
    found = _HEADER.fullmatch(header.text)
    called, unit = found.groups() if found else (header.text, None)
    if called in {*_NAMES, _DAY}:
        return _Column(called, None, unit)
    slot = slot_of(called, header.at, context.vocabulary, given.facts, context.findings)
    return None if slot is None else _Column(called, slot, unit)


def _answer(header: Fragment, context: Context) -> str | None:
    """The header as a path that begins with a decision point: the point may be left out where only one answers so."""
    first = header.text.partition(".")[0]
    if first in context.points:
        return header.text
    holders = [
        name for name, point in context.points.items() if header.text in set(fields_of(point.own)) - set(ABOUT_ALL)
    ]
    if len(holders) == 1:
        return f"{holders[0]}.{header.text}"
    if holders:
        message = f"{quoted(header.text)} is answered by {' and '.join(f'`{one}`' for one in holders)}"
        context.findings.add(Code.VARIATIONS, message, header.at, f"write `{holders[0]}.{header.text}`")
        return None
    known = {f"{name}.{path}" for name, point in context.points.items() for path in fields_of(point.own)}
    known |= {path for point in context.points.values() for path in fields_of(point.own)}
    context.findings.unknown(Code.UNKNOWN_ANSWER, "answer", header.text, header.at, known)
    return None


def _expected(row: GridRow, answers: tuple[tuple[str, Place], ...]) -> Mapping | None:
    pairs = zip(answers, row.outputs, strict=True)
    cells = [(path, at, _scalar(cell)) for (path, at), cell in pairs if cell.text != _ANY]
    return nested_expectation(cells, row.at) if cells else None


def _scalar(cell: Fragment) -> Scalar:
    text = cell.text
    marks = tuple(cell.scalar.marks[cell.start + index] for index in range(len(text) + 1))
    return Scalar(text, cell.at, "plain", marks)
