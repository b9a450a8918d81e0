"""Which rows of a table decided, as codes for each case: the place of one row, a bit for each that held, or parts."""

from dataclasses import dataclass

import polars

from creditpolicy.backends.columnar.bits import bits_of
from creditpolicy.backends.columnar.column import Column, Expr
from creditpolicy.backends.columnar.large import Part


@dataclass(frozen=True, slots=True)
class Decides:
    """Which rows decided: those of `rows` at the place `code`, or those whose bit of `code` is set.

    Where there are `groups`, one for each bit, only the rows of the group of the lowest bit decide.
    """

    code: Expr
    rows: tuple[tuple[int, ...], ...]
    by_bit: bool = False
    groups: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many codes there are."""
        return 1 << len(self.rows) if self.by_bit else len(self.rows)

    @property
    def first(self) -> int:
        """The first of all its rows."""
        return min((row for some in self.rows for row in some), default=0)

    @property
    def last(self) -> int:
        """The last of them."""
        return max((row for some in self.rows for row in some), default=0)

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
    """A table that was worked out. `rows` tells which rows decided, where anybody asks for them."""

    outputs: tuple[Column, ...]
    rows: "Rows"


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows that decided are made from: the place of the one that won, or each that held.

    `order` are the rows by place. Those that held are told by `conditions`, or by `parts` as places; `groups` has for
    each of them in how strict a group it is.
    """

    place: Column
    order: tuple[int, ...]
    conditions: tuple[tuple[int, Column], ...] = ()
    groups: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()

    def decides(self) -> tuple[Decides, ...]:
        """The rows that decided, in pieces that come together. Of the strictest row also those that are as strict."""
        if self.parts:
            return tuple(self._of_part(part) for part in self.parts)
        if not self.conditions:
            rows = *((row,) for row in self.order), ()
            return (Decides(self.place.expr, rows),)
        rows = tuple((row,) for row, _ in self.conditions)
        bits = bits_of([test for _, test in self.conditions])
        return (Decides(bits, rows, by_bit=True, groups=self.groups),)

    def _of_part(self, part: Part) -> Decides:
        """The rows of a part in the group of the row that won; none where that is another."""
        groups = sorted(set(self.groups))
        found = [
            tuple(sorted(self.order[place] for place in places if self.groups[place] == group))
            for group in groups
            for places in part.rows
        ]
        # INVARIANT: the last code stands for no row at all.
        rows = (*dict.fromkeys(one for one in found if one), ())
        codes = {one: code for code, one in enumerate(rows)}
        taken = [codes[one] for one in found] + [len(rows) - 1] * len(part.rows)
        number = [groups.index(group) for group in self.groups] + [len(groups)]
        group = polars.lit(polars.Series(number, dtype=polars.UInt32())).gather(self.place.expr)
        index = group * len(part.rows) + part.code.cast(polars.UInt32())
        return Decides(polars.lit(polars.Series(taken, dtype=polars.UInt32())).gather(index), rows)
