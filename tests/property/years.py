"""A year of one customer of a ledger, day by day: what is due is done, and the customer answers, pays or does not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from creditpolicy import Policy
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.ir import Program
from creditpolicy.loading import load
from creditpolicy.portfolio import LedgerMapping, parse_mapping
from creditpolicy.portfolio.behaviour import BY_THE_ENGINE
from creditpolicy.portfolio.cases import Cases
from creditpolicy.portfolio.ledger import Ledger
from creditpolicy.portfolio.partitions import Portions, partitions_of
from creditpolicy.portfolio.progress import silent
from creditpolicy.portfolio.reading import Reading
from tests.property.ladders import answers_of_the_day

ONE_DAY = timedelta(days=1)
LAST = date(2049, 12, 31)
KNOWN = ("debtor_type", "insolvency_flag", "late_count_24m", "paid_invoice_count", "avg_days_late")
MOST_INVOICES = 3
"""Of one customer at a time, so that a year takes seconds."""
ON_FILE = {"legal_name": "Somebody", "registration_number": "1", "email": "a@example.com"}
REVIEWED_EVERY = 91
FORGOTTEN_AFTER = timedelta(days=1)
"""So long after it was paid an invoice is still asked about."""


@dataclass(frozen=True, slots=True)
class StepWritten:
    """A step as its policy writes it: days before what it announces may follow, whether it lapses at the due date."""

    id: str
    announces: int | None
    escalates: bool
    is_before_due: bool


@dataclass(frozen=True, slots=True)
class PolicyWritten:
    """A policy, and of its reminders what the laws speak of, read from the file by other means than the engine's."""

    program: Program
    policy: Policy
    ladders: dict[str, tuple[str, tuple[StepWritten, ...]]]
    min_gap: int
    cap: tuple[int, int] | None
    not_on: frozenset[str]
    returns_to: str | None

    def step(self, name: str) -> StepWritten:
        return next(one for _, steps in self.ladders.values() for one in steps if one.id == name)

    def ladder_of(self, name: str) -> tuple[str, tuple[StepWritten, ...]]:
        return next(found for found in self.ladders.values() if any(one.id == name for one in found[1]))


@cache
def policy_at(folder: Path) -> PolicyWritten:
    """A policy in a folder whose reminders stand in a file of that name."""
    written = yaml.load((folder / "reminders.yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)["reminders"]  # noqa: S506 - text only, and our own file
    ladders = {
        name: (ladder["catch_up"], tuple(_step(one) for one in ladder["steps"]))
        for name, ladder in written["ladders"].items()
    }
    cap = written.get("caps", {}).get("contacts", "").split()
    agreed = folder / "arrangements.yaml"
    arrangements = yaml.load(agreed.read_text("utf-8"), Loader=yaml.CBaseLoader) if agreed.exists() else {}  # noqa: S506 - the same
    (version,) = load(folder)
    assert version.program is not None
    return PolicyWritten(
        version.program,
        Policy.load(folder),
        ladders,
        int(written["min_gap"].split()[0]),
        (int(cap[0]), int(cap[2])) if cap else None,
        frozenset(written.get("not_on", [])),
        arrangements["arrangements"]["promise"]["when_broken"]["step"] if arrangements else None,
    )


def _step(written: dict[str, Any]) -> StepWritten:
    when = written.get("at") or written["window"]
    announces = written.get("announces")
    return StepWritten(
        written["id"],
        int(announces["after"].split()[0]) if announces else None,
        "escalate" in written,
        "before due_date" in when or "invoice_date" in when,
    )


@dataclass
class Year:
    """What happened to one customer. `said` are the answers of each day, before anything was done on it."""

    written: PolicyWritten
    invoices: list[dict[str, Any]]
    customer_on: Callable[[date], dict[str, Any]]
    first: date
    days: int
    chance: Random
    pays: bool
    said: dict[date, dict[str, dict[str, Any]]] = field(default_factory=dict)
    facts_on: dict[date, dict[str, Any]] = field(default_factory=dict)
    sent: list[tuple[date, str, str]] = field(default_factory=list)
    contacts: list[dict[str, Any]] = field(default_factory=list)
    promises: list[dict[str, Any]] = field(default_factory=list)
    disputes: list[dict[str, Any]] = field(default_factory=list)
    paid_on: dict[str, date] = field(default_factory=dict)
    copied_on: dict[str, date] = field(default_factory=dict)

    def live(self) -> "Year":
        """Go through all days."""
        customer: dict[str, Any] = {}
        review_on = self.first
        for count in range(self.days):
            day = self.first + count * ONE_DAY
            facts = self._facts(day)
            if not facts["invoices"]:
                continue
            if day >= review_on:
                customer, review_on = self.customer_on(day), day + REVIEWED_EVERY * ONE_DAY
            facts["customer"] = customer
            said = answers_of_the_day(self.written.program, facts, day)
            self.said[day], self.facts_on[day] = said, facts
            for number in said:
                self._act(day, number, said[number])
        return self

    def _facts(self, day: date) -> dict[str, Any]:
        visible = []
        for one in self.invoices:
            number = one["invoice_id"]
            paid_on = self.paid_on.get(number) or one["paid_on"]
            if one["invoice_date"] > day or (paid_on is not None and paid_on + FORGOTTEN_AFTER < day):
                continue
            self.paid_on.update({number: paid_on} if paid_on is not None else {})
            open_ = "0" if paid_on is not None and paid_on <= day else one["amount"]
            listed = {"invoice_id": number, "invoice_date": one["invoice_date"], "due_date": one["due_date"]}
            listed |= {"amount_open": f"{open_} {one['currency']}"}
            listed |= {"invoice_copy_sent_at": self.copied_on[number]} if number in self.copied_on else {}
            visible.append(listed)
        return {
            "invoices": visible[:MOST_INVOICES],
            "contacts": [dict(one) for one in self.contacts],
            "promises": [self._as_it_went(one, day) for one in self.promises],
            "disputes": [dict(one) for one in self.disputes],
            "arrangements": [],
        }

    def _as_it_went(self, promise: dict[str, Any], day: date) -> dict[str, Any]:
        """A promise; a policy that does not say how promises end is told by the ledger."""
        paid_on = self.paid_on.get(promise["invoice_id"], date.max)
        if self.written.returns_to is not None or min(promise["date"], paid_on) >= day:
            return dict(promise)
        if paid_on <= promise["date"]:
            return promise | {"state": "kept"}
        return promise | {"state": "broken", "broken_at": promise["date"] + ONE_DAY}

    def _act(self, day: date, number: str, answer: dict[str, Any]) -> None:
        """Do what is due, most of the time; now and then it does not arrive, or the customer answers."""
        if not answer["due_now"] or self.chance.random() < 0.2:
            return
        if answer.get("requires"):
            self.copied_on[number] = day
            return
        escalates = self.written.step(answer["step"]).escalates
        if escalates and answer["hand_over"]["answer"] != "yes":
            return
        outcome = "delivered" if escalates or self.chance.random() < 0.9 else "undelivered"
        contact = {"at": day, "invoice_id": number, "step_id": answer["step"], "outcome": outcome}
        self.contacts.append(contact | {"direction": "outbound"})
        if outcome == "delivered":
            self.sent.append((day, number, answer["step"]))
            self._answered(day, number)

    def _answered(self, day: date, number: str) -> None:
        event = self.chance.random()
        if event < 0.12:
            until = day + self.chance.randint(1, 14) * ONE_DAY
            made = {"id": f"P{len(self.promises)}", "invoice_id": number, "made_at": day, "date": until}
            self.promises.append(made | {"confirmed_at": day})
        elif event < 0.2:
            resolved = day + self.chance.randint(3, 40) * ONE_DAY
            opened = {"id": f"D{len(self.disputes)}", "invoice_id": number, "opened_at": day, "resolved_at": resolved}
            self.disputes.append(opened | {"reason": "price", "evidence_present": True})
        elif event < 0.5 and self.pays:
            self.paid_on.setdefault(number, day + self.chance.randint(1, 12) * ONE_DAY)


def years(folder: Path, mapping: Path, invoices: Path, first: date, sample: int, *, pays: bool) -> list[Year]:
    """A year of each of so many customers; `pays`: the ledger does not say when they pay, so chance does."""
    written = policy_at(folder)
    made, findings = parse_mapping(mapping.name, mapping.read_text("utf-8"), written.program.vocabulary)
    assert made is not None, findings
    derive = tuple(name for name in made.derive if name not in BY_THE_ENGINE)

    @cache
    def cases_on(day: date) -> Cases:
        ledger = _ledger(invoices, made, written.program.vocabulary, day)
        return Cases(ledger, derive, written.program.vocabulary, day)

    def customer_on(customer_id: str) -> Callable[[date], dict[str, Any]]:
        def found(day: date) -> dict[str, Any]:
            cases = cases_on(day)
            case = cases.case(customer_id)
            facts = cases.facts(case, case.invoices)
            facts["customer"] = case.customer | _from_outside(customer_id)
            review = written.policy.decide("review", facts, as_of=day).outcome
            recorded = {key: review[key] for key in ("segment", "risk_class") if review[key] is not None}
            known = {key: case.customer[key] for key in KNOWN if case.customer.get(key) is not None}
            until = day + (REVIEWED_EVERY + 200) * ONE_DAY
            return {**known, **recorded, **ON_FILE, "credit_decision_valid_until": until}

        return found

    last = _ledger(invoices, made, written.program.vocabulary, LAST)
    cases = Cases(last, (), written.program.vocabulary, LAST)
    drawn = Random(20260601).sample(sorted(last.invoices), sample)  # noqa: S311 - a sample
    return [
        Year(written, _listed(cases, name), customer_on(name), first, 365, Random(name), pays).live()  # noqa: S311 - a sample
        for name in drawn
    ]


def _ledger(invoices: Path, made: LedgerMapping, vocabulary: Vocabulary, day: date) -> Ledger:
    reading = Reading({"invoices": invoices}, made, vocabulary, day)
    terms = reading.terms("en", "csv")
    unbounded = Portions(in_memory=10**9, partition=10**9)
    return partitions_of(reading, terms, vocabulary, Path(), unbounded, silent).ledger(0, terms, vocabulary)


def _from_outside(customer_id: str) -> dict[str, Any]:
    """What no ledger tells, drawn for each customer, so that good and bad ones are among them."""
    chance = Random(f"{customer_id} from outside")  # noqa: S311 - a sample
    good = chance.random() < 0.6
    outside = {"external_score": 80 if good else 30, "solvency_ratio": "0.4" if good else "0.1", "sector_risk": "low"}
    return outside | {"pays_after_reminder_share": chance.choice(("0", "0.1", "0.6"))}


def _listed(cases: Cases, customer_id: str) -> list[dict[str, Any]]:
    return [
        {
            "invoice_id": one.invoice_id,
            "invoice_date": one.entry.values["invoice_date"],
            "due_date": one.entry.values["due_date"],
            "currency": one.currency,
            "amount": str(one.entry.values["amount_total"]),
            "paid_on": one.paid_on,
        }
        for one in cases.case(customer_id).invoices
    ]
