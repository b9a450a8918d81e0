"""Exact arithmetic on columns of whole numbers: sums, products, quotients as ratios, rounding. Nothing is a float.

INVARIANT: the bounds of a result hold every value that its expression takes on the way.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Literal

import polars

from creditpolicy.backends.columnar.column import (
    MOST_SCALE,
    UNKNOWN,
    VARIES,
    Column,
    Expr,
    NotCompiled,
    at_scale,
    factor_of,
    is_wide,
    narrowed,
    nothing_known,
    whole,
    widened,
)

Op = Literal["=", "!=", "<", "<=", ">", ">="]


def added(left: Column, right: Column, sign: int) -> Column:
    """The sum, or the difference where `sign` is -1."""
    if UNKNOWN in {left.constant, right.constant}:
        return nothing_known()
    if left.over is not None or right.over is not None:
        one, other = _crossed(left, right)
        return replace(_plain_sum(one, other, sign), over=_common(left, right))
    return _plain_sum(left, right, sign)


def _plain_sum(left: Column, right: Column, sign: int) -> Column:
    scale = max(left.scale, right.scale)
    left, right = at_scale(left, scale), at_scale(right, scale)
    if isinstance(left.constant, int) and isinstance(right.constant, int):
        return whole(left.constant + sign * right.constant, scale)
    low = left.low + (right.low if sign > 0 else -right.high)
    high = left.high + (right.high if sign > 0 else -right.low)
    one, other = _both(left, right, low, high)
    expr = _narrow(one + other if sign > 0 else one - other, left, right, low, high)
    return Column(expr, left.maybe or right.maybe, scale, low, high)


def times(left: Column, right: Column) -> Column:
    """The product."""
    if UNKNOWN in {left.constant, right.constant}:
        return nothing_known()
    found = _plain_product(left, right)
    if left.over is None and right.over is None:
        return found
    return replace(found, over=_common(left, right))


def _plain_product(left: Column, right: Column) -> Column:
    if isinstance(left.constant, int) and isinstance(right.constant, int):
        return whole(left.constant * right.constant, left.scale + right.scale)
    for factor, column in ((left, right), (right, left)):
        if factor.constant == 1 and column.constant is VARIES:
            return replace(column, scale=left.scale + right.scale, over=None)
    ends = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    low, high = min(ends), max(ends)
    one, other = _both(left, right, low, high)
    expr = _narrow(one * other, left, right, low, high)
    return Column(expr, left.maybe or right.maybe, left.scale + right.scale, low, high)


def _narrow(expr: Expr, left: Column, right: Column, low: int, high: int) -> Expr:
    return narrowed(expr, low, high, was_wide=left.is_wide or right.is_wide)


def divided(left: Column, right: Column) -> Column:
    """The quotient; unknown where the divisor is zero."""
    if UNKNOWN in {left.constant, right.constant}:
        return nothing_known()
    if isinstance(right.constant, int) and right.over is None:
        return _by_constant(left, right.constant, right.scale)
    # a / (n / d) is (a * d) / n, with the sign of n above the line.
    top = left if right.over is None else replace(_plain_product(replace(left, over=None), right.over), over=left.over)
    top = at_scale(top, top.scale + right.scale)
    if top.over is not None:
        right = replace(_plain_product(replace(right, over=None), top.over), scale=0)
    size = absolute(replace(right, over=None, scale=0))
    may_be_zero = right.low <= 0 <= right.high
    den = replace(size, low=max(1, size.low), maybe=size.maybe or may_be_zero)
    if may_be_zero:
        den = replace(den, expr=polars.when(den.expr != 0).then(den.expr))
    signed = top
    if right.low < 0:
        signed = negated(replace(top, over=None))
        signed = replace(
            signed,
            expr=polars.when(right.expr < 0).then(signed.expr).otherwise(top.expr),
            low=min(top.low, signed.low),
            high=max(top.high, signed.high),
        )
    maybe = signed.maybe or den.maybe
    expr = polars.when(den.expr.is_not_null()).then(signed.expr) if den.maybe else signed.expr
    return replace(signed, expr=expr, maybe=maybe, scale=top.scale - right.scale, over=den, constant=VARIES)


def _by_constant(left: Column, divisor: int, scale: int) -> Column:
    if divisor == 0:
        return nothing_known()
    inverse = Fraction(10**scale, divisor)
    for places in range(MOST_SCALE + 1):
        if (10**places) % inverse.denominator == 0:
            return times(left, whole(int(inverse * 10**places), places))
    return times(left, replace(whole(inverse.numerator), over=whole(inverse.denominator)))


def negated(column: Column) -> Column:
    """The same below zero."""
    if isinstance(column.constant, int):
        return replace(whole(-column.constant, column.scale), over=column.over)
    return replace(column, expr=-column.expr, low=-column.high, high=-column.low)


def absolute(column: Column) -> Column:
    """Its size."""
    if column.low >= 0:
        return column
    if isinstance(column.constant, int):
        return negated(column)
    most = max(abs(column.low), abs(column.high))
    expr = polars.when(column.expr < 0).then(-column.expr).otherwise(column.expr)
    return replace(column, expr=expr, low=0, high=most)


def _both(left: Column, right: Column, low: int, high: int) -> tuple[Expr, Expr]:
    """Both sides in a type that holds them and every number from `low` to `high`."""
    low, high = min(low, left.low, right.low), max(high, left.high, right.high)
    return _side(left, low, high), _side(right, low, high)


def _side(column: Column, low: int, high: int) -> Expr:
    if isinstance(column.constant, int):
        kind = polars.Int128() if is_wide(low, high) else polars.Int64()
        return polars.lit(column.constant, dtype=kind)
    return widened(column, low, high)


def _crossed(left: Column, right: Column) -> tuple[Column, Column]:
    """Both over one divisor."""
    one, other = replace(left, over=None), replace(right, over=None)
    return (
        one if right.over is None else _plain_product(one, right.over),
        other if left.over is None else _plain_product(other, left.over),
    )


def _common(left: Column, right: Column) -> Column | None:
    if left.over is None or right.over is None:
        return left.over or right.over
    return _plain_product(left.over, right.over)


def compared(op: Op, left: Column, right: Column) -> Column:
    """Whether a comparison of numbers or days holds."""
    if left.over is not None or right.over is not None:
        left, right = _crossed(left, right)
    if isinstance(right.constant, int):
        return _against(op, left, right)
    if isinstance(left.constant, int):
        return _against(_TURNED[op], right, left)
    scale = max(left.scale, right.scale)
    left, right = at_scale(left, scale), at_scale(right, scale)
    one, other = (
        (left.expr, right.expr)
        if left.is_wide == right.is_wide
        else _both(left, right, min(left.low, right.low), max(left.high, right.high))
    )
    return Column(_held(op, one, other), left.maybe or right.maybe)


_TURNED: dict[Op, Op] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _against(op: Op, column: Column, threshold: Column) -> Column:
    """A column against a number: the number is brought to the scale of the column, which is not counted with."""
    at = Fraction(int(threshold.constant), 10**threshold.scale) * 10**column.scale  # type: ignore[arg-type]  # a number
    below = at.numerator // at.denominator
    exact = at.denominator == 1
    if not exact and op in {"=", "!="}:
        return _where_known(column, held=op == "!=")
    # Between two whole numbers lies none: above 2.5 is above 2, and below 2.5 is up to 2.
    if not exact:
        op = "<=" if op in {"<", "<="} else ">"
    if isinstance(column.constant, int):
        return Column(
            polars.lit(_holds(op, column.constant, below)), maybe=False, constant=_holds(op, column.constant, below)
        )
    if is_wide(below, below) and not column.is_wide:
        return _where_known(column, held=_holds(op, 0, below))
    return Column(_held(op, column.expr, factor_of(below)), column.maybe)


def _where_known(column: Column, *, held: bool) -> Column:
    expr = polars.lit(held)
    if not column.maybe:
        return Column(expr, maybe=False, constant=held)
    return Column(polars.when(column.expr.is_not_null()).then(expr))


def _holds(op: Op, left: int, right: int) -> bool:
    return {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[op]


def _held(op: Op, left: Expr, right: Expr) -> Expr:
    match op:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right


def rounded(column: Column, mode: str, places: int) -> Column:
    """A number with so many digits after the point, as `values/rounding.py` has it, in whole numbers."""
    if column.constant is UNKNOWN:
        return column
    step = column.over or whole(1)
    top = replace(column, over=None)
    if column.scale <= places:
        top = at_scale(top, places)
        if column.over is None:
            return top
    else:
        step = _plain_product(step, whole(10 ** (column.scale - places)))
    return _divided_to_whole(replace(top, scale=places), step, mode)


def _divided_to_whole(top: Column, step: Column, mode: str) -> Column:
    """`top / step` as a whole number; `step` is above zero."""
    if mode == "floor":
        return _floor(top, step)
    if mode == "ceiling":
        return negated(_floor(negated(top), step))
    size = absolute(top)
    zero = whole(0)
    twice = _plain_sum(replace(size, scale=0), replace(size, scale=0), 1)
    double = _plain_product(step, whole(2))
    match mode:
        case "down":
            found = _floor(replace(size, scale=0), step)
        case "up":
            found = negated(_floor(_plain_sum(zero, replace(size, scale=0), -1), step))
        case "half up":
            found = _floor(_plain_sum(twice, step, 1), double)
        case "half down":
            found = negated(_floor(_plain_sum(step, twice, -1), double))
        case "half even":
            found = _half_even(replace(size, scale=0), step)
        case _:
            raise NotCompiled
    found = replace(found, scale=top.scale)
    if top.low >= 0:
        return found
    below = negated(found)
    expr = polars.when(top.expr < 0).then(below.expr).otherwise(found.expr)
    return replace(found, expr=expr, low=below.low)


def _floor(top: Column, step: Column) -> Column:
    """`top // step`."""
    ends = [one // other for one in (top.low, top.high) for other in (step.low, step.high)]
    low, high = min(ends), max(ends)
    one, other = _both(top, step, top.low, top.high)
    was_wide = is_wide(min(top.low, step.low), max(top.high, step.high))
    return Column(narrowed(one // other, low, high, was_wide=was_wide), top.maybe or step.maybe, top.scale, low, high)


def _half_even(size: Column, step: Column) -> Column:
    """To the nearest, ties to the even neighbour."""
    whole_part = _floor(size, step)
    rest = _plain_sum(size, _plain_product(whole_part, step), -1)
    # Of a rest of division it is known how large it can be.
    rest = replace(rest, low=0, high=step.high, expr=narrowed(rest.expr, 0, step.high, was_wide=rest.is_wide))
    twice = _plain_sum(rest, rest, 1)
    tie = compared("=", twice, step).expr & ((whole_part.expr % 2) == 1)
    more = compared(">", twice, step).expr | tie
    low, high = whole_part.low, whole_part.high + 1
    expr = widened(whole_part, low, high) + more.cast(polars.Int64())
    return Column(expr, size.maybe or step.maybe, 0, low, high)


def smallest(columns: tuple[Column, ...]) -> tuple[int, int]:
    """Between which numbers the least of several lies."""
    return min(one.low for one in columns), min(one.high for one in columns)


def largest(columns: tuple[Column, ...]) -> tuple[int, int]:
    """Between which numbers the greatest of several lies."""
    return max(one.low for one in columns), max(one.high for one in columns)
