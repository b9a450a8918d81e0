"""Which tables answer every case: proved once, so that an answer on which all rows that are left agree is decided."""

from dataclasses import replace

from creditpolicy.analysis.space import TooManyStates, space_of
from creditpolicy.checked import Policy
from creditpolicy.formulas import Table
from creditpolicy.ir.program import Program


def with_totals(policy: Policy, program: Program) -> Program:
    """The program with every table marked of which it is proved that some row holds in every case."""
    currency = policy.header.currencies[0]
    tables = {
        name: replace(table, total=True) if _is_total(table, currency) else table
        for name, table in program.tables.items()
    }
    return replace(program, tables=tables)


def _is_total(table: Table, currency: str) -> bool:
    """Whether the rows without a guard and with literal cells take all cases, those with missing facts too."""
    if table.hit == "collect" or not table.columns or any(column.no_match_if_missing for column in table.columns):
        return False
    space = space_of(table, currency)
    try:
        witness = space.unique_gap() if table.hit == "unique" else space.gap(space.all_rows)
    except TooManyStates:
        return False
    return witness is None
