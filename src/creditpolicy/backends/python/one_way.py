"""Comparisons that turn once at most as the days pass: when that is, is found by halving."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from creditpolicy.backends.python.moving import names_day, size_of
from creditpolicy.formulas import Apply, Arith, Compare, Const, Formula, Read, Today, parts

LARGEST = 16
_GROWING = frozenset({"min", "max", "floor", "ceiling", "year"})
_BY_FIRST = frozenset({"add business days", "next business day", "next allowed day"})
_BETWEEN = frozenset({"months between", "business days between"})
Unfold: TypeAlias = Callable[[Read], Formula | None]


def unfolded(formula: Compare, unfold: Unfold) -> Compare | None:
    """The comparison with names put in that rest on the day alone, where it turns once at most."""
    left, right = _unfolded(formula.left, unfold), _unfolded(formula.right, unfold)
    whole = Compare(formula.op, left, right, formula.text, formula.at)
    if formula.op in {"=", "!="} or not names_day(whole) or size_of(whole) > LARGEST:
        return None
    ways = {*_ways(left, 1), *_ways(right, -1)}
    return whole if len(ways) == 1 and None not in ways else None


def standing(formula: Formula) -> Iterator[Formula]:
    """The largest parts that are not about the day, which therefore stand still while it passes."""
    if isinstance(formula, Const):
        return
    if not names_day(formula):
        yield formula
        return
    for part in parts(formula):
        yield from standing(part)


def _unfolded(formula: Formula, unfold: Unfold) -> Formula:
    if isinstance(formula, Read):
        inner = unfold(formula)
        return formula if inner is None or not names_day(inner) or None in set(_ways(inner, 1)) else inner
    return formula


def _ways(formula: Formula, sign: int) -> Iterator[int | None]:
    """Into which directions it moves: 1 up, -1 down, None: who knows."""
    if not names_day(formula):
        return
    if isinstance(formula, Today):
        yield sign
        return
    directions = _directions(formula)
    if directions is None:
        yield None
        return
    for part, direction in zip(parts(formula), directions, strict=True):
        if direction:
            yield from _ways(part, sign * direction)
        elif names_day(part):
            yield None


def _directions(formula: Formula) -> tuple[int, ...] | None:
    """For each part whether it grows with that: 1, against it: -1, or who knows: 0; None where nothing is known."""
    match formula:
        case Arith(op="+" | "-" as op):
            return (1, 1 if op == "+" else -1)
        case Apply(function="negate"):
            return (-1,)
        case Apply(function=function, arguments=arguments) if function in _GROWING:
            return (1,) * len(arguments)
        case Apply(function=function, arguments=arguments) if function in _BY_FIRST:
            return (1, *(0 for _ in arguments[1:]))
        case Apply(function=function) if function in _BETWEEN:
            return (-1, 1)
    return None
