"""Built-in functions: the frequent ones as expressions, the rest by their meaning, once for each different call."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import polars

from creditpolicy.backends.columnar import arithmetic, days
from creditpolicy.backends.columnar.column import (
    EPOCH,
    UNKNOWN,
    VARIES,
    Column,
    Expr,
    NotCompiled,
    alike,
    constant,
    day_number,
    nothing_known,
)
from creditpolicy.backends.columnar.days import FIRST, LAST
from creditpolicy.backends.columnar.writes import Writes
from creditpolicy.formulas import Apply, Const
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
from creditpolicy.values.unknown import Unknown
from creditpolicy.values.value import Value

_ROUNDINGS = {
    "round up": "up",
    "round down": "down",
    "round half up": "half up",
    "round half down": "half down",
    "decimal": "half even",
    "floor": "floor",
    "ceiling": "ceiling",
}
_MOST_COUNT = 10**9
"""What is counted in a calendar or a text is never more."""


def applied(w: Writes, formula: Apply, arguments: tuple[Column, ...]) -> Column:
    """A call, unknown where an argument is."""
    if any(one.constant is UNKNOWN for one in arguments):
        return nothing_known()
    name = formula.function
    if name in _ROUNDINGS and (places := _places(formula)) is not None:
        return arithmetic.rounded(arguments[0], _ROUNDINGS[name], places)
    match name, arguments:
        case "min" | "max", _:
            return _extreme(name, formula.type, arguments)
        case "abs", (one,):
            return arithmetic.absolute(one)
        case "negate", (one,):
            return arithmetic.negated(one)
        case "months between", (start, end):
            return days.months_between(start, end)
        case "year" | "month" | "day" | "weekday", (day,):
            return days.part(day, name)
        case "contains" | "starts with" | "ends with", (text, part):
            return _in_text(name, text, part)
        case "string length", (text,):
            return Column(text.expr.str.len_chars().cast(polars.Int64()), text.maybe, low=0, high=2**31)
        case "list contains", (items, item) if items.constant is VARIES and isinstance(item.constant, str):
            return Column(items.expr.list.contains(polars.lit(item.constant)), items.maybe)
        case "count", (items,) if items.constant is VARIES:
            return Column(items.expr.list.len().cast(polars.Int64()), items.maybe, low=0, high=2**31)
    return _by_meaning(w, formula, arguments)


def _places(formula: Apply) -> int | None:
    """To how many digits is rounded, where the policy says it."""
    match formula.arguments:
        case (_,):
            return 0
        case (_, Const(value=places)) if not isinstance(places, bool) and isinstance(places, Fraction):
            return int(places) if places >= 0 else None
    return None


def _in_text(name: str, text: Column, part: Column) -> Column:
    within = text.expr.str
    match name:
        case "contains":
            found = within.contains(part.expr, literal=True)
        case "starts with":
            found = within.starts_with(part.expr)
        case _:
            found = within.ends_with(part.expr)
    return Column(found, text.maybe or part.maybe)


def _extreme(name: str, of: Type, arguments: tuple[Column, ...]) -> Column:
    if len(arguments) == 1:
        return arguments[0]
    if isinstance(of, BooleanType | EnumType | TextType | ListType):
        raise NotCompiled
    columns, like = alike(of, arguments)
    low, high = arithmetic.smallest(columns) if name == "min" else arithmetic.largest(columns)
    found = columns[0]
    for other in columns[1:]:
        test = arithmetic.compared("<=" if name == "min" else ">=", _varying(found), _varying(other))
        expr: Expr = polars.when(test.expr).then(found.expr).when(~test.expr).then(other.expr)
        if not test.maybe:
            expr = polars.when(test.expr).then(found.expr).otherwise(other.expr)
        over = None
        if found.over is not None and other.over is not None and like.over is not None:
            den = polars.when(test.expr).then(found.over.expr).otherwise(other.over.expr)
            over = replace(like.over, expr=den)
        bounds = (min, max)[name == "max"]
        found = replace(
            like,
            expr=expr,
            over=over,
            maybe=found.maybe or other.maybe,
            low=bounds(found.low, other.low) if over is None else like.low,
            high=bounds(found.high, other.high) if over is None else like.high,
        )
    if like.over is None:
        kind_is_wide = like.is_wide
        found = replace(found, low=low, high=high)
        if kind_is_wide and not found.is_wide:
            found = replace(found, expr=found.expr.cast(polars.Int64()))
    return found


def _varying(column: Column) -> Column:
    """The same where its type counts, not its value."""
    return replace(column, constant=VARIES)


def _by_meaning(w: Writes, formula: Apply, arguments: tuple[Column, ...]) -> Column:
    """The function of values that every back end shares."""
    of = formula.type
    kind = _kind(of)
    varying = [index for index, one in enumerate(arguments) if one.constant is VARIES]
    if any(arguments[index].over is not None for index in varying):
        raise NotCompiled
    fixed = [
        _constant(one, argument.type, w.currency) for one, argument in zip(arguments, formula.arguments, strict=True)
    ]
    if not varying:
        found = w.meaning(formula.function, tuple(fixed))
        return nothing_known() if isinstance(found, Unknown) else constant(found)

    def answers(rows: Sequence[tuple[Any, ...]]) -> polars.Series:
        given = list(fixed)
        found: list[Any] = []
        for row in rows:
            if None in row:
                found.append(None)
                continue
            for index, plain in zip(varying, row, strict=True):
                given[index] = value_of(plain, arguments[index], formula.arguments[index].type, w.currency)
            found.append(_plain(w.meaning(formula.function, tuple(given))))
        return polars.Series(found, dtype=kind)

    expr = w.looked_up([arguments[index].expr for index in varying], answers)
    bounds = (FIRST, LAST) if isinstance(of, DateType) else (-_MOST_COUNT, _MOST_COUNT)
    return Column(expr, maybe=True, low=bounds[0], high=bounds[1])


def _kind(of: Type) -> polars.DataType:
    """The type of what is looked up; what needs digits after the point is not."""
    match of:
        case BooleanType():
            return polars.Boolean()
        case DateType():
            return polars.Int32()
        case NumberType(scale=0) | DaysType(scale=0) | MonthsType():
            return polars.Int64()
    raise NotCompiled


def _constant(column: Column, of: Type, currency: str) -> Value:
    return None if column.constant is VARIES else value_of(column.constant, column, of, currency)


def value_of(plain: Any, column: Column, of: Type, currency: str) -> Value:  # noqa: ANN401 - any plain value
    """The value that stands in a column in its plain form."""
    match of:
        case MoneyType():
            if not currency:
                raise NotCompiled
            return Money(Fraction(plain, 10**column.scale), currency)
        case NumberType() | DaysType() | MonthsType():
            return Fraction(plain, 10**column.scale)
        case DateType():
            return date.fromordinal(plain + EPOCH)
        case EnumType():
            return plain if isinstance(plain, str) else column.members[int(plain)]
        case ListType():
            return tuple(plain)
        case BooleanType():
            return bool(plain)
        case TextType():
            return str(plain)


def _plain(found: Any) -> Any:  # noqa: ANN401 - any value
    match found:
        case Unknown():
            return None
        case date():
            return day_number(found)
        case Fraction():
            if found.denominator != 1 or abs(found) > _MOST_COUNT:
                raise NotCompiled
            return int(found)
    return found
