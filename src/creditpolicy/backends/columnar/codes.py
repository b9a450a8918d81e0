"""The values of a column as codes that no cell of a table tells apart, and the rows that accept each code, as bits.

A code is found by comparing with a few thresholds, or by looking up: never row by row of the table.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import polars

from creditpolicy.backends.columnar.column import EPOCH, VARIES, Column, Expr, code_type
from creditpolicy.formulas import Formula, Subject
from creditpolicy.formulas.sets import Members, set_of
from creditpolicy.formulas.stretches import Cut, Stretches
from creditpolicy.values.types import (
    BooleanType,
    DateType,
    DaysType,
    EnumType,
    ListType,
    MoneyType,
    MonthsType,
    NumberType,
    TextType,
    Type,
)

_FEW_CUTS = 10
_DENSE = 1 << 16


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as a code: by code the rows that accept the value certainly, and those that may."""

    code: Expr
    sure: tuple[int, ...]
    may: tuple[int, ...]


def coded(of: Type, subject: Column, tests: Sequence[Formula | None], *, no_match_if_missing: bool) -> Coded | None:
    """Code a column; None where its cells are no plain thresholds and words.

    Args:
        of: the type of the column.
        subject: its values.
        tests: for each row the test of its cell, None for any value.
        no_match_if_missing: whether a missing value is accepted by no row that tests it.

    """
    if subject.constant is not VARIES or subject.over is not None:
        return None
    sets: list[Stretches | Members | None] = []
    for test in tests:
        found = None if test is None else set_of(test)
        if test is not None and (found is None or not isinstance(found[0], Subject)):
            return None
        sets.append(None if found is None else found[1])
    plain = _coded(of, sets, subject)
    if plain is None or not subject.maybe:
        return plain
    free = sum(1 << row for row, test in enumerate(tests) if test is None)
    every = (1 << len(tests)) - 1
    missing = polars.lit(len(plain.sure), dtype=code_type(len(plain.sure) + 1))
    code = plain.code.cast(code_type(len(plain.sure) + 1)).fill_null(missing)
    return Coded(code, (*plain.sure, free), (*plain.may, free if no_match_if_missing else every))


def _coded(of: Type, sets: list[Stretches | Members | None], subject: Column) -> Coded | None:
    match of:
        case BooleanType():
            return _by_word(sets, (False, True), subject.expr.cast(polars.UInt8()))
        case EnumType():
            return _by_word(sets, subject.members, subject.expr)
        case TextType():
            return _by_text(sets, subject.expr)
        case DateType():
            return _by_size(sets, subject, shift=EPOCH)
        case NumberType() | MoneyType() | DaysType() | MonthsType() | ListType():
            return _by_size(sets, subject, shift=0)


def claim(column: Column, rows: int, every: int) -> Coded:
    """A condition of some rows as a code: false, true, and unknown."""
    free = every & ~rows
    code = column.expr.cast(polars.UInt8())
    if not column.maybe:
        return Coded(code, (free, every), (free, every))
    return Coded(code.fill_null(polars.lit(2, dtype=polars.UInt8())), (free, every, free), (free, every, every))


def _by_word(sets: Sequence[Stretches | Members | None], words: Sequence[str | bool], code: Expr) -> Coded | None:
    if any(isinstance(one, Stretches) for one in sets):
        return None
    accepting = tuple(
        sum(
            1 << row
            for row, one in enumerate(sets)
            if not isinstance(one, Members) or (word in one.members) is not one.others
        )
        for word in words
    )
    return Coded(code, accepting, accepting)


def _by_text(sets: Sequence[Stretches | Members | None], text: Expr) -> Coded | None:
    words = sorted({str(word) for one in sets if isinstance(one, Members) for word in one.members})
    kind = code_type(len(words) + 1)
    places = polars.Series(range(len(words)), dtype=kind)
    other = polars.lit(len(words), dtype=kind)
    found = polars.when(text.is_not_null()).then(
        text.replace_strict(polars.Series(words, dtype=polars.String()), places, default=other, return_dtype=kind)
    )
    # No text is called like this: it stands for all others.
    return _by_word(sets, (*words, "\0"), found)


def _by_size(sets: Sequence[Stretches | Members | None], subject: Column, shift: int) -> Coded | None:
    if any(isinstance(one, Members) for one in sets):
        return None
    stretches = [
        None if one is None else [_whole(ends, subject.scale, shift) for ends in one.stretches]  # type: ignore[union-attr]  # all are
        for one in sets
    ]
    cuts = sorted(
        {
            cut
            for one in stretches
            for low, high in one or ()
            for cut in (low, None if high is None else high + 1)
            if cut is not None
        }
    )
    pieces = len(cuts) + 1
    changes = [0] * (pieces + 1)
    for row, one in enumerate(stretches):
        for low, high in [(None, None)] if one is None else one:
            first = 0 if low is None else bisect_right(cuts, low)
            last = pieces if high is None else bisect_right(cuts, high) + 1
            if first < last:
                changes[first] ^= 1 << row
                changes[last] ^= 1 << row
    accepting, current = [], 0
    for change in changes[:-1]:
        current ^= change
        accepting.append(current)
    return Coded(_place(subject, cuts), tuple(accepting), tuple(accepting))


def _whole(ends: tuple[Cut, Cut], scale: int, shift: int) -> tuple[int | None, int | None]:
    """A stretch of the line as the whole numbers within, at a scale."""
    low, high = ends
    first = last = None
    if low is not None:
        at = (low[0] - shift) * 10**scale
        first = at.numerator // at.denominator + 1 if low[1] > 0 else -(-at.numerator // at.denominator)
    if high is not None:
        at = (high[0] - shift) * 10**scale
        last = -(-at.numerator // at.denominator) - 1 if high[1] < 0 else at.numerator // at.denominator
    return first, last


def _place(subject: Column, cuts: Sequence[int]) -> Expr:
    """How many of the cuts lie at a value or below it."""
    value = subject.expr
    cuts = [cut for cut in cuts if -(2**63) < cut < 2**63]
    kind = code_type(len(cuts) + 1)
    if len(cuts) <= _FEW_CUTS:
        none = polars.lit(0, dtype=kind)
        if not cuts:
            return polars.when(value.is_not_null()).then(none)
        return reduce(add, [(value >= cut).cast(kind) for cut in cuts], none)
    low, high = cuts[0], cuts[-1]
    if high - low < _DENSE:
        listed = polars.Series([bisect_right(cuts, one) for one in range(low - 1, high + 1)], dtype=kind)
        return polars.lit(listed).gather((value.clip(low - 1, high) - (low - 1)).cast(polars.UInt32()))
    ordered = polars.Series(cuts, dtype=polars.Int64())
    place = polars.lit(ordered).search_sorted(value.cast(polars.Int64()), side="right").cast(kind)
    return polars.when(value.is_not_null()).then(place)
