"""The steps of ladders as definitions: when each was done, begins, ends, and whether it has lapsed.

A step is done where the log has a delivered contact for it. Its date is the latest of the start of its window, the last
delivered step plus the least gap, and the day that an announcement named. Source: docs/language/reminders.md.
"""

from dataclasses import dataclass

from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.ladders import HAND_OVER, Ladder, Step
from creditpolicy.checked.spelled import spelled
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Definition
from creditpolicy.values.types import BooleanType, DateType, Type

NEVER = "1900-01-01"
"""The date of a step that was not done; only read where it was."""


@dataclass(frozen=True, slots=True)
class StepNames:
    """The names of what is defined of one step, for use in expressions."""

    step: Step
    done: str
    done_on: str
    on: str
    last_day: str
    lapsed: str
    open: str


def names_of(ladder: Ladder) -> tuple[StepNames, ...]:
    """The names for the steps of a ladder."""
    return tuple(
        StepNames(
            step,
            *(
                f"{_slug(ladder.id)}.{_slug(step.id)}_{part}"
                for part in ("done", "done_on", "on", "last_day", "lapsed", "open")
            ),
        )
        for step in ladder.steps
    )


def symbols_of(names: tuple[StepNames, ...]) -> dict[str, tuple[Type, str | None]]:
    """The type of each name; all belong to an invoice."""
    found: dict[str, tuple[Type, str | None]] = {}
    for one in names:
        for name, kind in (
            (one.done, BooleanType()),
            (one.done_on, DateType()),
            (one.on, DateType()),
            (one.last_day, DateType()),
            (one.lapsed, BooleanType()),
            (one.open, BooleanType()),
        ):
            found[name] = (kind, "invoice")
    return found


def define_steps(ladder: Ladder, names: tuple[StepNames, ...], min_gap: int, scope: Scope) -> tuple[Definition, ...]:
    """All definitions of a ladder."""
    texts: list[tuple[str, str, StepNames]] = []
    for index, one in enumerate(names):
        earlier = names[:index]
        texts += [
            (one.done, _done(one.step), one),
            (one.done_on, _done_on(one.step), one),
            (one.on, _on(one, earlier, min_gap), one),
            (one.last_day, f"{_anchor(one, earlier)} + {one.step.window.last} days", one),
            (one.lapsed, _lapsed(ladder, one, earlier), one),
            (one.open, _open(one, earlier), one),
        ]
    found = []
    for name, text, one in texts:
        formula = spelled(text, scope, one.step.at)
        if formula is not None:
            found.append(Definition(name, "invoice", formula, Titles(name, name), False, one.step.at))  # noqa: FBT003 - not supplied
    return tuple(found)


def _contact(step: Step) -> str:
    """The contact of this step for this invoice; one that did not arrive does not count, nor one still to come."""
    return (
        f'not(is missing(contact.step_id)) and contact.step_id = "{step.id}"'
        " and contact.invoice_id = invoice.invoice_id"
        " and contact.at <= as_of and (is missing(contact.outcome) or contact.outcome != undelivered)"
    )


def _done(step: Step) -> str:
    return f"any({_contact(step)})"


def _done_on(step: Step) -> str:
    return f"max(contact.at where {_contact(step)}, default {NEVER})"


def _anchor(one: StepNames, earlier: tuple[StepNames, ...]) -> str:
    match one.step.window.anchor:
        case "invoice_date":
            return "invoice.invoice_date"
        case "due_date":
            return "invoice.payable_by"
        case "previous_step":
            before = earlier[-1]
            # A step that lapsed did so at its last day, and no later than the due date.
            return f"(if {before.done} then {before.done_on} else min({before.last_day}, invoice.payable_by))"


def _first_day(one: StepNames, earlier: tuple[StepNames, ...]) -> str:
    return f"{_anchor(one, earlier)} + {one.step.window.first} days"


def _on(one: StepNames, earlier: tuple[StepNames, ...], min_gap: int) -> str:
    latest = [_first_day(one, earlier)]
    latest += [f"{before.done_on} + {min_gap} days" for before in earlier]
    if one.step.escalates is not None:
        announcing = [before for before in earlier if before.step.announces and before.step.announces[0] == HAND_OVER]
        latest += [
            f"{before.done_on} + {before.step.announces[1]} days" for before in announcing if before.step.announces
        ]
    return latest[0] if len(latest) == 1 else f"max({', '.join(latest)})"


def _lapsed(ladder: Ladder, one: StepNames, earlier: tuple[StepNames, ...]) -> str:
    """Steps before the due date lapse at the due date; under `skip`, others too once their window is past.

    What announces, and what ends the ladder, never lapses by its window: nobody is handed over unannounced.
    """
    before_due = f"as_of >= invoice.payable_by and {_first_day(one, earlier)} < invoice.payable_by"
    if ladder.catch_up == "skip" and one.step is not ladder.steps[-1] and one.step.announces is None:
        return f"({before_due}) or as_of > {one.last_day}"
    return before_due


def _open(one: StepNames, earlier: tuple[StepNames, ...]) -> str:
    """Whether the window has opened; one counted from the previous step opens only after that was done or lapsed."""
    opened = f"{one.on} <= as_of"
    if one.step.window.anchor == "previous_step":
        before = earlier[-1]
        return f"({before.done} or {before.lapsed}) and {opened}"
    return opened


def _slug(text: str) -> str:
    return text.replace("-", "_")
