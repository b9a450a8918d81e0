"""A table to its outputs, and to what tells which rows decided.

INVARIANT: where no case is left open, the rest is what the interpreter gives.
"""

from dataclasses import replace

from creditpolicy.backends.columnar.bits import MOST_IN_MASK
from creditpolicy.backends.columnar.collecting import folded
from creditpolicy.backends.columnar.column import (
    NOTHING,
    UNKNOWN,
    Column,
    NotCompiled,
    truth,
)
from creditpolicy.backends.columnar.deciding_rows import Decided, Rows
from creditpolicy.backends.columnar.large import by_diagram
from creditpolicy.backends.columnar.listing import listed, listed_by_parts
from creditpolicy.backends.columnar.logic import conjunction
from creditpolicy.backends.columnar.places import outputs_of, place_of
from creditpolicy.backends.columnar.strictest import ranks_of, strictest
from creditpolicy.backends.columnar.writes import Writes
from creditpolicy.formulas import AnyValue, CellTests, Row, Table

_MOST_FOLDED = 256
"""Rows that are asked one after the other, and added up."""


def decided(w: Writes, table: Table) -> Decided:
    """Work a table out."""
    if table.record is not None:
        raise NotCompiled
    subjects = tuple(subject_of(w, table, index) for index in range(len(table.columns)))
    large = _large(w, table, subjects)
    if large is not None:
        return large
    if len(table.rows) > (_MOST_FOLDED if table.combine in {"sum", "min", "max"} else MOST_IN_MASK):
        raise NotCompiled
    tests = [(index, _test(w, table, row, subjects)) for index, row in enumerate(table.rows)]
    match table.combine:
        case None:
            return _first(w, table, tests)
        case "strictest":
            return strictest(w, table, tests)
        case "sum" | "min" | "max":
            return folded(w, table, tests)
        case "list":
            return listed(w, table, tests)


def subject_of(w: Writes, table: Table, index: int) -> Column:
    """A column once."""
    found = w.value(table.columns[index].formula)
    if all(isinstance(row.cells[index], AnyValue) for row in table.rows):
        return found
    if found.nothing is not None:
        w.opens(found.nothing)
    return w.kept(replace(found, nothing=None, maybe=found.maybe or found.nothing is not None))


def _test(w: Writes, table: Table, row: Row, subjects: tuple[Column, ...]) -> Column:
    """All that must hold for a row, the others apart."""
    parts = []
    for cell, column, subject in zip(row.cells, table.columns, subjects, strict=True):
        match cell:
            case AnyValue():
                continue
            case CellTests(test=test):
                found = w.value(test, subject)
                if column.no_match_if_missing and subject.maybe:
                    is_there = subject.expr.is_not_null()
                    found = (
                        truth(value=False)
                        if subject.constant is UNKNOWN
                        else conjunction((Column(is_there, maybe=False), found))
                    )
                parts.append(found)
    if row.guard is not None:
        parts.append(w.value(row.guard))
    if any(part.constant is NOTHING or part.nothing is not None for part in parts):
        raise NotCompiled
    return conjunction(parts)


def _large(w: Writes, table: Table, subjects: tuple[Column, ...]) -> Decided | None:
    """A table with many rows; None where it is asked row by row."""
    ranks = _ranks(table)
    if ranks is None:
        return None
    order = sorted(range(len(table.rows)), key=lambda row: (*ranks[row], row))
    found = by_diagram(w, table, subjects, order)
    if found is None:
        return None
    groups = tuple(1 if ranks[row][0] else ranks[row][1] for row in order)
    rows = Rows(found.place, tuple(order), (), groups, found.parts)
    if table.combine == "list":
        return Decided(listed_by_parts(w, table, found.parts), rows)
    return Decided(outputs_of(w, table, found.place, tuple(order)), rows)


def _ranks(table: Table) -> list[tuple[bool, int]] | None:
    """For each row whether it is for all other cases, and how strict it is, the strictest first; None without order."""
    match table.combine:
        case None:
            return [(False, 0)] * len(table.rows)
        case "strictest":
            return ranks_of(table)
        case "list":
            return [(row.otherwise, 0) for row in table.rows]
        case "sum" | "min" | "max":
            return None


def _first(w: Writes, table: Table, tests: list[tuple[int, Column]]) -> Decided:
    place, order = place_of(w, tests)
    return Decided(outputs_of(w, table, place, order), Rows(place, order))
