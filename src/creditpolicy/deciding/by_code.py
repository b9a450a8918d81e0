"""A compiled point that decides: what it hands over is None here, and for the interpreter."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from creditpolicy.backends.interpreter import explain, origin_of
from creditpolicy.backends.interpreter.decide import Saying
from creditpolicy.backends.interpreter.functions import apply
from creditpolicy.backends.python import Compiled, HandOver, NotCompiled, Rows, TotalsTold, compile_point
from creditpolicy.deciding.as_given import as_given
from creditpolicy.decision import Decision, Origin, Reason
from creditpolicy.decision.decision import decided
from creditpolicy.facts.case import Case
from creditpolicy.facts.from_data import read_case
from creditpolicy.facts.plain import plain_case
from creditpolicy.formulas import Point
from creditpolicy.ir.program import Program
from creditpolicy.values.value import Value

MOST_KEPT = 4096
_Said = tuple[tuple[Reason, ...], tuple[str, ...]]


def by_code(program: Program, point: Point, say: Saying) -> "ByCode | None":
    """The point compiled; None where it is left to the interpreter as a whole."""
    try:
        return ByCode(program, point, say)
    except NotCompiled:
        return None


class ByCode:
    """A compiled point, and the reasons that its rows are; those of the first few thousand answers are kept."""

    __slots__ = ("_code", "_compiled", "_known", "_origin", "_said", "_say", "_told", "point", "program")

    def __init__(self, program: Program, point: Point, say: Saying, *, told: bool = False) -> None:
        """Compile it.

        Raises:
            NotCompiled: it is left to the interpreter.

        """

        def meaning(function: str, arguments: tuple[Value, ...]) -> Any:  # noqa: ANN401 - any value
            return apply(function, arguments, program.vocabulary.calendar)

        self.program = program
        self.point = point
        self._say = say
        self._compiled: Compiled = compile_point(program, point, meaning, told=told)
        self._code = self._compiled.decide
        self._told: ByCode | None = None
        self._origin: Origin | None = None
        self._said: dict[Rows, _Said] = {}
        self._known: dict[tuple[str, tuple[int, ...]], _Said] = {}

    @property
    def source(self) -> str:
        """The text of the code."""
        return self._compiled.source

    def answer(self, facts: Any, as_of: date, case: Case | None = None) -> Decision | None:  # noqa: ANN401 - it looks
        """The decision about the facts as the caller gave them, on a day of the calendar.

        None where the interpreter must decide, or refuse. `case` is the case that was read from the facts already.
        """
        try:
            outcome, rows, each, kept = self._code(facts, as_of)
        except TotalsTold:
            comparing = self._comparing()
            return None if comparing is None else comparing.answer(facts, as_of, case)
        except HandOver:
            return None
        reasons, deciding = self._said.get(rows) or self._say_all(rows)
        if each:
            reasons, deciding = self._say_each((reasons, deciding), rows, each)
        origin = self._origin
        if origin is None or origin.as_of != as_of:
            origin = self._origin = origin_of(self.program, as_of)

        def read() -> Case:
            return case or read_case(kept, self.program.vocabulary, as_of)

        return decided(
            self.point.name,
            outcome,
            reasons,
            deciding,
            origin,
            lambda: plain_case(read()),
            lambda: explain(self.program, self.point, read()),
        )

    def answer_of(self, case: Case) -> Decision | None:
        """The same about a checked case, which may have been given in any form."""
        return self.answer(as_given(case, self.program), case.as_of, case)

    def _comparing(self) -> "ByCode | None":
        """The same point where a case tells values that can be worked out as well."""
        if self._told is None:
            try:
                self._told = ByCode(self.program, self.point, self._say, told=True)
            except NotCompiled:
                return None
        return self._told

    def _say_all(self, rows: Rows) -> _Said:
        """The reasons and the ids of the deciding rows."""
        said = [self._of(name, some) for name, some in zip(self._compiled.tables, rows, strict=True) if some]
        found = tuple(one for each in said for one in each[0]), tuple(one for each in said for one in each[1])
        if len(self._said) < MOST_KEPT:
            self._said[rows] = found
        return found

    def _say_each(self, said: _Said, rows: Rows, each: Sequence[Rows]) -> _Said:
        """The same, and then those for each record of a list. Tables of the case are reasons once."""
        reasons, deciding = list(said[0]), list(said[1])
        seen = {name for name, some in zip(self._compiled.tables, rows, strict=True) if some is not None}
        for index, own in enumerate(each):
            for name, some in zip(self._compiled.each, own, strict=True):
                table = self.program.tables[name]
                if some is None or (table.record is None and name in seen):
                    continue
                about = None
                if table.record is None:
                    seen.add(name)
                else:
                    about = f"{self.program.vocabulary.records[table.record].many}[{index}]"
                known = self._of(name, some)
                reasons += known[0] if about is None else [replace(one, about=about) for one in known[0]]
                deciding += known[1]
        return tuple(reasons), tuple(deciding)

    def _of(self, name: str, some: tuple[int, ...]) -> _Said:
        """The reasons that rows of one table are, and their ids."""
        known = self._known.get((name, some))
        if known is None:
            table = self.program.tables[name]
            rows = [table.rows[index] for index in some]
            reasons = [Reason(row.reason or f"{name}.{row.id}", self._say(self.program, table, row)) for row in rows]
            known = tuple(reasons), tuple(f"{name}.{row.id}" for row in rows)
            if len(self._known) < MOST_KEPT:
                self._known[name, some] = known
        return known
