"""Rows that are alike in all that a table looks at, of which one is asked about: the witness of all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, TypeAlias

import polars

from creditpolicy.backends.columnar.lacks import BITS, Names
from creditpolicy.backends.columnar.reasons import lists_of
from creditpolicy.backends.columnar.replayed import Shown, replayed
from creditpolicy.formulas import Table
from creditpolicy.values.unknown import Maybe

_ROW, _PLACE = "row", "place"
_MOST_KEPT = 1 << 16


@dataclass(frozen=True, slots=True)
class TableSaid:
    """For each output the facts that it lacks, None where it is known; and the rows that decided."""

    lacks: tuple[frozenset[str] | None, ...]
    deciding: tuple[int, ...]


AsksTable: TypeAlias = Callable[[Table, Mapping[str, Maybe]], TableSaid]
"""Answers some rows of a table for a case, of which it is known what every name stands for that they read."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was said, as columns have it."""

    lacks: tuple[int, ...]
    ids: tuple[str, ...]
    reasons: tuple[str, ...]


class Witnesses:
    """What was said of one table, by all that it looks at. Batches come one after the other, also in threads."""

    def __init__(
        self,
        table: Table,
        words: Sequence[Sequence[int]],
        shown: Mapping[str, Shown],
        names: Names,
        currency: str,
        asks: AsksTable,
        *,
        may_be_open: bool,
    ) -> None:
        """Nobody was asked yet.

        Args:
            table: what is asked.
            words: the rows for whose bits the first columns stand by which rows are alike.
            shown: what the table reads.
            names: which fact has which bit.
            currency: that of the policy.
            asks: gives the answers.
            may_be_open: whether the last column by which rows are alike says that they are left to others.

        """
        self._table = table
        self._words = words
        self._shown = shown
        self._names = names
        self._currency = currency
        self._asks = asks
        self._may_be_open = may_be_open
        self._ids = [f"{table.name}.{row.id}" for row in table.rows]
        self._reasons = [row.reason or name for row, name in zip(table.rows, self._ids, strict=True)]
        self._known: dict[tuple[Any, ...], _Kept] = {}
        self._lock = Lock()

    def find(self, frame: polars.DataFrame, alike: Sequence[str]) -> list[polars.Series]:
        """What each output lacks, the ids of the rows that decided, and their reasons."""
        keyed = frame.select(alike).with_row_index(_ROW)
        different = keyed.group_by(alike).agg(polars.col(_ROW).first()).with_row_index(_PLACE)
        with self._lock:
            said = self._said(frame, different.select(alike).rows(), different[_ROW])
        found = keyed.join(different, on=list(alike), how="left", nulls_equal=True, maintain_order="left")[_PLACE]
        lacks = zip(*(one.lacks for one in said), strict=True)
        columns = [
            *(polars.Series(bits, dtype=BITS) for bits in lacks),
            lists_of([one.ids for one in said]),
            lists_of([one.reasons for one in said]),
        ]
        return [one.gather(found) for one in columns]

    def _said(self, frame: polars.DataFrame, keys: Sequence[tuple[Any, ...]], rows: polars.Series) -> list[_Kept]:
        """What is said of each key, of which a row of the frame is an example. Nobody is asked about an open one."""
        asked = [place for place, key in enumerate(keys) if not (self._may_be_open and key[-1])]
        new = [place for place in asked if keys[place] not in self._known]
        if len(self._known) + len(new) > _MOST_KEPT:
            self._known.clear()
            new = asked
        examples = replayed(frame[rows.gather(new)], self._shown, self._names, self._currency)
        for place, example in zip(new, examples, strict=True):
            self._known[keys[place]] = self._asked(keys[place], example)
        nothing = _Kept((0,) * len(self._table.outputs), (), ())
        return [self._known.get(key, nothing) for key in keys]

    def _asked(self, key: tuple[Any, ...], example: Mapping[str, Maybe]) -> _Kept:
        """The answer for one case. Rows that certainly fail give nothing."""
        rows = sorted(
            row for word, bits in zip(self._words, key, strict=False) for bit, row in enumerate(word) if bits >> bit & 1
        )
        said = self._asks(replace(self._table, rows=tuple(self._table.rows[row] for row in rows)), example)
        deciding = [rows[place] for place in said.deciding]
        return _Kept(
            tuple(0 if lack is None else self._names.bits(lack) for lack in said.lacks),
            tuple(self._ids[row] for row in deciding),
            tuple(self._reasons[row] for row in deciding),
        )
