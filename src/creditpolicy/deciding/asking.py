"""One compiled point on one day: first the code for the shape of the case that came last, then that for any case."""

from datetime import date
from typing import Any

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.interpreter.decide import Saying
from creditpolicy.backends.python import HandOver, look
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.deciding.by_shape import ByShape
from creditpolicy.decision import Decision
from creditpolicy.facts.from_data import read_case

MOST_LOOKS = 256


class Asking:
    """What has been compiled for the point, at hand; threads may share it."""

    __slots__ = ("_after", "_as_of", "_code", "_last", "_origin", "_say", "_seen", "_straight")

    def __init__(self, code: ByCode, as_of: date, say: Saying, after: int) -> None:
        """A point on a day of the calendar; a shape is compiled for once `after` cases of it have come."""
        self._code = code
        self._as_of = as_of
        self._origin = code.origin(as_of)
        self._say = say
        self._after = after
        self._straight: Any = _for_others
        self._last: ByShape | None = None
        self._seen: dict[object, int | ByShape | None] = {}

    def decide(self, facts: Any) -> Decision:  # noqa: ANN401 - as the caller has them
        """Decide for the facts as the caller has them.

        Raises:
            FactsError: the facts can't be what they say they are.

        """
        try:
            found: Decision = self._straight(facts, self._as_of, self._origin)
        except (HandOver, KeyError):
            found = self._by_others(facts)
        return found

    def _by_others(self, facts: Any) -> Decision:  # noqa: ANN401 - as above
        shape = self._shape(facts)
        if shape is not None and shape is not self._last:
            self._last, self._straight = shape, shape.code.decide
            try:
                return shape.decide(facts, self._as_of, self._origin)
            except (HandOver, KeyError):
                pass
        found = self._code.answer(facts, self._as_of)
        if found is not None:
            return found
        case = read_case(facts, self._code.program.vocabulary, self._as_of)
        found = self._code.answer_of(case)
        return decide(self._code.program, self._code.point, case, self._say) if found is None else found

    def _shape(self, facts: Any) -> ByShape | None:  # noqa: ANN401 - as above
        """The code for cases that look the same, made once enough of them have come."""
        if not self._code.is_flat:
            return None
        seen = look(facts)
        known = self._seen.get(seen, 0)
        if not isinstance(known, int):
            return known
        if known < self._after:
            if len(self._seen) < MOST_LOOKS:
                self._seen[seen] = known + 1
            return None
        found = self._seen[seen] = self._code.shape(facts)
        return found


def _for_others(*_: object) -> Decision:
    """Nothing was compiled yet."""
    raise HandOver
