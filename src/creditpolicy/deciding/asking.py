"""One compiled point on one day: first the code for cases that look alike, then that for any case."""

from datetime import date
from typing import Any

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.interpreter.decide import Saying
from creditpolicy.backends.python import HandOver
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.decision import Decision
from creditpolicy.facts.case import Case
from creditpolicy.facts.from_data import read_case


class Asking:
    """A question and its day, at hand; threads may share it."""

    __slots__ = ("_code", "_origin", "_say", "_shapes", "as_of")

    def __init__(self, code: ByCode, as_of: date, say: Saying) -> None:
        """A point on a day of the calendar."""
        self._code = code
        self._shapes = code.shapes
        self.as_of = as_of
        self._origin = code.origin(as_of)
        self._say = say

    def decide(self, facts: Any) -> Decision:  # noqa: ANN401 - as the caller has them
        """Decide for the facts as the caller has them.

        Raises:
            FactsError: the facts can't be what they say they are.

        """
        try:
            return self._shapes.decide(facts, self.as_of, self._origin)
        except (HandOver, KeyError):
            pass
        return self._by_others(facts)

    def _by_others(self, facts: Any) -> Decision:  # noqa: ANN401 - as above
        code = self._code
        alike = self._shapes.other(facts)
        if alike is not None:
            try:
                return alike(facts, self.as_of, self._origin)
            except (HandOver, KeyError):
                pass
        found = code.answer(facts, self.as_of)
        if found is not None:
            return found
        return self.decide_case(read_case(facts, code.program.vocabulary, self.as_of))

    def decide_case(self, case: Case) -> Decision:
        """Decide for a case that was checked, in any form."""
        code = self._code
        return code.answer_of(case) or decide(code.program, code.point, case, self._say)
