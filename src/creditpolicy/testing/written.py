"""Which places of a program an author wrote for themselves: rows and comparisons that the engine makes have none.

What a section makes for its author (the row of a ladder that has ended, the comparison of a ladder's name) stands at
the place of the section, the table or the row that it is made for.
"""

from dataclasses import dataclass
from typing import TypeAlias

from creditpolicy.diagnostics import Place
from creditpolicy.formulas import Row
from creditpolicy.ir.program import Program

_SHIPPED = "standard/"
_Start: TypeAlias = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Places:
    """Where a program's tables begin, and its rows and definitions."""

    tables: frozenset[_Start]
    rows: frozenset[_Start]

    @classmethod
    def of(cls, program: Program) -> "Places":
        """Those of all of it."""
        tables = frozenset(_start(table.at) for table in program.tables.values())
        rows = frozenset(_start(row.at) for table in program.tables.values() for row in table.rows)
        return cls(tables, rows | {_start(definition.at) for definition in program.definitions.values()})

    def is_written(self, row: Row) -> bool:
        """Whether an author wrote this row."""
        return row.written and _in_policy(row.at) and _start(row.at) not in self.tables

    def is_own(self, at: Place) -> bool:
        """Whether an author wrote the comparison at this place."""
        return _in_policy(at) and _start(at) not in self.tables | self.rows


def _in_policy(at: Place) -> bool:
    return bool(at.file) and not at.file.startswith(_SHIPPED)


def _start(at: Place) -> _Start:
    # What is made for an author may end elsewhere than what it is made for; it begins where that does.
    return at.file, at.line, at.column
