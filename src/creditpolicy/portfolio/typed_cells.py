"""A cell's text to a fact's value, by the fact's type and by how the file writes things."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from creditpolicy.portfolio.cell_words import Cells
from creditpolicy.portfolio.cells import BadCell
from creditpolicy.portfolio.dates import date_reader
from creditpolicy.portfolio.did_you_mean import did_you_mean
from creditpolicy.portfolio.exact import at_scale
from creditpolicy.portfolio.mapping import Column, Format
from creditpolicy.portfolio.numbers import fit, number_reader, split_currency, whole_number
from creditpolicy.portfolio.slots import Slot
from creditpolicy.values.types import (
    BooleanType,
    Bounds,
    DateType,
    DaysType,
    EnumType,
    ListType,
    MoneyType,
    MonthsType,
    NumberType,
    TextType,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it stands in a cell; its currency may stand elsewhere in the row."""

    value: Decimal
    currency: str | None


Cell: TypeAlias = str | bool | date | Decimal | Amount | tuple[str, ...] | None
"""What a cell says; None: nothing is known."""

CANONICAL = Format()
"""How the product itself writes things: `2026-01-31`, `1234.50`, `true`."""


def cell_reader(slot: Slot, written: Format, column: Column | None = None) -> Callable[[str], Cell]:
    """The reader of one column: blanks off, `lookup`, nothing known, `as`, `pad_left`, then the fact's type."""
    if column is None:
        return _typed(slot, written)
    read = _typed(slot, written, rounds=column.round_half_up)
    lookup = None if column.lookup is None else _looked_up(column.lookup, slot)

    def read_cell(text: str) -> Cell:
        text = text.strip()
        if lookup is not None and (text or "" in lookup):
            if text not in lookup:
                raise BadCell(Cells.LOOKED_UP(words=", ".join(f"`{word}`" for word in lookup)))
            return lookup[text]
        if not text or text in written.missing:
            return None
        if column.whole_number:
            text = whole_number(text)
        if column.pad_left is not None:
            text = _padded(text, *column.pad_left)
        return read(text)

    return read_cell


def constant(slot: Slot, text: str) -> Cell:
    """The value of a text that the mapping itself gives, as the product writes things.

    Raises:
        BadCell: it is no value of the fact.

    """
    return _typed(slot, CANONICAL)(text)


def _looked_up(lookup: Mapping[str, str], slot: Slot) -> dict[str, Cell]:
    read = _typed(slot, CANONICAL)
    return {word: read(text) if text else None for word, text in lookup.items()}


def _padded(text: str, to: int, sign: str) -> str:
    # A zero belongs before a number; `CCU013` never had one.
    if sign.isdigit() and not text.isdigit():
        return text
    return text.rjust(to, sign)


def _typed(slot: Slot, written: Format, *, rounds: bool = False) -> Callable[[str], Cell]:
    number = number_reader(written.decimal, written.thousands)

    def fitted(value: Decimal, scale: int | None, bounds: Bounds, unit: str) -> Decimal:
        if rounds and scale is not None:
            value = at_scale(value, scale)
        return fit(value, scale, bounds, unit)

    match slot.type:
        case BooleanType():
            return _boolean
        case DateType():
            return date_reader(written.dates)
        case EnumType(members=members):
            return _member(members)
        case MoneyType(currency=currency, scale=scale, bounds=bounds):

            def money(text: str) -> Cell:
                plain, code = split_currency(text)
                if currency is not None and code not in (None, currency):
                    raise BadCell(Cells.AMOUNT_IN(currency=currency))
                return Amount(fitted(number(plain), scale, bounds, Cells.AMOUNT()), code or currency)

            return money
        case NumberType(scale=scale, bounds=bounds, percent=percent):

            def share(text: str) -> Cell:
                if percent and text.endswith("%"):
                    hundredth = number(text.removesuffix("%").rstrip())
                    return fitted(Decimal(f"{hundredth:f}e-2"), scale, bounds, Cells.PERCENTAGE())
                return fitted(number(text), scale, bounds, Cells.NUMBER())

            return share
        case DaysType(scale=scale, bounds=bounds):
            return lambda text: fitted(number(text), scale, bounds, Cells.DAYS())
        case MonthsType(bounds=bounds):
            return lambda text: fitted(number(text), 0, bounds, Cells.MONTHS())
        case TextType():
            return _text({})
        case ListType(of=of):
            item = _member(of.members) if isinstance(of, EnumType) else _text({})
            return lambda text: tuple(item(part.strip()) for part in text.split(";") if part.strip())


def _text(seen: dict[str, str]) -> Callable[[str], str]:
    # The same few texts stand in many rows: each is kept once.
    return lambda text: seen.setdefault(text, text)


def _boolean(text: str) -> bool:
    word = text.lower()
    if word not in ("true", "false"):
        raise BadCell(Cells.BOOLEAN())
    return word == "true"


def _member(members: tuple[str, ...]) -> Callable[[str], str]:
    same = {member: member for member in members}

    def read(text: str) -> str:
        if text not in same:
            near = did_you_mean(text, tuple(members))
            listed = Cells.ONE_OF(members=", ".join(members)) if len(members) <= 12 else Cells.MEMBER()
            raise BadCell(Cells.WITH_HELP(wanted=listed, help=near) if near else listed)
        return same[text]

    return read
