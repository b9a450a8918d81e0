"""A point compiled for cases of one shape: why it decides what it does, and what is asked of its decisions later."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from creditpolicy.backends.interpreter import explain, values_of
from creditpolicy.backends.interpreter.outcome import nested, shown_output
from creditpolicy.backends.python import (
    Door,
    NotCompiled,
    Shape,
    Straight,
    compile_shape,
    compile_values,
    facts_of_shape,
)
from creditpolicy.decision import Reason
from creditpolicy.decision.decision import Because, Json, frozen
from creditpolicy.facts.case import Case
from creditpolicy.facts.from_data import read_case
from creditpolicy.facts.plain import plain_case
from creditpolicy.formulas import Const, Point
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import facts_of_conditions, row_of

if TYPE_CHECKING:
    from creditpolicy.decision.trace import Trace

MOST_KEPT = 4096
Said: TypeAlias = tuple[tuple[Reason, ...], tuple[str, ...]]
Why: TypeAlias = Callable[[str, tuple[int, ...]], Said]
"""The reasons that rows of one table are, and their ids."""

Values: TypeAlias = Callable[[tuple[Any, ...]], tuple[dict[str, Json], ...]]


def by_case(_kept: tuple[Any, ...]) -> tuple[dict[str, Json], ...]:
    """The mark of what must be read from a case in full."""
    return ()


class ByShape:
    """What stands behind the decisions of one function."""

    __slots__ = ("_is_flat", "_values", "_why", "decide", "forms", "names", "others", "point", "program", "straight")

    def __init__(
        self,
        program: Program,
        point: Point,
        shape: Shape,
        meaning: Callable[..., Any],
        why: Why,
        door: Door = "facts",
    ) -> None:
        """Compile it.

        Raises:
            NotCompiled: the point, or this shape, is left to others.

        """
        self.program = program
        self.point = point
        self.names: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
            (record, tuple(key for key, _ in facts)) for record, facts in shape
        )
        self.forms = facts_of_shape(shape)
        self._values: dict[Because, Values] = {}
        self._why = why
        self.decide, self.straight = compile_shape(program, point, shape, meaning, self._because, door)
        self.others = tuple(answer.key for answer in self.straight.others)
        self._is_flat = not any("." in answer.key for answer in point.answers)

    def _because(self, straight: Straight, rows: int) -> Because:
        """What decisions that rest on the same rows have in common."""
        said = [
            self._why(table.table.name, table.rows_of(rows))
            for table, flag in straight.reasons
            if not flag or rows & flag
        ]
        fields: dict[str, Json] = dict.fromkeys(answer.key for answer in self.point.answers)
        for answer, table, output in straight.settled:
            value = table.table.rows[table.rows_of(rows)[0]].outputs[output]
            if isinstance(value, Const):
                fields[answer.key] = frozen(shown_output(value.value, answer.formula.type))
        reasons = tuple(one for each in said for one in each[0])
        deciding = tuple(one for each in said for one in each[1])
        return Because(self.point.name, "decided", reasons, (), deciding, (), self, MappingProxyType(fields))

    def outcome(self, because: Because, found: tuple[Any, ...]) -> Mapping[str, Json]:
        """What the rows say, and what was found beside them."""
        fields = {**because.fields, **dict(zip(self.others, found, strict=True))}
        # INVARIANT: what is found is frozen already.
        return MappingProxyType(fields) if self._is_flat else frozen(nested(fields))  # type: ignore[return-value]  # a mapping

    def facts(self, kept: tuple[Any, ...], as_of: date) -> Json:
        """The facts as plain data."""
        return plain_case(self._case(kept, as_of))

    def trace(self, kept: tuple[Any, ...], as_of: date) -> "Trace":
        """The full trace, made by the interpreter from the same facts."""
        return explain(self.program, self.point, self._case(kept, as_of))

    def values(self, because: Because, kept: tuple[Any, ...], as_of: date) -> tuple[dict[str, Json], ...]:
        """For each deciding row, what its conditions looked at."""
        values = self._values.get(because) or self._values_of(because)
        return values_of(self.program, because, self._case(kept, as_of)) if values is by_case else values(kept)

    def _values_of(self, because: Because) -> Values:
        names = [f"{record}.{key}" for record, keys in self.names for key in keys]
        rows = [facts_of_conditions(self.program, *row_of(self.program, one)) for one in because.deciding]
        try:
            values = compile_values(self.program, tuple(rows), names, self.forms)
        except NotCompiled:
            values = by_case
        if len(self._values) < MOST_KEPT:
            self._values[because] = values
        return values

    def _case(self, kept: tuple[Any, ...], as_of: date) -> Case:
        return read_case(as_told(self.names, kept), self.program.vocabulary, as_of)


def as_told(names: tuple[tuple[str, tuple[str, ...]], ...], kept: tuple[Any, ...]) -> dict[str, dict[str, Any]]:
    """The facts as the caller gave them."""
    values = iter(kept)
    return {record: {key: next(values) for key in keys} for record, keys in names}
