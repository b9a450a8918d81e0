"""The rows that decided, from their codes to lists of ids: each different combination is spelled out once, and kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars

from creditpolicy.backends.columnar.column import Expr, NotCompiled
from creditpolicy.backends.columnar.deciding_rows import Decides
from creditpolicy.formulas import Row
from creditpolicy.ir.program import Program

DECIDING, REASONS = "deciding", "reasons"
_TEXTS = polars.List(polars.String())
_NUMBERS = polars.UInt64()
_MOST_LISTED = 1 << 13
_MOST_KEPT = 1 << 20
_MOST = 1 << 63


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A table that is a reason, and the codes of the rows that decided, which come together."""

    table: str
    decides: tuple[Decides, ...]
    codes: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class _Spelled:
    """Some combinations of rows: the number of each, and what is said of it.

    No list of numbers: they are in order. No reasons: they are called as the rows are.
    """

    numbers: polars.Series | None
    ids: polars.Series
    reasons: polars.Series | None

    def found(self, numbers: polars.Series) -> polars.Series:
        """The place of each number; null for those that are none of these."""
        if self.numbers is None:
            return numbers
        places = polars.Series(range(len(self.numbers)), dtype=polars.UInt32())
        return numbers.replace_strict(self.numbers, places, default=None, return_dtype=polars.UInt32())

    def with_more(self, more: "_Spelled") -> "_Spelled":
        """These, and more behind them. Lists in one piece are taken from several times faster."""
        assert self.numbers is not None  # noqa: S101 - what is in order has all
        assert more.numbers is not None  # noqa: S101 - as above
        reasons = None
        if self.reasons is not None and more.reasons is not None:
            reasons = polars.concat([self.reasons, more.reasons], rechunk=True)
        return _Spelled(
            polars.concat([self.numbers, more.numbers], rechunk=True),
            polars.concat([self.ids, more.ids], rechunk=True),
            reasons,
        )


class Saying:
    """Says which rows decided, batch after batch."""

    def __init__(self, program: Program, mentioned: Sequence[Mentioned]) -> None:
        """Nothing is spelled out yet."""
        self._program = program
        self.mentioned = tuple(mentioned)
        self._kept: _Spelled | None = None
        self._decides = tuple(decides for one in self.mentioned for decides in one.decides)
        self._tables = tuple(_standing(one) for one in self._decides)

    @property
    def codes(self) -> tuple[Expr, ...]:
        """The codes of all tables, one after the other."""
        return tuple(code for one in self.mentioned for code in one.codes)

    def said(self, codes: Sequence[polars.Series], height: int) -> tuple[polars.Series, polars.Series]:
        """The ids of the rows that decided, and the codes of the reasons that they are."""
        if not self.mentioned:
            nobody = polars.Series([[]], dtype=_TEXTS).new_from_index(0, height)
            return nobody.alias(DECIDING), nobody.alias(REASONS)
        tables, numbers = self._numbered(codes)
        spelled = self._spelled(tables, numbers)
        index = spelled.found(numbers)
        ids = spelled.ids.gather(index).alias(DECIDING)
        return ids, (ids if spelled.reasons is None else spelled.reasons.gather(index)).alias(REASONS)

    def _numbered(self, codes: Sequence[polars.Series]) -> tuple[Sequence["_Table"], polars.Series]:
        """What each table can give, and a number for what they give together in each case."""
        tables: list[_Table] = []
        numbers: polars.Series | None = None
        size = 1
        for decides, standing, code in zip(self._decides, self._tables, codes, strict=True):
            own, places = (standing, code) if standing is not None else _of_batch(decides, code)
            tables.append(own)
            size *= len(own.rows)
            if size >= _MOST:
                raise NotCompiled
            kind = polars.UInt32() if size < 1 << 32 else _NUMBERS
            own_places = places.cast(kind)
            numbers = own_places if numbers is None else numbers.cast(kind) * len(own.rows) + own_places
        assert numbers is not None  # noqa: S101 - there is a table
        return tables, numbers

    def _spelled(self, tables: Sequence["_Table"], numbers: polars.Series) -> _Spelled:
        """What is said of every number that there is."""
        stands = all(table.stands for table in tables)
        kept = self._kept if stands else None
        if kept is None:
            size = 1
            for table in tables:
                size *= len(table.rows)
            every = size <= _MOST_LISTED
            kept = self._say(tables, polars.Series(range(size), dtype=_NUMBERS) if every else numbers.unique())
            if every:
                kept = _Spelled(None, kept.ids, kept.reasons)
        elif kept.numbers is not None:
            new = numbers.filter(kept.found(numbers).is_null()).unique()
            if len(kept.numbers) + len(new) > _MOST_KEPT:
                kept = self._say(tables, numbers.unique())
            elif len(new):
                kept = kept.with_more(self._say(tables, new))
        if stands:
            self._kept = kept
        return kept

    def _say(self, tables: Sequence["_Table"], numbers: polars.Series) -> _Spelled:
        places = []
        rest = numbers.cast(_NUMBERS)
        for table in reversed(tables):
            places.append(rest % len(table.rows))
            rest = rest // len(table.rows)
        places.reverse()
        ids = self._lists(tables, places, _id_of)
        has_reasons = any(row.reason for one in self.mentioned for row in self._program.tables[one.table].rows)
        return _Spelled(numbers, ids, self._lists(tables, places, _reason_of) if has_reasons else None)

    def _lists(
        self, tables: Sequence["_Table"], places: Sequence[polars.Series], say: Callable[[str, Row], str]
    ) -> polars.Series:
        lists = []
        start = 0
        for one in self.mentioned:
            end = start + len(one.decides)
            rows = self._program.tables[one.table].rows
            some, index = _together(tables[start:end], places[start:end])
            said = [[say(one.table, rows[row]) for row in each] for each in some]
            lists.append(polars.Series(said, dtype=_TEXTS).gather(index.cast(polars.UInt32)))
            start = end
        frame = polars.DataFrame({str(index): one for index, one in enumerate(lists)})
        return frame.select(polars.concat_list(polars.all())).to_series()


@dataclass(frozen=True, slots=True)
class _Table:
    """The combinations of its rows that a table can give; `stands` where these are the same in every batch."""

    rows: Sequence[tuple[int, ...]]
    stands: bool


def _together(
    tables: Sequence[_Table], places: Sequence[polars.Series]
) -> tuple[Sequence[tuple[int, ...]], polars.Series]:
    """What the pieces of one table give together, with its rows in order, and which of it each combination has."""
    if len(tables) == 1:
        return tables[0].rows, places[0]
    pieces = [[table.rows[place] for place in own] for table, own in zip(tables, places, strict=True)]
    joined = [tuple(sorted(row for piece in each for row in piece)) for each in zip(*pieces, strict=True)]
    index = {rows: place for place, rows in enumerate(dict.fromkeys(joined))}
    return list(index), polars.Series([index[rows] for rows in joined], dtype=polars.UInt32)


def _standing(decides: Decides) -> _Table | None:
    """What a table can give in any batch, where that is little enough to be listed."""
    if not decides.by_bit:
        return _Table(decides.rows, stands=True)
    count = 1 << len(decides.rows)
    return _Table([decides.of(mask) for mask in range(count)], stands=True) if count <= _MOST_LISTED else None


def _of_batch(decides: Decides, code: polars.Series) -> tuple[_Table, polars.Series]:
    """What a table gives in this batch, and which of it each case has."""
    different = code.unique()
    places = polars.Series(range(len(different)), dtype=polars.UInt32())
    rows = [decides.of(mask) for mask in different.to_list()]
    return _Table(rows, stands=False), code.replace_strict(different, places, return_dtype=polars.UInt32())


def _id_of(table: str, row: Row) -> str:
    return f"{table}.{row.id}"


def _reason_of(table: str, row: Row) -> str:
    return row.reason or f"{table}.{row.id}"
