"""How a formula moves as the days pass while the facts stay: what makes it exact to look ahead without trying every day.

Truth is ordered failed < unknown < held. INVARIANT: where the direction is not `ANY`, the value never moves the other
way, so that equal values on two days mean the same value on all days between.
"""

from collections.abc import Callable
from enum import Enum
from fractions import Fraction

from creditpolicy.formulas import (
    AllOf,
    Amounts,
    AnyOf,
    Apply,
    Arith,
    Choose,
    Compare,
    Const,
    Formula,
    Holds,
    IfMissing,
    IsMissing,
    Negate,
    Over,
    Read,
    Subject,
    Today,
)
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import formulas_of
from creditpolicy.values.types import DaysType, MoneyType, MonthsType, NumberType

_MONOTONE = frozenset(
    {"min", "max", "floor", "ceiling", "decimal", "round up", "round down", "round half up", "round half down", "year"}
)


class Direction(Enum):
    """How a value moves from one day to later ones."""

    STILL = "still"
    UP = "up"
    DOWN = "down"
    ANY = "any"

    def flipped(self) -> "Direction":
        """The direction of the negation."""
        return {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}.get(self, self)

    def with_(self, other: "Direction") -> "Direction":
        """The direction of something that grows with both."""
        if self is Direction.STILL or self is other:
            return other
        return self if other is Direction.STILL else Direction.ANY


class Directions:
    """Directions under one program; definitions and tables are looked at once."""

    def __init__(self, program: Program) -> None:
        """Nothing is known yet."""
        self._program = program
        self._named: dict[str, Direction] = {}

    def of(self, formula: Formula, subject: Direction = Direction.STILL) -> Direction:  # noqa: C901, PLR0911, PLR0912 - one case per kind of formula
        """The direction of a formula; `subject` is that of the column inside a cell."""

        def inner(part: Formula) -> Direction:
            return self.of(part, subject)

        match formula:
            case Const() | Amounts():
                return Direction.STILL
            case Subject():
                return subject
            case Today():
                return Direction.UP
            case Read(name=name):
                return self.named(name)
            case Holds(of=of):
                return inner(of)
            case Negate(part=part):
                return inner(part).flipped()
            case AllOf(parts=parts) | AnyOf(parts=parts):
                return _together(parts, inner)
            case Compare(op=op, left=left, right=right):
                difference = inner(left).with_(inner(right).flipped())
                if op in {">", ">="}:
                    return difference
                if op in {"<", "<="}:
                    return difference.flipped()
                return Direction.STILL if difference is Direction.STILL else Direction.ANY
            case Arith():
                return self._arithmetic(formula, inner)
            case Apply(function=function, arguments=arguments):
                return _applied(function, tuple(inner(argument) for argument in arguments))
            case Choose(condition=condition, yes=yes, no=no):
                steady = inner(condition) is Direction.STILL
                return inner(yes).with_(inner(no)) if steady else Direction.ANY
            case IsMissing(of=of):
                return Direction.STILL if inner(of) is Direction.STILL else Direction.ANY
            case IfMissing(of=of, instead=instead):
                both = inner(of), inner(instead)
                return Direction.STILL if both == (Direction.STILL, Direction.STILL) else Direction.ANY
            case Over():
                return self._over(formula, inner)

    def named(self, name: str) -> Direction:
        """The direction of a fact, a definition or an output."""
        if name not in self._named:
            self._named[name] = self._named_afresh(name)
        return self._named[name]

    def _named_afresh(self, name: str) -> Direction:
        program = self._program
        plain = name.removeprefix("base.")
        if plain in program.overrides and plain == name:
            return Direction.ANY
        if plain in program.definitions:
            return self.of(program.definitions[plain].formula)
        if plain in program.outputs:
            return self._table(program.outputs[plain][0])
        return Direction.STILL

    def _table(self, name: str) -> Direction:
        still = all(self.of(formula) is Direction.STILL for formula in formulas_of(self._program.tables[name]))
        return Direction.STILL if still else Direction.ANY

    def _arithmetic(self, formula: Arith, inner: Callable[[Formula], Direction]) -> Direction:
        left, right = inner(formula.left), inner(formula.right)
        match formula.op:
            case "+":
                return left.with_(right)
            case "-":
                return left.with_(right.flipped())
            case "*" | "/":
                if left is right is Direction.STILL:
                    return Direction.STILL
                factor = formula.right if right is Direction.STILL else formula.left if formula.op == "*" else None
                sign = None if factor is None else _sign(factor)
                moving = left if right is Direction.STILL else right
                return Direction.ANY if sign is None else moving if sign > 0 else moving.flipped()

    def _over(self, formula: Over, inner: Callable[[Formula], Direction]) -> Direction:
        where = Direction.STILL if formula.where is None else inner(formula.where)
        subject = Direction.STILL if formula.subject is None else inner(formula.subject)
        default = Direction.STILL if formula.default is None else inner(formula.default)
        match formula.kind:
            case "any":
                return where.with_(subject)
            case "all":
                return where.flipped().with_(subject)
            case "count":
                return where
            case "sum":
                if where is Direction.STILL:
                    return subject
                at_least_zero = formula.subject is not None and _sign(formula.subject) == 1
                return where.with_(subject) if at_least_zero else Direction.ANY
            case "min" | "max":
                return subject.with_(default) if where is Direction.STILL else Direction.ANY


def _together(parts: tuple[Formula, ...], inner: Callable[[Formula], Direction]) -> Direction:
    total = Direction.STILL
    for part in parts:
        total = total.with_(inner(part))
    return total


def _applied(function: str, arguments: tuple[Direction, ...]) -> Direction:
    if all(argument is Direction.STILL for argument in arguments):
        return Direction.STILL
    if function == "negate":
        return arguments[0].flipped()
    if function == "months between":
        return arguments[0].flipped().with_(arguments[1])
    if function not in _MONOTONE:
        return Direction.ANY
    total = Direction.STILL
    for argument in arguments:
        total = total.with_(argument)
    return total


def _sign(formula: Formula) -> int | None:
    """1 where the value is never below zero, -1 where never above; None where it may be both."""
    kind = formula.type
    if isinstance(formula, Const) and isinstance(formula.value, Fraction):
        return 1 if formula.value >= 0 else -1
    if not isinstance(kind, NumberType | MoneyType | DaysType | MonthsType):
        return None
    if kind.bounds.low is not None and kind.bounds.low >= 0:
        return 1
    return -1 if kind.bounds.high is not None and kind.bounds.high <= 0 else None
