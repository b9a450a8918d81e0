"""A point compiled for cases of one shape: why it decides what it does, and what is asked of its decisions later."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from creditpolicy.backends.interpreter import explain, values_of
from creditpolicy.backends.python import (
    Door,
    NotCompiled,
    Shape,
    Straight,
    by_group,
    compile_shape,
    compile_values,
    facts_of_shape,
    whole,
)
from creditpolicy.deciding.by_rows import BecauseOfNone, BecauseOfRows, OfTable, Together, Values
from creditpolicy.deciding.no_row import outcome_without_row
from creditpolicy.decision import Decision, Origin, Reason
from creditpolicy.decision.decision import DecisionInFull, Json
from creditpolicy.facts.case import Case
from creditpolicy.facts.from_data import read_case
from creditpolicy.facts.plain import plain_case
from creditpolicy.formulas import Answer, Point
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import facts_of_conditions

if TYPE_CHECKING:
    from creditpolicy.decision.trace import Trace

ANY = -1
"""Every bit."""
Beside: TypeAlias = Callable[["ByShape", Straight], Mapping[str, Any]]
"""What a function calls beside what all of them do."""
Why: TypeAlias = Callable[[str, tuple[int, ...]], tuple[Reason, ...]]
"""The reasons that rows of one table are."""


class ByShape:
    """What stands behind the decisions of one function."""

    __slots__ = (
        "_decided",
        "_fields",
        "_free",
        "_has_groups",
        "_keeps_records",
        "_no_row",
        "_readers",
        "_tables",
        "_why",
        "decide",
        "forms",
        "names",
        "others",
        "point",
        "program",
        "straight",
    )

    def __init__(
        self,
        program: Program,
        point: Point,
        shape: Shape,
        meaning: Callable[..., Any],
        why: Why,
        door: Door = "facts",
        beside: Beside | None = None,
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
        self._why = why
        self._keeps_records = door == "records"
        self._readers: dict[str, Values | None] = {}
        self._no_row = outcome_without_row(point)
        self.decide, self._decided, self.straight = compile_shape(
            program, point, shape, meaning, self.because, door, partial(self._beside, beside)
        )
        self.others = tuple(answer.key for answer in self.straight.others)
        settling: dict[str, list[tuple[Answer, int]]] = {}
        for answer, table, output in self.straight.settled:
            settling.setdefault(table.name, []).append((answer, output))
        placed = {table.name: table for _, table, _ in self.straight.settled}
        placed |= {table.name: table for table, _ in self.straight.reasons}
        known = {name: OfTable(table, tuple(settling.get(name, ()))) for name, table in placed.items()}
        # The bits of which one must be set for their rows to be reasons: any, a flag, or none at all.
        tables = [(table.name, flag or ANY) for table, flag in self.straight.reasons]
        silent = [(name, 0) for name in placed if name not in dict(tables)]
        self._tables = tuple((known[name], when) for name, when in (*tables, *silent))
        self._fields: dict[str, Json] = dict.fromkeys(answer.key for answer in point.answers)
        self._has_groups = any("." in key for key in self._fields)
        self._free = by_group(dict.fromkeys(self.others))

    def because(self, rows: int) -> BecauseOfRows:
        """What decisions that rest on the same rows have in common."""
        fields: dict[str, Any] = self._fields.copy()
        deciding: tuple[str, ...] = ()
        for table, when in self._tables:
            together = table.of(rows)
            fields.update(together.fields)
            if rows & when:
                deciding += together.ids
        return BecauseOfRows(self, rows, deciding, _open(by_group(fields), self._free) if self._has_groups else fields)

    def _beside(self, beside: Beside | None, straight: Straight) -> Mapping[str, Any]:
        return {"no_row": self.no_row, **({} if beside is None else beside(self, straight))}

    def no_row(self, kept: tuple[Any, ...] | None, origin: Origin) -> Decision:
        """What is decided where no row of the only table holds."""
        return DecisionInFull(BecauseOfNone(self, 0, (), {}), self._no_row, kept, origin)

    def _deciding(self, rows: int) -> Iterator[tuple[str, Together]]:
        """The tables that are reasons, each with the rows of it that decided."""
        return ((table.name, table.of(rows)) for table, when in self._tables if rows & when)

    def reasons(self, rows: int) -> tuple[Reason, ...]:
        """One for each deciding row."""
        return tuple(one for name, together in self._deciding(rows) for one in self._why(name, together.rows))

    def outcome(self, because: BecauseOfRows, found: Sequence[Any]) -> Mapping[str, Json]:
        """What the rows say, and what was found beside them."""
        decision = object.__new__(self._decided)
        decision._because = because
        for index, value in enumerate(found):
            setattr(decision, f"_answer{index}", value)
        return decision.outcome

    def facts(self, kept: tuple[Any, ...], as_of: date) -> Json:
        """The facts as plain data."""
        return plain_case(self._case(kept, as_of))

    def trace(self, kept: tuple[Any, ...], as_of: date) -> "Trace":
        """The full trace, made by the interpreter from the same facts."""
        return explain(self.program, self.point, self._case(kept, as_of))

    def values(self, because: BecauseOfRows, kept: tuple[Any, ...], as_of: date) -> tuple[dict[str, Json], ...]:
        """For each deciding row, what its conditions looked at."""
        readers = because.readers
        if readers is None:
            readers = because.readers = self._readers_of(because)
        found = []
        for read in readers:
            found.append(read(kept))  # noqa: PERF401 - a comprehension is one call more, in Python 3.11
        return tuple(found) or values_of(self.program, because, self._case(kept, as_of))

    def _readers_of(self, because: BecauseOfRows) -> tuple[Values, ...]:
        """What reads the values of each row; nothing where one of them must be read from a case in full."""
        found = []
        for table, together in self._deciding(because.rows):
            for row, name in zip(together.rows, together.ids, strict=True):
                if name not in self._readers:
                    self._readers[name] = self._reader(table, row)
                found.append(self._readers[name])
        known = tuple(one for one in found if one is not None)
        return known if len(known) == len(found) else ()

    def _reader(self, name: str, row: int) -> Values | None:
        table = self.program.tables[name]
        places = dict(zip(self.forms, self.straight.places, strict=True))
        try:
            return compile_values(
                self.program, facts_of_conditions(self.program, table, table.rows[row]), places, self.forms
            )
        except NotCompiled:
            return None

    def _case(self, kept: tuple[Any, ...], as_of: date) -> Case:
        return read_case(as_told(self.names, self._in_order(kept)), self.program.vocabulary, as_of)

    def _in_order(self, kept: tuple[Any, ...]) -> Iterable[Any]:
        """The values that were given, in the order of their names."""
        if not self._keeps_records:
            return kept
        locals_ = [locals_ for _, locals_ in self.straight.given]
        records = (kept,) if len(locals_) == 1 else kept
        return (getattr(record, local) for record, names in zip(records, locals_, strict=True) for local in names)


def as_told(names: tuple[tuple[str, tuple[str, ...]], ...], kept: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """The facts as the caller gave them."""
    values = iter(kept)
    return {record: {key: next(values) for key in keys} for record, keys in names}


def _open(fields: Mapping[str, Any], free: Mapping[str, Any]) -> dict[str, Any]:
    """Fields by group: each group is closed but for those that answers go into."""
    return {
        key: value if type(value) is not dict else _open(value, free[key]) if key in free else _closed(value)
        for key, value in fields.items()
    }


def _closed(group: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return whole({key: _closed(value) if type(value) is dict else value for key, value in group.items()})
