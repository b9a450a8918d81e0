"""A compiled point that decides: what it hands over is None here, and for the interpreter."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from creditpolicy.backends.interpreter import explain, granted, origin_of, values_of
from creditpolicy.backends.interpreter.asked import Saying
from creditpolicy.backends.interpreter.functions import apply
from creditpolicy.backends.python import (
    Compiled,
    Door,
    HandOver,
    LeftOpen,
    NotCompiled,
    Rows,
    RowsLeft,
    Shape,
    Straight,
    TotalsTold,
    compile_point,
    full_shape,
    one_table,
)
from creditpolicy.deciding.as_given import as_given
from creditpolicy.deciding.by_shape import Beside, ByShape
from creditpolicy.deciding.few_rows import LEAST_LEFT_OUT, by_few_rows
from creditpolicy.deciding.left_open import finish
from creditpolicy.deciding.no_row import outcome_without_row
from creditpolicy.deciding.shapes import Decide, Shapes
from creditpolicy.deciding.typed import is_at_hand, not_here, records_of
from creditpolicy.decision import Decision, Origin, Reason
from creditpolicy.decision.decision import BecauseInFull, DecisionInFull, Json
from creditpolicy.facts.case import Case
from creditpolicy.facts.from_data import read_case
from creditpolicy.facts.plain import plain_case
from creditpolicy.formulas import Point
from creditpolicy.ir.program import Program
from creditpolicy.values.value import Value

if TYPE_CHECKING:
    from creditpolicy.deciding.by_json import JsonDoor
    from creditpolicy.decision.trace import Trace

MOST_KEPT = 4096
Said: TypeAlias = tuple[tuple[Reason, ...], tuple[str, ...]]


def by_code(program: Program, point: Point, say: Saying, after: int) -> "ByCode | None":
    """The point compiled; None where it is left to the interpreter as a whole."""
    try:
        return ByCode(program, point, say, after=after)
    except NotCompiled:
        return None


class ByCode:
    """A compiled point, and the reasons that its rows are; those of the first few thousand answers are kept."""

    __slots__ = (
        "_after",
        "_because",
        "_code",
        "_compiled",
        "_exceptions",
        "_json",
        "_known",
        "_no_row",
        "_one",
        "_origin",
        "_say",
        "_told",
        "point",
        "program",
        "shapes",
    )

    def __init__(self, program: Program, point: Point, say: Saying, *, after: int = 0, told: bool = False) -> None:
        """Compile it.

        Args:
            program: the policy.
            point: the question.
            say: gives the text of a row's reason.
            after: how many cases that look alike come before code is made for them.
            told: whether a case may tell values that can be worked out as well.

        Raises:
            NotCompiled: it is left to the interpreter.

        """
        self.program = program
        self.point = point
        self._say = say
        records = program.vocabulary.records
        self._exceptions = {
            str(records[one.record].many) for overrides in program.overrides.values() for one in overrides
        }
        self._compiled: Compiled = compile_point(program, point, self._meaning, told=told)
        self._code = self._compiled.decide
        self._told: ByCode | None = None
        self._json: JsonDoor | None = None
        self._after = after
        self._origin: Origin | None = None
        self._because: dict[Rows, BecauseInFull] = {}
        self._known: dict[tuple[str, tuple[int, ...]], Said] = {}
        self._no_row = outcome_without_row(point)
        self._one = one_table(program, point)
        # What is asked of each record, or of other days, is no question of one straight line.
        is_flat = point.record is None and point.apart is None and not point.looks_ahead
        self.shapes: Shapes[Decision] = Shapes(program.vocabulary, self._straight if is_flat else None, after)

    def straight(self, shape: Shape, door: Door = "facts", beside: Beside | None = None) -> ByShape:
        """The point compiled for cases of a shape.

        Raises:
            NotCompiled: the point, or this shape, is left to others.

        """
        return ByShape(self.program, self.point, shape, self._meaning, self._why, door, beside)

    def _why(self, name: str, some: tuple[int, ...]) -> tuple[Reason, ...]:
        return self._of(name, some)[0]

    def _straight(self, shape: Shape) -> Decide[Decision]:
        if not is_at_hand():
            return self.straight(shape).decide
        from msgspec import convert

        def beside(_: ByShape, straight: Straight) -> dict[str, Any]:
            records = records_of(self.program.vocabulary, shape, straight)
            return {"convert": convert, **{record.__name__: record for _, record in records}}

        found = self.straight(shape, "records", beside).decide
        self.shapes.not_here = not_here()
        return found

    def _meaning(self, function: str, arguments: tuple[Value, ...]) -> Any:  # noqa: ANN401 - any value
        return apply(function, arguments, self.program.vocabulary.calendar)

    @property
    def source(self) -> str:
        """The text of the code: that for any case, behind that for cases which give every fact that is asked for."""
        try:
            alike = self.straight(full_shape(self.program, self.point)) if self.shapes.are_made else None
        except NotCompiled:
            alike = None
        return self._compiled.source if alike is None else f"{alike.straight.source}\n\n{self._compiled.source}"

    @property
    def json(self) -> "JsonDoor":
        """The same for cases that come as JSON."""
        if self._json is None:
            from creditpolicy.deciding.by_json import JsonDoor

            self._json = JsonDoor(self, self._after)
        return self._json

    def origin(self, as_of: date) -> Origin:
        """Where decisions come from."""
        origin = self._origin
        if origin is None or origin.as_of != as_of:
            origin = self._origin = origin_of(self.program, as_of)
        return origin

    def answer(self, facts: Any, as_of: date, case: Case | None = None) -> Decision | None:  # noqa: ANN401 - it looks
        """The decision about the facts as the caller gave them, on a day of the calendar.

        None where the interpreter must decide, or refuse. `case` is the case that was read from the facts already.
        """
        try:
            outcome, rows, each, kept = self._code(facts, as_of)
        except TotalsTold:
            comparing = self._comparing()
            return None if comparing is None else comparing.answer(facts, as_of, case)
        except RowsLeft as found:
            return self._by_few_rows(found, facts, as_of, case)
        except HandOver:
            return None
        except LeftOpen as found:
            case = case or self._case(found.kept, as_of)
            return finish(self.program, self.point, case, self._say, found, self._pairs)
        if outcome is None:
            because, outcome = BecauseInFull(self.point.name, "undecided", (), (), (), (), self), self._no_row
        else:
            because = self._because.get(rows) or self._say_all(rows)
        if each:
            because = self._say_each(because, rows, each)
        if any(kept.get(many) for many in self._exceptions):
            # It rests on nothing that they replace, or was handed over; what each replaced is told all the same.
            case = case or self._case(kept, as_of)
            because = replace(because, overrides=granted(self.program, case))
        return DecisionInFull(because, outcome, case or kept, self.origin(as_of))

    def _by_few_rows(self, found: RowsLeft, facts: Any, as_of: date, case: Case | None) -> Decision | None:  # noqa: ANN401 - as above
        """The decision by the rows that are left of the only table; None where they are not much fewer."""
        if self._one is None or self._one.name != found.table or not found.rows:
            return None
        if len(self._one.rows) - len(found.rows) < LEAST_LEFT_OUT:
            return None
        case = case or self._case(facts, as_of)
        return by_few_rows(self.program, self.point, case, self._say, found.table, found.rows, self)

    def answer_of(self, case: Case) -> Decision | None:
        """The same about a checked case, which may have been given in any form."""
        if self.point.looks_ahead and case.dated:  # which of them lapse on later days is not told
            return None
        return self.answer(as_given(case, self.program), case.as_of, case)

    def facts(self, kept: Any, as_of: date) -> Json:  # noqa: ANN401 - a case, or the facts as they were given
        """The facts as plain data."""
        return plain_case(self._case(kept, as_of))

    def trace(self, kept: Any, as_of: date) -> "Trace":  # noqa: ANN401 - as above
        """The full trace, made by the interpreter from the same facts."""
        return explain(self.program, self.point, self._case(kept, as_of))

    def values(self, because: BecauseInFull, kept: Any, as_of: date) -> tuple[dict[str, Json], ...]:  # noqa: ANN401 - as above
        """For each deciding row, what its conditions looked at."""
        return values_of(self.program, because, self._case(kept, as_of))

    def _case(self, kept: Any, as_of: date) -> Case:  # noqa: ANN401 - as above
        return kept if isinstance(kept, Case) else read_case(kept, self.program.vocabulary, as_of)

    def _comparing(self) -> "ByCode | None":
        """The same point where a case tells values that can be worked out as well."""
        if self._told is None:
            try:
                self._told = ByCode(self.program, self.point, self._say, told=True)
            except NotCompiled:
                return None
        return self._told

    def _pairs(self, rows: Rows, index: int | None) -> Iterator[tuple[Reason, str]]:
        """The reasons and the ids of the deciding rows: of the case, or of the record at an index."""
        tables = self._compiled.tables if index is None else self._compiled.each
        for name, some in zip(tables, rows, strict=True):
            if some:
                yield from zip(*self._about(name, some, index), strict=True)

    def _say_all(self, rows: Rows) -> BecauseInFull:
        """The reasons and the ids of the deciding rows."""
        reasons, deciding = tuple(zip(*self._pairs(rows, None), strict=True)) or ((), ())
        found = self._with(reasons, deciding)
        if len(self._because) < MOST_KEPT:
            self._because[rows] = found
        return found

    def _with(self, reasons: tuple[Reason, ...], deciding: tuple[str, ...]) -> BecauseInFull:
        return BecauseInFull(self.point.name, "decided", reasons, (), deciding, (), self)

    def _say_each(self, said: BecauseInFull, rows: Rows, each: Sequence[Rows]) -> BecauseInFull:
        """The same, and then those for each record of a list. Tables of the case are reasons once."""
        reasons, deciding = list(said.reasons), list(said.deciding)
        seen = {name for name, some in zip(self._compiled.tables, rows, strict=True) if some is not None}
        for index, own in enumerate(each):
            for name, some in zip(self._compiled.each, own, strict=True):
                table = self.program.tables[name]
                if some is None or (table.record is None and name in seen):
                    continue
                if table.record is None:
                    seen.add(name)
                known = self._about(name, some, index)
                reasons += known[0]
                deciding += known[1]
        return self._with(tuple(reasons), tuple(deciding))

    def _about(self, name: str, some: tuple[int, ...], index: int | None) -> Said:
        """The same as they are said of a record, unless the table is about the case."""
        known = self._of(name, some)
        record = self.program.tables[name].record
        if record is None or index is None:
            return known
        about = f"{self.program.vocabulary.records[record].many}[{index}]"
        return tuple(Reason(one.code, one.text, about) for one in known[0]), known[1]

    def _of(self, name: str, some: tuple[int, ...]) -> Said:
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
