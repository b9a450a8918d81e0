"""The thresholds of a program: every comparison of an amount, number, date or duration with a constant, as written.

A threshold stands in a condition. In a row that is all its cells and its guard; in a definition the largest part of
the formula that is true or false by itself. It *matters* in a case where the condition would come out the other way if
the threshold did; in a table that takes the first row, only if no row above it held.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from creditpolicy.backends.interpreter.kleene import conjunction, negation
from creditpolicy.formulas import (
    AllOf,
    Amounts,
    AnyOf,
    CellTests,
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
    Today,
    parts,
    walk,
)
from creditpolicy.formulas.tree import MIRRORED
from creditpolicy.ir.program import Program
from creditpolicy.testing.written import Written
from creditpolicy.values.describe import written
from creditpolicy.values.types import DateType, DaysType, MoneyType, MonthsType, NumberType
from creditpolicy.values.unknown import Maybe

_ORDERED = (NumberType, MoneyType, DateType, DaysType, MonthsType)


@dataclass(frozen=True, slots=True)
class Threshold:
    """One comparison: the side that depends on the case, and the constant."""

    test: Compare
    varying: Formula
    constant: Formula

    @property
    def bound(self) -> str:
        """The sign and the constant: `<= 30`. A range in a cell is two of them, at one place."""
        sign = self.test.op if self.constant is self.test.right else MIRRORED[self.test.op]
        return f"{sign} {_written(self.constant)}"


def _written(constant: Formula) -> str:
    match constant:
        case Const(value=value, type=kind):
            return written(value, kind)
        case Amounts(name=name):
            return name
    return "..."


@dataclass(frozen=True, slots=True)
class Condition:
    """A formula that is true or false, asked for each of `records`, and the thresholds in it."""

    formula: Formula
    records: tuple[str, ...]
    thresholds: tuple[Threshold, ...]


def thresholds_in(formula: Formula, wrote: Written) -> tuple[Threshold, ...]:
    """Those that decide on `formula` itself, rather than on a value that it compares."""
    return tuple(_thresholds(formula, wrote))


def conditions_in(formula: Formula, wrote: Written) -> tuple[Condition, ...]:
    """Every condition in a formula, outermost first; those inside an aggregate are asked for each of its records."""
    return tuple(one for one in _conditions(formula, (), wrote) if one.thresholds)


def all_thresholds(program: Program, wrote: Written) -> Iterator[tuple[str, str | None, Threshold]]:
    """Every threshold with the row or definition that it stands in, and the header over it; some stand in several."""
    for definition in program.definitions.values():
        for condition in conditions_in(definition.formula, wrote):
            yield from ((definition.name, None, one) for one in condition.thresholds)
    for table in program.tables.values():
        for column in table.columns:
            for condition in conditions_in(column.formula, wrote):
                yield from ((table.name, None, one) for one in condition.thresholds)
        for row in table.rows:
            name = f"{table.name}.{row.id}"
            for part, index in row_parts(row):
                header = None if index is None else table.columns[index].header
                yield from ((name, header, one) for one in thresholds_in(part, wrote))
            for condition in inner_conditions(row, wrote):
                yield from ((name, None, one) for one in condition.thresholds)


def row_parts(row: Row) -> tuple[tuple[Formula, int | None], ...]:
    """What has to hold for a row to hold: each cell with the index of its column, and the guard."""
    cells = tuple((cell.test, index) for index, cell in enumerate(row.cells) if isinstance(cell, CellTests))
    return cells if row.guard is None else (*cells, (row.guard, None))


def inner_conditions(row: Row, wrote: Written) -> tuple[Condition, ...]:
    """Conditions in what a row compares or gives, beside that of the row itself."""
    compared = (leaf for part, _ in row_parts(row) for leaf in _leaves(part))
    formulas = (*(inner for leaf in compared for inner in parts(leaf)), *row.outputs)
    return tuple(one for formula in formulas for one in conditions_in(formula, wrote))


def supposing(formula: Formula, test: Compare, verdict: Maybe, value: Callable[[Formula], Maybe]) -> Maybe:
    """What `formula` would be if `test` in it came out as `verdict`; all else has the `value` that it has."""
    if formula is test:
        return verdict

    def inside(part: Formula) -> Maybe:
        return supposing(part, test, verdict, value)

    match formula:
        case AllOf(parts=inner):
            return conjunction(map(inside, inner))
        case AnyOf(parts=inner):
            return negation(conjunction(negation(inside(part)) for part in inner))
        case Negate(part=part):
            return negation(inside(part))
        case IfMissing(of=of) if any(one is test for one in walk(of)):
            return inside(of)
    return value(formula)


def _thresholds(formula: Formula, wrote: Written) -> Iterator[Threshold]:
    for leaf in _leaves(formula):
        if not isinstance(leaf, Compare) or not wrote.comparison(leaf):
            continue
        for varying, constant in ((leaf.left, leaf.right), (leaf.right, leaf.left)):
            if isinstance(varying.type, _ORDERED) and _varies(varying) and not _varies(constant):
                yield Threshold(leaf, varying, constant)


def _leaves(formula: Formula) -> Iterator[Compare | Holds | IsMissing]:
    match formula:
        case AllOf(parts=inner) | AnyOf(parts=inner):
            for part in inner:
                yield from _leaves(part)
        case Negate(part=part) | IfMissing(of=part):
            yield from _leaves(part)
        case Compare() | Holds() | IsMissing():
            yield formula


def _conditions(formula: Formula, records: tuple[str, ...], wrote: Written) -> Iterator[Condition]:
    inside = records
    if isinstance(formula, Over):
        inside = (*(one for one in records if one != formula.record), formula.record)
    if isinstance(formula, AllOf | AnyOf | Negate | Compare):
        yield Condition(formula, records, thresholds_in(formula, wrote))
        below = tuple(part for leaf in _leaves(formula) for part in parts(leaf))
    else:
        below = parts(formula)
    for part in below:
        yield from _conditions(part, inside, wrote)


def _varies(formula: Formula) -> bool:
    return any(isinstance(inner, Read | Subject | Today | Over) for inner in walk(formula))
