"""The door to the back ends that decide: compiled code where that answers, the interpreter for all else."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.interpreter.asked import Saying
from creditpolicy.decision import Decision
from creditpolicy.facts.case import Case
from creditpolicy.facts.from_data import read_case
from creditpolicy.facts.reading import FIRST_DAY, LAST_DAY
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Point, Row, Table
from creditpolicy.ir.program import Program

if TYPE_CHECKING:
    from creditpolicy.deciding.asking import Asking
    from creditpolicy.deciding.by_code import ByCode
    from creditpolicy.deciding.checked import CheckedCase, Checking
    from creditpolicy.deciding.shapes import Shapes

WORTH_COMPILING = 16
"""Compiling a point costs about as much as so many decisions of the interpreter."""
_OF_LISTS = 8
"""So many times fewer, where each record of a list is answered."""


class Deciding:
    """One program that decides. Points that are asked often are compiled; threads may share it."""

    __slots__ = ("_after", "_checks", "_codes", "_counts", "_first", "_last", "_say", "program")

    def __init__(self, program: Program, say: Saying, *, after: int = WORTH_COMPILING) -> None:
        """Nothing is compiled yet.

        Args:
            program: the policy.
            say: gives the text of a row's reason.
            after: how often a point is asked before it is compiled.

        """
        self.program = program
        self._say = _once(say)
        self._after = after
        self._counts: dict[str, int] = {}
        self._checks: Shapes[CheckedCase] | None = None
        self._codes: dict[str, ByCode | None] = {}
        calendar = program.vocabulary.calendar
        self._first = FIRST_DAY if calendar is None else max(FIRST_DAY, calendar.first)
        self._last = LAST_DAY if calendar is None else min(LAST_DAY, calendar.last)

    def decide(self, point: Point, facts: Any, as_of: date) -> Decision:  # noqa: ANN401 - as the caller has them
        """Decide `point` for the facts as the caller has them.

        Raises:
            FactsError: the facts can't be what they say they are.

        """
        asking = self.asking(point, as_of)
        return self.interpreted(point, facts, as_of) if asking is None else asking.decide(facts)

    def asking(self, point: Point, as_of: date) -> "Asking | None":
        """The compiled point as it is asked on one day; None while it is left to the interpreter."""
        code = self._code(point)
        if code is None or not self._first <= as_of <= self._last:
            return None
        from creditpolicy.deciding.asking import Asking

        return Asking(code, as_of, self._say)

    def interpreted(self, point: Point, facts: object, as_of: date) -> Decision:
        """The same by the interpreter."""
        return self.of_case(point, read_case(facts, self.program.vocabulary, as_of))

    def of_case(self, point: Point, case: Case) -> Decision:
        """The same of a case that was checked."""
        return decide(self.program, point, case, self._say)

    def checking(self, as_of: date, point: Callable[[str], Point]) -> "Checking":
        """Who checks cases on a day, before any question is asked; `point` finds a question by its name."""
        from creditpolicy.deciding.checked import CheckedShape, Checking
        from creditpolicy.deciding.shapes import Shapes

        if self._checks is None:
            make = partial(CheckedShape.check_of, self)
            self._checks = Shapes(self.program.vocabulary, make, self._after)
        return Checking(self, self._checks, as_of, point)

    def code(self, point: Point) -> "ByCode | None":
        """The point compiled, however seldom it was asked; None where the interpreter decides it."""
        self._counts[point.name] = self._after
        return self._code(point)

    def _code(self, point: Point) -> "ByCode | None":
        if point.name in self._codes:
            return self._codes[point.name]
        count = self._counts.get(point.name, 0)
        if count < (self._after if point.record is None else self._after // _OF_LISTS):
            # Threads may lose a count: then it is compiled a little later.
            self._counts[point.name] = count + 1
            return None
        from creditpolicy.deciding.by_code import by_code

        # Two threads may both have compiled it: one of the two is kept.
        return self._codes.setdefault(point.name, by_code(self.program, point, self._say, self._after))


def _once(say: Saying) -> Saying:
    """The same, for a program whose rows are the same whenever it is asked: each is said once."""
    known: dict[tuple[str, str], Titles] = {}

    def said(program: Program, table: Table, row: Row) -> Titles:
        key = table.name, row.id
        if key not in known:
            known[key] = say(program, table, row)
        return known[key]

    return said
