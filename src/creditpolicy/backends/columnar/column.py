"""Columns of values while expressions are made, and what is known of them before any row is seen.

Unknown is null, and booleans are Kleene's. Numbers, amounts and days are whole numbers times a power of ten; words are
their place among the members of their enum. INVARIANT: an expression of numbers is Int128 where `low` or `high` lies
beyond Int64, and no result lies beyond what its expression holds.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final, TypeAlias

import polars

from creditpolicy.values.money import Money
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
from creditpolicy.values.value import Value

EPOCH = date(1970, 1, 1).toordinal()
MOST_SCALE = 30
_SMALL, _LARGE = 2**63 - 1, 2**127 - 1


class NotCompiled(Exception):
    """What this back end leaves to those that decide case by case."""


class Mark(Enum):
    """What is known of a column beside values."""

    VARIES = "varies"
    UNKNOWN = "unknown"
    NOTHING = "nothing"


VARIES, UNKNOWN, NOTHING = Mark.VARIES, Mark.UNKNOWN, Mark.NOTHING
Constant: TypeAlias = bool | int | str | tuple[str, ...] | Mark
Expr: TypeAlias = polars.Expr
BOOLEAN: Final = polars.Boolean()
TEXTS: Final = polars.List(polars.String())
MOST_LISTED = 1 << 13
"""So many combinations of codes are spelled out before any is seen."""
SEPARATOR = "; "
"""Between the words of a list that is one text."""


@dataclass(frozen=True, slots=True)
class Column:
    """An expression.

    `maybe`: it may be null, unknown. Numbers stand there times ten to the power `scale`, between `low` and `high`, and
    are divided by `over`, which is above zero, where that is not None. Words are their place among `members`.
    `nothing` says where the value is the known nothing; it is null there. `constant` is the value in every row, if any.
    `text` is a list of words as one text, where that is made faster than by joining them.
    """

    expr: Expr
    maybe: bool = True
    scale: int = 0
    low: int = 0
    high: int = 0
    over: "Column | None" = None
    members: tuple[str, ...] = ()
    nothing: Expr | None = None
    constant: Constant = VARIES
    text: Expr | None = None

    @property
    def is_wide(self) -> bool:
        """Whether its numbers need Int128."""
        return is_wide(self.low, self.high)

    @property
    def known(self) -> Expr:
        """Where it is not unknown."""
        if not self.maybe:
            return polars.lit(value=True)
        known = self.expr.is_not_null()
        return known if self.nothing is None else known | self.nothing


def is_wide(low: int, high: int) -> bool:
    """Whether numbers between need Int128."""
    if not -_LARGE <= low <= high <= _LARGE:
        raise NotCompiled
    return not -_SMALL <= low <= high <= _SMALL


def width(low: int, high: int) -> polars.DataType:
    """The type of whole numbers between."""
    return polars.Int128() if is_wide(low, high) else polars.Int64()


def whole(value: int, scale: int = 0, kind: polars.DataType | None = None) -> Column:
    """A number that is the same in every row."""
    return Column(
        polars.lit(value, dtype=kind or width(value, value)),
        maybe=False,
        scale=scale,
        low=value,
        high=value,
        constant=value,
    )


def truth(value: bool) -> Column:  # noqa: FBT001 - it is the value
    """A condition that is the same in every row."""
    return Column(polars.lit(value), maybe=False, constant=value)


def nothing_known() -> Column:
    """A value that is unknown in every row."""
    return Column(polars.lit(None), constant=UNKNOWN)


def day_number(day: date) -> int:
    """A day as the number of days since 1970."""
    return day.toordinal() - EPOCH


def constant(value: Value) -> Column:
    """A value of the policy."""
    match value:
        case None:
            return Column(polars.lit(None), maybe=False, nothing=polars.lit(value=True), constant=NOTHING)
        case bool():
            return truth(value)
        case str():
            return Column(polars.lit(value), maybe=False, constant=value)
        case tuple():
            return Column(polars.lit(None), maybe=False, constant=value)
        case date():
            return whole(day_number(value), kind=polars.Int32())
        case Money(amount=amount):
            return number(amount)
        case Fraction():
            return number(value)


def number(value: Fraction) -> Column:
    """A number at the least scale at which it is whole; a ratio where there is none."""
    for scale in range(MOST_SCALE + 1):
        at_scale = value * 10**scale
        if at_scale.denominator == 1:
            return whole(at_scale.numerator, scale)
    return replace(whole(value.numerator), over=whole(value.denominator), constant=VARIES)


def scale_of(of: Type) -> int:
    """To which power of ten a fact is kept as a whole number."""
    match of:
        case MoneyType(scale=scale):
            return max(2, scale or 0)
        case NumberType(scale=scale) | DaysType(scale=scale):
            return scale or 0
    return 0


def code_type(count: int) -> polars.DataType:
    """The type of places among so many."""
    return polars.UInt8() if count < 255 else polars.UInt16() if count < 65535 else polars.UInt32()


def kind_of(of: Type, column: Column) -> polars.DataType:
    """The type of the expressions of a column."""
    match of:
        case BooleanType():
            return BOOLEAN
        case EnumType():
            return code_type(len(column.members))
        case TextType():
            return polars.String()
        case DateType():
            return polars.Int32()
        case ListType():
            return TEXTS
        case NumberType() | MoneyType() | DaysType() | MonthsType():
            return width(column.low, column.high)


def alike(of: Type, columns: tuple[Column, ...]) -> tuple[tuple[Column, ...], Column]:
    """The same values at one scale and of one type of expressions, and what is known of any of them."""
    valued = [one for one in columns if one.constant not in {UNKNOWN, NOTHING}]
    maybe = any(one.maybe for one in columns)
    if isinstance(of, NumberType | MoneyType | DaysType | MonthsType):
        scale = max((one.scale for one in valued), default=0)
        scaled = [at_scale(one, scale) for one in columns]
        low = min((one.low for one in scaled if one.constant not in {UNKNOWN, NOTHING}), default=0)
        high = max((one.high for one in scaled if one.constant not in {UNKNOWN, NOTHING}), default=0)
        like = Column(polars.lit(None), maybe=maybe, scale=scale, low=low, high=high)
        if any(one.over is not None for one in scaled):
            dens = [one.over or whole(1) for one in scaled]
            den_low, den_high = min(one.low for one in dens), max(one.high for one in dens)
            den = Column(polars.lit(None), maybe=maybe, low=den_low, high=den_high)
            like = replace(like, over=den)
            scaled = [
                replace(one, over=_cast(own, width(den_low, den_high))) for one, own in zip(scaled, dens, strict=True)
            ]
        kind = width(low, high)
        return tuple(_typed(one, kind) for one in scaled), like
    if isinstance(of, EnumType):
        like = Column(polars.lit(None), maybe=maybe, members=of.members)
        return tuple(among(one, of.members) for one in columns), like
    low, high = min((one.low for one in valued), default=0), max((one.high for one in valued), default=0)
    like = Column(polars.lit(None), maybe=maybe, low=low, high=high)
    return tuple(_typed(one, kind_of(of, like)) for one in columns), like


def among(column: Column, members: tuple[str, ...]) -> Column:
    """Words as their place among other members."""
    kind = code_type(len(members))
    if isinstance(column.constant, Mark) and column.constant is not VARIES:
        return replace(column, expr=polars.lit(None, dtype=kind), members=members)
    if isinstance(column.constant, str):
        if column.constant not in members:
            raise NotCompiled
        return replace(column, expr=polars.lit(members.index(column.constant), dtype=kind), members=members)
    if column.members == members:
        return column
    if not column.members or not set(column.members) <= set(members):
        raise NotCompiled
    places = polars.Series([members.index(word) for word in column.members], dtype=kind)
    return replace(column, expr=taken(places, column.expr), members=members)


def taken(values: polars.Series, index: Expr) -> Expr:
    """The values at the places `index`; null where that is null."""
    return polars.lit(values).gather(index)


def texts() -> polars.DataType:
    """A type for texts of which there are few: what was seen of them goes with the last column of this type."""
    return polars.Categorical(polars.Categories.random())


def as_text(words: Expr, kind: polars.DataType) -> Expr:
    """Lists of words as one text each."""
    return words.list.join(SEPARATOR).cast(kind)


def at_scale(column: Column, scale: int) -> Column:
    """The same number at a finer scale."""
    if column.scale == scale or column.constant in {UNKNOWN, NOTHING}:
        return replace(column, scale=scale)
    factor = 10 ** (scale - column.scale)
    if isinstance(column.constant, int):
        return whole(column.constant * factor, scale)
    low, high = column.low * factor, column.high * factor
    return replace(column, expr=widened(column, low, high) * factor_of(factor), scale=scale, low=low, high=high)


def factor_of(value: int) -> Expr:
    """A number to count with, of the type of what it is counted with."""
    return polars.lit(value, dtype=polars.Int128()) if is_wide(value, value) else polars.lit(value)


def widened(column: Column, low: int, high: int) -> Expr:
    """The numbers in a type that holds all from `low` to `high` too."""
    if column.is_wide or not is_wide(low, high):
        return column.expr
    return column.expr.cast(polars.Int128())


def narrowed(expr: Expr, low: int, high: int, *, was_wide: bool) -> Expr:
    """Numbers that were counted with Int128, and are small again."""
    return expr.cast(polars.Int64()) if was_wide and not is_wide(low, high) else expr


def _cast(column: Column, kind: polars.DataType) -> Column:
    return replace(column, expr=column.expr.cast(kind))


def _typed(column: Column, kind: polars.DataType) -> Column:
    match column.constant:
        case Mark.UNKNOWN | Mark.NOTHING:
            return replace(column, expr=polars.lit(None, dtype=kind))
        case tuple() as words:
            return replace(column, expr=polars.lit(list(words), dtype=kind))
        case bool() | str():
            return column
        case int() as value:
            return replace(column, expr=polars.lit(value, dtype=kind))
        case Mark.VARIES:
            return column if not isinstance(kind, polars.Int64 | polars.Int128) else _cast(column, kind)
