"""Conditions of rows as bits of one number: counting bits is faster than asking row after row."""

from collections.abc import Sequence
from dataclasses import replace

import polars

from creditpolicy.backends.columnar.column import UNKNOWN, Column, Expr, Mark, NotCompiled, truth

MOST_IN_MASK = 63


def first_of(tests: Sequence[Column], *, unknown: bool) -> Expr:
    """The place of the first condition that holds, behind the last where none does; or that may hold, if `unknown`."""
    return first_bit(bits_of([_with_unknown(test) for test in tests] if unknown else tests), len(tests))


def first_bit(bits: Expr, count: int) -> Expr:
    """The place of the first of so many bits that is set, behind the last where none is."""
    kind = _kind(count + 1)
    return (bits.cast(kind) | polars.lit(1 << count, dtype=kind)).bitwise_trailing_zeros()


def bits_of(tests: Sequence[Column]) -> Expr:
    """A bit for each condition, set where it certainly holds."""
    kind = _kind(len(tests))
    # Each has a bit of its own, so that their sum has them all; Polars plans it at once, and a chain link by link.
    return polars.sum_horizontal(_bit(test, place, kind) for place, test in enumerate(tests))


def _with_unknown(test: Column) -> Column:
    if test.constant is UNKNOWN:
        return truth(value=True)
    return replace(test, expr=test.expr.fill_null(value=True), maybe=False) if test.maybe else test


def _kind(bits: int) -> polars.DataType:
    if bits > MOST_IN_MASK + 1:
        raise NotCompiled
    kinds = {8: polars.UInt8(), 16: polars.UInt16(), 32: polars.UInt32()}
    return next((kind for most, kind in kinds.items() if bits <= most), polars.UInt64())


def _bit(test: Column, place: int, kind: polars.DataType) -> Expr:
    here, none = polars.lit(1 << place, dtype=kind), polars.lit(0, dtype=kind)
    if not isinstance(test.constant, Mark):
        return here if test.constant is True else none
    return none if test.constant is UNKNOWN else polars.when(test.expr).then(here).otherwise(none)
