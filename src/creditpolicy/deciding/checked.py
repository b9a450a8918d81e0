"""A case that was checked once, for a day, and is asked several questions."""

from collections.abc import Callable
from datetime import date
from typing import Any

from creditpolicy.backends.interpreter import origin_of
from creditpolicy.backends.python import Facts, HandOver, NotCompiled, Shape, compile_check
from creditpolicy.deciding.by_shape import as_told
from creditpolicy.deciding.door import Deciding
from creditpolicy.deciding.shapes import Decide, Shapes
from creditpolicy.decision import Decision, Origin
from creditpolicy.facts.case import Case
from creditpolicy.facts.from_data import read_case
from creditpolicy.formulas import Point


class CheckedCase:
    """The facts of a case, checked: what they count as on a day, and what was given. It never changes."""

    __slots__ = ("_by", "_facts", "_kept", "_shape")

    def __init__(self, by: "Checking", shape: "CheckedShape | None", facts: Any, kept: Facts) -> None:  # noqa: ANN401 - see `facts`
        """Use `Policy.check`; `facts` is a `Case` where no code is made for the shape."""
        self._by = by
        self._shape = shape
        self._facts = facts
        self._kept = kept

    @property
    def as_of(self) -> date:
        """The day for which was checked, and is decided."""
        return self._by.as_of

    def decide(self, point: str) -> Decision:
        """Decide one question: the same as `Policy.decide` of the facts on that day.

        Raises:
            FactsError: the facts contradict each other.
            ValueError: the policy has no such decision point.

        """
        by, shape = self._by, self._shape
        if shape is None:
            return by.decide(point, self._facts)
        code = shape.codes.get(point)
        if code is None:
            code = by.code(point, shape)
        try:
            return code(self._facts, self._kept, by.as_of, by.origin)
        except (HandOver, KeyError):
            pass
        return by.decide(point, read_case(as_told(shape.names, self._kept), by.deciding.program.vocabulary, by.as_of))


class CheckedShape:
    """Cases of one shape: what checks them, and for each question what decides it."""

    __slots__ = ("check", "codes", "names", "shape")

    def __init__(self, deciding: Deciding, shape: Shape) -> None:
        """Compile the checks.

        Raises:
            NotCompiled: this shape is left to others.

        """
        self.shape = shape
        self.names = tuple((record, tuple(key for key, _ in facts)) for record, facts in shape)
        self.check = compile_check(deciding.program, shape)
        self.codes: dict[str, Callable[[Facts, Facts, date, Origin], Decision]] = {}

    @classmethod
    def check_of(cls, deciding: Deciding, shape: Shape) -> Decide[CheckedCase]:
        """What checks cases of a shape."""
        return cls(deciding, shape).checked

    def checked(self, data: Any, today: date, by: "Checking") -> CheckedCase:  # noqa: ANN401 - as the caller has it
        """A case.

        Raises:
            HandOver: it is for others.
            KeyError: the same.

        """
        facts, kept = self.check(data, today)
        return CheckedCase(by, self, facts, kept)


class Checking:
    """One program on one day, for who checks cases first."""

    __slots__ = ("_point", "_shapes", "as_of", "deciding", "origin")

    def __init__(
        self, deciding: Deciding, shapes: Shapes[CheckedCase], as_of: date, point: Callable[[str], Point]
    ) -> None:
        """`point` finds a question by its name, or raises."""
        self.deciding = deciding
        self.as_of = as_of
        self.origin = origin_of(deciding.program, as_of)
        self._point = point
        self._shapes = shapes

    def check(self, facts: Any) -> CheckedCase:  # noqa: ANN401 - as the caller has them
        """Check the facts of a case.

        Raises:
            FactsError: they can't be what they say they are.

        """
        try:
            return self._shapes.decide(facts, self.as_of, self)
        except (HandOver, KeyError):
            pass
        alike = self._shapes.other(facts)
        if alike is not None:
            try:
                return alike(facts, self.as_of, self)
            except (HandOver, KeyError):
                pass
        return CheckedCase(self, None, read_case(facts, self.deciding.program.vocabulary, self.as_of), ())

    def code(self, name: str, shape: CheckedShape) -> Callable[[Facts, Facts, date, Origin], Decision]:
        """What decides a question about cases of a shape."""
        code = self.deciding.code(self._point(name))
        try:
            found = hand_over if code is None else code.straight(shape.shape, "checked").decide
        except NotCompiled:
            found = hand_over
        shape.codes[name] = found
        return found

    def decide(self, name: str, case: Case) -> Decision:
        """Decide a question about a case in full."""
        point = self._point(name)
        asking = self.deciding.asking(point, self.as_of)
        return self.deciding.of_case(point, case) if asking is None else asking.decide_case(case)


def hand_over(*_: object) -> Decision:
    """No code is made for that."""
    raise HandOver
