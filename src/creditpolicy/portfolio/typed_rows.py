"""Rows of text to rows of facts as they were on one day; what does not fit becomes a `Reject`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.cell_words import Rows
from creditpolicy.portfolio.cells import BadCell
from creditpolicy.portfolio.mapping import LISTS, FileMapping
from creditpolicy.portfolio.readers import Row, Sheet
from creditpolicy.portfolio.slots import DATED_BY, IN_THEIR_CURRENCY, NEEDED, slots_of
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
class _Place:
    """Where a fact stands in a row."""

    key: str
    title: str
    index: int
    read: Callable[[str], Cell]
    currency_index: int | None
    minute: str | None


def typed_rows(sheet: Sheet, mapping: FileMapping, vocabulary: Vocabulary, as_of: date) -> Iterator[Entry | Reject]:
    """The rows that are visible on `as_of`. A row dated later is as if it were not there, whatever else is in it."""
    section = mapping.section
    slots = slots_of(section, vocabulary)
    at = {title: index for index, title in enumerate(sheet.header)}
    places = [
        _Place(
            column.key,
            column.column,
            at[column.column],
            cell_reader(slots[column.key], mapping.format, column),
            at[column.currency_from] if column.currency_from else None,
            slots[column.key].minute,
        )
        for column in mapping.columns
    ]
    dated = DATED_BY.get(section)
    places.sort(key=lambda place: place.key != dated)
    constants = {key: constant(slots[key], text) for key, text in mapping.constants.items()}
    for row in sheet.rows:
        if row.problem is not None and _is_later(row, sheet, places, dated, as_of):
            continue
        if row.problem is not None:
            shown = show(",".join(row.cells))
            yield Reject(sheet.name, row.line, "", shown, row.problem, section)
            continue
        cells, problems = _read(row, places, constants, vocabulary.time_zone)
        day = cells.get(dated) if dated else None
        if isinstance(day, date) and day > as_of:
            continue
        values = _values(cells, problems, places, row, section, vocabulary)
        problems += [(_title(places, key), "", Rows.VALUE()) for key in _lacking(section, values, problems, places)]
        if problems:
            yield _reject(sheet, row, section, problems, cells)
        else:
            yield Entry(row.line, without_later_events(values, section, as_of))


def _is_later(row: Row, sheet: Sheet, places: list[_Place], dated: str | None, as_of: date) -> bool:
    """Whether a row with a problem, but with all its cells, is dated after `as_of` as far as can be read."""
    if len(row.cells) != len(sheet.header) or not places or places[0].key != dated:
        return False
    try:
        day = places[0].read(row.cells[places[0].index])
    except BadCell:
        return False
    return isinstance(day, date) and day > as_of


def show(text: str) -> str:
    """A text that was found in a file, fit to be shown: short, and free of what is no text."""
    short = text if len(text) <= 120 else text[:119] + "…"
    return short.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def _read(
    row: Row, places: list[_Place], constants: Mapping[str, Cell], zone: str | None
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
    places: list[_Place],
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


def _named_currency(places: list[_Place], key: str, row: Row) -> str | None:
    for place in places:
        if place.key == key and place.currency_index is not None:
            return row.cells[place.currency_index].strip() or None
    return None


def _lacking(section: str, values: Mapping[str, FactValue], problems: list[Problem], places: list[_Place]) -> list[str]:
    """The keys without which the row says nothing, as far as no problem speaks of them already."""
    told = {title for title, _, _ in problems}
    lacking = [key for key in NEEDED[section] if key not in values and _title(places, key) not in told]
    if section in LISTS and not values.keys() & {"customer_id", "invoice_id"}:
        lacking.append("customer_id")
    return lacking


def _title(places: list[_Place], key: str) -> str:
    return next((place.title for place in places if place.key == key), key)


def _reject(sheet: Sheet, row: Row, section: str, problems: list[Problem], cells: Mapping[str, Cell]) -> Reject:
    column, found, wanted = problems[0]
    return Reject(
        file=sheet.name,
        line=row.line,
        column=column,
        found=found,
        wanted=wanted,
        section=section,
        customer_id=show(str(cells.get("customer_id") or "")),
        invoice_id=show(str(cells.get("invoice_id") or "")),
        others=tuple(Rows.FURTHER(column=title, found=text, wanted=want) for title, text, want in problems[1:]),
    )
