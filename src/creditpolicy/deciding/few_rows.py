"""A case handed over with the rows that are left of a large table: the interpreter looks at no others.

A row that fails by what is known gives nothing, whatever is missing turns out to be.
"""

from collections.abc import Sequence
from dataclasses import replace

from creditpolicy.backends.interpreter.asked import Saying
from creditpolicy.backends.interpreter.decide import asked_about, decision_of
from creditpolicy.decision import Decision
from creditpolicy.decision.decision import Behind
from creditpolicy.facts.case import Case
from creditpolicy.formulas import Point
from creditpolicy.ir.program import Program

LEAST_LEFT_OUT = 100
"""Rows that make it worth a program of its own."""


def by_few_rows(
    program: Program, point: Point, case: Case, say: Saying, table: str, rows: Sequence[int], behind: Behind
) -> Decision:
    """Decide by some rows of a table.

    Raises:
        FactsError: facts contradict each other.

    """
    whole = program.tables[table]
    few = replace(whole, rows=tuple(whole.rows[row] for row in rows))
    asked = asked_about(replace(program, tables={**program.tables, table: few}), point, case)
    outcome, missing, undecided = asked.outcome()
    return decision_of(asked, outcome, missing, asked.because(say), undecided=undecided, behind=behind)
