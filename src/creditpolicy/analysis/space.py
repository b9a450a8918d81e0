"""The cases of a table as a grid: for each column its pieces, for each row the pieces it accepts.

Rows accept products of pieces, so two rows meet exactly where they meet in every column. That is decided with one `and`
of bit masks per row and column, never by comparing rows in pairs.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import reduce
from math import prod
from operator import and_, or_

from creditpolicy.formulas import AllOf, AnyOf, AnyValue, CellTests, Compare, Formula, Negate, Row, Table
from creditpolicy.formulas.pieces import Pieces, cut
from creditpolicy.formulas.sets import ValueSet, set_of
from creditpolicy.values.value import Value

MOST_STEPS = 500_000
BLOCK = 64
_FULL = (1 << BLOCK) - 1


@dataclass(slots=True)
class Budget:
    """How many pieces searches may still look at, so that they end within seconds."""

    left: int = MOST_STEPS

    def take(self) -> None:
        """Look at one piece.

        Raises:
            TooManyStates: it was one too many.

        """
        self.left -= 1
        if self.left < 0:
            raise TooManyStates


@dataclass(frozen=True, slots=True)
class Space:
    """`rows` are those that the grid describes exactly (literal cells only); bit k of a mask stands for `rows[k]`.

    `masks` holds for each column and piece the rows that accept it, `blocks` and `commons` for `BLOCK` pieces together
    those that accept any, and those that accept all.
    """

    rows: tuple[Row, ...]
    columns: tuple[Pieces, ...]
    masks: tuple[tuple[int, ...], ...]
    blocks: tuple[tuple[int, ...], ...]
    commons: tuple[tuple[int, ...], ...]

    @property
    def all_rows(self) -> int:
        """Every row."""
        return (1 << len(self.rows)) - 1

    def accepting(self, rows: int, column: int, pieces: int) -> int:
        """Which of these rows accept all of these pieces of a column."""
        accepting = rows
        for index, common in enumerate(self.commons[column]):
            if not accepting:
                break
            left = pieces >> index * BLOCK & _FULL
            if left == _FULL:
                accepting &= common
                continue
            while left and accepting:
                accepting &= self.masks[column][index * BLOCK + _lowest(left)]
                left &= left - 1
        return accepting

    def meeting(self, row: int) -> int:
        """The rows that accept some case that `row` accepts, itself among them."""
        met = self.all_rows
        for column, masks, blocks in zip(self.columns, self.masks, self.blocks, strict=True):
            if column.accepted[row] != column.all:
                met &= _union(column.accepted[row], masks, blocks)
            if met == 1 << row:
                break
        return met

    def witness(self, first: int, second: int) -> tuple[Value, ...]:
        """A case, column by column, that both rows accept."""
        return tuple(
            column.witnesses[_lowest(column.accepted[first] & column.accepted[second])] for column in self.columns
        )

    def gap(
        self, rows: int, within: tuple[int, ...] | None = None, budget: Budget | None = None
    ) -> tuple[Value, ...] | None:
        """A case that none of `rows` accepts; None where there is none.

        Args:
            rows: the rows to consider.
            within: for each column the pieces to look at; all of them if left out.
            budget: shared with other searches; one of its own if left out.

        Raises:
            TooManyStates: the search was given up.

        """
        allowed = within or tuple(column.all for column in self.columns)
        return _Search(self, rows, allowed, budget or Budget()).gap(0, rows)

    def unique_gap(self) -> tuple[Value, ...] | None:
        """As `gap` for rows that never meet: by counting cases, without a search."""
        sizes = [[bits.bit_count() for bits in column.accepted] for column in self.columns]
        totals = [len(column.witnesses) for column in self.columns]
        rows = list(range(len(self.rows)))
        if _covered(rows, sizes, 0) == prod(totals):
            return None
        witness: list[Value] = []
        for depth, column in enumerate(self.columns):
            for piece, value in enumerate(column.witnesses):
                kept = [row for row in rows if column.accepted[row] >> piece & 1]
                if _covered(kept, sizes, depth + 1) < prod(totals[depth + 1 :]):
                    rows = kept
                    witness.append(value)
                    break
        return tuple(witness)


class TooManyStates(Exception):
    """A search for gaps grew too large to finish."""


def space_of(table: Table, currency: str, *, with_missing: bool = False) -> Space:
    """The grid of the rows of a table that have no guard and literal cells only.

    `with_missing`, where a missing value matches no row, it is a case of its own, which rows of `-` take.
    """
    sets: dict[Hashable, tuple[ValueSet] | None] = {}
    read = [
        (row, cells)
        for row in table.rows
        if row.guard is None and not row.otherwise and (cells := _accepted(row, sets)) is not None
    ]
    rows = tuple(row for row, _ in read)
    columns = tuple(
        cut(column.formula.type, [cells[index] for _, cells in read], currency)
        for index, column in enumerate(table.columns)
    )
    if with_missing:
        columns = tuple(
            pieces.or_missing([isinstance(row.cells[index], AnyValue) for row in rows])
            if table.columns[index].no_match_if_missing
            else pieces
            for index, pieces in enumerate(columns)
        )
    masks = tuple(tuple(_masks(column)) for column in columns)
    blocks = tuple(tuple(_of_blocks(column, or_)) for column in masks)
    commons = tuple(tuple(_of_blocks(column, and_)) for column in masks)
    return Space(rows, columns, masks, blocks, commons)


class Spaces:
    """The grids of the tables of a program, each made once."""

    def __init__(self, currency: str) -> None:
        """None is made yet; `currency` is that of witnesses of an amount in any."""
        self._currency = currency
        self._made: dict[tuple[str, bool], Space] = {}

    def of(self, table: Table, *, with_missing: bool = False) -> Space:
        """The grid of a table, as `space_of` makes it."""
        with_missing = with_missing and any(column.no_match_if_missing for column in table.columns)
        key = table.name, with_missing
        if key not in self._made:
            self._made[key] = space_of(table, self._currency, with_missing=with_missing)
        return self._made[key]


class _Search:
    def __init__(self, space: Space, rows: int, allowed: tuple[int, ...], budget: Budget) -> None:
        self.space = space
        self.allowed = allowed
        self.budget = budget
        self.covered: set[tuple[int, int]] = set()
        # For each depth the rows that accept all that is allowed from there on: where one is left, there is no gap.
        self.covering = [rows]
        for column, pieces in reversed(list(enumerate(allowed))):
            self.covering.insert(0, space.accepting(self.covering[0], column, pieces))

    def gap(self, depth: int, rows: int) -> tuple[Value, ...] | None:
        space = self.space
        if not rows:
            rest = zip(space.columns[depth:], self.allowed[depth:], strict=True)
            return tuple(column.witnesses[_lowest(allowed)] for column, allowed in rest)
        if rows & self.covering[depth] or (depth, rows) in self.covered:
            return None
        tried: set[int] = set()
        left = self.allowed[depth]
        while left:
            self.budget.take()
            piece = _lowest(left)
            left &= left - 1
            kept = rows & space.masks[depth][piece]
            if kept in tried:
                continue
            tried.add(kept)
            rest_of_it = self.gap(depth + 1, kept)
            if rest_of_it is not None:
                return (space.columns[depth].witnesses[piece], *rest_of_it)
        self.covered.add((depth, rows))
        return None


def _accepted(row: Row, sets: dict[Hashable, tuple[ValueSet] | None]) -> list[ValueSet | None] | None:
    """For each cell the values that it accepts, None for any; None as a whole where some cell is no fixed set.

    `sets` are those of the tests that were looked at: equal tests have one and the same.
    """
    found: list[ValueSet | None] = []
    for cell in row.cells:
        match cell:
            case AnyValue():
                found.append(None)
            case CellTests(test=test):
                key = _meaning(test)
                if key not in sets:
                    about = set_of(test)
                    sets[key] = None if about is None else (about[1],)
                accepted = sets[key]
                if accepted is None:
                    return None
                found.append(accepted[0])
    return found


def _meaning(test: Formula) -> Hashable:
    """What a test says, wherever it stands: equal for tests that differ in their places only."""
    match test:
        case Compare(op=op, left=left, right=right):
            return op, id(left), id(right)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return type(test), *map(_meaning, parts)
        case Negate(part=part):
            return Negate, _meaning(part)
    return id(test)


def _masks(column: Pieces) -> Iterator[int]:
    """For each piece the rows that accept it: looks only at the pieces where a row begins or ends."""
    changes = [0] * (len(column.witnesses) + 1)
    for row, bits in enumerate(column.accepted):
        edges = bits ^ bits << 1
        while edges:
            changes[_lowest(edges)] |= 1 << row
            edges &= edges - 1
    rows = 0
    for change in changes[:-1]:
        rows ^= change
        yield rows


def _of_blocks(masks: tuple[int, ...], joined: Callable[[int, int], int]) -> Iterator[int]:
    for start in range(0, len(masks), BLOCK):
        yield reduce(joined, masks[start : start + BLOCK])


def _covered(rows: list[int], sizes: list[list[int]], depth: int) -> int:
    return sum(prod(size[row] for size in sizes[depth:]) for row in rows)


def _union(pieces: int, masks: tuple[int, ...], blocks: tuple[int, ...]) -> int:
    union = 0
    for index, block in enumerate(blocks):
        left = pieces >> index * BLOCK & _FULL
        if left == _FULL:
            union |= block
            continue
        while left:
            union |= masks[index * BLOCK + _lowest(left)]
            left &= left - 1
    return union


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1
