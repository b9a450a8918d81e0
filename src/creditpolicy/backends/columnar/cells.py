"""The cells of a column to whole numbers, places of words, days and truth values, whatever type the column has.

A value in a form that is rare, or wrong, is null here: it is looked at again by `facts/reading.py`.
"""

from collections.abc import Mapping, Sequence

import polars

from creditpolicy.backends.columnar.column import TEXTS, Expr, scale_of
from creditpolicy.backends.columnar.known_words import KnownWords, known_words
from creditpolicy.facts.reading import LONGEST_TEXT, MOST_ITEMS, MOST_OF_A_FLOAT
from creditpolicy.facts.vocabulary import Fact, Vocabulary
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

MOST = 10**15
"""Numbers beyond this, at their scale, are left to those that decide case by case."""
_FEW, _SHORT = 4, 12


class Cells:
    """What reads the facts of frames with these columns and types."""

    def __init__(self, schema: polars.Schema, vocabulary: Vocabulary, columns: Mapping[str, str]) -> None:
        """Nothing is read yet: as a `Reader`."""
        self.columns = columns
        self.dtypes = schema
        self.currencies = vocabulary.currencies

    def value(self, fact: Fact) -> Expr:
        """A value that is null where it must be looked at, once it was `compared`."""
        column = self.columns[fact.name]
        dtype = self.dtypes[column]
        given = polars.col(column)
        none = polars.lit(None, dtype=kind_of_fact(fact.type))
        if dtype == polars.Null:
            return none
        match fact.type:
            case BooleanType():
                return given if dtype == polars.Boolean else none
            case TextType():
                return self._text(given, dtype, none)
            case EnumType() as of:
                return _member(given, dtype, of, none)
            case DateType():
                return none if fact.minute is not None and dtype != polars.Date else _day(given, dtype, none)
            case ListType(of=item):
                return _list(given, dtype, item, none)
            case MoneyType() as of:
                return self._amount(fact, given, dtype, of, none)
            case NumberType(scale=scale) | DaysType(scale=scale):
                return _number(given, dtype, scale or 0, none)
            case MonthsType():
                return _number(given, dtype, 0, none)

    def compared(self, fact: Fact, value: Expr) -> Expr | None:
        """The value if it gives back the cell that it was read from, else null; None where it does so for certain."""
        column = self.columns[fact.name]
        dtype, given = self.dtypes[column], polars.col(column)
        if dtype.is_float() and kind_of_fact(fact.type) == polars.Int64:
            return _exact(value, given, 10 ** scale_of(fact.type))
        known = _by_hash(fact.type, dtype)
        return None if known is None else known.compared(value, given)

    def _text(self, given: Expr, dtype: polars.DataType, none: Expr) -> Expr:
        if not _is_text(dtype):
            return none
        text = given.cast(polars.String())
        return polars.when(text.str.len_bytes() <= LONGEST_TEXT).then(text)

    def _amount(self, fact: Fact, given: Expr, dtype: polars.DataType, of: MoneyType, none: Expr) -> Expr:
        scale = scale_of(of)
        if of.scale is None:
            return none
        own = self.columns.get(f"{fact.record}.currency")
        said = None if own is None or not _is_text(self.dtypes[own]) else polars.col(own).cast(polars.String())
        if dtype == polars.String:
            known = "|".join(self.currencies)
            bare = len(self.currencies) == 1
            plain = given.str.replace(f" (?:{known})$", "")
            ends = f"(?: (?:{known}))" + ("?" if bare else "")
            found = _from_text(
                plain, given.str.contains(rf"^-?[0-9]{{1,15}}(?:\.[0-9]{{1,{of.scale or 1}}})?{ends}$"), scale
            )
        else:
            found = _on_grid(_number(given, dtype, scale, none), scale - of.scale)
            if len(self.currencies) > 1:
                found = none if said is None else polars.when(said.is_in(list(self.currencies))).then(found)
        if said is not None and len(self.currencies) == 1:
            found = polars.when(said.is_null() | (said == self.currencies[0])).then(found)
        return found


def kind_of_fact(of: Type) -> polars.DataType:
    """The type of the column of a fact."""
    match of:
        case BooleanType():
            return polars.Boolean()
        case TextType():
            return polars.String()
        case EnumType():
            return polars.UInt8()
        case DateType():
            return polars.Int32()
        case ListType():
            return TEXTS
        case NumberType() | MoneyType() | DaysType() | MonthsType():
            return polars.Int64()


def _is_text(dtype: polars.DataType) -> bool:
    return dtype == polars.String or isinstance(dtype, polars.Categorical | polars.Enum)


def _member(given: Expr, dtype: polars.DataType, of: EnumType, none: Expr) -> Expr:
    if not _is_text(dtype):
        return none
    kind = polars.Enum(of.members)
    if dtype == kind:
        return given.to_physical()
    if dtype == polars.String and _are_compared(of.members):
        # Texts this short are compared as numbers, which is faster than looking them up.
        found: Expr = polars.lit(None, dtype=polars.UInt8())
        for place, word in enumerate(of.members):
            found = polars.when(given == word).then(polars.lit(place, dtype=polars.UInt8())).otherwise(found)
        return found
    known = _by_hash(of, dtype)
    if known is not None:
        return known.supposed(given)
    return given.cast(polars.String()).cast(kind, strict=False).to_physical()


def _are_compared(members: Sequence[str]) -> bool:
    return len(members) <= _FEW and all(len(word.encode()) <= _SHORT for word in members)


def _by_hash(of: Type, dtype: polars.DataType) -> KnownWords | None:
    """What finds the words of a column, where they are looked up by their hash."""
    if not isinstance(of, EnumType) or dtype != polars.String or _are_compared(of.members):
        return None
    return known_words(of.members)


def _day(given: Expr, dtype: polars.DataType, none: Expr) -> Expr:
    if dtype == polars.Date:
        return given.to_physical()
    if isinstance(dtype, polars.Datetime) and dtype.time_zone is None:
        day = given.dt.date()
        return polars.when(day.cast(dtype) == given).then(day.to_physical())
    if dtype == polars.String:
        day = given.str.to_date("%Y-%m-%d", strict=False)
        return polars.when(day.dt.to_string("%Y-%m-%d") == given).then(day.to_physical())
    return none


def _list(given: Expr, dtype: polars.DataType, item: Type, none: Expr) -> Expr:
    if not isinstance(dtype, polars.List) or not (dtype.inner == polars.Null or _is_text(dtype.inner)):  # type: ignore[arg-type]  # a type that was made
        return none
    texts = given.cast(TEXTS)
    one = polars.element()
    fits = one.is_in(list(item.members)) if isinstance(item, EnumType) else one.str.len_bytes() <= LONGEST_TEXT
    every = texts.list.eval(fits.fill_null(value=False)).list.all()
    return polars.when(every & (texts.list.len() <= MOST_ITEMS)).then(texts)


def _number(given: Expr, dtype: polars.DataType, scale: int, none: Expr) -> Expr:
    factor = 10**scale
    if dtype.is_integer():
        whole = given.cast(polars.Int64(), strict=False)
        small = dtype in {polars.Int8, polars.Int16, polars.Int32, polars.UInt8, polars.UInt16, polars.UInt32}
        if not scale or (small and scale <= 8):
            return whole * factor if scale else whole
        return polars.when(whole.is_between(-(MOST // factor), MOST // factor)).then(whole * factor)
    if dtype.is_float():
        # Whether it is that number exactly is compared later.
        scaled: Expr = (given.cast(polars.Float64()) * factor + 0.5).floor()
        return scaled.cast(polars.Int64(), strict=False)
    if dtype.is_decimal():
        finer = int(dtype.scale) - scale  # type: ignore[attr-defined]  # a decimal
        digits = given.to_physical().cast(polars.Int128())
        if finer <= 0:
            within = digits.is_between(-(MOST // 10**-finer), MOST // 10**-finer)
            return polars.when(within).then(digits * 10**-finer).cast(polars.Int64(), strict=False)
        return _on_grid(digits, finer, strip=True).cast(polars.Int64(), strict=False)
    if dtype == polars.String:
        digits_after = f"(?:\\.[0-9]{{1,{scale}}})?" if scale else ""
        return _from_text(given, given.str.contains(f"^-?[0-9]{{1,15}}{digits_after}$"), scale)
    return none


def _exact(whole: Expr, given: Expr, factor: int) -> Expr:
    """The whole numbers that give back the float they were read from; null for the others.

    Of at most 15 digits a float has one shortest text: where its whole number of parts gives it back, that is it.
    """
    parts = whole.cast(polars.Float64())
    # Divided by a column, as by one number Polars multiplies with its inverse, which is not exact.
    fits = (parts / (parts * 0 + factor) == given.cast(polars.Float64())) & (whole.abs() < MOST_OF_A_FLOAT)
    return polars.when(fits).then(whole)


def _on_grid(digits: Expr, finer: int, *, strip: bool = False) -> Expr:
    """Numbers that have no digits finer than so many; without those, where they are to be stripped."""
    if finer <= 0:
        return digits
    step = 10**finer
    return polars.when(digits % step == 0).then(digits // step if strip else digits)


def _from_text(text: Expr, fits: Expr, scale: int) -> Expr:
    """Whole numbers from texts that are known to be numbers with no more digits after the point."""
    digits = polars.when(fits).then(text).cast(polars.Decimal(38, scale), strict=False)
    return digits.to_physical().cast(polars.Int64(), strict=False)
