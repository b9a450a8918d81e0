"""Where a ladder begins again once something that was agreed was broken: which steps are passed, which count afresh.

From the day of the break the named step is due. Those before it count as passed, but for what announces, which
nothing passes. It and those after it count as done only if they were done on that day or later, so that what was
announced before an agreement is announced again after it. What escalates stays done: nobody is handed over twice.
"""

from dataclasses import dataclass

from creditpolicy.checked.sections.contact_days import NEVER
from creditpolicy.checked.sections.ladders import Ladder
from creditpolicy.checked.sections.plan_states import BROKEN_ON as PLAN_BROKEN_ON
from creditpolicy.checked.sections.promises import BROKEN_ON as PROMISE_BROKEN_ON
from creditpolicy.checked.spans import Span
from creditpolicy.syntax.tree import SectionsNode


@dataclass(frozen=True, slots=True)
class Return:
    """`broken_on` names the day of the break for an invoice, `NEVER` where there was none; `step` is the next one."""

    broken_on: str
    step: str


@dataclass(frozen=True, slots=True)
class Afresh:
    """What returns mean for one step: days of breaks before which it was not done, at which it is due, that pass it."""

    since: tuple[str, ...] = ()
    at_once: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()

    def done(self, contact: str) -> str:
        """`contact`, a condition for the contact of the step, where it is not from before a break."""
        return " and ".join((contact, *(f"(contact.at >= {day} or {day} > as_of)" for day in self.since)))

    def begins(self, day: str, later: Span) -> str:
        """`day`, or so much later than the break that made the step due."""
        text = day
        for broken_on in self.at_once:
            text = f"(if {_has_come(broken_on)} then {later.after(broken_on)} else {text})"
        return text

    def is_passed(self) -> list[str]:
        """The conditions under which it is passed."""
        return [f"({_has_come(day)})" for day in self.passed]


def _has_come(broken_on: str) -> str:
    return f"{broken_on} > {NEVER} and {broken_on} <= as_of"


def returns_of(files: tuple[SectionsNode, ...]) -> tuple[Return, ...]:
    """What the section `arrangements` says follows on a broken promise and on a broken plan."""
    found = []
    for node in (file.arrangements for file in files if file.arrangements is not None):
        if node.promise is not None:
            found.append(Return(PROMISE_BROKEN_ON, node.promise.when_broken.step.text))
        if node.plan is not None and node.plan.when_missed.step is not None:
            found.append(Return(PLAN_BROKEN_ON, node.plan.when_missed.step.text))
    return tuple(found)


def afresh(ladder: Ladder, returns: tuple[Return, ...]) -> tuple[Afresh, ...]:
    """What the returns to steps of this ladder mean for each of its steps."""
    places = {step.id: index for index, step in enumerate(ladder.steps)}
    here = [(places[one.step], one.broken_on) for one in returns if one.step in places]
    return tuple(
        Afresh(
            since=() if step.escalates else tuple(day for place, day in here if place <= index),
            at_once=tuple(day for place, day in here if place == index),
            passed=() if step.announces else tuple(day for place, day in here if place > index),
        )
        for index, step in enumerate(ladder.steps)
    )
