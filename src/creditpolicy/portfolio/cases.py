"""One customer of the ledger to the facts of a case, as the evaluator takes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.behaviour import Invoiced, behaviour
from creditpolicy.portfolio.exact import EXACT, at_scale
from creditpolicy.portfolio.ledger import Ledger, Payment
from creditpolicy.portfolio.mapping import LISTS
from creditpolicy.portfolio.slots import slots_of
from creditpolicy.portfolio.typed_rows import Entry

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """One invoice on the day: its row, what is open of it, when it was paid in full, and what is odd about it."""

    entry: Entry
    amount_open: Decimal | None
    paid_on: date | None
    note: str

    @property
    def invoice_id(self) -> str:
        """Its number."""
        return str(self.entry.values["invoice_id"])

    @property
    def currency(self) -> str:
        """The currency of its amounts."""
        return str(self.entry.values["currency"])


@dataclass(frozen=True, slots=True)
class Case:
    """A customer: the facts without the invoices, and the invoices, by number."""

    customer_id: str
    customer: dict[str, object]
    lists: dict[str, list[dict[str, object]]]
    invoices: tuple[OpenInvoice, ...]


class Cases:
    """Makes cases of one ledger."""

    def __init__(self, ledger: Ledger, derive: tuple[str, ...], vocabulary: Vocabulary, as_of: date) -> None:
        """Look up once which keys the vocabulary knows."""
        self._ledger = ledger
        self._derive = derive
        self._vocabulary = vocabulary
        self._as_of = as_of
        self._known = {
            section: frozenset(slot.key for slot in slots_of(section, vocabulary).values() if slot.known)
            for section in ("invoices", "customers", *LISTS)
        }

    def case(self, customer_id: str) -> Case:
        """The case of one customer."""
        invoices = tuple(sorted(map(self._invoice, self._ledger.invoices.get(customer_id, ())), key=_number))
        entry = self._ledger.customers.get(customer_id)
        customer: dict[str, object] = dict(self._ledger.customer_constants)
        if entry is not None:
            customer.update(self._facts(entry, "customers"))
        customer["customer_id"] = customer_id
        customer.update(self._behaviour(invoices))
        known = self._known["customers"]
        lists = {
            section: sorted((self._facts(row, section) for row in rows.get(customer_id, ())), key=_content)
            for section, rows in self._ledger.lists.items()
        }
        return Case(customer_id, {key: value for key, value in customer.items() if key in known}, lists, invoices)

    def facts(self, case: Case, invoices: tuple[OpenInvoice, ...]) -> dict[str, object]:
        """The facts to decide on, with `invoices` of the case; a list that nobody speaks of has no key."""
        return {
            "customer": dict(case.customer),
            **({"organisation": dict(self._ledger.organisation)} if self._ledger.organisation else {}),
            "invoices": [self._invoice_facts(item) for item in invoices],
            **case.lists,
        }

    def _facts(self, entry: Entry, section: str) -> dict[str, object]:
        known = self._known[section]
        return {key: value for key, value in entry.values.items() if key in known}

    def _invoice_facts(self, invoice: OpenInvoice) -> dict[str, object]:
        facts = self._facts(invoice.entry, "invoices")
        if invoice.amount_open is not None:
            facts["amount_open"] = invoice.amount_open
        return facts

    def _invoice(self, entry: Entry) -> OpenInvoice:
        """What is open: as the ledger says, else the total less the payments that are visible."""
        given, total, paid_at = map(entry.values.get, ("amount_open", "amount_total", "paid_at"))
        note, paid_on, rest = "", None, None
        if isinstance(paid_at, date):
            paid_on, rest = paid_at, _NOTHING
        elif isinstance(total, Decimal) and self._ledger.terms.tells_payments:
            payments = sorted(self._ledger.payments.get(str(entry.values["invoice_id"]), ()), key=_day)
            left = total
            for payment in payments:
                left = EXACT.subtract(left, payment.amount)
            if payments and (left <= 0 <= total or left >= 0 >= total):
                paid_on = _settled_on(payments, total)
                note = "overpaid" if left else ""
                left = _NOTHING
            rest = at_scale(left, 2)
        if isinstance(given, Decimal):
            rest = given
        return OpenInvoice(entry, rest, paid_on, note)

    def _behaviour(self, invoices: tuple[OpenInvoice, ...]) -> Mapping[str, object]:
        if not self._derive:
            return {}
        history = [_invoiced(invoice) for invoice in invoices]
        return behaviour(history, self._derive, self._vocabulary, self._as_of)


def _invoiced(invoice: OpenInvoice) -> Invoiced:
    values = invoice.entry.values
    made, due, total = values["invoice_date"], values.get("due_date"), values.get("amount_total")
    if not isinstance(made, date):
        raise TypeError("INVARIANT: a row without an invoice date is rejected")
    return Invoiced(
        invoice_date=made,
        due_date=due if isinstance(due, date) else None,
        currency=invoice.currency,
        total=total if isinstance(total, Decimal) else None,
        paid_on=invoice.paid_on,
    )


def _settled_on(payments: list[Payment], total: Decimal) -> date:
    """The day on which the payments reached the total."""
    reached = _NOTHING
    for payment in payments:
        reached = EXACT.add(reached, payment.amount)
        if reached.copy_abs() >= total.copy_abs():
            return payment.on
    return payments[-1].on


def _day(payment: Payment) -> date:
    return payment.on


def _number(invoice: OpenInvoice) -> str:
    return invoice.invoice_id


def _content(facts: dict[str, object]) -> list[tuple[str, str]]:
    return sorted((key, str(value)) for key, value in facts.items())
