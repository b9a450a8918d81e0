"""The facts that each file of a ledger can give: the vocabulary's, and the few that only a ledger has."""

from collections.abc import Mapping
from dataclasses import dataclass

from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.portfolio.mapping import LISTS
from creditpolicy.values.types import DateType, MoneyType, TextType, Type

DATED_BY = {
    "invoices": "invoice_date",
    "payments": "paid_at",
    "contacts": "at",
    "promises": "made_at",
    "arrangements": "agreed_at",
    "disputes": "opened_at",
    "exceptions": "valid_from",
}
"""The day from which a row is visible; a row without one of these is visible always."""

NEEDED = {
    "invoices": ("invoice_id", "customer_id", "invoice_date", "currency"),
    "customers": ("customer_id",),
    "payments": ("invoice_id", "paid_at", "amount"),
    **{section: (DATED_BY[section],) for section in LISTS},
    "organisation": (),
}
"""What a file must give of each row."""

RECORDS = {
    "invoices": "invoice",
    "customers": "customer",
    "contacts": "contact",
    "promises": "promise",
    "arrangements": "arrangement",
    "disputes": "dispute",
    "exceptions": "exception",
    "organisation": "organisation",
}
"""What one row of each file is. A payment is no record of the vocabulary: it becomes the invoice's open amount."""

WHOSE = {section: ("customer_id",) if section == "arrangements" else ("customer_id", "invoice_id") for section in LISTS}
"""Which keys say whose a row of a list is; one of them suffices."""

IN_THEIR_CURRENCY = ("invoices", "payments")
"""The files whose amounts are all in the one currency of their row."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A fact that a column can fill. One that is not `known` to the vocabulary is read, but not handed over.

    `minute` is the key of the minute of its day, where a time may stand behind the day.
    """

    key: str
    type: Type
    known: bool
    minute: str | None = None


def slots_of(section: str, vocabulary: Vocabulary) -> Mapping[str, Slot]:
    """By key, what a row of the section's file can hold."""
    record = RECORDS.get(section)
    found = {
        fact.key: Slot(fact.key, fact.type, known=True, minute=fact.minute and fact.minute.partition(".")[2])
        for fact in vocabulary.facts.values()
        if fact.record == record
    }
    for key, kind in _LEDGER[section].items():
        found.setdefault(key, Slot(key, kind, known=False))
    return found


def key_of(name: str, section: str) -> str:
    """`invoice_id` for `invoice.invoice_id` where the section's rows are invoices; else the name as it is."""
    return name.removeprefix(RECORDS.get(section, "payment") + ".")


_TEXT = TextType()
_DAY = DateType()
_AMOUNT = MoneyType(currency=None)
_LINKS: dict[str, Type] = {"customer_id": _TEXT, "invoice_id": _TEXT}
_LEDGER: dict[str, dict[str, Type]] = {
    "invoices": {
        **_LINKS,
        "invoice_date": _DAY,
        "due_date": _DAY,
        "currency": _TEXT,
        "amount_total": _AMOUNT,
        "amount_open": _AMOUNT,
        "paid_at": _DAY,
    },
    "customers": {"customer_id": _TEXT, "currency": _TEXT},
    "payments": {**_LINKS, "paid_at": _DAY, "amount": _AMOUNT, "currency": _TEXT},
    "contacts": {**_LINKS, "at": _DAY, "currency": _TEXT},
    "promises": {**_LINKS, "made_at": _DAY, "currency": _TEXT},
    "arrangements": {"customer_id": _TEXT, "agreed_at": _DAY, "currency": _TEXT},
    "disputes": {**_LINKS, "opened_at": _DAY, "currency": _TEXT},
    "exceptions": {**_LINKS, "valid_from": _DAY, "currency": _TEXT},
    "organisation": {},
}
