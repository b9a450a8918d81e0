"""The reason of a row as a sentence in two languages."""

from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Row, Table
from creditpolicy.ir.program import Program


def reason_text(program: Program, table: Table, row: Row) -> Titles:
    """The text that the policy gives for the code, else the row's own title, else its conditions in words."""
    given = program.reasons.get(row.reason or "") or row.titles
    if given is not None:
        return given
    return Titles(f"{table.name}: {row.id}", f"{table.name}: {row.id}")
