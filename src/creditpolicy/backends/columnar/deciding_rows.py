"""Which rows of a table decided, as a code for each case: the place of one row, or a bit for each that held."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

import polars

from creditpolicy.backends.columnar.column import (
    UNKNOWN,
    Column,
    Expr,
    NotCompiled,
)

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
