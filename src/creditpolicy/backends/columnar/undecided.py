"""A point for rows in which something that matters is missing, by columns: what they lack, and what is known.

Of rows that are alike for a table, one is asked about (`witnessed.py`); whoever makes the kernel gives the answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_

import polars

from creditpolicy.backends.columnar.answers import answer, shown_constant
from creditpolicy.backends.columnar.column import TEXTS, Column, Expr, NotCompiled
from creditpolicy.backends.columnar.from_program import OPEN
from creditpolicy.backends.columnar.known_numbers import places
from creditpolicy.backends.columnar.lacks import BITS, IS_UNKNOWN, NONE, Names, lack, together
from creditpolicy.backends.columnar.mentions import Mentions
from creditpolicy.backends.columnar.point import Asking, Given
from creditpolicy.backends.columnar.reading import ReadFrame
from creditpolicy.backends.columnar.reasons import DECIDING, REASONS, lists_of
from creditpolicy.backends.columnar.replayed import Shown, names_of
from creditpolicy.backends.columnar.stages import Stages
from creditpolicy.backends.columnar.variants import Variants
from creditpolicy.backends.columnar.witnessed import Witnessed, witnessed
from creditpolicy.backends.columnar.witnesses import AsksTable, Witnesses
from creditpolicy.backends.columnar.writes import Meaning
from creditpolicy.formulas import Point, Table
from creditpolicy.ir.program import Program

IS_UNDECIDED, LACKS = "undecided", "lacks"


@dataclass(frozen=True, slots=True)
class Told:
    """What rows were answered: a column for each answer, with what it falls back on, `missing`, `deciding`, `reasons`.

    In the rows in which `open` holds nothing of that counts.
    """

    frame: polars.DataFrame
    undecided: polars.Series
    open: polars.Series


class Lacking(Asking):
    """A point while its stages are put together for rows that lack something: none of those is left open."""

    def __init__(
        self, program: Program, given: Mapping[str, Given], as_of: date, meaning: Meaning, asks: AsksTable
    ) -> None:
        """Nothing is asked yet: as `Asking`; `asks` answers a table for one case."""
        super().__init__(program, given, as_of, meaning)
        self.names = Names()
        self._asks = asks
        self._lacks: dict[str, Expr | None] = {}
        self._witnessed: dict[str, Witnessed] = {}

    def witnessed(self, name: str) -> Witnessed:
        """A table, worked out."""
        found = self._witnessed.get(name)
        if found is None:
            found = self._witnessed[name] = witnessed(self, self.program.tables[name])
        return found

    def output(self, table: str, index: int) -> Column:
        """An output of a table, null where it is unknown."""
        return self.witnessed(table).outputs[index]

    def lack_of(self, name: str) -> Expr | None:
        """What a fact, a definition or an output lacks; None where it is known in every row."""
        if name not in self._lacks:
            found = self._lack_of(name)
            self._lacks[name] = None if found is None else self.kept_expr(found)
        return self._lacks[name]

    def asked(self, table: Table, words: Sequence[Sequence[int]], alike: Sequence[Expr]) -> list[Expr]:
        """What is said of a table once for all rows of a frame that are alike: see `Witnesses`."""
        shown = {name: Shown(self.read(name), self.lack_of(name), of) for name, of in names_of(table).items()}
        may_be_open = bool(self.open)
        # INVARIANT: a row that is left open is no witness of one that is not.
        alike = [*alike, reduce(or_, self.open)] if may_be_open else alike
        witnesses = Witnesses(table, words, shown, self.names, self.currency, self._asks, may_be_open=may_be_open)
        also = [expr for one in shown.values() for expr in one.exprs]
        return self.stages.add_found(alike, also, len(table.outputs) + 2, witnesses.find)

    def _lack_of(self, name: str) -> Expr | None:
        definition = self.program.definitions.get(name)
        if definition is not None:
            found = lack(self, definition.formula)
            return self._or_of_told(name, found) if definition.supplied and found is not None else found
        output = self.program.outputs.get(name)
        if output is not None:
            return self.witnessed(output[0]).lacks[output[1]]
        return self._of_fact(name)

    def _of_fact(self, name: str) -> Expr | None:
        found = self._fact(self.program.vocabulary.facts[name])
        missing = polars.lit(self.names.bit(name), dtype=BITS)
        return polars.when(found.expr.is_null()).then(missing).otherwise(NONE) if found.maybe else None

    def _or_of_told(self, name: str, worked_out: Expr) -> Expr:
        """What a value lacks that a frame may tell: that it tells none counts where nothing else would help."""
        told = self._of_fact(name)
        if told is None:
            return NONE
        helps = (worked_out & polars.lit(IS_UNKNOWN - 1, dtype=BITS)) != 0
        return (
            polars.when((worked_out == 0) | (told == 0))
            .then(NONE)
            .when(helps)
            .then(worked_out)
            .otherwise(worked_out | told)
        )


class _Mentions(Mentions):
    """Of an unknown condition both branches count."""

    def _verdicts(self, condition: Column) -> tuple[Expr, Expr]:
        return condition.expr.fill_null(value=True), (~condition.expr).fill_null(value=True)


@dataclass(frozen=True, slots=True)
class _Variant:
    stages: Stages
    exprs: tuple[Expr, ...]
    names: Names


class UndecidedKernel:
    """A point compiled for rows that may be undecided. It answers batches one after the other; threads may share it."""

    def __init__(self, program: Program, point: Point, meaning: Meaning, asks: AsksTable, as_of: date) -> None:
        """Nothing is compiled yet: as `compile_frame`; `asks` answers a table for one case.

        The point is one for which `compile_frame` gives a kernel.
        """
        self._program = program
        self._point = point
        self._meaning = meaning
        self._asks = asks
        self._as_of = as_of
        self._variants = Variants(program.vocabulary, self._compiled)

    def answer(self, read: ReadFrame) -> Told | None:
        """Answer the rows of a frame; None where none can be."""
        try:
            variant = self._variants.fitting({name: replace(one, maybe=True) for name, one in read.given.items()})
            return None if variant is None else self._answered(variant, read)
        except NotCompiled:
            return None

    def _answered(self, variant: _Variant, read: ReadFrame) -> Told:
        found = variant.stages.run(read.frame, variant.exprs)
        missing = _told(found[LACKS], variant.names)
        fields = [found[f"answer {index}"].alias(one.key) for index, one in enumerate(self._point.answers)]
        shown = polars.DataFrame([*fields, missing, found[DECIDING], found[REASONS]])
        return Told(shown, found[IS_UNDECIDED], found[OPEN])

    def _compiled(self, given: Mapping[str, Given]) -> _Variant:
        asking = Lacking(self._program, given, self._as_of, self._meaning, self._asks)
        asking.read_told()
        answers = [answer(asking, one)[0] for one in self._point.answers]
        lacks = [lack(asking, one.formula) for one in self._point.answers]
        every = together(lacks)
        every = asking.kept_expr(NONE if every is None else every)
        fallback = dict(self._point.fallback)
        for index, (one, own) in enumerate(zip(self._point.answers, lacks, strict=True)):
            if own is not None and one.key in fallback:
                instead = shown_constant(one.formula.type, fallback[one.key].value)
                answers[index] = polars.when(own != 0).then(instead).otherwise(answers[index])
        mentions = _Mentions(asking)
        mentions.of(self._point.answers)
        tables = [(asking.witnessed(table), where) for table, where in mentions.tables]
        exprs = (
            *(expr.alias(f"answer {index}") for index, expr in enumerate(answers)),
            every.alias(LACKS),
            (every != 0).alias(IS_UNDECIDED),
            _lists([(one.deciding, where) for one, where in tables]).alias(DECIDING),
            _lists([(one.reasons, where) for one, where in tables]).alias(REASONS),
            reduce(or_, asking.open, polars.lit(value=False)).alias(OPEN),
        )
        return _Variant(asking.stages, exprs, asking.names)


def _lists(several: Sequence[tuple[Expr, Expr | None]]) -> Expr:
    """Lists one after the other, each where it counts."""
    none = polars.lit([], dtype=TEXTS)
    each = [one if where is None else polars.when(where).then(one).otherwise(none) for one, where in several]
    return polars.concat_list(each) if each else none


def _told(lacks: polars.Series, names: Names) -> polars.Series:
    """The facts that are missing, as lists."""
    different = lacks.unique()
    return lists_of([names.told(bits) for bits in different]).gather(places(lacks, different)).alias("missing")
