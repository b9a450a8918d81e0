"""A case of which compiled code left some answers open: these by the interpreter, all others as they were found."""

from collections.abc import Callable, Iterable

from creditpolicy.backends.interpreter.asked import Saying
from creditpolicy.backends.interpreter.decide import asked_about, decision_of
from creditpolicy.backends.python import LeftOpen, Rows
from creditpolicy.decision import Decision, Reason
from creditpolicy.facts.case import Case
from creditpolicy.formulas import Point
from creditpolicy.ir.program import Program

Pairs = Iterable[tuple[Reason, str]]
"""Reasons, each with the id of its row."""


def finish(
    program: Program, point: Point, case: Case, say: Saying, found: LeftOpen, pairs: Callable[[Rows, int | None], Pairs]
) -> Decision:
    """Answer what is open; `pairs` gives the reasons of deciding rows: of the case, or of a record by its index.

    Raises:
        FactsError: facts contradict each other.

    """
    asked = asked_about(program, point, case)
    undecided = False
    missing: set[str] = set()
    because: dict[tuple[Reason, str], None] = {}
    if found.outcome is None or found.rows is None:
        outcome, missing, undecided = asked.of_the_case()
        because |= asked.because(say)
    else:
        outcome = dict(found.outcome)
        because |= dict.fromkeys(pairs(found.rows, None))
    answers = {}
    for index, ((name, known), rows) in enumerate(zip(found.answers.items(), found.each, strict=True)):
        if known is not None and rows is not None:
            answers[name] = known
            because |= dict.fromkeys(pairs(rows, index))
            continue
        start = len(asked.tables)
        _, answer, lacking = asked.of_record(index)
        answers[name] = answer
        because |= asked.because(say, start)
        missing |= lacking
        undecided = undecided or answer["status"] == "undecided"
    outcome[str(point.record_group)] = answers
    return decision_of(asked, outcome, missing, because, undecided=undecided)
