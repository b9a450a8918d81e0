"""How a formula moves as the days pass while the facts stay: so that looking ahead need not try every day.

Truth is ordered failed < unknown < held. INVARIANT: where the direction is not `ANY`, the value never moves the other
way, so that equal values on two days mean the same value on all days between.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum
from fractions import Fraction
from functools import reduce

from creditpolicy.formulas import (
    AllOf,
    Amounts,
    AnyOf,
    AnyValue,
    Apply,
    Arith,
    CellTests,
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
    Row,
    Subject,
    Table,
    Today,
    with_subject,
)
from creditpolicy.ir.covered import Window, stays_covered
from creditpolicy.ir.program import Program
from creditpolicy.values.types import DaysType, MoneyType, MonthsType, NumberType

_MONOTONE = frozenset(
    {"min", "max", "floor", "ceiling", "decimal", "round up", "round down", "round half up", "round half down", "year"}
)
_BY_CALENDAR = frozenset(
    {"business days between", "add business days", "next business day", "is business day", "next allowed day"}
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
    """Directions under one program; definitions and tables are looked at once.

    INVARIANT: whoever uses them looks no further at once than the next day that a fact of a list other than `own`
    names. Until then such a fact compared with `as_of` keeps its answer, so that it counts as standing still.
    """

    def __init__(
        self, program: Program, own: str | None, window: Window | None = None, without: frozenset[str] = frozenset()
    ) -> None:
        """Nothing is known yet.

        Args:
            program: the program.
            own: the list record that is asked about.
            window: the days that are looked at.
            without: the list records of which the case has none; what asks about all of them stands still.

        """
        self._program = program
        self._own = own
        self._window = window
        self._without = without
        self._named: dict[str, Direction] = {}
        # By identity, which is cheap; each formula is kept beside its answer, so that no other can take its place.
        self._known: dict[int, tuple[Formula, Direction]] = {}
        self._sides: dict[int, tuple[Compare, tuple[Formula, ...]]] = {}
        self._tests: dict[tuple[str, int], tuple[Formula, ...]] = {}

    def of(self, formula: Formula) -> Direction:
        """The direction of a formula."""
        known = self._known.get(id(formula))
        if known is None:
            known = self._known[id(formula)] = (formula, self._afresh(formula))
        return known[1]

    def sides(self, formula: Compare) -> tuple[Formula, ...]:
        """For `a = b` the two tests `a >= b` and `a > b`, which move one way where `a - b` does."""
        if id(formula) not in self._sides:
            self._sides[id(formula)] = (formula, (replace(formula, op=">="), replace(formula, op=">")))
        return self._sides[id(formula)][1]

    def tests(self, table: Table, index: int) -> tuple[Formula, ...]:
        """The tests of a row, cells with their column put in."""
        if (table.name, index) not in self._tests:
            self._tests[table.name, index] = tuple(_whole_tests(table, table.rows[index]))
        return self._tests[table.name, index]

    def _afresh(self, formula: Formula) -> Direction:
        inner = self.of
        match formula:
            case Const() | Amounts():
                return Direction.STILL
            case Subject():
                return Direction.ANY
            case Today():
                return Direction.UP
            case Read(name=name):
                return self.named(name)
            case Holds(of=of):
                return inner(of)
            case Negate(part=part):
                return inner(part).flipped()
            case AllOf(parts=parts) | AnyOf(parts=parts):
                return _together(map(inner, parts))
            case Compare(left=Read(name=name), right=Today()) if self._in_other_list(name):
                return Direction.STILL
            case Compare(op=op, left=left, right=right):
                difference = inner(left).with_(inner(right).flipped())
                if op in {">", ">="}:
                    return difference
                if op in {"<", "<="}:
                    return difference.flipped()
                return Direction.STILL if difference is Direction.STILL else Direction.ANY
            case Arith():
                return self._arithmetic(formula)
            case Apply(function=function) if function in _BY_CALENDAR:
                return self._by_calendar(formula)
            case Apply(function=function, arguments=arguments):
                return _applied(function, tuple(map(inner, arguments)))
            case Choose(condition=condition, yes=yes, no=no):
                # Where the condition is unknown, the choice is known on just those days on which both branches agree.
                both = inner(yes).with_(inner(no))
                steady = inner(condition) is Direction.STILL and (_is_known(condition) or both is Direction.STILL)
                return both if steady else Direction.ANY
            case IsMissing(of=of):
                return Direction.STILL if inner(of) is Direction.STILL else Direction.ANY
            case IfMissing(of=of, instead=instead):
                still = inner(of) is Direction.STILL and inner(instead) is Direction.STILL
                return Direction.STILL if still else Direction.ANY
            case Over():
                return self._over(formula)

    def named(self, name: str) -> Direction:
        """The direction of a fact, a definition or an output."""
        if name not in self._named:
            self._named[name] = self._named_afresh(name)
        return self._named[name]

    def _in_other_list(self, name: str) -> bool:
        record = self._program.vocabulary.records.get(name.partition(".")[0])
        is_fact = name in self._program.vocabulary.facts
        return is_fact and record is not None and record.many is not None and record.name != self._own

    def _named_afresh(self, name: str) -> Direction:
        program = self._program
        plain = name.removeprefix("base.")
        if plain == name and any(one.record not in self._without for one in program.overrides.get(name, ())):
            return Direction.ANY
        if plain in program.definitions:
            return self.of(program.definitions[plain].formula)
        if plain in program.outputs:
            return self._table(program.outputs[plain][0])
        return Direction.STILL

    def _table(self, name: str) -> Direction:
        table = self._program.tables[name]
        tests = (test for index in range(len(table.rows)) for test in self.tests(table, index))
        outputs = (output for row in table.rows for output in row.outputs)
        still = all(self.of(formula) is Direction.STILL for formula in (*tests, *outputs))
        return Direction.STILL if still else Direction.ANY

    def _arithmetic(self, formula: Arith) -> Direction:
        left, right = self.of(formula.left), self.of(formula.right)
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

    def _by_calendar(self, formula: Apply) -> Direction:
        moving = tuple(argument for argument in formula.arguments if self.of(argument) is not Direction.STILL)
        if not moving:
            return Direction.STILL
        first, *others = formula.arguments
        calendar = self._program.vocabulary.calendar
        if formula.function == "next allowed day" and calendar is None:
            return self.of(first)
        if self._window is None or calendar is None or formula.function == "is business day":
            return Direction.ANY
        window = self._window

        def covered(one: Formula) -> bool:
            return stays_covered(one, window, calendar, lambda part: self.of(part) is not Direction.STILL)

        if formula.function == "business days between":
            known = all(covered(argument) for argument in moving)
            return self.of(first).flipped().with_(self.of(others[0])) if known else Direction.ANY
        return self.of(first) if moving == (first,) and covered(formula) else Direction.ANY

    def _over(self, formula: Over) -> Direction:
        default = Direction.STILL if formula.default is None else self.of(formula.default)
        if formula.record in self._without:
            return default
        where = Direction.STILL if formula.where is None else self.of(formula.where)
        subject = Direction.STILL if formula.subject is None else self.of(formula.subject)
        match formula.kind:
            case "any":
                return where.with_(subject)
            case "all":
                return where.flipped().with_(subject)
            case "count" | "sum":
                # While it is unknown whether a record counts, the whole is: before that day and after, it is not.
                return subject if where is Direction.STILL else Direction.ANY
            case "min" | "max":
                return subject.with_(default) if where is Direction.STILL else Direction.ANY


def _whole_tests(table: Table, row: Row) -> Iterator[Formula]:
    for cell, column in zip(row.cells, table.columns, strict=True):
        match cell:
            case AnyValue():
                continue
            case CellTests(test=test):
                yield with_subject(test, column.formula)
    if row.guard is not None:
        yield row.guard


def _is_known(condition: Formula) -> bool:
    """Whether a condition holds or fails, whatever is missing."""
    match condition:
        case IsMissing():
            return True
        case Negate(part=part):
            return _is_known(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return all(_is_known(part) for part in parts)
    return False


def _together(directions: Iterable[Direction]) -> Direction:
    """The direction of something that grows with all of them."""
    return reduce(Direction.with_, directions, Direction.STILL)


def _applied(function: str, arguments: tuple[Direction, ...]) -> Direction:
    if all(argument is Direction.STILL for argument in arguments):
        return Direction.STILL
    if function == "negate":
        return arguments[0].flipped()
    if function == "months between":
        return arguments[0].flipped().with_(arguments[1])
    if function not in _MONOTONE:
        return Direction.ANY
    return _together(arguments)


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
