"""A program to a function of frames for each decision point: a column for each answer, and the rows that are left open.

A point is compiled for the facts that a frame has, once with facts that may be missing and once without.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

import polars

from creditpolicy.backends.columnar.answers import answer, type_of
from creditpolicy.backends.columnar.column import Expr, NotCompiled
from creditpolicy.backends.columnar.mentions import Mentions, code_of
from creditpolicy.backends.columnar.point import Asking, Given
from creditpolicy.backends.columnar.reading import ReadFrame
from creditpolicy.backends.columnar.reasons import Mentioned, Saying
from creditpolicy.backends.columnar.stages import Stages
from creditpolicy.backends.columnar.variants import Variants
from creditpolicy.backends.columnar.writes import Meaning
from creditpolicy.formulas import Point
from creditpolicy.ir.program import Program
from creditpolicy.values.types import MoneyType, Type

OPEN = "open"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a frame was answered: `frame` has a column for each answer in order, `deciding` and `reasons`.

    In the rows in which `open` holds nothing of that counts, nor in those that have one of the `lists` of records: they
    were taken to be missing.
    """

    frame: polars.DataFrame
    open: polars.Series
    lists: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Variant:
    """The stages for some facts."""

    stages: Stages
    answers: tuple[Expr, ...]
    saying: Saying
    is_open: Expr
    lists: frozenset[str]


class FrameKernel:
    """A compiled point. It answers batches of rows one after the other; threads may share it."""

    def __init__(self, program: Program, point: Point, meaning: Meaning, as_of: date, *, joined: bool) -> None:
        """Nothing is compiled yet: see `compile_frame`."""
        self._joined = joined
        self.program = program
        self.point = point
        self.as_of = as_of
        self.fields: tuple[tuple[str, Type], ...] = tuple((one.key, one.formula.type) for one in point.answers)
        self._meaning = meaning
        self._variants = Variants(program.vocabulary, self._compiled)

    @property
    def schema(self) -> dict[str, polars.DataType]:
        """The types of the columns of an outcome."""
        return {key: type_of(of) for key, of in self.fields}

    def answer(self, read: ReadFrame) -> Answered | None:
        """Answer the rows of a frame; None where all of them are left open."""
        if read.frame.height == 0:
            return None
        try:
            variant = self._variants.fitting(read.given)
            return None if variant is None else self._answered(variant, read)
        except NotCompiled:
            return None

    def _answered(self, variant: _Variant, read: ReadFrame) -> Answered:
        names = [f"answer {index}" for index in range(len(self.fields))]
        numbers = [f"decides {index}" for index in range(len(variant.saying.numbers))]
        shown = variant.stages.run(
            read.frame,
            (
                *(expr.alias(name) for name, expr in zip(names, variant.answers, strict=True)),
                *(number.alias(name) for name, number in zip(numbers, variant.saying.numbers, strict=True)),
                variant.is_open.alias(OPEN),
            ),
        )
        is_open = shown[OPEN]
        for one in read.odd:
            is_open = is_open | one.rows
        deciding, reasons = variant.saying.said([shown[name] for name in numbers], shown.height)
        columns = [shown[name].alias(key) for name, (key, _) in zip(names, self.fields, strict=True)]
        return Answered(polars.DataFrame([*columns, deciding, reasons]), is_open, variant.lists)

    def _compiled(self, given: Mapping[str, Given]) -> _Variant:
        asking = Asking(self.program, given, self.as_of, self._meaning)
        asking.read_told()
        answers = []
        for one in self.point.answers:
            expr, known = answer(asking, one, joined=self._joined)
            answers.append(expr)
            if known is not None:
                asking.opens(~known)
        mentions = Mentions(asking)
        mentions.of(self.point.answers)
        mentioned = tuple(_mentioned(asking, table, where) for table, where in mentions.tables)
        is_open = reduce(or_, asking.open) if asking.open else polars.lit(value=False)
        saying = Saying(self.program, mentioned, joined=self._joined)
        return _Variant(asking.stages, tuple(answers), saying, is_open, frozenset(asking.lists))


def _mentioned(asking: Asking, table: str, where: Expr | None) -> Mentioned:
    decides = asking.table(table).rows.decides()
    return Mentioned(table, decides, tuple(asking.kept_expr(code_of(one, where)) for one in decides))


def compile_frame(
    program: Program, point: Point, meaning: Meaning, *, as_of: date, joined: bool = False
) -> FrameKernel:
    """Compile one decision point for frames.

    Args:
        program: the policy.
        point: the question.
        meaning: what the built-in functions give that are not written out.
        as_of: the day for which is decided.
        joined: whether lists of words are told as one text each.

    Raises:
        NotCompiled: all rows are left to those that decide case by case.

    """
    if point.record is not None or point.looks_ahead or point.apart is not None:
        raise NotCompiled
    keys = [one.key for one in point.answers]
    if len(program.vocabulary.currencies) > 1 and any(isinstance(one.formula.type, MoneyType) for one in point.answers):
        raise NotCompiled
    if len(set(keys)) < len(keys):
        raise NotCompiled
    return FrameKernel(program, point, meaning, as_of, joined=joined)
