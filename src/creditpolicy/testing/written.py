"""What of a program an author wrote: the rows and comparisons that tests should reach.

A section makes more than it is written as: the row of a ladder that has ended, the comparison that a phrase stands for.
"""

from dataclasses import dataclass
from typing import TypeAlias

from creditpolicy.diagnostics import Place
from creditpolicy.formulas import Compare, Row
from creditpolicy.ir.program import Program

_SHIPPED = "standard/"
_Start: TypeAlias = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Written:
    """Tells what an author wrote from what a section made. `tables` are the places where tables begin."""

    tables: frozenset[_Start]

    @classmethod
    def of(cls, program: Program) -> "Written":
        """For the rows and comparisons of this program."""
        return cls(frozenset(_start(table.at) for table in program.tables.values()))

    def row(self, row: Row) -> bool:
        """Whether an author wrote this row: it has a place of its own, not that of its table."""
        return row.written and _in_policy(row.at) and _start(row.at) not in self.tables

    def comparison(self, test: Compare) -> bool:
        """Whether an author wrote this comparison."""
        # What a section spells stands at the first sign of what it is spelled for, and takes no room there.
        at = test.at
        is_made = at.line == at.end_line and at.end_column - at.column == 1 and len(test.text) > 1
        return _in_policy(at) and not is_made


def _in_policy(at: Place) -> bool:
    return bool(at.file) and not at.file.startswith(_SHIPPED)


def _start(at: Place) -> _Start:
    return at.file, at.line, at.column
