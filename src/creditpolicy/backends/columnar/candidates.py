"""The rows of a table that hold or may hold, as bits: those that play no part behind one that wins are left out."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

import polars

from creditpolicy.backends.columnar.column import Column, Expr
from creditpolicy.backends.columnar.words import Word, place_in
from creditpolicy.backends.columnar.writes import Writes
from creditpolicy.formulas import Table

_WORD = polars.UInt64()


class Candidates:
    """The rows of a table in an order, by their places in it, some to each word."""

    def __init__(
        self,
        w: Writes,
        table: Table,
        order: Sequence[int],
        words: Sequence[Word],
        ranks: Sequence[tuple[bool, int]] | None,
    ) -> None:
        """Find those that play a part.

        Args:
            w: who puts the stages together.
            table: whose rows.
            order: the rows, those that win first.
            words: which rows hold and which may, by their places.
            ranks: for each place how strict it is: what is milder than a row that holds plays no part. None if all do.

        """
        self.order = tuple(order)
        self._w = w
        self._words = words
        self._others = [
            _mask(word, (place for place, row in enumerate(order) if not table.rows[row].otherwise)) for word in words
        ]
        self._sure = [w.kept_expr(word.sure) for word in words]
        may = [one if word.may is None else w.kept_expr(word.may) for word, one in zip(words, self._sure, strict=True)]
        self._may = may if ranks is None else self._not_milder(may, ranks)

    @property
    def rows(self) -> list[tuple[int, ...]]:
        """The rows of each word, for its bits."""
        return [self.order[word.first : word.first + word.size] for word in self._words]

    @property
    def key(self) -> list[Expr]:
        """What tells which rows may hold, and then which of them do."""
        surely = [
            may & sure
            for word, may, sure in zip(self._words, self._may, self._sure, strict=True)
            if word.may is not None
        ]
        return [*self._may, *surely]

    def any_of(self, places: Sequence[int]) -> Expr:
        """Whether any row at these places may hold."""
        masks = [_mask(word, places) for word in self._words]
        return reduce(or_, (may & _bits(mask) != 0 for may, mask in zip(self._may, masks, strict=True) if mask))

    def first(self) -> Column:
        """The place of the first that may hold."""
        count = len(self.order)
        return self._w.kept(Column(place_in(self._words, self._may, count), maybe=False, high=count))

    def first_by(self, ranks: Sequence[Expr]) -> Column:
        """The same among those of the highest rank."""
        count = len(self.order)
        none = polars.lit(0, dtype=polars.UInt32())
        keys = []
        for word, may in zip(self._words, self._may, strict=True):
            for bit in range(word.size):
                place = word.first + bit
                key = ranks[place] * count + (count - place)
                keys.append(polars.when(may & _bits(1 << bit) != 0).then(key).otherwise(none))
        best = self._w.kept_expr(polars.max_horizontal(keys))
        first = polars.when(best > 0).then((count - best % count) % count).otherwise(count)
        return self._w.kept(Column(first, maybe=False, high=count))

    def certain(self) -> list[tuple[int, Column]]:
        """For each row where it certainly holds; for one for all other cases, where it would if no other did."""
        found = []
        for word, sure in zip(self._words, self._sure, strict=True):
            for bit, row in enumerate(self.order[word.first : word.first + word.size]):
                found.append((row, self._w.kept(Column(sure & _bits(1 << bit) != 0, maybe=False))))
        return found

    def _not_milder(self, may: Sequence[Expr], ranks: Sequence[tuple[bool, int]]) -> list[Expr]:
        """Those that are at least as strict as the first that holds. One for all other cases is none of those."""
        count = len(self.order)
        sure = [one & _bits(mask) for one, mask in zip(self._sure, self._others, strict=True)]
        place = self._w.kept_expr(place_in(self._words, sure, count))
        ends = [*(bisect_right(ranks, rank) for rank in ranks), count]
        found = []
        for word, one in zip(self._words, may, strict=True):
            kept = [(1 << min(max(0, end - word.first), word.size)) - 1 for end in ends]
            masks = polars.Series(kept, dtype=_WORD)
            found.append(self._w.kept_expr(one & polars.lit(masks).gather(place)))
        return found


def _mask(word: Word, places: Iterable[int]) -> int:
    return sum(1 << place - word.first for place in places if 0 <= place - word.first < word.size)


def _bits(mask: int) -> Expr:
    return polars.lit(mask, dtype=_WORD)
