"""The first later day on which, with the same facts, an answer would be another.

What keeps an answer as it is (`watching.py`) are formulas that move one way only. Between two seams (days on which
facts lapse, and days that facts of other lists name) equal values of such a formula at both ends mean the same value in
between, and a change is found by halving. Only days on which one of them changes are decided again: the day is exact.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.interpreter.table import At
from creditpolicy.backends.interpreter.watching import Watching
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.lapse import lapse_days
from creditpolicy.facts.reading import LAST_DAY
from creditpolicy.formulas import Formula, Point
from creditpolicy.ir.direction import Directions
from creditpolicy.values.unknown import Maybe, Unknown

DAYS_AHEAD = 3653
"""Ten years: what would change later than that, or after the last day of the calendar, is not said."""
ONE_DAY = timedelta(days=1)
_NO_ANSWER = Unknown(frozenset({"facts that contradict each other on a later day"}))


class LookingAhead:
    """The days after that of one evaluation; days that were looked at are kept."""

    def __init__(self, evaluation: Evaluation, point: Point) -> None:
        """Find out what there is to watch."""
        self.evaluation = evaluation
        self.answers = tuple(answer for answer in point.record_answers if not answer.accrues)
        self.today = evaluation.case.as_of
        calendar = evaluation.program.vocabulary.calendar
        covered = LAST_DAY if calendar is None else calendar.last
        self.last = min(self.today + timedelta(days=DAYS_AHEAD), LAST_DAY, covered)
        self._days: dict[date, Evaluation] = {self.today: evaluation}
        self._watching: dict[date, Watching] = {}
        self._directions = Directions(evaluation.program, point.record, (self.today, self.last))
        program = evaluation.program
        days = {*lapse_days(evaluation.case, program.vocabulary, program.max_ages), *_named_days(evaluation, point)}
        self._seams = sorted(day for day in days if self.today < day <= self.last)

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
        found = next((one for one in self._seams if one > day), None)
        end = self.last if found is None else found - ONE_DAY
        watching = self._watching_on(day)
        for answer in self.answers:
            for (_, here), formula in watching.what_keeps(answer.formula, at).items():
                changed = self._first_change(formula, day, end, here)
                if changed is not None and (found is None or changed < found):
                    found, end = changed, changed
        return found

    def _watching_on(self, day: date) -> Watching:
        if day not in self._watching:
            self._watching[day] = Watching(self._on(day), self._directions)
        return self._watching[day]

    def _first_change(self, formula: Formula, start: date, end: date, at: At) -> date | None:
        now = self._value(formula, start, at)
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
        try:
            return self._on(day).value(formula, at)
        except FactsError:
            return _NO_ANSWER

    def _answer(self, day: date, at: At) -> tuple[Maybe, ...]:
        return tuple(self._value(answer.formula, day, at) for answer in self.answers)

    def _on(self, day: date) -> Evaluation:
        if day not in self._days:
            case = replace(self.evaluation.case, as_of=day)
            self._days[day] = Evaluation(self.evaluation.program, case, self.evaluation.only)
        return self._days[day]


def _named_days(evaluation: Evaluation, point: Point) -> Iterator[date]:
    """The days that facts of lists name, and the days after: what a comparison with `as_of` turns on."""
    for record, listed in evaluation.case.lists.items():
        if record == point.record:
            continue
        for given in listed:
            for value in given.values():
                if isinstance(value, date):
                    yield value
                    yield value + ONE_DAY
