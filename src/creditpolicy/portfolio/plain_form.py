"""Rows of facts as rows of text in the product's own writing, and back: the form in which a run keeps them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from operator import methodcaller
from typing import TypeAlias

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.slots import IN_THEIR_CURRENCY, slots_of
from creditpolicy.portfolio.typed_rows import Entry, FactValue
from creditpolicy.values.types import (
    BooleanType,
    DateType,
    DaysType,
    EnumType,
    ListType,
    MoneyType,
    MonthsType,
    NumberType,
    TextType,
    Type,
)

PlainRow: TypeAlias = Sequence[str]
"""The line, then a cell for each key of the form; an empty one is not known."""

_NOTHING = "\0"
"""A text that is known to be empty. No cell of a file holds it."""
_EMPTY_LIST = ";"


class PlainForm:
    """The rows of one section: what each of their cells is."""

    def __init__(self, section: str, keys: Iterable[str], vocabulary: Vocabulary) -> None:
        """Look up once how each key is read."""
        self.section = section
        self.keys = tuple(keys)
        slots = slots_of(section, vocabulary)
        in_text = section not in IN_THEIR_CURRENCY
        self._read = tuple((key, _reader(slots[key].type, in_text=in_text)) for key in self.keys)
        self._at = {key: index for index, key in enumerate(self.keys, 1)}

    def at(self, key: str) -> int:
        """Where the key stands in a row; 0 where the rows have none."""
        return self._at.get(key, 0)

    def entry(self, row: PlainRow) -> Entry:
        """The row's facts."""
        cells = iter(row)
        line = int(next(cells))
        return Entry(line, {key: read(cell) for (key, read), cell in zip(self._read, cells, strict=True) if cell})

    def row(self, entry: Entry) -> PlainRow:
        """The facts as a row."""
        values = entry.values
        return (str(entry.line), *(plain_text(values[key]) if key in values else "" for key in self.keys))


def plain_text(value: FactValue) -> str:
    """The value as a cell."""
    match value:
        case str():
            return value or _NOTHING
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case tuple():
            return ";".join(value) or _EMPTY_LIST


class _Days(dict[str, date]):
    """Days by their text: a ledger has a few thousand of them, however many rows it has."""

    def __missing__(self, text: str) -> date:
        self[text] = day = date.fromisoformat(text)
        return day


_day = _Days().__getitem__
_text = methodcaller("strip", _NOTHING)


def _reader(kind: Type, *, in_text: bool) -> Callable[[str], FactValue]:
    match kind:
        case BooleanType():
            return "true".__eq__
        case DateType():
            return _day
        case EnumType() | TextType():
            return _text
        case MoneyType():
            return _text if in_text else Decimal
        case NumberType() | DaysType() | MonthsType():
            return Decimal
        case ListType():
            return _parts


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)
