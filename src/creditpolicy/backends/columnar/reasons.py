"""The rows that decided, from their codes to lists of ids: each different combination is spelled out once, and kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod

import polars

from creditpolicy.backends.columnar.column import (
    MOST_LISTED,
    SEPARATOR,
    TEXTS,
    Expr,
    NotCompiled,
    as_text,
    texts,
)
from creditpolicy.backends.columnar.deciding_rows import Decides
from creditpolicy.backends.columnar.known_numbers import KnownNumbers, places
from creditpolicy.ir.program import Program

DECIDING, REASONS = "deciding", "reasons"
_NUMBERS = polars.UInt64()
_MOST_KEPT = 1 << 16
_MOST = 1 << 63
_MANY = 8
_MARK = "\x1f"


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A table that is a reason, and the codes of the rows that decided, which come together."""

    table: str
    decides: tuple[Decides, ...]
    codes: tuple[Expr, ...]


class Saying:
    """Says which rows decided, batch after batch."""

    def __init__(self, program: Program, mentioned: Sequence[Mentioned], *, joined: bool = False) -> None:
        """Nothing is spelled out yet. Lists are `joined` to one text if that is asked."""
        runs = list(_runs(program, mentioned))
        self._joined = joined
        self._runs = tuple(_Run(some, joined=joined and len(runs) == 1) for some in runs)

    @property
    def numbers(self) -> tuple[Expr, ...]:
        """What all tables say together, as few numbers."""
        return tuple(run.number for run in self._runs)

    def said(self, numbers: Sequence[polars.Series], height: int) -> tuple[polars.Series, polars.Series]:
        """The ids of the rows that decided, and the codes of the reasons that they are."""
        if not self._runs:
            nobody = self._told(polars.Series([[]], dtype=TEXTS)).new_from_index(0, height)
            return nobody.alias(DECIDING), nobody.alias(REASONS)
        ids, reasons = [], []
        for run, own in zip(self._runs, numbers, strict=True):
            told, others = run.said(own)
            ids.append(told)
            reasons.append(told if others is None else others)
        has_reasons = any(own is not one for own, one in zip(reasons, ids, strict=True))
        found = self._told(_one_after_the_other(ids))
        return found.alias(DECIDING), (self._told(_one_after_the_other(reasons)) if has_reasons else found).alias(
            REASONS
        )

    def _told(self, lists: polars.Series) -> polars.Series:
        return _text(lists, texts()) if self._joined and lists.dtype == TEXTS else lists


@dataclass(frozen=True, slots=True)
class _Group:
    """Pieces of one table, whose rows are told together in their order: their codes, ids and reasons by row."""

    pieces: tuple[Decides, ...]
    codes: tuple[Expr, ...]
    ids: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many combinations of codes there are."""
        return prod(one.count for one in self.pieces)

    def rows(self, number: int) -> list[int]:
        """The rows that a number for all codes stands for."""
        found: list[int] = []
        for piece in reversed(self.pieces):
            number, code = divmod(number, piece.count)
            found += piece.of(code)
        return sorted(found) if len(self.pieces) > 1 else found


@dataclass(frozen=True, slots=True)
class _Spelled:
    """Some combinations of rows: the number of each, and what is said of it.

    No list of numbers: they are in order. No reasons: they are called as the rows are.
    """

    numbers: KnownNumbers | None
    ids: polars.Series
    reasons: polars.Series | None

    def found(self, numbers: polars.Series) -> polars.Series:
        """The place of each number; null for those that are none of these."""
        return numbers if self.numbers is None else self.numbers.places(numbers)

    def with_more(self, more: "_Spelled") -> "_Spelled":
        """These, and more behind them. Lists in one piece are taken from several times faster."""
        assert self.numbers is not None  # noqa: S101 - what is in order has all
        assert more.numbers is not None  # noqa: S101 - as above
        reasons = None
        if self.reasons is not None and more.reasons is not None:
            reasons = polars.concat([self.reasons, more.reasons], rechunk=True)
        return _Spelled(
            KnownNumbers(polars.concat([self.numbers.numbers, more.numbers.numbers], rechunk=True)),
            polars.concat([self.ids, more.ids], rechunk=True),
            reasons,
        )


class _Run:
    """Groups that have one number together, small enough to count with."""

    def __init__(self, groups: Sequence[_Group], *, joined: bool) -> None:
        self._kind = texts() if joined else TEXTS
        self.size = prod(one.size for one in groups)
        self.number = _numbered(groups, polars.UInt32() if self.size < 1 << 32 else _NUMBERS)
        ids, reasons = [one.ids for one in groups], [one.reasons for one in groups]
        between = SEPARATOR if joined else _MARK
        self._ids = _saying(groups, ids, between)
        self._reasons = None if reasons == ids else _saying(groups, reasons, between)
        self._kept: _Spelled | None = None

    def said(self, numbers: polars.Series) -> tuple[polars.Series, polars.Series | None]:
        """The ids, and the reasons where they are others."""
        spelled = self._kept
        if spelled is None:
            spelled = self._all_listed() if self.size <= MOST_LISTED else self._spelled(numbers.unique())
        index = spelled.found(numbers)
        if index.null_count():
            rows = index.is_null().arg_true()
            left = numbers.gather(rows)
            new = left.unique()
            if len(spelled.ids) + len(new) <= _MOST_KEPT:
                index = index.scatter(rows, places(left, new) + len(spelled.ids))
                spelled = spelled.with_more(self._spelled(new))
            else:
                self._kind = TEXTS if self._kind == TEXTS else texts()
                spelled = self._spelled(numbers.unique())
                index = spelled.found(numbers)
        self._kept = spelled
        return spelled.ids.gather(index), None if spelled.reasons is None else spelled.reasons.gather(index)

    def _all_listed(self) -> _Spelled:
        every = self._spelled(polars.Series(range(self.size), dtype=_NUMBERS))
        return _Spelled(None, every.ids, every.reasons)

    def _spelled(self, numbers: polars.Series) -> _Spelled:
        """What is said of some numbers."""
        reasons = None if self._reasons is None else self._told(numbers, self._reasons)
        return _Spelled(KnownNumbers(numbers), self._told(numbers, self._ids), reasons)

    def _told(self, numbers: polars.Series, said: Callable[[int], str]) -> polars.Series:
        joined = polars.Series(map(said, numbers.to_list()), dtype=polars.String())
        return _apart(joined) if self._kind == TEXTS else joined.cast(self._kind)


def _numbered(groups: Sequence[_Group], kind: polars.DataType) -> Expr:
    """A number for what all codes of a case say together."""
    sized = [(code, piece.count) for one in groups for code, piece in zip(one.codes, one.pieces, strict=True)]
    found = sized[0][0].cast(kind)
    for code, size in sized[1:]:
        found = found * size + code.cast(kind)
    return found


def _saying(groups: Sequence[_Group], names: Sequence[Sequence[str]], between: str) -> Callable[[int], str]:
    """The names of rows in one text, by a number for all groups. What halves of them say is needed again and again."""
    if len(groups) == 1:
        (group,), (own,) = groups, names
        return lambda number: between.join(own[row] for row in group.rows(number))
    middle = len(groups) // 2
    halves = slice(middle), slice(middle, None)
    of_first, of_last = (lru_cache(_MOST_KEPT)(_saying(groups[half], names[half], between)) for half in halves)
    size = prod(one.size for one in groups[middle:])

    def said(number: int) -> str:
        high, low = divmod(number, size)
        first, last = of_first(high), of_last(low)
        return f"{first}{between}{last}" if first and last else first or last

    return said


def _runs(program: Program, mentioned: Sequence[Mentioned]) -> Iterator[list[_Group]]:
    """As many groups in each run as have a number together."""
    run: list[_Group] = []
    size = 1
    for one in mentioned:
        for group in _groups(program, one):
            size *= group.size
            if size >= _MOST and run:
                yield run
                run, size = [], group.size
            if size >= _MOST:
                raise NotCompiled
            run.append(group)
    if run:
        yield run


def _groups(program: Program, one: Mentioned) -> list[_Group]:
    """The pieces of a table together; where those are too many, one by one if their rows come in order."""
    rows = program.tables[one.table].rows
    ids = tuple(f"{one.table}.{row.id}" for row in rows)
    reasons = tuple(row.reason or name for row, name in zip(rows, ids, strict=True))
    if any(_MARK in name for name in (*ids, *reasons)):
        raise NotCompiled
    whole = _Group(one.decides, one.codes, ids, reasons)
    if whole.size < _MOST or not all(piece.apart for piece in one.decides):
        return [whole]
    return [replace(whole, pieces=(piece,), codes=(code,)) for piece, code in zip(one.decides, one.codes, strict=True)]


def _one_after_the_other(lists: Sequence[polars.Series]) -> polars.Series:
    if len(lists) == 1:
        return lists[0]
    if len(lists) > _MANY:
        return _few_of_many(lists)
    frame = polars.DataFrame([one.alias(str(index)) for index, one in enumerate(lists)])
    return frame.select(polars.concat_list(polars.all())).to_series()


def _few_of_many(lists: Sequence[polars.Series]) -> polars.Series:
    """The same for lists of which nearly all are empty."""
    height = len(lists[0])
    numbers = polars.arange(height, eager=True, dtype=polars.UInt32())
    filled = [one.list.len() > 0 for one in lists]
    said = polars.concat(
        polars.DataFrame({"row": numbers.filter(here), "said": one.filter(here)})
        for one, here in zip(lists, filled, strict=True)
    )
    rows = said.sort("row", maintain_order=True).explode("said").group_by("row", maintain_order=True).agg("said")
    found = numbers.alias("row").to_frame().join(rows, on="row", how="left", maintain_order="left")["said"]
    return found.fill_null([])


def _text(lists: polars.Series, kind: polars.DataType) -> polars.Series:
    return polars.select(as_text(polars.lit(lists), kind)).to_series()


def lists_of(lists: Sequence[Sequence[str]]) -> polars.Series:
    """Lists of names. Splitting texts is twenty times faster than reading lists, where no name holds the mark."""
    joined = [_MARK.join(names) for names in lists]
    if any(text.count(_MARK) >= max(len(names), 1) for text, names in zip(joined, lists, strict=True)):
        return polars.Series(lists, dtype=TEXTS)
    return _apart(polars.Series(joined, dtype=polars.String()))


def _apart(joined: polars.Series) -> polars.Series:
    """Names with the mark between them as lists."""
    some = polars.when(joined != "").then(joined.str.split(_MARK))
    return polars.select(some.otherwise(polars.lit([], dtype=TEXTS))).to_series()
