"""One compiled point on one day: first the code for cases that look alike, then that for any case."""

from datetime import date
from typing import TYPE_CHECKING, Any

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.interpreter.asked import Saying
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.decision import Decision
from creditpolicy.facts.case import Case
from creditpolicy.facts.from_data import read_case

if TYPE_CHECKING:
    from creditpolicy.deciding.by_json import Frame, JsonDoor


class Asking:
    """A question and its day, at hand; threads may share it."""

    __slots__ = ("_code", "_frame", "_json", "_origin", "_say", "_shapes", "as_of")

    def __init__(self, code: ByCode, as_of: date, say: Saying) -> None:
        """A point on a day of the calendar."""
        self._code = code
        self._shapes = code.shapes
        self.as_of = as_of
        self._origin = code.origin(as_of)
        self._say = say
        self._json: JsonDoor | None = None
        self._frame: Frame

    def decide(self, facts: Any) -> Decision:  # noqa: ANN401 - as the caller has them
        """Decide for the facts as the caller has them.

        Raises:
            FactsError: the facts can't be what they say they are.

        """
        # A slot that is called in one go is looked up as a method: that takes longer.
        decide = self._shapes.decide
        try:
            return decide(facts, self.as_of, self._origin)
        except self._shapes.not_here:
            pass
        return self._by_others(facts)

    def decide_json(self, data: bytes) -> bytes:
        """Decide for the facts as JSON: the decision as JSON, without the digests of its header.

        Raises:
            FactsError: it is no JSON, or the facts can't be what they say they are.

        """
        door = self._json
        if door is None:
            from creditpolicy.deciding.by_json import Frame

            self._frame = Frame(self._origin)
            door = self._json = self._code.json
        decide = door.shapes.decide
        try:
            return decide(data, self.as_of, self._frame)
        except door.shapes.not_here:
            pass
        return door.by_others(data, self, self._frame)

    def _by_others(self, facts: Any) -> Decision:  # noqa: ANN401 - as above
        code = self._code
        alike = self._shapes.other(facts)
        if alike is not None:
            try:
                return alike(facts, self.as_of, self._origin)
            except self._shapes.not_here:
                pass
        found = code.answer(facts, self.as_of)
        if found is not None:
            return found
        return self.decide_case(read_case(facts, code.program.vocabulary, self.as_of))

    def decide_case(self, case: Case) -> Decision:
        """Decide for a case that was checked, in any form."""
        code = self._code
        return code.answer_of(case) or decide(code.program, code.point, case, self._say)
