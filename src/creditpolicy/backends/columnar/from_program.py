"""A program to a function of frames for each decision point: a column for each answer, and the rows that are left open.

A point is compiled for the facts that a frame has, once with facts that may be missing and once without, and for the
numbers that were seen so far, with room to spare: so whole numbers stay small, and none can grow beyond its type.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_

import polars

from creditpolicy.backends.columnar.answers import answer, type_of
from creditpolicy.backends.columnar.column import Expr, NotCompiled
from creditpolicy.backends.columnar.mentions import Mentions, code_of
from creditpolicy.backends.columnar.point import Asking, Given
from creditpolicy.backends.columnar.reading import ReadFrame, bounds_of
from creditpolicy.backends.columnar.reasons import Mentioned, Saying
from creditpolicy.backends.columnar.stages import Stages
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
    """The stages for some facts, and what was taken for granted of them."""

    given: Mapping[str, Given]
    stages: Stages
    answers: tuple[Expr, ...]
    saying: Saying
    is_open: Expr
    lists: frozenset[str]

    def fits(self, given: Mapping[str, Given]) -> bool:
        """Whether nothing that was taken for granted is otherwise."""
        return all(
            (own.maybe or not one.maybe) and own.low <= one.low and one.high <= own.high
            for own, one in ((self.given[name], one) for name, one in given.items())
        )


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
        self._variants: dict[tuple[frozenset[str], bool], _Variant | None] = {}

    @property
    def schema(self) -> dict[str, polars.DataType]:
        """The types of the columns of an outcome."""
        return {key: type_of(of) for key, of in self.fields}

    def answer(self, read: ReadFrame) -> Answered | None:
        """Answer the rows of a frame; None where all of them are left open."""
        if read.frame.height == 0:
            return None
        try:
            variant = self._variant(read.given)
            return None if variant is None else self._answered(variant, read)
        except NotCompiled:
            return None

    def _answered(self, variant: _Variant, read: ReadFrame) -> Answered:
        worked_out = variant.stages.run(read.frame)
        names = [f"answer {index}" for index in range(len(self.fields))]
        codes = [f"decides {index}" for index in range(len(variant.saying.codes))]
        shown = worked_out.with_columns(
            *(expr.alias(name) for name, expr in zip(names, variant.answers, strict=True)),
            *(code.alias(name) for name, code in zip(codes, variant.saying.codes, strict=True)),
            variant.is_open.alias(OPEN),
        )
        is_open = shown[OPEN]
        for one in read.odd:
            is_open = is_open | one.rows
        deciding, reasons = variant.saying.said([shown[name] for name in codes], shown.height)
        columns = [shown[name].alias(key) for name, (key, _) in zip(names, self.fields, strict=True)]
        return Answered(polars.DataFrame([*columns, deciding, reasons]), is_open, variant.lists)

    def _variant(self, given: Mapping[str, Given]) -> _Variant | None:
        key = frozenset(given), any(one.maybe for one in given.values())
        known = self._variants.get(key)
        if key in self._variants and (known is None or known.fits(given)):
            return known
        wanted = {name: self._roomy(name, one, known.given[name] if known else None) for name, one in given.items()}
        try:
            found = self._compiled(wanted)
        except (NotCompiled, RecursionError):
            # With these facts it can't be compiled, or with numbers as large as these: then earlier ones still fit.
            if known is None:
                self._variants[key] = None
            return None
        self._variants[key] = found
        return found

    def _roomy(self, name: str, given: Given, earlier: Given | None) -> Given:
        """The same with room for numbers that were not seen yet, as far as the fact allows."""
        least, most = bounds_of(self.program.vocabulary.facts[name].type)
        low, high = max(least, _room(given.low, -1)), min(most, _room(given.high, 1))
        if earlier is None:
            return replace(given, low=low, high=high)
        return replace(
            given, maybe=given.maybe or earlier.maybe, low=min(low, earlier.low), high=max(high, earlier.high)
        )

    def _compiled(self, given: Mapping[str, Given]) -> _Variant:
        asking = Asking(self.program, given, self.as_of, self._meaning)
        for name, definition in self.program.definitions.items():
            # What a frame tells may not differ from what its other columns give, whoever asks for it.
            if definition.supplied and name in given:
                asking.read(name)
        answers = []
        for one in self.point.answers:
            expr, known = answer(asking, one, joined=self._joined)
            answers.append(expr)
            if known is not None:
                asking.opens(~known)
        mentions = Mentions(asking)
        mentions.of(self.point.answers)
        mentioned = tuple(
            Mentioned(table, decides, tuple(asking.kept_expr(code_of(one, where)) for one in decides))
            for table, decides, where in mentions.tables
        )
        is_open = reduce(or_, asking.open) if asking.open else polars.lit(value=False)
        saying = Saying(self.program, mentioned, joined=self._joined)
        return _Variant(given, asking.stages, tuple(answers), saying, is_open, frozenset(asking.lists))


def _room(value: int, side: int) -> int:
    """The next power of 16 above, on that side of zero; zero where the value lies on the other."""
    room = 1
    while room < abs(value):
        room *= 16
    return side * room if value * side > 0 else 0


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
