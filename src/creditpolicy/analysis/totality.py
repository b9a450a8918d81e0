"""Which tables answer every case: proved once, so that an answer on which all rows that are left agree is decided."""

from dataclasses import replace

from creditpolicy.analysis.space import Spaces, TooManyStates
from creditpolicy.formulas import Table
from creditpolicy.ir.program import Program


def with_totals(program: Program, spaces: Spaces) -> Program:
    """The program with every table marked of which it is proved that some row holds in every case."""
    tables = {
        name: replace(table, total=True) if _is_total(table, spaces) else table
        for name, table in program.tables.items()
    }
    return replace(program, tables=tables)


def _is_total(table: Table, spaces: Spaces) -> bool:
    """Whether the rows without a guard and with literal cells take all cases, those with missing facts too."""
    if table.hit == "collect" or not table.columns or any(column.no_match_if_missing for column in table.columns):
        return False
    space = spaces.of(table)
    try:
        witness = space.unique_gap() if table.hit == "unique" else space.gap(space.all_rows)
    except TooManyStates:
        return False
    return witness is None
