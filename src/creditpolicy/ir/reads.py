"""Which names a definition, a table or an override reads directly."""

from collections.abc import Iterator

from creditpolicy.formulas import AnyValue, CellTests, Definition, Formula, Override, Row, Table, names_read


def formulas_of(table: Table) -> Iterator[Formula]:
    """Every formula of a table: columns, cells, guards and outputs; one that stands in several rows comes once."""
    found: dict[int, Formula] = {id(column.formula): column.formula for column in table.columns}
    for row in table.rows:
        for formula in formulas_of_row(row):
            found[id(formula)] = formula
    yield from found.values()


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


def read_by_definition(definition: Definition) -> tuple[str, ...]:
    """The names in its formula."""
    return names_read(definition.formula)


def read_by_table(table: Table) -> Iterator[str]:
    """The names in its formulas."""
    for formula in formulas_of(table):
        yield from names_read(formula)


def read_by_overrides(overrides: tuple[Override, ...], target: str) -> Iterator[str]:
    """The names that decide about a replacement, the target's own base apart."""
    for override in overrides:
        for formula in (override.holds, override.value, override.rank):
            for name in names_read(formula):
                if name != f"base.{target}":
                    yield name.removeprefix("base.")
