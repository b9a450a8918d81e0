"""The rows of a file in the product's own writing. Cells that fit are read column by column, many rows at a time.

What is not plain at once is read by `Typing`, row by row: a cell that does not fit, a time behind a day, what had not
happened yet, an amount whose currency stands elsewhere in its row. So there is one meaning of a row, and a short cut.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TypeAlias

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.cells import BadCell
from creditpolicy.portfolio.mapping import FileMapping, Format
from creditpolicy.portfolio.plain_form import PlainForm, PlainRow, plain_text
from creditpolicy.portfolio.readers import Row, Sheet
from creditpolicy.portfolio.slots import IN_THEIR_CURRENCY, NEEDED, WHOSE, slots_of
from creditpolicy.portfolio.times import with_time
from creditpolicy.portfolio.typed_cells import Amount, Cell
from creditpolicy.portfolio.typed_rows import Entry, Place, Reject, Typing
from creditpolicy.portfolio.unseen import is_moment
from creditpolicy.values.types import MoneyType, TextType, Type

_BATCH = 2_000
_MOST_KEPT = 100_000
_LATER = "\0later"
"""The day of a row that is not visible yet."""

_Short: TypeAlias = Callable[[str], str | None]
"""A cell's text in the product's writing; None where its row is for `Typing`."""


class PlainRows:
    """Reads one file; `seen` are the rows so far, visible or not."""

    def __init__(self, sheet: Sheet, mapping: FileMapping, vocabulary: Vocabulary, as_of: date) -> None:
        """Find the short cuts of its columns."""
        self.seen = 0
        self._sheet = sheet
        self._typing = Typing(sheet.name, sheet.header, mapping, vocabulary, as_of)
        section = mapping.section
        slots = slots_of(section, vocabulary)
        places = self._typing.places
        minutes = [place.minute for place in places if place.minute is not None]
        columns = tuple(place.key for place in places)
        self.form = PlainForm(section, dict.fromkeys((*columns, *minutes, *mapping.constants)), vocabulary)
        cells = _Cells(self._typing)
        self._columns = [(place.index, _short(cells, place, slots[place.key].type, mapping.format)) for place in places]
        stated = {key: cells.plain(key, cell) for key, cell in self._typing.constants.items()}
        rest = [stated.get(key, "") for key in self.form.keys[len(columns) :]]
        self._rest = None if None in stated.values() else tuple(cell for cell in rest if cell is not None)
        self._whose = [index for index, key in enumerate(self.form.keys) if key in WHOSE.get(section, ())]
        lacks = any(key not in columns and key not in mapping.constants for key in NEEDED[section])
        if lacks or (section in WHOSE and not self._whose):
            self._rest = None
        self._is_dated = bool(places) and places[0].key == self._typing.dated

    def rows(self) -> Iterator[PlainRow | Reject]:
        """The rows that are visible on the day, in the order of the file."""
        rows = self._sheet.rows
        while batch := list(islice(rows, _BATCH)):
            self.seen += len(batch)
            yield from self._batch(batch)

    def _batch(self, batch: list[Row]) -> Iterator[PlainRow | Reject]:
        rest = self._rest
        whole = [row for row in batch if row.problem is None]
        if rest is None or not whole or not self._columns:
            yield from self._one_by_one(batch)
            return
        if len(whole) < len(batch):
            yield from self._one_by_one(row for row in batch if row.problem is not None)
        columns = list(zip(*(row.cells for row in whole), strict=True))
        short = [map(read, columns[index]) for index, read in self._columns]
        for row, cells in zip(whole, zip(*short, strict=True), strict=True):
            if self._is_dated and cells[0] is _LATER:
                continue
            found = (str(row.line), *cells, *rest)
            if None in found or (self._whose and not any(found[index + 1] for index in self._whose)):
                yield from self._one_by_one((row,))
            else:
                yield found

    def _one_by_one(self, rows: Iterable[Row]) -> Iterator[PlainRow | Reject]:
        for row in rows:
            match self._typing.typed(row):
                case None:
                    continue
                case Reject() as reject:
                    yield reject
                case Entry() as entry:
                    yield self.form.row(entry)


class _Cells:
    """Cells of one file in the product's writing, where nothing else in their row plays a part."""

    def __init__(self, typing: Typing) -> None:
        self._typing = typing
        self.needed = NEEDED[typing.section]
        currency = typing.constants.get("currency")
        known = typing.vocabulary.currencies
        # Where there is one currency, a row that names it in a column can't name another: `plain` refuses that cell.
        self._currency = currency if isinstance(currency, str) else known[0] if len(known) == 1 else None

    def has_plain_amounts(self, place: Place, kind: MoneyType) -> bool:
        """Whether the digits of an ordinary amount are its value, whatever else is in the row."""
        return (
            self._typing.section in IN_THEIR_CURRENCY
            and place.currency_index is None
            and kind.currency in (None, self._currency)
            and kind.scale == 2
            and (kind.bounds.low is None or kind.bounds.low <= 1)
            and (kind.bounds.high is None or kind.bounds.high >= 10**9)
        )

    def short(self, place: Place, text: str) -> str | None:
        """The text of a cell."""
        try:
            cell = place.read(text)
        except BadCell:
            return None
        if place.minute is not None and isinstance(cell, date):
            cell, minute = with_time(cell, text, self._typing.vocabulary.time_zone)
            if minute is not None:
                return None
        if place.key == self._typing.dated and isinstance(cell, date) and cell > self._typing.as_of:
            return _LATER
        if isinstance(cell, Amount) and place.currency_index is not None:
            return None
        return self.plain(place.key, cell)

    def plain(self, key: str, cell: Cell) -> str | None:
        """The value of a cell, or one that is stated for all rows."""
        typing = self._typing
        if cell is None:
            return None if key in self.needed else ""
        if isinstance(cell, Amount):
            return self._amount(cell)
        is_event = key == typing.dated or is_moment(key, typing.section)
        if is_event and isinstance(cell, date) and cell > typing.as_of:
            return None
        if key == "currency" and cell not in typing.vocabulary.currencies:
            return None
        return plain_text(cell)

    def _amount(self, amount: Amount) -> str | None:
        if self._typing.section in IN_THEIR_CURRENCY:
            return str(amount.value) if amount.currency in (None, self._currency) else None
        code = amount.currency or self._currency
        return f"{amount.value:f} {code}" if code in self._typing.vocabulary.currencies else None


class _Kept(dict[str, str | None]):
    """Texts of one column that were read already; not all of them, as a column may have no two that are the same."""

    def __init__(self, cells: _Cells, place: Place) -> None:
        super().__init__()
        self._cells = cells
        self._place = place

    def __missing__(self, text: str) -> str | None:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[text] = found = self._cells.short(self._place, text)
        return found


def _short(cells: "_Cells", place: Place, kind: Type, written: Format) -> _Short:
    """The short cut of one column."""
    kept = _Kept(cells, place).__getitem__
    if not _is_as_written(place):
        return kept
    if isinstance(kind, TextType):
        return _text(written.missing, needed=place.key in cells.needed)
    if isinstance(kind, MoneyType) and cells.has_plain_amounts(place, kind):
        return _amount(written, kept)
    return kept


def _amount(written: Format, other: Callable[[str], str | None]) -> _Short:
    """Amounts such as 1234.56, which most are, at once."""
    decimal = written.decimal
    fits = re.compile(r"[1-9][0-9]{0,8}" + re.escape(decimal) + "[0-9]{2}").fullmatch

    def read(text: str) -> str | None:
        return text.replace(decimal, ".") if fits(text) and text not in written.missing else other(text)

    return read


def _is_as_written(place: Place) -> bool:
    column = place.column
    is_read_otherwise = column.lookup is not None or column.whole_number or column.pad_left is not None
    return not is_read_otherwise and place.key != "currency"


def _text(missing: tuple[str, ...], *, needed: bool) -> _Short:
    nothing = None if needed else ""

    def read(text: str) -> str | None:
        text = text.strip()
        return nothing if not text or text in missing else text

    return read
