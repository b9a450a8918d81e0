"""Tables that collect words: the list that the rows which hold give together, spelled out once for each combination.

A case in which it is unknown whether a row holds is left open.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import product
from math import prod
from operator import itemgetter

import polars

from creditpolicy.backends.columnar.collecting import certain
from creditpolicy.backends.columnar.column import (
    MOST_LISTED,
    TEXTS,
    Column,
    Expr,
    NotCompiled,
    as_text,
    code_type,
    constant,
    texts,
    whole,
)
from creditpolicy.backends.columnar.deciding_rows import Decided, Rows
from creditpolicy.backends.columnar.large import Part
from creditpolicy.backends.columnar.writes import Writes
from creditpolicy.formulas import Formula, Table, words_added
from creditpolicy.values.types import ListType


class Holding(IntEnum):
    """Which rows of a part hold; a row for all other cases counts only where no other does."""

    NONE = 0
    OTHERWISE = 1
    SOME = 2


@dataclass(frozen=True, slots=True)
class _Given:
    """What matters of the rows that hold in a part: their words, with the runs in which they stand."""

    holding: Holding
    words: tuple[tuple[int, str], ...]


def listed(w: Writes, table: Table, tests: list[tuple[int, Column]]) -> Decided:
    """Every word of the rows that hold, each once, in the order of the rows."""
    words = _words(table)
    tests = certain(w, table, tests)
    rows = Rows(whole(0), tuple(row for row, _ in tests), tuple(tests))
    if not tests:
        return Decided(tuple(constant(()) for _ in table.outputs), rows)
    held = rows.decides()
    codes = [w.kept_expr(one.code) for one in held]
    sizes = [1 << len(one.rows) for one in held]
    found = []
    for given in words:

        def said(masks: Sequence[int], given: Sequence[tuple[str, ...]] = given) -> Iterable[str]:
            there = sorted(row for one, mask in zip(held, masks, strict=True) for row in one.of(mask))
            return (word for row in there for word in given[row])

        found.append(_spelled(w, codes, sizes, said))
    return Decided(tuple(found), rows)


def listed_by_parts(w: Writes, table: Table, parts: Sequence[Part]) -> tuple[Column, ...]:
    """The same of a large table, of which parts tell the rows that hold."""
    runs = _runs(parts, len(table.rows))
    return tuple(_of_parts(w, table, parts, runs, given) for given in _words(table))


def _of_parts(
    w: Writes, table: Table, parts: Sequence[Part], runs: Sequence[int], given: Sequence[tuple[str, ...]]
) -> Column:
    codes, different = [], []
    for part in parts:
        places: dict[_Given, int] = {}
        taken = [places.setdefault(_given(table, rows, runs, given), len(places)) for rows in part.rows]
        codes.append(w.kept_expr(polars.lit(polars.Series(taken, dtype=code_type(len(places)))).gather(part.code)))
        different.append(list(places))

    def said(chosen: Sequence[int]) -> Iterable[str]:
        each = [own[place] for own, place in zip(different, chosen, strict=True)]
        most = max(one.holding for one in each)
        words = (word for one in each if one.holding is most for word in one.words)
        return (word for _, word in sorted(words, key=itemgetter(0)))

    return _spelled(w, codes, [len(own) for own in different], said)


def _given(table: Table, rows: Sequence[int], runs: Sequence[int], given: Sequence[tuple[str, ...]]) -> _Given:
    if not rows:
        return _Given(Holding.NONE, ())
    first: dict[str, int] = {}
    holding = Holding.OTHERWISE if table.rows[rows[0]].otherwise else Holding.SOME
    for row in rows:
        if holding is Holding.OTHERWISE or not table.rows[row].otherwise:
            for word in given[row]:
                first.setdefault(word, runs[row])
    return _Given(holding, tuple((run, word) for word, run in first.items()))


def _runs(parts: Sequence[Part], rows: int) -> list[int]:
    """For each row how many changes from rows of one part to those of another stand before it."""
    owner = {row: index for index, part in enumerate(parts) for held in part.rows for row in held}
    runs, last = [0] * rows, None
    for row in sorted(owner):
        runs[row] = runs[last] + (owner[row] != owner[last]) if last is not None else 0
        last = row
    return runs


def _spelled(
    w: Writes, codes: Sequence[Expr], sizes: Sequence[int], said: Callable[[Sequence[int]], Iterable[str]]
) -> Column:
    """A list for each combination of codes: made before, where there are few, else for those that there are."""

    def lists(combinations: Iterable[tuple[int, ...]]) -> polars.Series:
        return polars.Series([list(dict.fromkeys(said(one))) for one in combinations], dtype=TEXTS)

    if prod(sizes) > MOST_LISTED:
        return Column(w.looked_up(codes, lists), maybe=False)
    number = polars.lit(0, dtype=polars.UInt32())
    for code, size in zip(codes, sizes, strict=True):
        number = number * size + code.cast(polars.UInt32())
    number = w.kept_expr(number)
    every = lists(product(*map(range, sizes)))
    spelled = polars.select(as_text(polars.lit(every), texts())).to_series()
    return Column(polars.lit(every).gather(number), maybe=False, text=polars.lit(spelled).gather(number))


def _words(table: Table) -> list[list[tuple[str, ...]]]:
    """For each output the words that each row adds."""
    if not all(isinstance(one.type, ListType) for one in table.outputs):
        raise NotCompiled
    return [[_added(row.outputs[output]) for row in table.rows] for output in range(len(table.outputs))]


def _added(output: Formula) -> tuple[str, ...]:
    words = words_added(output)
    if words is None:
        raise NotCompiled
    return words
