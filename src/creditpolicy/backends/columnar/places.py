"""The place of the row that decides, worked out once, and outputs taken from lists by that place.

Places count rows in the order in which they win: the first to hold certainly is the answer. A row that may hold and
stands before it leaves the case open.
"""

from collections.abc import Sequence
from dataclasses import replace

import polars

from creditpolicy.backends.columnar.bits import first_bit, first_of
from creditpolicy.backends.columnar.column import (
    NOTHING,
    UNKNOWN,
    VARIES,
    Column,
    Expr,
    alike,
    nothing_known,
    truth,
    whole,
)
from creditpolicy.backends.columnar.writes import Writes
from creditpolicy.formulas import Table
from creditpolicy.values.types import Type


def place_of(
    w: Writes, tests: Sequence[tuple[int, Column]], bits: Expr | None = None
) -> tuple[Column, tuple[int, ...]]:
    """The place of the first row that certainly holds, after all others where none does, and the rows by place.

    `bits` has one for each row that may hold, where somebody worked that out already.
    """
    left: list[tuple[int, Column]] = []
    for row, test in tests:
        if test.constant is False:
            continue
        left.append((row, test))
        if test.constant is True:
            break
    order = tuple(row for row, _ in left)
    if left and left[0][1].constant is True:
        return whole(0, kind=polars.UInt32()), order
    if all(test.constant is UNKNOWN for _, test in left):
        if left:
            w.opens(polars.lit(value=True))
        return whole(len(order), kind=polars.UInt32()), order
    columns = [test for _, test in left]
    # After the last row stands the place for no row at all.
    answered = columns[-1].constant is True
    first = first_of(columns, unknown=False) if bits is None else first_bit(bits, len(columns))
    place = w.kept(Column(first, maybe=False, high=len(order) - answered))
    if any(test.maybe for test in columns):
        w.opens(first_of(columns, unknown=True) < place.expr)
    return place, order


def outputs_of(w: Writes, table: Table, place: Column, order: tuple[int, ...]) -> tuple[Column, ...]:
    """Each output by the place of the row that gives it."""
    if place.constant == len(order):
        return tuple(nothing_known() for _ in table.outputs)
    found = []
    for output, described in enumerate(table.outputs):
        columns = tuple(w.value(table.rows[row].outputs[output]) for row in order)
        found.append(w.kept(_output(described.type, place, columns)))
    return tuple(found)


def _output(of: Type, place: Column, columns: tuple[Column, ...]) -> Column:
    if isinstance(place.constant, int):
        return columns[place.constant]
    no_row = place.high == len(columns)
    columns, like = alike(of, columns)
    maybe = like.maybe or no_row
    found = replace(like, expr=_picked(place, [one.expr for one in columns], columns), maybe=maybe)
    if like.over is not None:
        dens = [one.over for one in columns if one.over is not None]
        found = replace(found, over=replace(like.over, expr=_picked(place, [one.expr for one in dens], dens)))
    if any(one.nothing is not None for one in columns):
        is_nothing = [polars.lit(value=False) if one.nothing is None else one.nothing for one in columns]
        plain = [truth(one.constant is NOTHING) if one.constant is not VARIES else one for one in columns]
        picked = _picked(
            place,
            [one.expr if one.constant is not VARIES else own for one, own in zip(plain, is_nothing, strict=True)],
            plain,
        )
        found = replace(found, nothing=picked.fill_null(value=False))
    return found


def _picked(place: Column, exprs: Sequence[Expr], columns: Sequence[Column]) -> Expr:
    """The expression at a place: one list for all constants, each other one once; null where there is none."""
    fixed = {index: number for number, index in enumerate(_fixed(columns))}
    varying: dict[bytes, int] = {}
    alike_to = [
        0 if index in fixed else varying.setdefault(expr.meta.serialize(), len(varying)) + 1
        for index, expr in enumerate(exprs)
    ]
    found: Expr | None = None
    if fixed:
        values = polars.concat([polars.select(exprs[index].alias("value")) for index in fixed])["value"]
        # Texts are taken from lists that lack none in half the time. What varies is put over whatever stands there.
        no_row = [None] * (place.high >= len(exprs))
        places = polars.Series([*(fixed.get(index, 0) for index in range(len(exprs))), *no_row], dtype=polars.UInt32())
        found = polars.lit(values.gather(places)).gather(place.expr)
    for number in range(1, len(varying) + 1):
        expr = exprs[alike_to.index(number)]
        here = _holds_at(place.expr, [one == number for one in [*alike_to, 0]])
        found = polars.when(here).then(expr) if found is None else polars.when(here).then(expr).otherwise(found)
    assert found is not None  # noqa: S101 - a table has rows
    return found


def _holds_at(place: Expr, holds: Sequence[bool]) -> Expr:
    """What holds at a place."""
    first, count = holds.index(True), sum(holds)
    if all(holds[first : first + count]):
        return place.is_between(first, first + count - 1)
    return polars.lit(polars.Series(holds)).gather(place)


def _fixed(columns: Sequence[Column]) -> list[int]:
    return [index for index, one in enumerate(columns) if one.constant is not VARIES]
