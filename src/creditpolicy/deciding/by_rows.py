"""What follows from the rows that decided: their ids, and the fields of an outcome that they settle."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from creditpolicy.backends.interpreter.outcome import shown_output
from creditpolicy.backends.python import InLine
from creditpolicy.decision import Reason
from creditpolicy.decision.decision import Json, OverrideShown
from creditpolicy.formulas import Answer

if TYPE_CHECKING:
    from creditpolicy.deciding.by_shape import ByShape

MOST_KEPT = 4096
Values: TypeAlias = Callable[[tuple[Any, ...]], dict[str, Json]]
"""What the conditions of a row looked at, of the facts that were kept."""


class Together(NamedTuple):
    """Rows of one table that decide together."""

    rows: tuple[int, ...]
    ids: tuple[str, ...]
    fields: dict[str, Json]


class OfTable:
    """What is known of the rows of one table; `settled` are the answers that they give, each with its output."""

    __slots__ = ("_first", "_known", "_mask", "_placed", "_settled")

    def __init__(self, placed: InLine, settled: tuple[tuple[Answer, int], ...]) -> None:
        """Nothing is known yet."""
        self._placed = placed
        self._settled = settled
        self._first = placed.first
        self._mask = (1 << placed.width) - 1
        self._known: dict[int, Together] = {}

    @property
    def name(self) -> str:
        """That of the table."""
        return self._placed.table.name

    def of(self, rows: int) -> Together:
        """The rows of this table among those of all."""
        own = rows >> self._first & self._mask
        found = self._known.get(own)
        if found is None:
            found = self._of(own)
            if len(self._known) < MOST_KEPT:
                self._known[own] = found
        return found

    def _of(self, own: int) -> Together:
        placed, table = self._placed, self._placed.table
        rows = placed.rows_of(own)
        fields: dict[str, Json] = {}
        for answer, output in self._settled:
            given = placed.settled(rows, output)
            shown = given if isinstance(given, tuple) else shown_output(given, answer.formula.type)
            fields[answer.key] = shown
        return Together(rows, tuple([f"{table.name}.{table.rows[row].id}" for row in rows]), fields)


class BecauseOfRows:
    """What decisions have in common that rest on the same rows: `fields` of the outcome, None where answers go."""

    __slots__ = ("_reasons", "behind", "deciding", "fields", "readers", "rows")
    status: Literal["decided", "undecided"] = "decided"
    missing: tuple[str, ...] = ()
    overrides: tuple[OverrideShown, ...] = ()

    def __init__(self, behind: "ByShape", rows: int, deciding: tuple[str, ...], fields: dict[str, Any]) -> None:
        """The reasons are said when they are asked for: many rows decide for one case only."""
        self.behind = behind
        self.rows = rows
        self.deciding = deciding
        self.fields = fields
        self.readers: tuple[Values, ...] | None = None
        self._reasons: tuple[Reason, ...] | None = None

    @property
    def point(self) -> str:
        """The question."""
        return self.behind.point.name

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """One for each deciding row."""
        found = self._reasons
        if found is None:
            found = self._reasons = self.behind.reasons(self.rows)
        return found


class BecauseOfNone(BecauseOfRows):
    """What those have in common in which no row of the only table holds."""

    __slots__ = ()
    status: Literal["decided", "undecided"] = "undecided"
