"""A timeline: what is done about the invoices of a customer, day after day, if nothing is paid. It never changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from creditpolicy.decision.decision import Json, plain
from creditpolicy.facts.vocabulary import Titles

By: TypeAlias = Literal["automatic", "manual"]
Mover: TypeAlias = Literal["min_gap", "quiet_period", "due_date", "announced", "cap", "preference", "excluded_day"]


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day on which nothing is done; `name` is the holiday's, None for a day of the week."""

    on: date
    name: Titles | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A rule that moved the day of a step on. `days` are the excluded days that it was moved over."""

    by: Mover
    start: date
    to: date
    days: tuple[NamedDay, ...] = ()


@dataclass(frozen=True, slots=True)
class Charges:
    """What the invoice costs the customer by then; amounts are text, None where that is not known."""

    answer: str
    interest: str | None
    costs: str | None
    total: str | None
    why_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Announced:
    """What is announced, and the first day on which it may follow."""

    action: str
    on: date


@dataclass(frozen=True, slots=True)
class Share:
    """What one invoice has in an action: its own step, and why it is on this day.

    `planned` is the day that the policy has for the step; an earlier one where nobody looked on that day. `moves` tell
    how it came to be that day, in turn.
    """

    invoice: str
    step: str
    title: Titles
    planned: date
    late: bool
    moves: tuple[Move, ...]
    announces: Announced | None
    charges: Charges | None
    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """A step that is carried out, or one letter for the steps of several invoices.

    `channel` is None where it does not speak to the customer, `none` where no channel can be used. `total` is what one
    letter asks for. `payer` gets it; None: the customer itself. `alerts` are those of the customer.
    """

    on: date
    step: str
    title: Titles
    channel: str | None
    tone: str | None
    template: str | None
    by: By
    hands_over: bool
    total: str | None
    payer: str | None
    shares: tuple[Share, ...]
    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class First:
    """What has to be done before a step that is due on the same day."""

    on: date
    invoice: str
    action: str
    before: str


@dataclass(frozen=True, slots=True)
class Escalation:
    """A moment at which somebody is involved has come."""

    on: date
    invoice: str
    moment: str
    title: Titles
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """The hand-over is due, and something is lacking for it."""

    on: date
    invoice: str
    step: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is sent for a while; `until` is the last day of it."""

    on: date
    invoice: str
    stopped: str
    until: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class End:
    """From this day on there is no more to tell of an invoice.

    `finished`: its ladder has ended. `stopped`: something keeps reminders back for good. `undecided`: facts are
    missing, so that it is up to a person. `waits`: a hand-over lacks something for good. `contradiction`: facts
    contradict each other from that day on. `beyond`: more may change, but later than was looked. `still`: nothing
    changes any more. `about` are the facts that are missing, what the hand-over lacks, or what is contradicted.
    """

    on: date
    invoice: str
    kind: Literal["finished", "stopped", "undecided", "waits", "contradiction", "beyond", "still"]
    stopped: str | None = None
    about: tuple[str, ...] = ()


Entry: TypeAlias = First | Action | Escalation | Wait | Pause | End
_KINDS: Mapping[type[Entry], str] = {
    First: "first",
    Action: "action",
    Escalation: "escalation",
    Wait: "wait",
    Pause: "pause",
    End: "end",
}


@dataclass(frozen=True, slots=True)
class Timeline:
    """All entries in the order of their days.

    `header` says from which policy, facts and day it comes. `invoice` is the one that was asked about, None for all.
    `through` is the last day that was looked at. `missing` is the list of invoices where that is not known.
    """

    header: Mapping[str, Json]
    as_of: date
    through: date
    invoice: str | None
    entries: tuple[Entry, ...]
    missing: tuple[str, ...] = ()

    @property
    def is_undecided(self) -> bool:
        """Whether facts are missing, for all of it or from some day on."""
        return bool(self.missing) or any(isinstance(one, End) and one.kind == "undecided" for one in self.entries)

    def to_dict(self) -> dict[str, Json]:
        """The timeline as plain data for JSON (`schemas/timeline.schema.json`)."""
        return {
            **{key: plain(value) for key, value in self.header.items()},
            "through": self.through.isoformat(),
            "invoice": self.invoice,
            "entries": [_entry(entry) for entry in self.entries],
            "missing": list(self.missing),
        }


def invoices_of(entry: Entry) -> tuple[str, ...]:
    """The invoices that an entry is about."""
    return tuple(share.invoice for share in entry.shares) if isinstance(entry, Action) else (entry.invoice,)


def _entry(entry: Entry) -> dict[str, Json]:
    head: dict[str, Json] = {"kind": _KINDS[type(entry)], "on": entry.on.isoformat()}
    match entry:
        case First():
            return {**head, "invoice": entry.invoice, "action": entry.action, "before": entry.before}
        case Action():
            return {**head, **_action(entry)}
        case Escalation():
            about: dict[str, Json] = {"moment": entry.moment, "title": _titles(entry.title), "to": list(entry.to)}
            return {**head, "invoice": entry.invoice, **about}
        case Wait():
            return {**head, "invoice": entry.invoice, "step": entry.step, "lacks": list(entry.lacks)}
        case Pause():
            until = None if entry.until is None else entry.until.isoformat()
            return {**head, "invoice": entry.invoice, "stopped": entry.stopped, "until": until, "reason": entry.reason}
        case End():
            ended: dict[str, Json] = {"end": entry.kind, "stopped": entry.stopped, "about": list(entry.about)}
            return {**head, "invoice": entry.invoice, **ended}


def _action(entry: Action) -> dict[str, Json]:
    return {
        "step": entry.step,
        "title": _titles(entry.title),
        "channel": entry.channel,
        "tone": entry.tone,
        "template": entry.template,
        "action": entry.by,
        "hand_over": entry.hands_over,
        "total": entry.total,
        "payer": entry.payer,
        "invoices": [_share(share) for share in entry.shares],
        "alerts": list(entry.alerts),
    }


def _share(share: Share) -> dict[str, Json]:
    announces, charges = share.announces, share.charges
    return {
        "invoice": share.invoice,
        "step": share.step,
        "title": _titles(share.title),
        "planned_on": share.planned.isoformat(),
        "late": share.late,
        "moved": [_move(move) for move in share.moves],
        "announces": None if announces is None else {"action": announces.action, "on": announces.on.isoformat()},
        "charges": None
        if charges is None
        else {
            "answer": charges.answer,
            "interest": charges.interest,
            "costs": charges.costs,
            "total": charges.total,
            "why_not": list(charges.why_not),
        },
        "alerts": list(share.alerts),
    }


def _move(move: Move) -> dict[str, Json]:
    days: list[Json] = [
        {"on": day.on.isoformat(), "holiday": None if day.name is None else _titles(day.name)} for day in move.days
    ]
    return {"by": move.by, "from": move.start.isoformat(), "to": move.to.isoformat(), "over": days}


def _titles(titles: Titles) -> dict[str, Json]:
    return {"nl": titles.nl, "en": titles.en}
