"""One program that decides frames: what can be is answered column by column, the rest row by row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import polars

from creditpolicy.backends.columnar import (
    TEXTS,
    Answered,
    FrameKernel,
    NotCompiled,
    Reader,
    ReadFrame,
    as_text,
    compile_frame,
    pieces,
    texts,
)
from creditpolicy.backends.interpreter.functions import apply
from creditpolicy.deciding import Deciding
from creditpolicy.decision import Decision
from creditpolicy.facts.errors import FactsError, Problem
from creditpolicy.facts.from_data import read_case
from creditpolicy.formulas import Point
from creditpolicy.frames import undecided
from creditpolicy.frames.cells import Unfit, wrong_cells
from creditpolicy.frames.columns import Columns, columns_of
from creditpolicy.frames.outcomes import DECIDED, MISSING, STATUS, STATUSES, Outcomes, outcomes_of
from creditpolicy.frames.row_by_row import as_column, decisions
from creditpolicy.frames.undecided import Placed, Undecided, replaced
from creditpolicy.frames.words import Cell
from creditpolicy.ir.program import Program
from creditpolicy.values.unknown import Maybe
from creditpolicy.values.value import Value

_MOST_DAYS, _MOST_SCHEMAS = 64, 16
_MOST_KEPT = 5_000
"""A decision takes far more memory than its row, and what holds many costs the garbage collector time."""
MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class FrameDecisions:
    """The decisions of the rows that fit, what is wrong with the others, and how many were decided one by one."""

    frame: polars.DataFrame
    unfit: list[Unfit]
    by_row: int


class DecidingFrames:
    """Decides frames with one program. Points are compiled when they are first asked for a day, and kept."""

    __slots__ = ("_as_texts", "_deciding", "_readers", "_undecided", "kernels", "program")

    def __init__(self, deciding: Deciding, *, joined: bool = False) -> None:
        """Nothing is compiled yet; `deciding` decides the rows that are left open. Lists are `joined` to texts."""
        self._as_texts = joined
        self.program: Program = deciding.program
        self._deciding = deciding
        self.kernels: dict[tuple[str, date], FrameKernel | None] = {}
        self._undecided: dict[tuple[str, date], Undecided] = {}
        self._readers: dict[tuple[Any, ...], tuple[Columns, Reader, Outcomes]] = {}

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
        decided = []
        for part in pieces(frame):
            found = self.answer(point, part, as_of, keep, first_row, MOST_TOLD)
            if found.unfit:
                raise FactsError(tuple(problem for _, problem in found.unfit[:MOST_TOLD]))
            decided.append(found.frame)
            first_row += part.height
        return decided[0] if len(decided) == 1 else polars.concat(decided)

    def answer(
        self,
        point: Point,
        frame: polars.DataFrame,
        as_of: date,
        keep: Sequence[str] = (),
        first_row: int = 0,
        most: int | None = None,
    ) -> FrameDecisions:
        """The same for the rows whose values can be what they say, and what is wrong with the others.

        With `most`, nothing is decided where one is wrong, and no more than so many of a column are looked for.

        Raises:
            FactsError: a column is no fact.

        """
        # A day on which nothing can be decided is refused here, also for a frame without rows.
        read_case({}, self.program.vocabulary, as_of)
        columns, reader, outcomes = self._reader(frame.schema, point, keep)
        read = reader.read(frame)
        unfit = wrong_cells(frame, read.odd, columns.facts, self.program.vocabulary, first_row, most)
        if unfit and most is not None:
            return FrameDecisions(frame.clear(), unfit, 0)
        if unfit:
            fits = ~polars.arange(frame.height, eager=True).is_in([row for row, _ in unfit])
            frame, numbers = frame.filter(fits), fits.arg_true()
            read = reader.read(frame)
        else:
            numbers = polars.arange(frame.height, eager=True, dtype=polars.UInt32)
        # Where nothing is known of any case there is no column to tell how many there are.
        kernel = self.kernel(point, as_of) if columns.facts else None
        answered = None if kernel is None else kernel.answer(read)
        is_open = _open_rows(frame, columns, answered)
        rows = is_open.arg_true()
        if answered is not None and not rows.len():
            return FrameDecisions(self._joined(frame, columns, self._all_decided(answered.frame)), unfit, 0)
        told = self._lacking(point, as_of, read, rows.filter(~_apart(frame, columns, answered, read)[rows]))
        if told is not None:
            rows = rows.filter(~rows.is_in(told[0].implode()))
        asked = (self._deciding, point, frame[rows], columns, as_of)
        by_row, refused = _by_row(decisions(*asked), outcomes, (numbers[rows] + first_row).to_list(), most)
        unfit = sorted([*unfit, *((row - first_row, problem) for row, problem in refused)], key=lambda one: one[0])
        if unfit and most is not None:
            return FrameDecisions(frame.clear(), unfit, 0)
        refusing = polars.Series([row for row, _ in refused], dtype=polars.UInt32())
        fits = ~(numbers.cast(polars.UInt32()) + first_row).is_in(refusing.implode())
        if answered is None:
            return FrameDecisions(self._joined(frame.filter(fits), columns, self._told(by_row)), unfit, by_row.height)
        rows = rows.filter(fits[rows])
        others = [(at, self._told(one)) for at, one in ([(rows, by_row)] if told is None else [told, (rows, by_row)])]
        decided = replaced(self._all_decided(answered.frame), others, fits)
        return FrameDecisions(self._joined(frame.filter(fits), columns, decided), unfit, by_row.height)

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
                self._undecided.clear()
            try:
                self.kernels[key] = compile_frame(
                    self.program, point, self._meaning, as_of=as_of, joined=self._as_texts
                )
            except NotCompiled:
                self.kernels[key] = None
        return self.kernels.get(key)

    def _lacking(self, point: Point, as_of: date, read: ReadFrame, rows: polars.Series) -> Placed | None:
        """What those of some rows are answered that can be by columns; None where they are too few, or none can."""
        if rows.len() < undecided.LEAST:
            return None
        key = point.name, as_of
        if key not in self._undecided:
            self._undecided[key] = Undecided(self.program, point, self._meaning, as_of)
        return self._undecided[key].decide(read, rows)

    def _reader(self, schema: polars.Schema, point: Point, keep: Sequence[str]) -> tuple[Columns, Reader, Outcomes]:
        """Which column gives what, what reads it, and what comes out; the same for every part of a frame."""
        key = tuple(schema.items()), point.name, tuple(keep)
        found = self._readers.get(key)
        if found is None:
            if len(self._readers) >= _MOST_SCHEMAS:
                self._readers.clear()
            vocabulary = self.program.vocabulary
            outcomes = outcomes_of(point, len(vocabulary.currencies))
            columns = columns_of(schema.names(), self.program, point, keep, names_of_answer(outcomes))
            found = self._readers[key] = columns, Reader(schema, columns.facts, vocabulary), outcomes
        return found

    def _meaning(self, function: str, arguments: tuple[Value, ...]) -> Maybe:
        return apply(function, arguments, self.program.vocabulary.calendar)

    def _joined(self, frame: polars.DataFrame, columns: Columns, decided: polars.DataFrame) -> polars.DataFrame:
        if not columns.kept:
            return decided
        kept = self._told(frame.select(columns.kept))
        return polars.concat([kept, decided], how="horizontal")

    def _told(self, frame: polars.DataFrame) -> polars.DataFrame:
        """Lists of words as texts, if that is asked."""
        return frame.with_columns(as_text(polars.col(TEXTS), texts())) if self._as_texts else frame

    def _all_decided(self, answers: polars.DataFrame) -> polars.DataFrame:
        """The answers of rows that are all decided, with the columns that say so."""
        *fields, deciding, reasons = answers.columns
        nothing = polars.lit("").cast(texts()) if self._as_texts else polars.lit([], dtype=TEXTS)
        status = polars.lit(DECIDED, dtype=STATUSES)
        return answers.select(status.alias(STATUS), *fields, nothing.alias(MISSING), deciding, reasons)


def names_of_answer(outcomes: Outcomes) -> tuple[str, ...]:
    """The columns that an answer has, beside what is kept."""
    return STATUS, *outcomes.schema, MISSING, "deciding", "reasons"


def _open_rows(frame: polars.DataFrame, columns: Columns, answered: Answered | None) -> polars.Series:
    """The rows that are left open."""
    if answered is None:
        return polars.repeat(value=True, n=frame.height, dtype=polars.Boolean(), eager=True)
    return reduce(or_, _listed(frame, columns, answered), answered.open)


def _apart(frame: polars.DataFrame, columns: Columns, answered: Answered | None, read: ReadFrame) -> polars.Series:
    """Those of them that hold what no column has: a list, or a value in a rare form."""
    if answered is None:
        return _open_rows(frame, columns, None)
    none = polars.repeat(value=False, n=frame.height, dtype=polars.Boolean(), eager=True)
    return reduce(or_, [*_listed(frame, columns, answered), *(one.rows for one in read.odd)], none)


def _listed(frame: polars.DataFrame, columns: Columns, answered: Answered) -> Iterator[polars.Series]:
    for record, column in columns.lists.items():
        # What is granted or listed is looked at case by case; of a list that is asked for, also that it is empty.
        listed = frame[column].is_not_null() if record in answered.lists else frame[column].list.len() > 0
        yield listed.fill_null(value=False)


def _by_row(
    found: Iterable[Decision | FactsError], outcomes: Outcomes, numbers: Sequence[int], most: int | None
) -> tuple[polars.DataFrame, list[Unfit]]:
    """Decisions as columns, and the rows, by their numbers, whose facts can't be; no more of those than `most`."""
    frames: list[polars.DataFrame] = []
    decided: list[Decision] = []
    unfit: list[Unfit] = []
    for row, one in zip(numbers, found, strict=False):
        if isinstance(one, Decision):
            decided.append(one)
            if len(decided) == _MOST_KEPT:
                frames.append(_as_frame(decided, outcomes))
                decided.clear()
            continue
        unfit += [
            (row, Problem(Cell.OF_ROW(row=row, path=each.path), each.message, each.help)) for each in one.problems
        ]
        if most is not None and len(unfit) >= most:
            break
    return polars.concat([*frames, _as_frame(decided, outcomes)]), unfit


def _as_frame(decided: Sequence[Decision], outcomes: Outcomes) -> polars.DataFrame:
    return polars.DataFrame(
        [
            as_column(STATUS, [one.status for one in decided], STATUSES),
            *outcomes.columns(decided),
            as_column(MISSING, [one.missing for one in decided], TEXTS),
            as_column("deciding", [one.deciding for one in decided], TEXTS),
            as_column("reasons", [tuple(reason.code for reason in one.reasons) for one in decided], TEXTS),
        ]
    )
