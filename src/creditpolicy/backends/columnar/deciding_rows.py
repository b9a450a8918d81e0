"""Which rows of a table decided, as codes for each case: the place of one row, a bit for each that held, or parts."""

from dataclasses import dataclass

import polars

from creditpolicy.backends.columnar.bits import bits_of
from creditpolicy.backends.columnar.column import Column, Expr
from creditpolicy.backends.columnar.large import Part

_OF_A_PIECE = 62


@dataclass(frozen=True, slots=True)
class Decides:
    """Which rows decided: those of `rows` at the place `code`, or those whose bit of `code` is set.

    Where there are `groups`, one for each bit, only the rows of the group of the lowest bit decide. `apart`: of the
    rows of a table that decide, its own stand behind those of the pieces before it.
    """

    code: Expr
    rows: tuple[tuple[int, ...], ...]
    by_bit: bool = False
    groups: tuple[int, ...] = ()
    apart: bool = False

    @property
    def count(self) -> int:
        """How many codes there are."""
        return 1 << len(self.rows) if self.by_bit else len(self.rows)

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
        if self.groups:
            return (_by_bits(self.conditions, self.groups),)
        starts = range(0, len(self.conditions), _OF_A_PIECE)
        return tuple(_by_bits(self.conditions[start : start + _OF_A_PIECE], ()) for start in starts)

    def _of_part(self, part: Part) -> Decides:
        """The rows of a part in the group of the row that won; none where that is another."""
        groups = sorted(set(self.groups))
        if part.by_bit:
            return self._of_word(part)
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

    def _of_word(self, part: Part) -> Decides:
        """The same, of a part with a bit for each row."""
        # Rows of one strictness stand in their order, and those of one alone decide.
        places = [place for (place,) in part.rows]
        own = [
            sum(1 << bit for bit, place in enumerate(places) if self.groups[place] == group) for group in self.groups
        ]
        bits = polars.lit(polars.Series([*own, 0], dtype=polars.UInt64())).gather(self.place.expr)
        return Decides(part.code & bits, tuple((self.order[place],) for place in places), by_bit=True, apart=True)


def _by_bits(conditions: tuple[tuple[int, Column], ...], groups: tuple[int, ...]) -> Decides:
    rows = tuple((row,) for row, _ in conditions)
    return Decides(bits_of([test for _, test in conditions]), rows, by_bit=True, groups=groups, apart=not groups)
