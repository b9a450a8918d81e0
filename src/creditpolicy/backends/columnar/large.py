"""A large table by decision diagrams: the place of the row that decides, and which rows held, not asked one by one.

Where one diagram would be too large, rows that test the same columns have one together; the first of all of them wins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import polars

from creditpolicy.backends.columnar.codes import Coded, claim, coded
from creditpolicy.backends.columnar.column import NOTHING, UNKNOWN, Column, Expr, NotCompiled, code_type
from creditpolicy.backends.columnar.diagram import MOST_ENTRIES, Diagram, State, diagram
from creditpolicy.backends.columnar.shapes import shape
from creditpolicy.backends.columnar.words import place_in, words_of
from creditpolicy.backends.columnar.writes import Writes
from creditpolicy.formulas import CellTests, Formula, Row, Table

LEAST_ROWS = 24
"""Below, rows one after the other are as fast."""
MOST_TOGETHER = 1 << 56
"""So many combinations of rows that hold have a number together."""
_FEW_ROWS, _FEW_ENDS, _FEW_ENTRIES = 4, 512, 20_000
"""Rows that share one diagram with others that test other columns, and how large that may become."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows: the code of those that hold, and for each code their places; or `by_bit` for each bit its place."""

    code: Expr
    rows: tuple[tuple[int, ...], ...]
    by_bit: bool = False


@dataclass(frozen=True, slots=True)
class Large:
    """The place of the row that wins, in the order that was asked for; and parts, where it was asked which hold."""

    place: Column
    parts: tuple[Part, ...]


def by_diagram(w: Writes, table: Table, subjects: Sequence[Column], order: Sequence[int]) -> Large | None:
    """Find the place of the first row in `order` that holds, and of a table that collects all rows that do.

    None where the table is small, or too irregular for diagrams.
    """
    if len(order) < LEAST_ROWS:
        return None
    columns = columns_of(w, table, subjects, order)
    count = len(order)
    which = table.combine is not None
    if not which:
        found = diagram(columns, (1 << count) - 1, first_wins=True)
        if found is not None:
            return Large(_settled(w, found, count), ())
    places, parts = [], []
    diagrams = _diagrams(columns, count, first_wins=not which)
    if diagrams is None or prod(len(found.ends) for found in diagrams) > MOST_TOGETHER:
        return None if table.combine == "list" else _by_words(w, columns, count, which=which)
    for found in diagrams:
        end = w.kept_expr(found.expr())
        places.append(w.kept_expr(_taken([_coded_place(state, count) for state in found.ends], end, 2 * count)))
        if table.combine == "list" and any(sure != may for sure, may in found.ends):
            # Of a list every row counts, not only the first.
            w.opens(polars.lit(polars.Series([sure != may for sure, may in found.ends])).gather(end))
        parts.append(Part(end, tuple(tuple(_bits(sure)) for sure, _ in found.ends)))
    first = w.kept_expr(polars.min_horizontal(places))
    may_be_open = any(one.sure != one.may for one in columns)
    # Of the first row that holds nobody asks which others do.
    return Large(_place(w, first, count, may_be_open=may_be_open), tuple(parts) if which else ())


def _by_words(w: Writes, columns: Sequence[Coded], count: int, *, which: bool) -> Large | None:
    """The same by words."""
    words = words_of(columns, count)
    if words is None:
        return None
    sure = [w.kept_expr(word.sure) for word in words]
    place = w.kept(Column(place_in(words, sure, count), maybe=False, high=count))
    if any(word.may is not None for word in words):
        may = [one if word.may is None else word.may for word, one in zip(words, sure, strict=True)]
        w.opens(place_in(words, may, count) < place.expr)
    if not which:
        return Large(place, ())
    rows = [tuple((word.first + bit,) for bit in range(word.size)) for word in words]
    return Large(place, tuple(Part(code, own, by_bit=True) for code, own in zip(sure, rows, strict=True)))


def columns_of(w: Writes, table: Table, subjects: Sequence[Column], order: Sequence[int]) -> list[Coded]:
    """Each column as a code; tests that are no plain ones, and guards, as claims of their own."""
    found: list[Coded] = []
    claims: dict[object, tuple[Column, int]] = {}
    every = (1 << len(order)) - 1

    def claimed(key: object, column: Column, place: int) -> None:
        if column.constant is NOTHING or column.nothing is not None:
            raise NotCompiled
        known = claims.get(key, (column, 0))
        claims[key] = known[0], known[1] | 1 << place

    for index, (column, subject) in enumerate(zip(table.columns, subjects, strict=True)):
        tests = [_test(table.rows[row], index) for row in order]
        if all(test is None for test in tests):
            continue
        plain = coded(column.formula.type, subject, tests, no_match_if_missing=column.no_match_if_missing)
        if plain is not None:
            found.append(plain)
            continue
        if column.no_match_if_missing and subject.maybe:
            there = Column(subject.expr.is_not_null(), maybe=False)
            for place, test in enumerate(tests):
                if test is not None:
                    claimed(("there", index), there, place)
        for place, test in enumerate(tests):
            if test is not None:
                claimed((index, shape(test)), w.value(test, subject), place)
    for place, row in enumerate(order):
        guard = table.rows[row].guard
        if guard is not None:
            claimed(("guard", shape(guard)), w.value(guard), place)
    for condition, rows in claims.values():
        if condition.constant is UNKNOWN or isinstance(condition.constant, bool):
            free = every & ~rows
            sure, may = (
                (every if condition.constant is True else free),
                (free if condition.constant is False else every),
            )
            found.append(Coded(polars.lit(0, dtype=polars.UInt8()), (sure,), (may,)))
        else:
            found.append(claim(w.kept(condition), rows, every))
    return [Coded(w.kept_expr(one.code), one.sure, one.may) for one in found]


def _test(row: Row, index: int) -> Formula | None:
    cell = row.cells[index]
    return cell.test if isinstance(cell, CellTests) else None


def _diagrams(columns: Sequence[Coded], count: int, *, first_wins: bool) -> list[Diagram] | None:
    """Rows with a diagram each; None where they are too large. A few rows that differ in their columns have one too."""
    found: list[Diagram] = []
    most = MOST_ENTRIES
    few: list[int] = []
    of_few: Diagram | None = None
    for rows in _blocks(columns, count):
        if len(rows) <= _FEW_ROWS:
            together = _diagram_of(columns, [*few, *rows], _FEW_ENTRIES, first_wins=first_wins)
            if together is not None and len(together.ends) <= _FEW_ENDS:
                few, of_few = [*few, *rows], together
                continue
        own = _diagram_of(columns, rows, most, first_wins=first_wins)
        if own is None:
            return None
        most -= own.size
        if len(rows) > _FEW_ROWS:
            found.append(own)
            continue
        if of_few is not None:
            found.append(of_few)
        few, of_few = rows, own
    return found if of_few is None else [*found, of_few]


def _diagram_of(columns: Sequence[Coded], rows: Sequence[int], most: int, *, first_wins: bool) -> Diagram | None:
    every = sum(1 << row for row in rows)
    asked = [column for column in columns if any(sure & every != every for sure in column.sure)]
    return diagram(asked, every, first_wins=first_wins, most=most)


def _blocks(columns: Sequence[Coded], count: int) -> list[list[int]]:
    """Rows that test the same columns, in the order of their first."""
    every = (1 << count) - 1
    tested = []
    for column in columns:
        accepted = every
        for sure in column.sure:
            accepted &= sure
        tested.append(every & ~accepted)
    blocks: dict[tuple[bool, ...], list[int]] = {}
    for row in range(count):
        blocks.setdefault(tuple(bool(one >> row & 1) for one in tested), []).append(row)
    return list(blocks.values())


def _bits(mask: int) -> list[int]:
    places = []
    while mask:
        low = mask & -mask
        places.append(low.bit_length() - 1)
        mask ^= low
    return places


def _coded_place(state: State, count: int) -> int:
    """Twice the place of the first row that may hold, and one more where it is unknown whether it does."""
    sure, may = state
    if not may:
        return 2 * count
    low = (may & -may).bit_length() - 1
    return 2 * low + (0 if sure >> low & 1 else 1)


def _taken(values: Sequence[int], index: Expr, most: int) -> Expr:
    return polars.lit(polars.Series(values, dtype=code_type(most + 2))).gather(index)


def _settled(w: Writes, found: Diagram, count: int) -> Column:
    """The place of one diagram of all rows."""
    places = [_coded_place(state, count) for state in found.ends]
    end = w.kept_expr(found.expr())
    if not any(place % 2 for place in places):
        plain = _taken([place // 2 for place in places], end, count)
        return w.kept(Column(plain, maybe=False, high=max(place // 2 for place in places)))
    first = w.kept_expr(_taken(places, end, 2 * count))
    return _place(w, first, count, may_be_open=True)


def _place(w: Writes, first: Expr, count: int, *, may_be_open: bool) -> Column:
    if may_be_open:
        w.opens((first % 2) == 1)
    return w.kept(Column(first // 2, maybe=False, high=count))
