"""One case to its decisions: `review` if no valid one is recorded, then `collect`. Bad facts become rejected rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias

from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.facts.words import Fault
from creditpolicy.portfolio.cases import Case, Cases, OpenInvoice
from creditpolicy.portfolio.ledger import Ledger
from creditpolicy.portfolio.typed_rows import Reject, show


class Decided(Protocol):
    """What a run reads of a decision."""

    @property
    def status(self) -> str:
        """`decided` or `undecided`."""

    @property
    def outcome(self) -> Mapping[str, object]:
        """The answer, in plain values."""

    @property
    def reasons(self) -> Sequence[object]:
        """The reasons, with codes."""

    @property
    def missing(self) -> Sequence[str]:
        """The facts that could change the outcome."""


Decide: TypeAlias = Callable[[str, Mapping[str, object], date], Decided]
"""A decision point, the facts of a case and the day, to a decision. Raises `FactsError`."""


@dataclass(frozen=True, slots=True)
class CustomerDecisions:
    """What was decided for one customer, on which invoices; `collect` is None if all its rows were rejected.

    `customer` are the customer's facts as `collect` got them: with the outcome of `review` where that came first.
    """

    case: Case
    invoices: tuple[OpenInvoice, ...]
    customer: Mapping[str, object]
    review: Decided | None
    collect: Decided | None
    rejected: tuple[Reject, ...]
    priority: Decided | None = None


class Deciding:
    """Decides the cases of one ledger with one policy."""

    def __init__(
        self,
        decide: Decide,
        cases: Cases,
        vocabulary: Vocabulary,
        ledger: Ledger,
        as_of: date,
        *,
        with_priority: bool = False,
    ) -> None:
        """Keep what is the same for all customers."""
        self._with_priority = with_priority
        self._decide = decide
        self._cases = cases
        self._vocabulary = vocabulary
        self._ledger = ledger
        self._as_of = as_of

    def customer(self, case: Case) -> CustomerDecisions:
        """Decide one customer; an invoice whose facts don't fit is reported, and the rest decided again without it."""
        invoices = case.invoices
        rejected: list[Reject] = []
        while True:
            facts = self._cases.facts(case, invoices)
            try:
                return self._decided(case, invoices, facts, tuple(rejected))
            except FactsError as error:
                bad = _bad_invoices(error, len(invoices))
                if not bad:
                    whole = self._whole_customer(case, invoices, error)
                    return CustomerDecisions(case, (), case.customer, None, None, (*rejected, *whole))
                rejected += [self._reject(case, invoices[index], *problem) for index, problem in bad.items()]
                invoices = tuple(invoice for index, invoice in enumerate(invoices) if index not in bad)

    def _decided(
        self, case: Case, invoices: tuple[OpenInvoice, ...], facts: dict[str, object], rejected: tuple[Reject, ...]
    ) -> CustomerDecisions:
        customer: Mapping[str, object] = case.customer
        review = None
        if not self._is_recorded(customer):
            review = self._decide("review", facts, self._as_of)
            customer = self._reviewed(customer, review.outcome)
            facts = {**facts, "customer": dict(customer)}
        collect = self._decide("collect", facts, self._as_of)
        priority = self._decide("priority", facts, self._as_of) if self._with_priority else None
        return CustomerDecisions(case, invoices, customer, review, collect, rejected, priority)

    def _is_recorded(self, customer: Mapping[str, object]) -> bool:
        until = customer.get("credit_decision_valid_until")
        known = all(customer.get(key) is not None for key in ("segment", "risk_class"))
        return known and isinstance(until, date) and until >= self._as_of

    def _reviewed(self, customer: Mapping[str, object], outcome: Mapping[str, object]) -> dict[str, object]:
        """The customer with what `review` found; what it could not find is not known, whatever was recorded before."""
        limit = outcome.get("limit")
        amount, until = (limit.get("amount"), limit.get("valid_until")) if isinstance(limit, Mapping) else (limit, None)
        fresh = {
            "segment": outcome.get("segment"),
            "risk_class": outcome.get("risk_class"),
            "terms": outcome.get("terms"),
            "credit_limit": amount,
            "credit_limit_valid_until": until,
            # Decided today, so valid today at least.
            "credit_decision_valid_until": until or self._as_of,
        }
        kept = {key: value for key, value in customer.items() if key not in fresh}
        known = {key: value for key, value in fresh.items() if isinstance(value, str | date)}
        return {**kept, **{key: value for key, value in known.items() if f"customer.{key}" in self._vocabulary.facts}}

    def _reject(self, case: Case, invoice: OpenInvoice, column: str, message: str) -> Reject:
        found = show(str(invoice.entry.values.get(column, "")))
        line = invoice.entry.line
        terms = self._ledger.terms
        column = terms.titles["invoices"].get(column, column)
        file = terms.names["invoices"]
        return Reject(file, line, column, found, message, "invoices", case.customer_id, invoice.invoice_id)

    def _whole_customer(self, case: Case, invoices: tuple[OpenInvoice, ...], error: FactsError) -> list[Reject]:
        problem = error.problems[0]
        wanted = Fault.AT(path=problem.path, fault=problem.message)
        if invoices:
            return [self._reject(case, invoice, "customer_id", wanted) for invoice in invoices]
        entry = self._ledger.customers.get(case.customer_id)
        line, found = (entry.line if entry else 0), show(case.customer_id)
        file = self._ledger.terms.names.get("customers", "")
        return [Reject(file, line, "customer_id", found, wanted, "customers", case.customer_id)]


_PATH = re.compile(r"invoices\[([0-9]+)\]\.?(.*)")


def _bad_invoices(error: FactsError, count: int) -> dict[int, tuple[str, str]]:
    """By index, the first problem of each invoice; empty if a problem is not about an invoice."""
    bad: dict[int, tuple[str, str]] = {}
    for problem in error.problems:
        found = _PATH.fullmatch(problem.path)
        if found is None or int(found[1]) >= count:
            return {}
        bad.setdefault(int(found[1]), (found[2], problem.message))
    return bad
