"""The rows of some customers as a ledger: what is known of each on one day. Input: rows and terms. Output: `Ledger`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.cell_words import Rows
from creditpolicy.portfolio.mapping import LISTS
from creditpolicy.portfolio.plain_form import PlainForm, PlainRow
from creditpolicy.portfolio.rejects import REJECTED, reject_of
from creditpolicy.portfolio.slots import slots_of
from creditpolicy.portfolio.terms import Terms
from creditpolicy.portfolio.typed_cells import Amount, constant
from creditpolicy.portfolio.typed_rows import Entry, Reject, show


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment on an invoice."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the files say that was known on the day. Mappings go from customer id, `payments` from invoice id.

    `lists` has the lists that are given or stated to be empty; a list without a key is unknown for everyone.
    `rejected` are the rows that did not fit, of these customers and of nobody. `terms` hold for all of them.
    """

    terms: Terms
    customer_constants: Mapping[str, object]
    organisation: Mapping[str, object]
    invoices: Mapping[str, list[Entry]]
    customers: Mapping[str, Entry]
    payments: Mapping[str, list[Payment]]
    lists: Mapping[str, Mapping[str, list[Entry]]]
    rejected: list[Reject] = field(default_factory=list)

    @property
    def strangers(self) -> int:
        """How many customers have invoices, but no row in the file of customers that there is."""
        if "customers" not in self.terms.keys:
            return 0
        return sum(customer not in self.customers for customer in self.invoices)


def ledger_of(rows: Callable[[str], Iterable[PlainRow]], terms: Terms, vocabulary: Vocabulary) -> Ledger:
    """The ledger of a partition; `rows` gives what `Matching` put there."""
    invoices: defaultdict[str, list[Entry]] = defaultdict(list)
    customers: dict[str, Entry] = {}
    payments: defaultdict[str, list[Payment]] = defaultdict(list)
    rejected = [reject_of(cells) for cells in rows(REJECTED)]
    forms = {section: terms.form(section, vocabulary) for section in terms.keys}
    for entry in map(forms["invoices"].entry, rows("invoices")):
        invoices[str(entry.values["customer_id"])].append(entry)
    if "customers" in forms:
        customers = {
            str(entry.values["customer_id"]): entry for entry in map(forms["customers"].entry, rows("customers"))
        }
    if "payments" in forms:
        whose, on, amount = (forms["payments"].at(key) for key in ("invoice_id", "paid_at", "amount"))
        for row in rows("payments"):
            payments[row[whose]].append(Payment(date.fromisoformat(row[on]), Decimal(row[amount])))
    lists: dict[str, Mapping[str, list[Entry]]] = {
        section: _list(rows(section), forms[section], customers.keys() | invoices.keys(), terms, rejected)
        for section in LISTS
        if section in forms
    }
    return Ledger(
        terms=terms,
        customer_constants=_constants("customers", terms.customer_constants, vocabulary),
        organisation=_constants("organisation", terms.organisation, vocabulary),
        invoices=dict(invoices),
        customers=customers,
        payments=dict(payments),
        lists={**lists, **{section: {} for section in terms.none}},
        rejected=rejected,
    )


def refused(terms: Terms, entry: Entry, section: str, column: str, wanted: str) -> Reject:
    """A row that fits by itself, and not with the others."""
    return Reject(
        file=terms.names[section],
        line=entry.line,
        column=terms.titles[section].get(column, column),
        found=show(str(entry.values.get(column, ""))),
        wanted=wanted,
        section=section,
        customer_id=str(entry.values.get("customer_id", "")),
        invoice_id=str(entry.values.get("invoice_id", "")),
    )


def _list(
    rows: Iterable[PlainRow], form: PlainForm, known: set[str], terms: Terms, rejected: list[Reject]
) -> dict[str, list[Entry]]:
    """By customer, the rows of a list; each stands behind its customer, and that of the invoice which it names."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for customer, owner, *cells in rows:
        entry = form.entry(cells)
        if customer not in known:
            wanted: str = Rows.KNOWN_CUSTOMER(day=terms.as_of)
            rejected.append(refused(terms, entry, form.section, "customer_id", wanted))
        elif owner and owner != customer:
            rejected.append(refused(terms, entry, form.section, "customer_id", Rows.AS_INVOICE(value=owner)))
        else:
            found[customer].append(entry)
    return dict(found)


def _constants(section: str, texts: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, object]:
    """What is so of all, an amount with its currency."""
    slots = slots_of(section, vocabulary)
    found = {key: constant(slots[key], text) for key, text in texts.items()}
    currency = found.get("currency") or (vocabulary.currencies[0] if len(vocabulary.currencies) == 1 else None)
    return {
        key: f"{value.value:f} {value.currency or currency}" if isinstance(value, Amount) else value
        for key, value in found.items()
    }
