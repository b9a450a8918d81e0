"""What keeps an answer as it is: formulas that, as long as none of them changes, leave the answer alone.

A conjunction that fails stays so while one of its failing parts does; a table that takes its first row goes on doing so
while the rows before it fail and that row holds. So of a large table only little has to be watched.
INVARIANT: every formula that is named moves one way only as the days pass (`ir/direction.py`), or does so as long as
none of those before it changes; but for those that are marked, which go to and fro.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.interpreter.table import At
from creditpolicy.facts.errors import FactsError
from creditpolicy.formulas import (
    AllOf,
    AnyOf,
    Choose,
    Compare,
    Formula,
    Holds,
    Negate,
    Over,
    Read,
    Table,
    parts,
)
from creditpolicy.ir.direction import Direction, Directions
from creditpolicy.values.types import BooleanType
from creditpolicy.values.unknown import Maybe, Unknown


@dataclass(frozen=True, slots=True)
class Watched:
    """A formula that keeps an answer as it is. One that is not `one_way` may change from any day to the next."""

    formula: Formula
    one_way: bool = True


Kept: TypeAlias = dict[tuple[int, At], Watched]
"""Formulas by their identity and the records at which they are looked at, each once, in order."""


class Watching:
    """What keeps the answers of one evaluation."""

    def __init__(self, evaluation: Evaluation, directions: Directions) -> None:
        """Look at the values that `evaluation` finds."""
        self._evaluation = evaluation
        self._directions = directions
        self._of_names: dict[tuple[str, At], Kept] = {}
        self._of_verdicts: dict[tuple[str, At], Kept] = {}

    def what_keeps(self, formula: Formula, at: At) -> Kept:
        """The formulas that keep `formula` at its value."""
        direction = self._directions.of(formula)
        if direction is Direction.STILL:
            return {}
        match formula:
            case AllOf(parts=inner):
                return self._connective(inner, at, decides=False)
            case AnyOf(parts=inner):
                return self._connective(inner, at, decides=True)
            case Negate(part=part):
                return self.what_keeps(part, at)
            case Holds(of=of):
                return self.what_keeps(of, at)
            case Choose(condition=condition, yes=yes, no=no):
                verdict = self._evaluation.value(condition, at)
                taken = (yes, no) if isinstance(verdict, Unknown) else (yes,) if verdict else (no,)
                return self._all((condition, *taken), at)
            case Read(name=name):
                return self._named(name, at)
            case Over() if direction is Direction.ANY:
                return self._each_record(formula, at)
            case Compare(left=left) if direction is Direction.ANY and not _is_claim(left):
                return self._comparison(formula, at)
        return self._all(parts(formula), at) if direction is Direction.ANY else _itself(formula, at)

    def _comparison(self, formula: Compare, at: At) -> Kept:
        """Beside a side that is kept at its value, a comparison moves one way where its other side does."""
        moving = [side for side in (formula.left, formula.right) if self._moves(side)]
        restless = [side for side in moving if self._directions.of(side) is Direction.ANY]
        if len(restless) == len(moving):
            return self._all(restless, at)
        reaches, passes = self._directions.sides(formula)
        if not restless and self._directions.of(reaches) is Direction.ANY:
            return _itself(formula, at, one_way=False)
        # Equal from the day on which both of these hold to the day on which one no longer does.
        tests = (reaches, passes) if formula.op in {"=", "!="} else (formula,)
        kept = self._all(restless, at)
        for test in tests:
            kept |= _itself(test, at)
        return kept

    def _connective(self, inner: tuple[Formula, ...], at: At, *, decides: bool) -> Kept:
        """One deciding part keeps the whole; where there is none, all of them do."""
        least: Kept | None = None
        for part in sorted(inner, key=self._moves):
            if self._value(part, at) is not decides:
                continue
            kept = self.what_keeps(part, at)
            if not kept:
                return kept
            least = kept if least is None or len(kept) < len(least) else least
        return self._all(inner, at) if least is None else least

    def _value(self, part: Formula, at: At) -> Maybe:
        """The value of a part that the decision itself may not have asked for."""
        try:
            return self._evaluation.value(part, at)
        except FactsError:
            return Unknown()

    def _moves(self, part: Formula) -> bool:
        return self._directions.of(part) is not Direction.STILL

    def _named(self, name: str, at: At) -> Kept:
        program = self._evaluation.program
        plain = name.removeprefix("base.")
        record = program.record_of(plain)
        own = tuple(pair for pair in at if pair[0] == record)
        if (name, own) not in self._of_names:
            kept: Kept = {}
            for override in program.overrides.get(name, ()):
                kept |= self._all((override.holds, override.value, override.rank), own, override.record)
            if plain in program.definitions:
                kept |= self.what_keeps(program.definitions[plain].formula, own)
            elif plain in program.outputs:
                kept |= self._table(*program.outputs[plain], own)
            self._of_names[name, own] = kept
        return self._of_names[name, own]

    def _table(self, name: str, output: int, at: At) -> Kept:
        """What keeps one output: the verdicts, and of the rows that may hold that output only.

        Rows that are weighed against each other, or collected, are looked at whole.
        """
        table = self._evaluation.program.tables[name]
        verdicts = self._evaluation.table(name, at).verdicts
        if (name, at) not in self._of_verdicts:
            self._of_verdicts[name, at] = self._verdicts(table, verdicts, at)
        kept = dict(self._of_verdicts[name, at])
        for index, row in enumerate(table.rows):
            if verdicts[index] is not False:
                kept |= self._all(row.outputs if table.combine else row.outputs[output : output + 1], at)
            if verdicts[index] is True and table.combine is None:
                break
        return kept

    def _verdicts(self, table: Table, verdicts: tuple[Maybe, ...], at: At) -> Kept:
        kept: Kept = {}
        for index, row in enumerate(table.rows):
            if not row.otherwise:
                kept |= self._row(table, index, at)
            if verdicts[index] is True and table.combine is None:
                break
        return kept

    def _row(self, table: Table, index: int, at: At) -> Kept:
        return self._connective(self._directions.tests(table, index), at, decides=False)

    def _each_record(self, formula: Over, at: At) -> Kept:
        kept = {} if formula.default is None else self.what_keeps(formula.default, at)
        outside = tuple(pair for pair in at if pair[0] != formula.record)
        for index in self._evaluation.looked_at(formula.record, together=formula.together):
            here = tuple(sorted((*outside, (formula.record, index))))
            kept |= self._all((part for part in (formula.where, formula.subject) if part is not None), here)
        return kept

    def _all(self, formulas: Iterable[Formula], at: At, each: str | None = None) -> Kept:
        """What keeps all of `formulas`; with `each`, looked at in every record of that list."""
        kept: Kept = {}
        places = (
            [at]
            if each is None
            else [tuple(sorted((*at, (each, index)))) for index in range(self._evaluation.records(each) or 0)]
        )
        for here in places:
            for formula in formulas:
                kept |= self.what_keeps(formula, here)
        return kept


def _itself(formula: Formula, at: At, *, one_way: bool = True) -> Kept:
    return {(id(formula), at): Watched(formula, one_way)}


def _is_claim(formula: Formula) -> bool:
    return isinstance(formula.type, BooleanType)
