"""Rows of text to rows of facts as they were on one day; what does not fit becomes a `Reject`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.cell_words import Rows
from creditpolicy.portfolio.cells import BadCell
from creditpolicy.portfolio.mapping import Column, FileMapping
from creditpolicy.portfolio.readers import Row, Sheet
from creditpolicy.portfolio.slots import DATED_BY, IN_THEIR_CURRENCY, NEEDED, WHOSE, slots_of
from creditpolicy.portfolio.times import with_time
from creditpolicy.portfolio.typed_cells import Amount, Cell, cell_reader, constant
from creditpolicy.portfolio.unseen import without_later_events

FactValue: TypeAlias = str | bool | date | Decimal | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that fits: its line, and its facts by key; what is not known has no key."""

    line: int
    values: dict[str, FactValue]


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that does not fit: where, what was found, what was wanted. `others` are its further problems."""

    file: str
    line: int
    column: str
    found: str
    wanted: str
    section: str
    customer_id: str = ""
    invoice_id: str = ""
    others: tuple[str, ...] = ()


Problem: TypeAlias = tuple[str, str, str]
"""A column, the text found there, and what was wanted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands in a row, how its cell is read, and the fact that the time behind a day is."""

    key: str
    title: str
    index: int
    read: Callable[[str], Cell]
    currency_index: int | None
    minute: str | None
    column: Column


class Typing:
    """Reads the rows of one file, each for itself."""

    def __init__(
        self, name: str, header: tuple[str, ...], mapping: FileMapping, vocabulary: Vocabulary, as_of: date
    ) -> None:
        """Find the place of each fact; that of the day comes first."""
        section = mapping.section
        slots = slots_of(section, vocabulary)
        at = {title: index for index, title in enumerate(header)}
        self.name = name
        self.section = section
        self.as_of = as_of
        self.vocabulary = vocabulary
        self.places = [
            Place(
                column.key,
                column.column,
                at[column.column],
                cell_reader(slots[column.key], mapping.format, column),
                at[column.currency_from] if column.currency_from else None,
                slots[column.key].minute,
                column,
            )
            for column in mapping.columns
        ]
        self.dated = DATED_BY.get(section)
        self.places.sort(key=lambda place: place.key != self.dated)
        self.constants = {key: constant(slots[key], text) for key, text in mapping.constants.items()}
        self._width = len(header)

    def typed(self, row: Row) -> Entry | Reject | None:
        """The row's facts, or what is wrong with it; None if it is dated later, whatever else is in it."""
        if row.problem is not None:
            if self._is_later(row):
                return None
            return Reject(self.name, row.line, "", show(",".join(row.cells)), row.problem, self.section)
        cells, problems = _read(row, self.places, self.constants, self.vocabulary.time_zone)
        day = cells.get(self.dated) if self.dated else None
        if isinstance(day, date) and day > self.as_of:
            return None
        values = _values(cells, problems, self.places, row, self.section, self.vocabulary)
        lacking = _lacking(self.section, values, problems, self.places)
        problems += [(_title(self.places, key), "", Rows.VALUE()) for key in lacking]
        if problems:
            return self._reject(row, problems, cells)
        return Entry(row.line, without_later_events(values, self.section, self.as_of))

    def _is_later(self, row: Row) -> bool:
        """Whether a row with a problem, but with all its cells, is dated after the day as far as can be read."""
        if len(row.cells) != self._width or not self.places or self.places[0].key != self.dated:
            return False
        try:
            day = self.places[0].read(row.cells[self.places[0].index])
        except BadCell:
            return False
        return isinstance(day, date) and day > self.as_of

    def _reject(self, row: Row, problems: list[Problem], cells: Mapping[str, Cell]) -> Reject:
        column, found, wanted = problems[0]
        return Reject(
            file=self.name,
            line=row.line,
            column=column,
            found=found,
            wanted=wanted,
            section=self.section,
            customer_id=show(str(cells.get("customer_id") or "")),
            invoice_id=show(str(cells.get("invoice_id") or "")),
            others=tuple(Rows.FURTHER(column=title, found=text, wanted=want) for title, text, want in problems[1:]),
        )


def typed_rows(sheet: Sheet, mapping: FileMapping, vocabulary: Vocabulary, as_of: date) -> Iterator[Entry | Reject]:
    """The rows that are visible on `as_of`. A row dated later is as if it were not there, whatever else is in it."""
    typing = Typing(sheet.name, sheet.header, mapping, vocabulary, as_of)
    for row in sheet.rows:
        found = typing.typed(row)
        if found is not None:
            yield found


def show(text: str) -> str:
    """A text that was found in a file, fit to be shown: short, and free of what is no text."""
    short = text if len(text) <= 120 else text[:119] + "…"
    return short.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def _read(
    row: Row, places: list[Place], constants: Mapping[str, Cell], zone: str | None
) -> tuple[dict[str, Cell], list[Problem]]:
    cells: dict[str, Cell] = dict(constants)
    problems: list[Problem] = []
    for place in places:
        text = row.cells[place.index]
        try:
            cell = place.read(text)
        except BadCell as bad:
            problems.append((place.title, show(text), bad.wanted))
            continue
        if place.minute is not None and isinstance(cell, date):
            cell, minute = with_time(cell, text, zone)
            if minute is not None:
                cells.setdefault(place.minute, Decimal(minute))
        if cell is not None:
            cells[place.key] = cell
    return cells, problems


def _values(
    cells: dict[str, Cell],
    problems: list[Problem],
    places: list[Place],
    row: Row,
    section: str,
    vocabulary: Vocabulary,
) -> dict[str, FactValue]:
    """The cells with each amount in its currency: a number where the row has a currency, else text (`12.50 EUR`)."""
    currency = cells.get("currency")
    known = ", ".join(vocabulary.currencies)
    if isinstance(currency, str) and currency not in vocabulary.currencies:
        problems.append((_title(places, "currency"), show(currency), Rows.KNOWN_CURRENCY(known=known)))
    values: dict[str, FactValue] = {}
    for key, cell in cells.items():
        match cell:
            case None:
                continue
            case Amount(value=amount, currency=written):
                code = written or _named_currency(places, key, row) or currency
                if code is None and section != "invoices" and len(vocabulary.currencies) == 1:
                    code = vocabulary.currencies[0]
                if section in IN_THEIR_CURRENCY:
                    if isinstance(currency, str) and code != currency:
                        problems.append(
                            (_title(places, key), f"{amount} {code}", Rows.CURRENCY_OF_ROW(currency=currency))
                        )
                    values[key] = amount
                elif not isinstance(code, str) or code not in vocabulary.currencies:
                    problems.append(
                        (_title(places, key), show(str(code or amount)), Rows.AMOUNT_WITH_CURRENCY(known=known))
                    )
                else:
                    values[key] = f"{amount:f} {code}"
            case str() | bool() | date() | Decimal() | tuple():
                values[key] = cell
    return values


def _named_currency(places: list[Place], key: str, row: Row) -> str | None:
    for place in places:
        if place.key == key and place.currency_index is not None:
            return row.cells[place.currency_index].strip() or None
    return None


def _lacking(section: str, values: Mapping[str, FactValue], problems: list[Problem], places: list[Place]) -> list[str]:
    """The keys without which the row says nothing, as far as no problem speaks of them already."""
    told = {title for title, _, _ in problems}
    lacking = [key for key in NEEDED[section] if key not in values and _title(places, key) not in told]
    whose = WHOSE.get(section, ())
    if whose and values.keys().isdisjoint(whose):
        lacking.append(whose[0])
    return lacking


def _title(places: list[Place], key: str) -> str:
    return next((place.title for place in places if place.key == key), key)
