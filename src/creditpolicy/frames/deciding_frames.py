"""One program that decides frames: what can be is answered column by column, the rest row by row."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import polars

from creditpolicy.backends.columnar import FrameKernel, NotCompiled, compile_frame, read_frame
from creditpolicy.backends.interpreter.functions import apply
from creditpolicy.deciding import Deciding
from creditpolicy.facts.from_data import read_case
from creditpolicy.formulas import Point
from creditpolicy.frames.cells import refuse_wrong
from creditpolicy.frames.columns import Columns, columns_of
from creditpolicy.frames.outcomes import Outcomes, outcomes_of
from creditpolicy.frames.row_by_row import TEXTS, as_column, decisions
from creditpolicy.ir.program import Program
from creditpolicy.values.unknown import Maybe
from creditpolicy.values.value import Value

STATUS, MISSING = "status", "missing"
DECIDED, UNDECIDED = "decided", "undecided"
_STATUS = polars.Enum([DECIDED, UNDECIDED])
_MOST_DAYS = 64


class DecidingFrames:
    """Decides frames with one program. Points are compiled when they are first asked for a day, and kept."""

    __slots__ = ("_deciding", "kernels", "program")

    def __init__(self, deciding: Deciding) -> None:
        """Nothing is compiled yet; `deciding` decides the rows that are left open."""
        self.program: Program = deciding.program
        self._deciding = deciding
        self.kernels: dict[tuple[str, date], FrameKernel | None] = {}

    def decide(
        self, point: Point, frame: polars.DataFrame, as_of: date, keep: Sequence[str] = (), first_row: int = 0
    ) -> polars.DataFrame:
        """Decide each row.

        Args:
            point: the question.
            frame: a row for each case, a column for each fact.
            as_of: the day for which is decided.
            keep: columns that are carried along untouched.
            first_row: the number of the first row, for messages.

        Raises:
            FactsError: a column is no fact, or a value can't be what it says it is.

        """
        # A day on which nothing can be decided is refused here, also for a frame without rows.
        read_case({}, self.program.vocabulary, as_of)
        outcomes = outcomes_of(point, len(self.program.vocabulary.currencies))
        columns = columns_of(frame.columns, self.program.vocabulary, keep, (STATUS, MISSING, *outcomes.schema))
        read = read_frame(frame, columns.facts, self.program.vocabulary)
        refuse_wrong(frame, read.odd, columns.facts, self.program.vocabulary, first_row)
        kernel = self.kernel(point, as_of)
        answered = None if kernel is None else kernel.answer(read)
        if answered is None:
            return self._joined(frame, columns, self._by_row(point, frame, columns, outcomes, as_of, first_row, None))
        is_open = answered.open
        for record, column in columns.lists.items():
            # What is granted or listed is looked at case by case; of a list that is asked for, also that it is empty.
            listed = frame[column].is_not_null() if record in answered.lists else frame[column].list.len() > 0
            is_open = is_open | listed.fill_null(value=False)
        if not is_open.any():
            return self._joined(frame, columns, _all_decided(answered.frame))
        rows = is_open.arg_true()
        by_row = self._by_row(point, frame[rows], columns, outcomes, as_of, first_row, rows)
        both = polars.concat([_all_decided(answered.frame).select(by_row.columns), by_row])
        order = polars.arange(frame.height, eager=True, dtype=polars.UInt32).scatter(
            rows, polars.arange(frame.height, both.height, eager=True, dtype=polars.UInt32)
        )
        return self._joined(frame, columns, both[order])

    def decide_parts(
        self, point: Point, frames: Iterable[polars.DataFrame], as_of: date, keep: Sequence[str] = ()
    ) -> Iterator[polars.DataFrame]:
        """Decide one frame after the other; only one of them is looked at at a time.

        Raises:
            FactsError: as `decide`; rows are numbered through.

        """
        first_row = 0
        for frame in frames:
            yield self.decide(point, frame, as_of, keep, first_row)
            first_row += frame.height

    def kernel(self, point: Point, as_of: date) -> FrameKernel | None:
        """The point compiled for a day; None where all rows are decided one by one."""
        key = point.name, as_of
        if key not in self.kernels:
            if len(self.kernels) >= _MOST_DAYS:
                self.kernels.clear()
            try:
                self.kernels[key] = compile_frame(self.program, point, self._meaning, as_of=as_of)
            except NotCompiled:
                self.kernels[key] = None
        return self.kernels.get(key)

    def _meaning(self, function: str, arguments: tuple[Value, ...]) -> Maybe:
        return apply(function, arguments, self.program.vocabulary.calendar)

    def _by_row(
        self,
        point: Point,
        frame: polars.DataFrame,
        columns: Columns,
        outcomes: Outcomes,
        as_of: date,
        first_row: int,
        rows: polars.Series | None,
    ) -> polars.DataFrame:
        numbers = range(first_row, first_row + frame.height) if rows is None else (rows + first_row).to_list()
        found = decisions(self._deciding, point, frame, columns, as_of, numbers)
        return polars.DataFrame(
            [
                as_column(STATUS, [one.status for one in found], _STATUS),
                *outcomes.columns(found),
                as_column(MISSING, [one.missing for one in found], TEXTS),
                as_column("deciding", [one.deciding for one in found], TEXTS),
                as_column("reasons", [tuple(reason.code for reason in one.reasons) for one in found], TEXTS),
            ]
        )

    def _joined(self, frame: polars.DataFrame, columns: Columns, decided: polars.DataFrame) -> polars.DataFrame:
        return polars.concat([frame.select(columns.kept), decided], how="horizontal") if columns.kept else decided


def _all_decided(answers: polars.DataFrame) -> polars.DataFrame:
    """The answers of rows that are all decided, with the columns that say so."""
    *fields, deciding, reasons = answers.columns
    status, missing = polars.lit(DECIDED, dtype=_STATUS), polars.lit([], dtype=TEXTS)
    return answers.with_columns(status.alias(STATUS), missing.alias(MISSING)).select(
        STATUS, *fields, MISSING, deciding, reasons
    )
