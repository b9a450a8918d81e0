"""Comparisons that turn on the day, as tests of `as_of` against a day: so that it is known when they turn.

`T - a > b` is `T > a + b`; the greatest of some is above a bound where one of them is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from creditpolicy.formulas import Apply, Arith, Choose, Compare, Const, Formula, Over, Read, Today
from creditpolicy.formulas.tree import MIRRORED
from creditpolicy.values.types import DateType, DaysType, NumberType

FARTHEST = 1_000_000
"""In days: so far can every day that is given be moved."""
DEEPEST = 4
_OTHER: Mapping[str, Literal["min", "max"]] = {"min": "max", "max": "min"}
Unfold: TypeAlias = Callable[[Read], Formula | None]
"""The formula that a name stands for, where it may stand in its place."""


@dataclass(frozen=True, slots=True)
class Turns:
    """`as_of` compared with a day."""

    op: str
    day: Formula


@dataclass(frozen=True, slots=True)
class Joined:
    """All of them hold, or any does. What any of them compares must be known."""

    word: str
    parts: "tuple[Test, ...]"


@dataclass(frozen=True, slots=True)
class Picked:
    """One of two tests, by a condition."""

    condition: Formula
    yes: "Test"
    no: "Test"


Test: TypeAlias = Turns | Compare | Joined | Picked


def turning(formula: Compare, unfold: Unfold) -> Test | None:
    """A comparison that turns on the day, taken apart; None where it is no such one, or can't be."""
    for side, other, op in (
        (formula.left, formula.right, formula.op),
        (formula.right, formula.left, MIRRORED[formula.op]),
    ):
        if _has_day(side, unfold, DEEPEST):
            return _apart(replace(formula, op=op, left=side, right=other), unfold, DEEPEST)  # type: ignore[arg-type]  # it is an operator
    return None


def has_day(formula: Formula, unfold: Unfold) -> bool:
    """Whether what is compared with it would turn on the day."""
    return _has_day(formula, unfold, DEEPEST)


def _has_day(formula: Formula, unfold: Unfold, depth: int) -> bool:
    """Whether `as_of` stands in it where a comparison can be taken apart."""
    match formula:
        case Today():
            return True
        case Arith(op="+" | "-", left=left, right=right, type=DateType() | DaysType() | NumberType()):
            return _has_day(left, unfold, depth) or _has_day(right, unfold, depth)
        case Apply(function="min" | "max" | "negate", arguments=arguments):
            return any(_has_day(one, unfold, depth) for one in arguments)
        case Choose(yes=yes, no=no):
            return _has_day(yes, unfold, depth) or _has_day(no, unfold, depth)
        case Over(kind="min" | "max", subject=subject) if subject is not None:
            return _has_day(subject, unfold, depth)
        case Read():
            inner = unfold(formula) if depth else None
            return inner is not None and _has_day(inner, unfold, depth - 1)
    return False


def _apart(formula: Compare, unfold: Unfold, depth: int) -> Test | None:
    left, right, op = formula.left, formula.right, formula.op
    if not _has_day(left, unfold, depth):
        return formula
    match left:
        case Today():
            return Turns(op, right)
        case Read():
            inner = unfold(left)
            return None if inner is None else _apart(replace(formula, left=inner), unfold, depth - 1)
        case Arith():
            return _arithmetic(formula, left, unfold, depth)
        case Apply(function="negate", arguments=(of,)):
            turned = replace(formula, op=MIRRORED[op], left=of, right=_negated(right))  # type: ignore[arg-type]  # an operator
            return _apart(turned, unfold, depth)
        case Apply(function="min" | "max" as function, arguments=arguments):
            return _extreme(formula, function, arguments, unfold, depth)
        case Over():
            of_days = _over(left, unfold, depth)
            return None if of_days is None else _apart(replace(formula, left=of_days), unfold, depth)
        case Choose(condition=condition, yes=yes, no=no):
            if _is_nothing(yes) or _is_nothing(no):
                return None
            both = [_apart(replace(formula, left=branch), unfold, depth) for branch in (yes, no)]
            return None if both[0] is None or both[1] is None else Picked(condition, both[0], both[1])
    return None


def _arithmetic(formula: Compare, left: Arith, unfold: Unfold, depth: int) -> Test | None:
    one, other, right = left.left, left.right, formula.right
    if isinstance(one.type, DateType) and isinstance(other.type, DateType):
        # Days between: of two days that both move nothing is known.
        if not _is_whole(right) or (_has_day(one, unfold, depth) and _has_day(other, unfold, depth)):
            return None
        if _has_day(one, unfold, depth):
            return _apart(replace(formula, left=one, right=_plus(other, right)), unfold, depth)
        op = MIRRORED[formula.op]
        return _apart(replace(formula, op=op, left=other, right=_minus(one, right)), unfold, depth)  # type: ignore[arg-type]  # an operator
    if left.op == "+" and _is_step(one):
        one, other = other, one
    if not _is_step(other) or (not isinstance(one.type, DateType) and not _is_whole(right)):
        return None
    moved = _minus(right, other) if left.op == "+" else _plus(right, other)
    return _apart(replace(formula, left=one, right=moved), unfold, depth)


def _extreme(
    formula: Compare, function: str, arguments: tuple[Formula, ...], unfold: Unfold, depth: int
) -> Test | None:
    def each(op: str, word: str) -> Test | None:
        found = [_apart(replace(formula, op=op, left=one), unfold, depth) for one in arguments]  # type: ignore[arg-type]  # an operator
        whole = tuple(one for one in found if one is not None and not _picks(one))
        return Joined(word, whole) if len(whole) == len(arguments) else None

    upwards = formula.op in {">", ">="}
    if formula.op in {"<", "<=", ">", ">="}:
        return each(formula.op, "or" if upwards is (function == "max") else "and")
    return None


def _over(formula: Over, unfold: Unfold, depth: int) -> Formula | None:
    """The greatest of days since others, as the days since the least of these."""
    subject = formula.subject
    while isinstance(subject, Read) and depth and (inner := unfold(subject)) is not None:
        subject, depth = inner, depth - 1
    match subject:
        case Apply(function=function, arguments=arguments) if function == formula.kind:
            return Apply(function, tuple(replace(formula, subject=one) for one in arguments), formula.type)
        case Arith(op="-", left=left, right=right) if isinstance(right.type, DateType):
            since = isinstance(left, Today)
            if not since and not isinstance(right, Today):
                return None
            day, sign, kind = (right, "-", _OTHER[formula.kind]) if since else (left, "+", formula.kind)
            default = formula.default
            of_none = None if default is None else Arith(sign, Today(day.type), default, day.type)  # type: ignore[arg-type]  # a sign
            of_day = replace(formula, kind=kind, subject=day, default=of_none, type=day.type)
            today = Today(day.type)
            return Arith("-", today, of_day, formula.type) if since else Arith("-", of_day, today, formula.type)
    return None


def _picks(test: Test) -> bool:
    return isinstance(test, Picked) or (isinstance(test, Joined) and any(map(_picks, test.parts)))


def _is_nothing(formula: Formula) -> bool:
    return isinstance(formula, Const) and formula.value is None


def _is_step(formula: Formula) -> bool:
    """Whether it is a number of whole days that the author wrote."""
    if not isinstance(formula, Const) or not isinstance(formula.value, Fraction):
        return False
    is_days = isinstance(formula.type, DaysType | NumberType)
    return is_days and formula.value.denominator == 1 and abs(formula.value) <= FARTHEST


def _is_whole(formula: Formula) -> bool:
    """Whether it is a number of whole days, and of not too many."""
    if _is_step(formula):
        return True
    match formula:
        case Arith(op="+" | "-", left=left, right=right):
            return _is_whole(left) and _is_whole(right)
        case Apply(function="negate", arguments=(of,)):
            return _is_whole(of)
    return False


def _plus(day: Formula, days: Formula) -> Formula:
    return _moved("+", day, days)


def _minus(day: Formula, days: Formula) -> Formula:
    return _moved("-", day, days)


def _moved(op: str, left: Formula, right: Formula) -> Formula:
    if isinstance(right, Const) and right.value == 0 and right.value is not False:
        return left
    return Arith(op, left, right, left.type)  # type: ignore[arg-type]  # an operator


def _negated(formula: Formula) -> Formula:
    return Apply("negate", (formula,), formula.type)
