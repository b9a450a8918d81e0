"""A case to its timeline: decide, carry out what is due, and decide again on the next day on which something changes.

1. On a day, `collect` is decided. What is due of a decided invoice is carried out: a contact in the log, which arrived.
2. If something was carried out the next day is looked at, else the first day on which an answer changes.
3. It ends when no answer changes any more, or at the last day that is looked at.
Nothing is paid and the customer does not react. Days on which nothing changes are left out: nothing is done on them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

from creditpolicy.backends.interpreter import decide
from creditpolicy.decision import Decision
from creditpolicy.facts.case import Case
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Point, Row, Table
from creditpolicy.ir.horizon import last_day
from creditpolicy.ir.program import Program
from creditpolicy.timeline.actions import Acting, actions_of
from creditpolicy.timeline.entries import Entry, invoices_of
from creditpolicy.timeline.log import left_to_work_out, on_day, with_contacts
from creditpolicy.timeline.said import Said, day_of, said_of
from creditpolicy.timeline.story import Story
from creditpolicy.timeline.timeline import Timeline
from creditpolicy.values.calendar import ONE_DAY

MOST_DAYS = 1000
"""The most days that are decided: a ladder that begins again and again ends here."""
_WITH_THE_WEEK = frozenset({"due_now", "hand_over.answer"})
Saying: TypeAlias = Callable[[Program, Table, Row], Titles]


def follow(
    program: Program, point: Point, case: Case, say: Saying, *, until: date | None = None, invoice: str | None = None
) -> Timeline:
    """The timeline of a case from its day on.

    Args:
        program: the compiled policy.
        point: its `collect`.
        case: all that is known on the first day.
        say: gives the title of a row.
        until: the last day to look at; ten years, or the end of the calendar, if left out.
        invoice: tell of this one only. The others are carried out all the same, as they share caps and letters.

    Raises:
        FactsError: facts contradict each other on the first day.

    """
    last = last_day(program, case.as_of)
    return _Walk(program, point, say, last if until is None else min(last, until)).timeline(case, invoice)


class _Walk:
    """One walk over the days."""

    def __init__(self, program: Program, point: Point, say: Saying, last: date) -> None:
        self.program = program
        self.point = point
        silent = replace(point, answers=(), apart=None if point.apart is None else replace(point.apart, answers=()))
        self.behind = replace(silent, record_answers=point.behind, fallback=(), looks_ahead=False)
        # A hand-over that waits is due and not due with every weekend; what it waits for is all that matters.
        self.waiting = replace(
            silent,
            record_answers=tuple(one for one in point.record_answers if one.key not in _WITH_THE_WEEK),
        )
        self.say = say
        self.last = last

    def timeline(self, case: Case, invoice: str | None) -> Timeline:
        first = decide(self.program, self.point, case, self.say)
        entries = self._followed(left_to_work_out(self.program, case), first)
        told = tuple(entry for entry in entries if invoice is None or invoice in invoices_of(entry))
        header = {key: value for key, value in first.header.items() if key != "decision_id"}
        missing = () if "invoice" in case.lists else first.missing
        return Timeline(header, case.as_of, self.last, invoice, told, missing)

    def _followed(self, case: Case, first: Decision) -> tuple[Entry, ...]:
        story = Story(self.program)
        decision, day, decided = first, case.as_of, 1
        while True:
            said = _said(decision)
            story.tell(day, decision, said)
            going = tuple(one for one in said if story.goes_on(one.invoice))
            acting = tuple(one for one in going if one.is_carried_out)
            if acting:
                story.act(actions_of(self._acting(case, decision, acting), day, self.program))
                case = with_contacts(case, acting, day)
            following = day + ONE_DAY if acting else self._next_change(case, story, going)
            if following is None or following > self.last or decided == MOST_DAYS:
                return story.ended(day, None if following is None else self.last)
            day, case, decided = following, on_day(case, following), decided + 1
            try:
                decision = decide(self.program, self.point, case, self.say)
            except FactsError as error:
                return story.contradicted(day, tuple(problem.path for problem in error.problems))

    def _next_change(self, case: Case, story: Story, going: tuple[Said, ...]) -> date | None:
        """The next day on which something is otherwise."""
        waiting = {one.invoice for one in going if story.waits(one.invoice)}
        days = [one.next_change_on for one in going if one.invoice not in waiting]
        if waiting:
            answers: Mapping[str, Any] = decide(self.program, self.waiting, case, self.say).outcome["invoices"]  # type: ignore[assignment]  # an object by its schema
            days += [day_of(answers[invoice]["next_change_on"]) for invoice in sorted(waiting)]
        return min((day for day in days if day is not None), default=None)

    def _acting(self, case: Case, decision: Decision, acting: tuple[Said, ...]) -> Acting:
        behind: Mapping[str, Any] = {}
        if self.point.behind:
            behind = decide(self.program, self.behind, case, self.say).outcome["invoices"]  # type: ignore[assignment]  # an object by its schema
        return Acting(case, decision, acting, behind)


def _said(decision: Decision) -> tuple[Said, ...]:
    invoices: Mapping[str, Any] = decision.outcome["invoices"]  # type: ignore[assignment]  # an object by its schema
    return tuple(said_of(invoice, answer) for invoice, answer in invoices.items())
