"""A large table by bits: for each column the rows that accept a code, some rows to a word; rows in all of them hold.

For tables that are too irregular for diagrams: it costs a little for every sixty rows, and never more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

import polars

from creditpolicy.backends.columnar.codes import Coded
from creditpolicy.backends.columnar.column import Expr

_OF_A_WORD = 62
_MOST_BYTES = 1 << 26
_WORD = polars.UInt64()


@dataclass(frozen=True, slots=True)
class Word:
    """A few rows from the place `first` on: a bit for each that holds, certainly or perhaps."""

    first: int
    size: int
    sure: Expr
    may: Expr | None


def words_of(columns: Sequence[Coded], count: int) -> list[Word] | None:
    """All rows; None where the lists would be too long."""
    codes = sum(len(column.sure) for column in columns)
    if codes * count // 8 > _MOST_BYTES:
        return None
    found = []
    for first in range(0, count, _OF_A_WORD):
        size = min(_OF_A_WORD, count - first)
        sure = _word(columns, [column.sure for column in columns], first, size)
        is_sure = all(column.sure is column.may or column.sure == column.may for column in columns)
        may = None if is_sure else _word(columns, [column.may for column in columns], first, size)
        found.append(Word(first, size, sure, may))
    return found


def place_in(words: Sequence[Word], exprs: Sequence[Expr], count: int) -> Expr:
    """The place of the first bit that is set in any word; `count` where none is."""
    none = polars.lit(count, dtype=polars.UInt32())
    places = [
        polars.when(expr != 0).then(expr.bitwise_trailing_zeros() + word.first).otherwise(none)
        for word, expr in zip(words, exprs, strict=True)
    ]
    # One after the other, so that no more than two are there at a time.
    return reduce(polars.min_horizontal, places)


def _word(columns: Sequence[Coded], accepted: Sequence[Sequence[int]], first: int, size: int) -> Expr:
    every = (1 << size) - 1
    parts = []
    for column, rows in zip(columns, accepted, strict=True):
        bits = [row >> first & every for row in rows]
        if any(one != every for one in bits):
            parts.append(polars.lit(polars.Series(bits, dtype=_WORD)).gather(column.code))
    return reduce(and_, parts) if parts else polars.lit(every, dtype=_WORD)
