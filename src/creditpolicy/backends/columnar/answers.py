"""The answers of a point as the columns of its outcome, each of a type that the policy tells alone."""

import polars

from creditpolicy.backends.columnar.column import (
    NOTHING,
    TEXTS,
    UNKNOWN,
    VARIES,
    Column,
    Expr,
    NotCompiled,
    among,
    as_text,
    at_scale,
    constant,
    taken,
    texts,
    whole,
)
from creditpolicy.backends.columnar.point import Asking
from creditpolicy.formulas import Answer
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

_DIGITS = 38


def type_of(of: Type) -> polars.DataType:
    """The type of the column of an answer."""
    match of:
        case BooleanType():
            return polars.Boolean()
        case EnumType(members=members):
            return polars.Enum(members)
        case TextType():
            return polars.String()
        case DateType():
            return polars.Date()
        case ListType():
            return TEXTS
        case MoneyType(scale=None) | NumberType(scale=None) | DaysType(scale=None):
            return polars.String()
        case MoneyType(scale=scale):
            return polars.Decimal(_DIGITS, max(2, scale or 0))
        case NumberType(scale=0) | DaysType(scale=0) | MonthsType():
            return polars.Int64()
        case NumberType(scale=scale) | DaysType(scale=scale):
            return polars.Decimal(_DIGITS, scale or 0)


def answer(asking: Asking, asked: Answer, *, joined: bool = False) -> tuple[Expr, Expr | None]:
    """An answer as its column, and where it is known; None where that is so in every row.

    Lists are `joined` to one text if that is asked.
    """
    of = asked.formula.type
    found = asking.value(asked.formula)
    if joined and found.text is not None:
        return found.text, None
    found = asking.kept(found)
    known = found.known if found.maybe else None
    kind = type_of(of)
    if found.constant in {UNKNOWN, NOTHING}:
        shown: Expr = polars.lit(None, dtype=kind)
        known = polars.lit(found.constant is NOTHING) if found.maybe else None
    else:
        shown = _shown(of, found, kind)
    if joined and isinstance(of, ListType):
        shown = as_text(shown, texts())
    return shown, known


def shown_constant(of: Type, value: Value) -> Expr:
    """A value of the policy as it stands in the column of an answer."""
    if value is None:
        return polars.lit(None, dtype=type_of(of))
    return _shown(of, constant((value,) if isinstance(of, ListType) and isinstance(value, str) else value), type_of(of))


def _shown(of: Type, found: Column, kind: polars.DataType) -> Expr:
    match of:
        case BooleanType() | TextType():
            return found.expr
        case EnumType(members=members):
            if isinstance(found.constant, str):
                return polars.lit(found.constant, dtype=kind)
            # Taken from a list in two thirds of the time in which each place is looked at to be one.
            return taken(polars.Series(members, dtype=kind), among(found, members).expr)
        case ListType():
            return found.expr if found.constant is VARIES else polars.lit(list(found.constant), dtype=kind)  # type: ignore[arg-type]  # words
        case DateType():
            return found.expr.cast(polars.Int32()).cast(polars.Date())
        case MoneyType() | NumberType() | DaysType() | MonthsType():
            return _digits(found, kind)


def _digits(found: Column, kind: polars.DataType) -> Expr:
    if found.over is not None or kind == polars.String():
        raise NotCompiled
    scale = int(kind.scale) if isinstance(kind, polars.Decimal) else 0
    if found.scale > scale:
        raise NotCompiled
    if isinstance(found.constant, int):
        found = whole(found.constant, found.scale)
    found = at_scale(found, scale)
    if not isinstance(kind, polars.Decimal):
        if found.is_wide:
            raise NotCompiled
        return found.expr.cast(polars.Int64())
    return found.expr.cast(polars.Int128()).reinterpret(dtype=kind)
