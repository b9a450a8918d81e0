"""What stands in a timeline: what is done, who is involved, what is waited for, and how it ends. It never changes."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

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


def invoices_of(entry: Entry) -> tuple[str, ...]:
    """The invoices that an entry is about."""
    return tuple(share.invoice for share in entry.shares) if isinstance(entry, Action) else (entry.invoice,)
