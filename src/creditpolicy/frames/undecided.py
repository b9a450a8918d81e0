"""Rows in which something is missing, by columns: of those that are alike, the interpreter is asked about one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

import polars

from creditpolicy.backends.columnar import ReadFrame, TableSaid, UndecidedKernel
from creditpolicy.backends.columnar.writes import Meaning
from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.interpreter.table import At
from creditpolicy.facts.case import Case
from creditpolicy.formulas import Point, Table
from creditpolicy.frames.outcomes import STATUS, STATUSES
from creditpolicy.ir.program import Program
from creditpolicy.values.unknown import Maybe, Unknown

LEAST = 100
"""Fewer rows than this are decided one by one as fast."""
Placed: TypeAlias = tuple[polars.Series, polars.DataFrame]
"""The numbers of some rows of a frame, and their decisions."""


class Undecided:
    """Decides rows of one point that lack something, on one day."""

    def __init__(self, program: Program, point: Point, meaning: Meaning, as_of: date) -> None:
        """Nothing is compiled yet."""
        self._program = program
        self._as_of = as_of
        self._kernel = UndecidedKernel(program, point, meaning, self._asked, as_of)

    def decide(self, read: ReadFrame, rows: polars.Series) -> Placed | None:
        """Decide those of some rows that can be; None where none can."""
        told = self._kernel.answer(ReadFrame(read.frame[rows], read.given, ()))
        if told is None:
            return None
        status = told.undecided.cast(polars.UInt8()).cat.to(STATUSES).alias(STATUS)
        return rows.filter(~told.open), told.frame.with_columns(status).filter(~told.open)

    def _asked(self, table: Table, known: Mapping[str, Maybe]) -> TableSaid:
        """The interpreter's answer of a table for one row."""
        answer = _Witness(self._program, Case(self._as_of, {}, {}, {}), known).answered(table, ())
        lacks = tuple(one.missing if isinstance(one, Unknown) else None for one in answer.outputs)
        return TableSaid(lacks, answer.deciding)


class _Witness(Evaluation):
    """A case of which it is known what every name stands for."""

    def __init__(self, program: Program, case: Case, known: Mapping[str, Maybe]) -> None:
        super().__init__(program, case)
        self._known = known

    def named(self, name: str, at: At = ()) -> Maybe:  # noqa: ARG002 - there are no records
        return self._known[name.removeprefix("base.")]


def replaced(decided: polars.DataFrame, others: Sequence[Placed], fits: polars.Series) -> polars.DataFrame:
    """The same with other decisions in some places; only the rows that fit."""
    order = polars.arange(decided.height, eager=True, dtype=polars.UInt32)
    frames = [decided]
    start = decided.height
    for rows, frame in others:
        frames.append(frame.cast(decided.schema).select(decided.columns))
        order = order.scatter(rows, polars.arange(start, start + rows.len(), eager=True, dtype=polars.UInt32))
        start += rows.len()
    # In one piece, as lists are taken from several pieces ten times more slowly.
    return polars.concat(frames, rechunk=True)[order.filter(fits)]
