"""The same formula about other names."""

from collections.abc import Callable
from dataclasses import replace

from creditpolicy.formulas.tables import AnyValue, Cell, CellTests, Table
from creditpolicy.formulas.tree import (
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

Renaming = Callable[[str], str]


def renamed(formula: Formula, by: Renaming) -> Formula:
    """`formula` with every name that it reads replaced."""

    def inner(part: Formula) -> Formula:
        return renamed(part, by)

    match formula:
        case Const() | Amounts() | Subject() | Today():
            return formula
        case Read(name=name):
            return replace(formula, name=by(name))
        case Compare(left=left, right=right) | Arith(left=left, right=right):
            return replace(formula, left=inner(left), right=inner(right))
        case Apply(arguments=arguments):
            return replace(formula, arguments=tuple(inner(argument) for argument in arguments))
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return replace(formula, parts=tuple(inner(part) for part in parts))
        case Negate(part=part):
            return replace(formula, part=inner(part))
        case Holds(of=of) | IsMissing(of=of):
            return replace(formula, of=inner(of))
        case IfMissing(of=of, instead=instead):
            return replace(formula, of=inner(of), instead=inner(instead))
        case Choose(condition=condition, yes=yes, no=no):
            return replace(formula, condition=inner(condition), yes=inner(yes), no=inner(no))
        case Over(subject=subject, where=where, default=default):
            return replace(
                formula,
                subject=None if subject is None else inner(subject),
                where=None if where is None else inner(where),
                default=None if default is None else inner(default),
            )


def together(formula: Formula) -> Formula:
    """`formula`, a sum of aggregates, with each looking only at the records that are looked at together."""
    match formula:
        case Arith(left=left, right=right):
            return replace(formula, left=together(left), right=together(right))
        case Over():
            return replace(formula, together=True)
    return formula


def renamed_table(table: Table, name: str, record: str | None, by: Renaming) -> Table:
    """The same questions and answers about other names, as a table of another name and record."""
    return replace(
        table,
        name=name,
        record=record,
        columns=tuple(replace(column, formula=renamed(column.formula, by)) for column in table.columns),
        rows=tuple(
            replace(
                row,
                cells=tuple(_cell(cell, by) for cell in row.cells),
                guard=None if row.guard is None else renamed(row.guard, by),
                outputs=tuple(renamed(output, by) for output in row.outputs),
            )
            for row in table.rows
        ),
        outputs=tuple(replace(output, name=by(output.name)) for output in table.outputs),
    )


def _cell(cell: Cell, by: Renaming) -> Cell:
    match cell:
        case AnyValue():
            return cell
        case CellTests(test=test):
            return replace(cell, test=renamed(test, by))
