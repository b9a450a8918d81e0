"""The steps of ladders as definitions: when each was done, begins, ends, and whether it has lapsed.

A step is done where the log has a delivered contact for it. Its date is the latest of the start of its window, the last
delivered step of whatever ladder plus the least gap, the day that an announcement named and the end of a quiet period;
then the first day on which the cap allows it, that suits the customer and that is not excluded. Days are counted from
the day until which the customer may pay, so that an extension moves what has not been done yet.
Source: docs/language/reminders.md.
"""

from dataclasses import dataclass

from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.contact_days import CONTACT_FROM, NEVER, ContactDays
from creditpolicy.checked.sections.ladders import HAND_OVER, Ladder, Step
from creditpolicy.checked.sections.returns import Afresh, Return, afresh
from creditpolicy.checked.sections.totals import AMOUNT_DUE
from creditpolicy.checked.spans import Span
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Place
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Definition
from creditpolicy.values.types import BooleanType, DateType, Type

LAST_STEP_ON = "reminders.last_step_on"
"""The day of the last step that was delivered for an invoice, of this ladder or any other."""
_DELIVERED = (
    "not(is missing(contact.step_id)) and contact.invoice_id = invoice.invoice_id"
    " and contact.at <= as_of and (is missing(contact.outcome) or contact.outcome != undelivered)"
)


@dataclass(frozen=True, slots=True)
class StepNames:
    """The names of what is defined of one step, for expressions. `is_after_due` steps can't lie before that day."""

    step: Step
    is_after_due: bool
    afresh: Afresh
    done: str
    done_on: str
    first_day: str
    earliest: str
    allowed: str
    suited: str
    on: str
    due: str
    last_day: str
    lapsed: str
    open: str


def names_of(ladder: Ladder, returns: tuple[Return, ...]) -> tuple[StepNames, ...]:
    """The names for the steps of a ladder."""
    found: list[StepNames] = []
    for step, begins_again in zip(ladder.steps, afresh(ladder, returns), strict=True):
        after_due = found[-1].is_after_due if step.window.anchor == "previous_step" else step.window.is_after_due
        # So named that no word of the language and no record is in the way, whatever the ladder is called.
        slug = f"ladder_{_slug(ladder.id)}.{_slug(step.id)}"
        parts = (
            "done",
            "done_on",
            "first_day",
            "earliest",
            "allowed",
            "suited",
            "on",
            "due",
            "last_day",
            "lapsed",
            "open",
        )
        found.append(StepNames(step, after_due, begins_again, *(f"{slug}_{part}" for part in parts)))
    return tuple(found)


def symbols_of(names: tuple[StepNames, ...]) -> dict[str, tuple[Type, str | None]]:
    """The type of each name; all belong to an invoice."""
    found: dict[str, tuple[Type, str | None]] = {LAST_STEP_ON: (DateType(), "invoice")}
    for one in names:
        for name, kind in (
            (one.done, BooleanType()),
            (one.done_on, DateType()),
            (one.first_day, DateType()),
            (one.earliest, DateType()),
            (one.allowed, DateType()),
            (one.suited, DateType()),
            (one.on, DateType()),
            (one.due, BooleanType()),
            (one.last_day, DateType()),
            (one.lapsed, BooleanType()),
            (one.open, BooleanType()),
        ):
            found[name] = (kind, "invoice")
    return found


def last_step_on(scope: Scope, at: Place) -> tuple[Definition, ...]:
    """The definition of `LAST_STEP_ON`."""
    formula = spelled(f"max(contact.at where {_DELIVERED}, default {NEVER})", scope, at)
    titles = Titles("dag van de laatste aanmaanstap", "day of the last reminder step")
    return () if formula is None else (Definition(LAST_STEP_ON, "invoice", formula, titles, supplied=False, at=at),)


def define_steps(
    ladder: Ladder, names: tuple[StepNames, ...], min_gap: int, days: ContactDays, scope: Scope
) -> tuple[Definition, ...]:
    """All definitions of a ladder."""
    texts: list[tuple[str, str, StepNames]] = []
    for index, one in enumerate(names):
        earlier = names[:index]
        texts += [
            (one.done, f"any({_contact(one)})", one),
            (one.done_on, f"max(contact.at where {_contact(one)}, default {NEVER})", one),
            (one.first_day, _first_day(one, earlier), one),
            (one.earliest, _earliest(one, earlier, min_gap), one),
            (one.allowed, one.earliest if one.step.escalates else days.capped(one.earliest), one),
            (one.suited, one.allowed if one.step.escalates else days.preferred(one.allowed, one.last_day), one),
            (one.on, days.open_day(one.suited), one),
            (one.due, days.is_due(one.on), one),
            (one.last_day, days.open_day(_last_day(one, earlier)), one),
            (one.lapsed, _lapsed(ladder, one, names[index + 1 :]), one),
            (one.open, _open(one, earlier), one),
        ]
    found = []
    for name, text, one in texts:
        formula = spelled(text, scope, one.step.at)
        if formula is not None:
            found.append(Definition(name, "invoice", formula, Titles(name, name), False, one.step.at))  # noqa: FBT003 - not supplied
    return tuple(found)


def _contact(one: StepNames) -> str:
    """The contact of this step for this invoice; one that did not arrive does not count, nor one still to come."""
    logged = " or ".join(f'contact.step_id = "{name}"' for name in one.step.logged_as)
    return one.afresh.done(f"({logged}) and {_DELIVERED}")


def _anchor(one: StepNames, earlier: tuple[StepNames, ...]) -> str:
    match one.step.window.anchor:
        case "invoice_date":
            return "invoice.invoice_date"
        case "due_date":
            return "invoice.payable_by"
        case "notice_received":
            return "invoice.notice_received_at"
        case "previous_step":
            before = earlier[-1]
            if before.is_after_due:
                # An extension that was agreed after the previous step counts in full.
                return f"(if {before.done} then max({before.done_on}, invoice.payable_by) else {before.last_day})"
            # A step that lapsed did so at its last day or, if it began before the due date, there at the latest.
            lapsed_on = f"if {before.first_day} < invoice.payable_by then min({before.last_day}, invoice.payable_by)"
            return f"(if {before.done} then {before.done_on} else {lapsed_on} else {before.last_day})"


def _first_day(one: StepNames, earlier: tuple[StepNames, ...]) -> str:
    return one.afresh.begins(one.step.window.first_day(_anchor(one, earlier)), Span(0, "days"))


def _last_day(one: StepNames, earlier: tuple[StepNames, ...]) -> str:
    window = one.step.window
    return one.afresh.begins(window.last_day(_anchor(one, earlier)), Span(window.last - window.first, window.unit))


def delays(one: StepNames, earlier: tuple[StepNames, ...], min_gap: int) -> tuple[tuple[str, str], ...]:
    """What a step waits for after the first day of its window: a word for it, and the expression for the day."""
    found = [("min_gap", f"{LAST_STEP_ON} + {min_gap} days")]
    if one.step.escalates is None:
        found.append(("quiet_period", CONTACT_FROM))
    if one.step.escalates is not None:
        # Nobody is handed over for what may still be paid.
        found.append(("due_date", "invoice.payable_by + 1 days"))
        announcing = [before for before in earlier if before.step.announces and before.step.announces[0] == HAND_OVER]
        found += [
            ("announced", f"{before.done_on} + {before.step.announces[1]} days")
            for before in announcing
            if before.step.announces
        ]
    return tuple(found)


def _earliest(one: StepNames, earlier: tuple[StepNames, ...], min_gap: int) -> str:
    latest = [one.first_day, *(day for _, day in delays(one, earlier, min_gap))]
    return f"max({', '.join(latest)})"


def _lapsed(ladder: Ladder, one: StepNames, later: tuple[StepNames, ...]) -> str:
    """Steps before the due date lapse at the due date; under `skip`, others too once their window is past.

    What announces, and what ends the ladder, never lapses by its window, nor what announces or escalates at the due
    date: nobody is handed over unannounced.
    """
    step = one.step
    when = one.afresh.is_passed()
    if not one.is_after_due and step.announces is None and step.escalates is None:
        when.append(f"(as_of >= invoice.payable_by and {one.first_day} < invoice.payable_by)")
    if ladder.catch_up == "skip" and step is not ladder.steps[-1] and step.announces is None:
        when.append(f"as_of > {one.last_day}")
    if step.minimum is not None and step.minimum[1] == "skip":
        # Who was passed over is not gone back to.
        when += [f"{AMOUNT_DUE} < {step.minimum[0]}", *(after.done for after in later)]
    return " or ".join(when) or "false"


def _open(one: StepNames, earlier: tuple[StepNames, ...]) -> str:
    """Whether the window has opened; one counted from the previous step opens only after that was done or lapsed."""
    opened = f"{one.first_day} <= as_of"
    if one.step.window.anchor == "previous_step":
        before = earlier[-1]
        return f"({before.done} or {before.lapsed}) and {opened}"
    return opened


def _slug(text: str) -> str:
    return text.replace("-", "_")
