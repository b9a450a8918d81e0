"""The first later day on which, with the same facts, an answer would be another.

What keeps an answer as it is (`watching.py`) are formulas that move one way only. Between two seams (days on which
facts lapse, and days that facts of other lists name) equal values of such a formula at both ends mean the same value in
between, and a change is found by halving. Only days on which one of them changes are decided again: the day is exact.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from creditpolicy.backends.interpreter.evaluation import Evaluation, Standing
from creditpolicy.backends.interpreter.table import At
from creditpolicy.backends.interpreter.watching import Kept, Watched, Watching
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.lapse import lapse_days
from creditpolicy.formulas import Formula, Point
from creditpolicy.ir.direction import Direction, Directions
from creditpolicy.ir.horizon import last_day
from creditpolicy.values.calendar import ONE_DAY
from creditpolicy.values.unknown import Maybe, Unknown

_NO_ANSWER = Unknown(frozenset({"facts that contradict each other on a later day"}))


class LookingAhead:
    """The days after that of one evaluation; days that were looked at are kept."""

    def __init__(self, evaluation: Evaluation, point: Point) -> None:
        """Find out what there is to watch."""
        self.evaluation = evaluation
        self.answers = tuple(answer for answer in point.record_answers if not answer.accrues)
        self.today = evaluation.case.as_of
        self.last = last_day(evaluation.program, self.today)
        self._days: dict[date, Evaluation] = {self.today: evaluation}
        self._watching: dict[date, Watching] = {}
        program = evaluation.program
        without = frozenset(name for name in program.vocabulary.records if not evaluation.case.lists.get(name))
        self._directions = Directions(program, point.record, (self.today, self.last), without)
        days = {*lapse_days(evaluation.case, program.vocabulary, program.max_ages), *_named_days(evaluation, point)}
        self._seams = sorted(day for day in days if self.today < day <= self.last)
        # What stands still has one value from each seam to the next.
        self._standing = [Standing(self._stands_still, {}) for _ in range(len(self._seams) + 1)]

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
        for (_, here), watched in self._what_keeps_all(day, at).items():
            # INVARIANT: until `end` none of the formulas so far changes.
            end = self.last if found is None else found - ONE_DAY
            found = self._first_change(watched, day, end, here) or found
        return found

    def _what_keeps_all(self, day: date, at: At) -> Kept:
        """What keeps the answers as they are on `day`; what keeps several of them stands there once."""
        watching = self._watching_on(day)
        kept: Kept = {}
        for answer in self.answers:
            kept |= watching.what_keeps(answer.formula, at)
        return kept

    def _watching_on(self, day: date) -> Watching:
        if day not in self._watching:
            self._watching[day] = Watching(self._on(day), self._directions)
        return self._watching[day]

    def _first_change(self, watched: Watched, start: date, end: date, at: At) -> date | None:
        """The first day after `start`, until `end`, on which the formula has another value than on `start`."""
        now = self._value(watched.formula, start, at)

        def is_other(count: int) -> bool:
            return self._value(watched.formula, start + timedelta(days=count), at) != now

        days = range((end - start).days + 1)
        if not watched.one_way:
            first = next((count for count in days if is_other(count)), len(days))
        elif days and is_other(days[-1]):
            first = bisect_left(days, x=True, key=is_other)
        else:
            return None
        return start + timedelta(days=first) if first < len(days) else None

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
            standing = self._standing[bisect_right(self._seams, day)]
            today = self.evaluation
            self._days[day] = Evaluation(today.program, case, today.only, today.together, standing)
        return self._days[day]

    def _stands_still(self, name: str) -> bool:
        return self._directions.named(name) is Direction.STILL


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
