"""What is carried out on one day: an action for each step, or one letter for those that it covers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from creditpolicy.decision import Decision
from creditpolicy.facts.case import Case, currency_of
from creditpolicy.ir.program import Program
from creditpolicy.timeline.entries import Action, Announced, By, Entry, First, Share
from creditpolicy.timeline.moves import moves_of
from creditpolicy.timeline.said import Said, raised
from creditpolicy.timeline.titles import RowTitles


@dataclass(frozen=True, slots=True)
class Acting:
    """All about one day: the case, its decision, what is carried out, and by invoice the days behind its day."""

    case: Case
    decision: Decision
    steps: tuple[Said, ...]
    behind: Mapping[str, Any]


def actions_of(acting: Acting, day: date, program: Program) -> tuple[Entry, ...]:
    """What is done first, then the actions."""
    found: list[Entry] = [
        First(day, one.invoice, one.requires, one.step)
        for one in acting.steps
        if one.requires is not None and one.step is not None
    ]
    titles = RowTitles(acting.decision)
    shares = {one.invoice: _share(one, acting, day, titles, program) for one in acting.steps}
    customer = _customer(acting.decision)
    alerts = raised(customer.get("alerts"))
    for letter, steps in _letters(acting, customer):
        lead = next((one for one in steps if one.step == letter.get("step")), steps[0])
        share = shares[lead.invoice]
        counted = letter.get("invoices") == len(steps)
        found.append(
            Action(
                on=day,
                step=share.step,
                title=share.title,
                channel=letter.get("channel", lead.channel),
                tone=letter.get("tone", lead.tone),
                template=lead.template,
                by=_by(letter.get("action", lead.by)),
                hands_over=lead.hand_over == "yes",
                # A letter may also cover what we leave to a person; then the sum is not that of these invoices.
                total=letter.get("total") if counted else None,
                payer=None if lead.channel is None else lead.payer,
                shares=tuple(shares[one.invoice] for one in steps),
                alerts=alerts,
            )
        )
    return tuple(found)


def _share(one: Said, acting: Acting, day: date, titles: RowTitles, program: Program) -> Share:
    step = one.step or ""
    announces = None
    if one.announces is not None:
        announces = Announced(one.announces[0], day + timedelta(days=one.announces[1]))
    moves = moves_of(acting.behind[one.invoice], program.vocabulary.calendar) if acting.behind else ()
    return Share(
        invoice=one.invoice,
        step=step,
        title=titles.of_step(one),
        planned=one.on or day,
        late=one.late,
        moves=moves,
        announces=announces,
        charges=one.charges,
        alerts=one.alerts,
    )


def _customer(decision: Decision) -> Mapping[str, Any]:
    found: Mapping[str, Any] = decision.outcome.get("customer") or {}  # type: ignore[assignment]  # an object by its schema
    return found


def _letters(acting: Acting, customer: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], tuple[Said, ...]]]:
    """The steps that go together, with what one letter for them says; nothing is said of a step that goes alone."""
    currencies = _currencies(acting.case)
    to_payers = customer.get("payer_letters") or {}
    written: dict[tuple[str | None, str], list[Said]] = {}
    letters: dict[tuple[str | None, str], Mapping[str, Any]] = {}
    for one in acting.steps:
        to = one.payer, currencies.get(one.invoice, "")
        own = _of_currency(customer.get("letter") if one.payer is None else to_payers.get(one.payer), to[1])
        if one.channel is None or own is None:
            yield {}, (one,)
        else:
            letters[to] = own
            written.setdefault(to, []).append(one)
    for to, steps in written.items():
        yield letters[to], tuple(steps)


def _of_currency(letter: Mapping[str, Any] | None, currency: str) -> Mapping[str, Any] | None:
    """The letter for the invoices of one currency; None where each invoice has its own."""
    if letter is None:
        return None
    own = {key: value.get(currency) if isinstance(value, Mapping) else value for key, value in letter.items()}
    return own if own.get("step") is not None else None


def _currencies(case: Case) -> dict[str, str]:
    """The currency of each invoice."""
    return {str(given.get("invoice.invoice_id")): currency_of(given) for given in case.lists.get("invoice", ())}


def _by(word: str | None) -> By:
    return "automatic" if word == "automatic" else "manual"
