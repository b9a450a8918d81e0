"""The first later day on which, with the same facts, an answer would be another.

Between two days on which facts lapse, each test either never moves back (so that equal verdicts at both ends mean none
in between, and a change is found by halving) or is tried every day. Only days on which some test changes are decided
again, so the day is exact.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.interpreter.table import At
from creditpolicy.facts.lapse import lapse_days
from creditpolicy.facts.reading import LAST_DAY
from creditpolicy.formulas import AnyValue, CellTests, Compare, Formula, Over, Point, Read, Table, parts, with_subject
from creditpolicy.ir.direction import Direction, Directions
from creditpolicy.ir.program import Program
from creditpolicy.values.unknown import Maybe

DAYS_AHEAD = 3653
"""Ten years: what would change later than that is not said."""
ONE_DAY = timedelta(days=1)


class LookingAhead:
    """The days after that of one evaluation; days that were looked at are kept."""

    def __init__(self, evaluation: Evaluation, point: Point) -> None:
        """Find out what there is to watch."""
        self.evaluation = evaluation
        self.point = point
        self.today = evaluation.case.as_of
        self.last = min(self.today + timedelta(days=DAYS_AHEAD), LAST_DAY)
        self._days: dict[date, Evaluation] = {self.today: evaluation}
        self._watched = tuple(watched(evaluation, point))
        program = evaluation.program
        lapses = set(lapse_days(evaluation.case, program.vocabulary, program.max_ages))
        self._lapses = sorted(day for day in lapses if self.today < day <= self.last)

    def next_change(self, at: At) -> date | None:
        """The first later day on which the answer for the record `at` differs; None if there is none in ten years."""
        answer = self._answer(self.today, at)
        day = self.today
        while (candidate := self._next_candidate(day, at)) is not None:
            if self._answer(candidate, at) != answer:
                return candidate
            day = candidate
        return None

    def _next_candidate(self, day: date, at: At) -> date | None:
        """The first day after `day` on which a test changes or a fact lapses."""
        lapse = next((one for one in self._lapses if one > day), None)
        end = self.last if lapse is None else lapse - ONE_DAY
        found = lapse
        for formula, direction in self._watched:
            if found is not None:
                end = min(end, found)
            changed = self._first_change(formula, direction, day, end, at)
            if changed is not None and (found is None or changed < found):
                found = changed
        return found

    def _first_change(self, formula: Formula, direction: Direction, start: date, end: date, at: At) -> date | None:
        now = self._value(formula, start, at)
        if direction is Direction.ANY:
            return start + ONE_DAY if start < end else None
        if start >= end or self._value(formula, end, at) == now:
            return None
        low, high = start, end
        while (high - low).days > 1:
            middle = low + timedelta(days=(high - low).days // 2)
            if self._value(formula, middle, at) == now:
                low = middle
            else:
                high = middle
        return high

    def _value(self, formula: Formula, day: date, at: At) -> Maybe:
        return self._on(day).value(formula, at)

    def _answer(self, day: date, at: At) -> tuple[Maybe, ...]:
        on = self._on(day)
        return tuple(on.value(answer.formula, at) for answer in self.point.record_answers)

    def _on(self, day: date) -> Evaluation:
        if day not in self._days:
            case = replace(self.evaluation.case, as_of=day)
            self._days[day] = Evaluation(self.evaluation.program, case)
        return self._days[day]


def watched(evaluation: Evaluation, point: Point) -> Iterator[tuple[Formula, Direction]]:
    """Every formula that the answers depend on and that moves with the days, in parts that move one way where possible."""
    program = evaluation.program
    directions = Directions(program)
    seen: set[Formula] = set()
    waiting: list[Formula] = [answer.formula for answer in point.record_answers]
    while waiting:
        formula = waiting.pop()
        if formula in seen:
            continue
        seen.add(formula)
        direction = directions.of(formula)
        if direction is Direction.STILL:
            continue
        inner = _opened(formula, program)
        if direction is Direction.ANY and inner:
            waiting.extend(inner)
        else:
            yield formula, direction


def _opened(formula: Formula, program: Program) -> tuple[Formula, ...]:
    """The parts on which a formula depends, where it moves to and fro; none where it has to be tried every day."""
    match formula:
        case Read(name=name):
            return _behind(name.removeprefix("base."), program)
        case Compare(op="=" | "!="):
            # Equal from the day on which both of these hold to the day on which one no longer does.
            return replace(formula, op=">="), replace(formula, op=">")
        case Over():
            return ()
        case _:
            return parts(formula)


def _behind(name: str, program: Program) -> tuple[Formula, ...]:
    found: list[Formula] = []
    if name in program.definitions:
        found.append(program.definitions[name].formula)
    if name in program.outputs:
        found.extend(_whole_tests(program.tables[program.outputs[name][0]]))
    return tuple(found)


def _whole_tests(table: Table) -> Iterator[Formula]:
    """Every formula of a table, cells with their column put in."""
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            match cell:
                case AnyValue():
                    continue
                case CellTests(test=test):
                    yield with_subject(test, column.formula)
        if row.guard is not None:
            yield row.guard
        yield from row.outputs
