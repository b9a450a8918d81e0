"""A table to the place of the row that decides, worked out once, and its outputs taken from lists by that place.

Places count rows in the order in which they win: the first to hold certainly is the answer. A row that may hold and
stands before it leaves the case open. INVARIANT: where no row is left open, the rest is what the interpreter gives.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add, or_

import polars

from creditpolicy.backends.columnar.column import (
    NOTHING,
    UNKNOWN,
    VARIES,
    Column,
    Expr,
    NotCompiled,
    alike,
    among,
    code_type,
    constant,
    nothing_known,
    truth,
    whole,
    width,
)
from creditpolicy.backends.columnar.logic import conjunction
from creditpolicy.backends.columnar.writes import Writes
from creditpolicy.formulas import AnyValue, CellTests, Const, Row, Table
from creditpolicy.values.types import EnumType, ListType, Type

MOST_IN_MASK = 63


@dataclass(frozen=True, slots=True)
class Decides:
    """Which rows decided: those of `rows` at the place `code`, or those whose bit of `code` is set.

    Where there are `groups`, one for each bit, only the rows of the group of the lowest bit decide.
    """

    code: Expr
    rows: tuple[tuple[int, ...], ...]
    by_bit: bool = False
    groups: tuple[int, ...] = ()

    def of(self, code: int) -> tuple[int, ...]:
        """The rows that a code stands for."""
        if not self.by_bit:
            return self.rows[code]
        bits = [bit for bit in range(len(self.rows)) if code >> bit & 1]
        group = self.groups[bits[0]] if self.groups and bits else None
        return tuple(
            sorted(row for bit in bits if not self.groups or self.groups[bit] == group for row in self.rows[bit])
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """A table that was worked out. `decides` makes the rows that decided, where anybody asks for them."""

    outputs: tuple[Column, ...]
    decides: "Rows"


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows that decided are made from: the place of the one that won, or each that held."""

    place: Column
    order: tuple[int, ...]
    conditions: tuple[tuple[int, Column], ...] = ()
    groups: tuple[int, ...] = ()

    def decides(self) -> Decides:
        """The rows that decided. Of a table that collects each that holds, of the strictest those as strict."""
        if not self.conditions:
            rows = *((row,) for row in self.order), ()
            return Decides(self.place.expr, rows)
        if len(self.conditions) > MOST_IN_MASK:
            raise NotCompiled
        kind = _mask_type(len(self.conditions))
        rows = tuple((row,) for row, _ in self.conditions)
        bits = [_bit(test, bit, kind) for bit, (_, test) in enumerate(self.conditions)]
        return Decides(reduce(or_, bits), rows, by_bit=True, groups=self.groups)


def _mask_type(bits: int) -> polars.DataType:
    return polars.UInt16() if bits <= 16 else polars.UInt32() if bits <= 32 else polars.UInt64()


def _bit(test: Column, bit: int, kind: polars.DataType) -> Expr:
    """The bit where the condition certainly holds, else nothing."""
    here, none = polars.lit(1 << bit, dtype=kind), polars.lit(0, dtype=kind)
    if test.constant is UNKNOWN:
        return none
    return here if test.constant is True else polars.when(test.expr).then(here).otherwise(none)


def decided(w: Writes, table: Table) -> Decided:
    """Work a table out."""
    if table.record is not None:
        raise NotCompiled
    subjects = tuple(_subject(w, table, index) for index in range(len(table.columns)))
    tests = [(index, _test(w, table, row, subjects)) for index, row in enumerate(table.rows)]
    match table.combine:
        case None:
            return _first(w, table, tests)
        case "strictest":
            return _strictest(w, table, tests)
        case "sum" | "min" | "max":
            return _folded(w, table, tests)
        case "list":
            return _listed(w, table, tests)


def _subject(w: Writes, table: Table, index: int) -> Column:
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


def _first(w: Writes, table: Table, tests: list[tuple[int, Column]]) -> Decided:
    place, order = _place(w, tests)
    return Decided(_outputs(w, table, place, order), Rows(place, order))


def _strictest(w: Writes, table: Table, tests: list[tuple[int, Column]]) -> Decided:
    kind = table.outputs[0].type
    if not isinstance(kind, EnumType):
        raise NotCompiled
    ranks = []
    for row in table.rows:
        first = row.outputs[0]
        if not isinstance(first, Const) or not isinstance(first.value, str):
            return _strictest_of_all(w, table, tests, kind)
        ranks.append((row.otherwise, -kind.members.index(first.value)))
    tests = sorted(tests, key=lambda one: (*ranks[one[0]], one[0]))
    place, order = _place(w, tests)
    # INVARIANT: those that hold stand in the order of places. The row for all other cases never holds beside another.
    held = tuple((row, test) for row, test in tests if test.constant is not False)
    groups = tuple(1 if ranks[row][0] else ranks[row][1] for row, _ in held)
    return Decided(_outputs(w, table, place, order), Rows(place, order, held, groups))


def _strictest_of_all(w: Writes, table: Table, tests: list[tuple[int, Column]], kind: EnumType) -> Decided:
    """Where a row works out how strict it is: the highest key of all, of how strict a row is and how early it is."""
    count = len(table.rows)
    number = polars.UInt32()
    none = polars.lit(0, dtype=number)
    tests = [(row, test) for row, test in tests if test.constant is not False]
    sure: list[Expr] = []
    keys: list[Expr] = []
    for row, test in tests:
        rank = among(w.value(table.rows[row].outputs[0]), kind.members)
        if rank.nothing is not None:
            raise NotCompiled
        known = polars.lit(value=True) if not rank.maybe else rank.expr.is_not_null()
        held = polars.lit(value=False) if test.constant is UNKNOWN else test.expr
        # A row that may hold, and one that holds and may be of any strictness, is left to others where it could win.
        may = held.fill_null(value=True) if test.maybe else held
        level = 0 if table.rows[row].otherwise else 1
        key = (rank.expr.cast(number) + level * len(kind.members)) * count + (count - row)
        keys.append(w.kept_expr(polars.when(held & known).then(key).otherwise(none)))
        sure.append(keys[-1])
        if test.maybe or rank.maybe:
            most = polars.lit(2 * len(kind.members) * count, dtype=number)
            w.opens(may & ~known)
            keys.append(w.kept_expr(polars.when(may).then(key.fill_null(most)).otherwise(none)))
    if not tests:
        raise NotCompiled
    best = w.kept_expr(polars.max_horizontal(sure))
    if len(keys) > len(sure):
        w.opens(polars.max_horizontal(keys) > best)
    order = tuple(range(count))
    place = w.kept(
        Column(
            polars.when(best > 0).then((count - best % count) % count).otherwise(polars.lit(count, dtype=number)),
            maybe=False,
            high=count,
        )
    )
    strictness = (best - 1) // count
    held_rows = tuple(
        (row, Column(((one - 1) // count == strictness) & (one > 0), maybe=False))
        for (row, _), one in zip(tests, sure, strict=True)
    )
    return Decided(_outputs(w, table, place, order), Rows(place, order, held_rows))


def _place(w: Writes, tests: Sequence[tuple[int, Column]]) -> tuple[Column, tuple[int, ...]]:
    """The place of the first row that certainly holds, after all others where none does, and the rows by place."""
    left: list[tuple[int, Column]] = []
    for row, test in tests:
        if test.constant is False:
            continue
        left.append((row, test))
        if test.constant is True:
            break
    order = tuple(row for row, _ in left)
    kind = code_type(len(order) + 1)
    if left and left[0][1].constant is True:
        return whole(0, kind=kind), order
    if all(test.constant is UNKNOWN for _, test in left):
        if left:
            w.opens(polars.lit(value=True))
        return whole(len(order), kind=kind), order
    sure = _first_place([test for _, test in left], kind, unknown=False)
    # After the last row stands the place for no row at all.
    answered = bool(left) and left[-1][1].constant is True
    place = w.kept(Column(sure, maybe=False, high=len(order) - answered))
    if any(test.maybe for _, test in left):
        may = _first_place([test for _, test in left], kind, unknown=True)
        w.opens(may < place.expr)
    return place, order


def _first_place(tests: Sequence[Column], kind: polars.DataType, *, unknown: bool) -> Expr:
    # Rows are folded from the last, so that the first to hold ends up outermost.
    found: Expr = polars.lit(len(tests), dtype=kind)
    for place in reversed(range(len(tests))):
        test = tests[place]
        here = polars.lit(place, dtype=kind)
        if test.constant is True or (test.constant is UNKNOWN and unknown):
            found = here
        elif test.constant is not UNKNOWN:
            held = test.expr.fill_null(value=True) if unknown and test.maybe else test.expr
            found = polars.when(held).then(here).otherwise(found)
    return found


def _outputs(w: Writes, table: Table, place: Column, order: tuple[int, ...]) -> tuple[Column, ...]:
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
    """The expression at a place: one list for all constants, the others one by one; null where there is none."""
    fixed = [index for index, one in enumerate(columns) if one.constant is not VARIES]
    found: Expr | None = None
    if fixed:
        values = polars.concat([polars.select(exprs[index].alias("value")) for index in fixed])["value"]
        places = polars.Series(
            [fixed.index(index) if index in fixed else None for index in range(len(exprs) + 1)], dtype=polars.UInt32()
        )
        found = polars.lit(values.gather(places)).gather(place.expr)
    for index, expr in enumerate(exprs):
        if index in fixed:
            continue
        here = place.expr == index
        found = polars.when(here).then(expr) if found is None else polars.when(here).then(expr).otherwise(found)
    assert found is not None  # noqa: S101 - a table has rows
    return found


def _folded(w: Writes, table: Table, tests: list[tuple[int, Column]]) -> Decided:
    tests = _certain(w, table, tests)
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


def _certain(w: Writes, table: Table, tests: list[tuple[int, Column]]) -> list[tuple[int, Column]]:
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


def _listed(w: Writes, table: Table, tests: list[tuple[int, Column]]) -> Decided:
    if not all(isinstance(one.type, ListType) for one in table.outputs):
        raise NotCompiled
    tests = _certain(w, table, tests)
    if len(tests) > MOST_IN_MASK:
        raise NotCompiled
    rows = Rows(whole(0), tuple(row for row, _ in tests), tuple(tests))
    if not tests:
        return Decided(tuple(constant(()) for _ in table.outputs), rows)
    mask = w.kept_expr(rows.decides().code)
    found = []
    for output in range(len(table.outputs)):
        words = [_words(table.rows[row].outputs[output]) for row, _ in tests]

        def lists(masks: Sequence[tuple[int | None, ...]], words: list[tuple[str, ...]] = words) -> polars.Series:
            given = [
                list(dict.fromkeys(word for bit, own in enumerate(words) if (mask or 0) >> bit & 1 for word in own))
                for (mask,) in masks
            ]
            return polars.Series(given, dtype=polars.List(polars.String()))

        found.append(Column(w.looked_up([mask], lists), maybe=False))
    return Decided(tuple(found), rows)


def _words(output: object) -> tuple[str, ...]:
    """The words that a row adds to a list."""
    match output:
        case Const(value=str() as word):
            return (word,)
        case Const(value=tuple() as words):
            return words
        case Const(value=None):
            return ()
    raise NotCompiled
