"""Which names a definition, a table or an override reads directly."""

from collections.abc import Iterator

from creditpolicy.formulas import AnyValue, CellTests, Formula, Override, Point, Row, Table, names_read
from creditpolicy.formulas.walk import reads_nothing
from creditpolicy.ir.program import Program


def formulas_of(table: Table) -> Iterator[Formula]:
    """Every formula of a table: columns, cells, guards and outputs; one that stands in several rows comes once."""
    found: dict[int, Formula] = {id(column.formula): column.formula for column in table.columns}
    for row in table.rows:
        for formula in formulas_of_row(row):
            found[id(formula)] = formula
    yield from found.values()


def formulas_that_read(table: Table) -> tuple[Formula, ...]:
    """Of those the ones that may read something: of a large table a few."""
    return tuple(formula for formula in formulas_of(table) if not reads_nothing(formula))


def formulas_of_row(row: Row) -> Iterator[Formula]:
    """Every formula of a row: cells, guard and outputs."""
    for cell in row.cells:
        match cell:
            case AnyValue():
                continue
            case CellTests(test=test):
                yield test
    if row.guard is not None:
        yield row.guard
    yield from row.outputs


def read_by_overrides(overrides: tuple[Override, ...], target: str) -> Iterator[str]:
    """The names that decide about a replacement, the target's own base apart."""
    for override in overrides:
        for formula in (override.holds, override.value, override.rank):
            for name in names_read(formula):
                if name != f"base.{target}":
                    yield name.removeprefix("base.")


def names_behind(program: Program, point: Point) -> frozenset[str]:
    """The facts, definitions and outputs that a decision point rests on."""
    asked = [*point.answers, *point.record_answers, *point.behind, *(point.apart.answers if point.apart else ())]
    formulas = [*(answer.formula for answer in asked), *((point.apart.by,) if point.apart else ())]
    waiting = [name for formula in formulas for name in names_read(formula)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop().removeprefix("base.")
        if name in found:
            continue
        found.add(name)
        waiting += read_by_overrides(program.overrides.get(name, ()), name)
        if name in program.definitions:
            waiting += names_read(program.definitions[name].formula)
        elif name in program.outputs:
            inner = formulas_that_read(program.tables[program.outputs[name][0]])
            waiting += (one for formula in inner for one in names_read(formula))
    return frozenset(found)


def facts_of_conditions(program: Program, table: Table, row: Row) -> tuple[str, ...]:
    """The facts of single records that the conditions of a row look at, also by way of what the policy works out.

    What other tables answer is not followed: their rows have conditions of their own.
    """
    asked = [
        column.formula for column, cell in zip(table.columns, row.cells, strict=True) if isinstance(cell, CellTests)
    ]
    tests = [cell.test for cell in row.cells if isinstance(cell, CellTests)]
    waiting = [*reversed([*asked, *tests, *(() if row.guard is None else (row.guard,))])]
    found: dict[str, None] = {}
    seen: set[str] = set()
    while waiting:
        for name in (one.removeprefix("base.") for one in names_read(waiting.pop())):
            definition = program.definitions.get(name)
            if definition is not None and name not in seen:
                seen.add(name)
                waiting.append(definition.formula)
            fact = program.vocabulary.facts.get(name)
            if fact is not None and definition is None and program.vocabulary.records[fact.record].many is None:
                found[name] = None
    return tuple(found)


def row_of(program: Program, deciding: str) -> tuple[Table, Row]:
    """The row with an id as decisions have it: `<table>.<row>`."""
    return next(
        (table, row)
        for table in program.tables.values()
        if deciding.startswith(f"{table.name}.")
        for row in table.rows
        if deciding == f"{table.name}.{row.id}"
    )
