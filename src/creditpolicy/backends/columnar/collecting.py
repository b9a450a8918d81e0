"""Tables that collect: what the rows that hold give together. A case in which a row may hold is left open."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from operator import add, or_

import polars

from creditpolicy.backends.columnar.column import (
    UNKNOWN,
    Column,
    NotCompiled,
    alike,
    nothing_known,
    whole,
    width,
)
from creditpolicy.backends.columnar.deciding_rows import Decided, Rows
from creditpolicy.backends.columnar.writes import Writes
from creditpolicy.formulas import Table


def folded(w: Writes, table: Table, tests: list[tuple[int, Column]]) -> Decided:
    """The sum, the least or the greatest of what the rows that hold give."""
    tests = certain(w, table, tests)
    found = []
    for output, described in enumerate(table.outputs):
        columns = tuple(w.value(table.rows[row].outputs[output]) for row, _ in tests)
        if any(one.nothing is not None or one.over is not None for one in columns):
            raise NotCompiled
        if not columns:
            found.append(whole(0) if table.combine == "sum" else nothing_known())
            continue
        columns, like = alike(described.type, columns)
        if table.combine == "sum":
            found.append(w.kept(_sum(tests, columns, like)))
        else:
            found.append(w.kept(_most(str(table.combine), tests, columns, like)))
    return Decided(tuple(found), Rows(whole(0), tuple(row for row, _ in tests), tuple(tests)))


def certain(w: Writes, table: Table, tests: list[tuple[int, Column]]) -> list[tuple[int, Column]]:
    """The rows that hold; a case in which it is unknown whether one does is left open."""
    left: list[tuple[int, Column]] = []
    for row, test in tests:
        if test.constant is UNKNOWN:
            w.opens(polars.lit(value=True))
        elif test.constant is not False:
            if test.maybe:
                w.opens(test.expr.is_null())
            held = w.kept(Column(test.expr.fill_null(value=False), maybe=False)) if test.maybe else test
            if table.rows[row].otherwise and left:
                none = ~reduce(or_, [one.expr for _, one in left])
                held = Column(held.expr & none, maybe=False)
            left.append((row, held))
    return left


def _sum(tests: Sequence[tuple[int, Column]], columns: Sequence[Column], like: Column) -> Column:
    low = sum(min(0, one.low) for one in columns)
    high = sum(max(0, one.high) for one in columns)
    whole_type = width(low, high)
    zero = polars.lit(0, dtype=whole_type)
    exprs = [
        polars.when(test.expr).then(one.expr.cast(whole_type)).otherwise(zero)
        for (_, test), one in zip(tests, columns, strict=True)
    ]
    return replace(like, expr=reduce(add, exprs), low=low, high=high)


def _most(combine: str, tests: Sequence[tuple[int, Column]], columns: Sequence[Column], like: Column) -> Column:
    each = [polars.when(test.expr).then(one.expr) for (_, test), one in zip(tests, columns, strict=True)]
    found = polars.min_horizontal(each) if combine == "min" else polars.max_horizontal(each)
    lacking = [test.expr & one.expr.is_null() for (_, test), one in zip(tests, columns, strict=True) if one.maybe]
    if lacking:
        found = polars.when(~reduce(or_, lacking)).then(found)
    return replace(like, expr=found, maybe=True)
