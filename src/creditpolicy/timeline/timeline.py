"""A timeline: what is done about the invoices of a customer, day after day, if nothing is paid; and as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from creditpolicy.decision.decision import Json, plain
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.timeline.entries import Action, End, Entry, Escalation, First, Move, Pause, Share, Wait

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
