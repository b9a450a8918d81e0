"""Whether what was announced was done: an announcement whose day has passed without it is unfulfilled."""

from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.ladders import HAND_OVER, Ladder
from creditpolicy.checked.sections.steps import StepNames
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Place
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Definition
from creditpolicy.values.types import BooleanType, Type

UNFULFILLED = "reminders.announcement_unfulfilled"
SYMBOLS: dict[str, tuple[Type, str | None]] = {UNFULFILLED: (BooleanType(), "invoice")}


def unfulfilled_definition(
    ladders: list[Ladder], names: dict[str, tuple[StepNames, ...]], scope: Scope, at: Place
) -> tuple[Definition, ...]:
    """The definition of `UNFULFILLED`: for a hand-over, once the day of the step that hands over has passed."""
    found = []
    for ladder in ladders:
        steps = names[ladder.id]
        for index, one in enumerate(steps):
            if one.step.announces is None:
                continue
            action, days = one.step.announces
            executing = [later for later in steps[index + 1 :] if later.step.escalates and action == HAND_OVER]
            passed = f"as_of > {executing[0].on}" if executing else f"as_of > {one.done_on} + {days} days"
            done = f" and not({executing[0].done})" if executing else ""
            on_record = (
                "(is missing(invoice.announcement_fulfilled_at)"
                f" or invoice.announcement_fulfilled_at < {one.done_on} or invoice.announcement_fulfilled_at > as_of)"
            )
            found.append(f"({one.done} and {passed}{done} and {on_record})")
    formula = spelled(" or ".join(found) or "false", scope, at)
    titles = Titles("aankondiging is niet uitgevoerd", "announcement was not carried out")
    return () if formula is None else (Definition(UNFULFILLED, "invoice", formula, titles, supplied=False, at=at),)
