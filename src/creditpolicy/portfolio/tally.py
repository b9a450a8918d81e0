"""Adds the decisions of a run up, one customer at a time, to a `Summary`."""

import heapq
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from creditpolicy.diagnostics.phrases import Language, said
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.ageing import Ageing, bucket_of
from creditpolicy.portfolio.answers import flag_of, missing_of, next_of, text_of
from creditpolicy.portfolio.cases import OpenInvoice
from creditpolicy.portfolio.deciding import CustomerDecisions
from creditpolicy.portfolio.exact import show_amount
from creditpolicy.portfolio.file_words import Warned
from creditpolicy.portfolio.rejects import Rejected
from creditpolicy.portfolio.summary import OtherFile, PolicyHeader, Rows, Summary, WorkRow

LONGEST_WORKLIST = 50
_INDEX = re.compile(r"([a-z_]+)\[[0-9]+\]")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the files themselves: by section the visible rows, and those refused before any decision.

    `warnings` are in the language of the reader.
    """

    language: Language
    read: Mapping[str, int]
    refused: Mapping[str, int]
    warnings: tuple[str, ...]
    outputs: tuple[str, ...]


class Tally:
    """Counts of one run, or of a part of it."""

    def __init__(self, vocabulary: Vocabulary, as_of: date) -> None:
        """Start at nothing."""
        self._as_of = as_of
        self._records = {record.many: record.name for record in vocabulary.records.values() if record.many}
        self._ageing = Ageing()
        self._counts: dict[str, Counter[str]] = {
            name: Counter() for name in ("segments", "classes", "steps", "facts", "status", "customers")
        }
        self._work: dict[str, list[tuple[Decimal, int, WorkRow]]] = {}
        self._seen = 0
        self._due_now = 0
        self._undated: Counter[str] = Counter()
        self._unknown_open = 0
        self._incomplete = 0

    def add_customer(self, decisions: CustomerDecisions, status: str, *, has_rejects: bool) -> None:
        """One customer, after its invoices."""
        counts = self._counts
        counts["customers"][status] += 1
        if decisions.collect is None:
            return
        counts["customers"]["reviewed"] += decisions.review is not None
        counts["segments"][str(decisions.customer.get("segment") or "undecided")] += 1
        counts["classes"][str(decisions.customer.get("risk_class") or "undecided")] += 1
        self._incomplete += has_rejects

    def add_invoice(self, invoice: OpenInvoice, answer: Mapping[str, object], status: str, name: str) -> None:
        """One invoice with its answer."""
        self._seen += 1
        self._counts["status"][status] += 1
        self._counts["steps"][next_of(answer, status)] += 1
        if status == "undecided":
            self._counts["facts"].update({self._fact(path) for path in missing_of(answer)} or {"unknown"})
        due = invoice.entry.values.get("due_date")
        amount = invoice.amount_open
        if amount is None:
            self._unknown_open += 1
        elif amount > 0:
            if isinstance(due, date):
                self._ageing.add(bucket_of(due, self._as_of), invoice.currency, amount)
            else:
                self._undated[invoice.currency] += 1
        if flag_of(answer.get("due_now")):
            self._due_now += 1
            self._remember(invoice, answer, name, due)

    def _remember(self, invoice: OpenInvoice, answer: Mapping[str, object], name: str, due: object) -> None:
        amount = invoice.amount_open or Decimal(0)
        row = WorkRow(
            customer_id=str(invoice.entry.values["customer_id"]),
            name=name,
            invoice_id=invoice.invoice_id,
            amount_open=show_amount(amount),
            currency=invoice.currency,
            days_overdue=max((self._as_of - due).days, 0) if isinstance(due, date) else None,
            step=text_of(answer.get("step")) or "",
            channel=text_of(answer.get("channel")) or "",
            tone=text_of(answer.get("tone")) or "",
        )
        self._keep(invoice.currency, amount, self._seen, row)

    def _keep(self, currency: str, amount: Decimal, place: int, row: WorkRow) -> None:
        heap = self._work.setdefault(currency, [])
        # Of equal amounts the first one stays, so that the list does not depend on chance.
        heapq.heappush(heap, (amount, -place, row))
        if len(heap) > LONGEST_WORKLIST:
            heapq.heappop(heap)

    def to_dict(self) -> dict[str, object]:
        """All counts, as JSON has them."""
        return {
            "counts": {name: dict(counts) for name, counts in self._counts.items()},
            "ageing": self._ageing.to_list(),
            "work": {
                currency: [[str(amount), -place, asdict(row)] for amount, place, row in heap]
                for currency, heap in self._work.items()
            },
            "seen": self._seen,
            "due_now": self._due_now,
            "undated": dict(self._undated),
            "unknown_open": self._unknown_open,
            "incomplete": self._incomplete,
        }

    def add(self, counted: Mapping[str, Any]) -> None:
        """What another tally counted, of the customers that follow."""
        for name, counts in counted["counts"].items():
            self._counts[name].update(counts)
        self._ageing.add_list(counted["ageing"])
        for currency, rows in counted["work"].items():
            for amount, place, row in rows:
                self._keep(currency, Decimal(amount), self._seen + place, WorkRow(**row))
        self._seen += counted["seen"]
        self._due_now += counted["due_now"]
        self._undated.update(counted["undated"])
        self._unknown_open += counted["unknown_open"]
        self._incomplete += counted["incomplete"]

    def summary(self, policy: PolicyHeader, rejected: Rejected, told: Told) -> Summary:
        """The whole, once all customers are in."""
        counts = self._counts
        return Summary(
            policy=policy,
            as_of=self._as_of,
            rows=Rows(
                told.read["invoices"],
                counts["status"]["decided"],
                counts["status"]["undecided"],
                rejected.by_section["invoices"],
            ),
            other_files=tuple(
                OtherFile(section, read, told.refused[section])
                for section, read in told.read.items()
                if section != "invoices"
            ),
            customers=sum(counts["customers"][status] for status in ("decided", "undecided", "rejected")),
            customers_undecided=counts["customers"]["undecided"],
            reviewed_first=counts["customers"]["reviewed"],
            ageing=self._ageing.rows(),
            segments=_ranked(counts["segments"]),
            risk_classes=_ranked(counts["classes"]),
            next_steps=_ranked(counts["steps"]),
            due_now=self._due_now,
            undecided_by_fact=_ranked(counts["facts"]),
            rejected_by_reason=_ranked(rejected.by_reason),
            warnings=(*told.warnings, *(said(warning, told.language) for warning in self._warnings())),
            outputs=told.outputs,
            worklist=tuple(
                row for _, heap in sorted(self._work.items()) for _, _, row in sorted(heap, key=_rank, reverse=True)
            ),
            rejected=tuple(rejected.first),
        )

    def _fact(self, path: str) -> str:
        """`invoice.due_date` for `invoices[3].due_date`."""
        return _INDEX.sub(lambda found: self._records.get(found[1], found[1]), path)

    def _warnings(self) -> list[str]:
        found: list[str] = [
            Warned.NO_DUE_DATE(count=count, currency=currency) for currency, count in sorted(self._undated.items())
        ]
        if self._unknown_open:
            found.append(Warned.UNKNOWN_OPEN(count=self._unknown_open))
        if self._incomplete:
            found.append(Warned.INCOMPLETE(count=self._incomplete))
        return found


def _rank(item: tuple[Decimal, int, WorkRow]) -> tuple[Decimal, int]:
    return item[0], item[1]


def _ranked(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
