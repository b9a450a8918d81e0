"""What `collect` says of one invoice on one day. Input: the plain outcome of a decision. Output: typed fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from creditpolicy.timeline.entries import Charges


@dataclass(frozen=True, slots=True)
class Said:
    """The answer for one invoice. `announces` is what is announced, and so many days later it may follow."""

    invoice: str
    decided: bool
    missing: tuple[str, ...]
    ladder: str | None
    step: str | None
    on: date | None
    due_now: bool
    late: bool
    channel: str | None
    tone: str | None
    template: str | None
    by: str | None
    announces: tuple[str, int] | None
    requires: str | None
    stopped: str | None
    stopped_until: date | None
    stopped_reason: str | None
    hand_over: str | None
    lacks: tuple[str, ...]
    escalations: tuple[str, ...]
    charges: Charges | None
    alerts: tuple[str, ...]
    next_change_on: date | None
    payer: str | None

    @property
    def is_carried_out(self) -> bool:
        """Whether its step is to be done today and nothing is in the way."""
        return self.decided and self.step is not None and self.due_now and self.hand_over in {None, "yes"}


def said_of(invoice: str, answer: Mapping[str, Any]) -> Said:
    """The answer of the outcome for one invoice."""
    announces, hand_over = answer["announces"], answer.get("hand_over") or {}
    return Said(
        invoice=invoice,
        decided=answer["status"] == "decided",
        missing=tuple(answer["missing"]),
        ladder=answer["ladder"],
        step=answer["step"],
        on=day_of(answer["on"]),
        due_now=bool(answer["due_now"]),
        late=bool(answer["late"]),
        channel=answer["channel"],
        tone=answer["tone"],
        template=answer["template"],
        by=answer["action"],
        announces=None if announces is None else (announces["action"], announces["after_days"]),
        requires=answer["requires"],
        stopped=answer["stopped"],
        stopped_until=day_of(answer["stopped_until"]),
        stopped_reason=answer["stopped_reason"],
        hand_over=hand_over.get("answer"),
        lacks=tuple(hand_over.get("lacks") or ()),
        escalations=tuple(answer.get("escalations") or ()),
        charges=_charges(answer.get("charges")),
        alerts=raised(answer.get("alerts")),
        next_change_on=day_of(answer.get("next_change_on")),
        payer=answer.get("payer"),
    )


def raised(alerts: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The alerts that are certainly raised."""
    return tuple(name for name, one in (alerts or {}).items() if one is not None and one["raised"] == "yes")


def day_of(text: str | None) -> date | None:
    """A day of an outcome."""
    return None if text is None else date.fromisoformat(text)


def _charges(given: Mapping[str, Any] | None) -> Charges | None:
    if given is None:
        return None
    return Charges(
        given["answer"], given["interest"], given["costs"], given["total"], tuple(given.get("why_not") or ())
    )
