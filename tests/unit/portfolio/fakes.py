"""A small vocabulary and a policy of a few lines, so that a run can be tested without any real policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from creditpolicy.facts.errors import FactsError, Problem
from creditpolicy.facts.vocabulary import Fact, Record, Titles, Vocabulary
from creditpolicy.portfolio import Engine, PolicyHeader, Portions, Summary, Target, Telling, parse_mapping, run
from creditpolicy.portfolio.mapping import LedgerMapping
from creditpolicy.reports.summary_html import summary_html
from creditpolicy.values.types import (
    BooleanType,
    Bounds,
    DateType,
    DaysType,
    EnumType,
    MoneyType,
    NumberType,
    TextType,
    Type,
)

CURRENCIES = ("CAD", "EUR", "USD")
_WIDE = MoneyType(None, 2, Bounds(Fraction(-(10**12)), Fraction(10**12)))
_TEXT, _DAY, _AVERAGE, _COUNT = TextType(), DateType(), DaysType(1), NumberType(0)
_TYPES: dict[str, Type] = {
    "customer.customer_id": _TEXT,
    "customer.legal_name": _TEXT,
    "customer.debtor_type": EnumType("debtor_type", ("business", "consumer", "public_body")),
    "customer.country": _TEXT,
    "customer.insolvency_flag": BooleanType(),
    "customer.segment": EnumType("segment", ("new", "loyal")),
    "customer.risk_class": EnumType("risk_class", ("A", "B")),
    "customer.credit_limit": _WIDE,
    "customer.credit_limit_valid_until": _DAY,
    "customer.credit_decision_valid_until": _DAY,
    "customer.customer_since": _DAY,
    "customer.paid_invoice_count": _COUNT,
    "customer.avg_days_late": _AVERAGE,
    "customer.avg_days_late_recent": _AVERAGE,
    "customer.avg_days_late_baseline": _AVERAGE,
    "customer.avg_days_to_pay": _AVERAGE,
    "customer.payment_trend": _AVERAGE,
    "customer.on_time_share": NumberType(2, percent=True),
    "customer.pays_after_reminder_share": NumberType(4, percent=True),
    "customer.late_count_24m": _COUNT,
    "customer.revenue_12m": _WIDE,
    "customer.order_count_12m": _COUNT,
    "customer.order_value_avg": _WIDE,
    "invoice.invoice_id": _TEXT,
    "invoice.customer_id": _TEXT,
    "invoice.invoice_date": _DAY,
    "invoice.due_date": _DAY,
    "invoice.currency": EnumType("currency", CURRENCIES),
    "invoice.amount_total": _WIDE,
    "invoice.amount_open": _WIDE,
    "invoice.payment_terms_id": _TEXT,
    "invoice.last_step_id": _TEXT,
    "invoice.last_step_at": _DAY,
    "contact.at": _DAY,
    "contact.invoice_id": _TEXT,
    "contact.step_id": _TEXT,
    "promise.made_at": _DAY,
    "promise.invoice_id": _TEXT,
    "promise.amount": MoneyType(None),
    "promise.date": _DAY,
    "dispute.opened_at": _DAY,
    "dispute.invoice_id": _TEXT,
    "exception.id": _TEXT,
    "exception.valid_from": _DAY,
}
_LISTS = {
    "customer": None,
    "invoice": "invoices",
    "contact": "contacts",
    "promise": "promises",
    "dispute": "disputes",
    "exception": "exceptions",
}
VOCABULARY = Vocabulary(
    records={name: Record(name, Titles(name, name), many) for name, many in _LISTS.items()},
    facts={name: Fact(name, kind, Titles(name, name)) for name, kind in _TYPES.items()},
    currencies=CURRENCIES,
)
HEADER = PolicyHeader("test", "1", "sha256:00")


@dataclass(frozen=True)
class Answer:
    status: str
    outcome: Mapping[str, object]
    reasons: tuple[object, ...] = ()
    missing: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()


@dataclass
class Recorder:
    """A policy that remembers what it was asked. An invoice named BAD is in error, so is a customer with WORSE."""

    asked: list[tuple[str, Mapping[str, Any], date]] = field(default_factory=list)

    def __call__(self, point: str, facts: Mapping[str, Any], as_of: date) -> Answer:
        self.asked.append((point, facts, as_of))
        if point == "review":
            limit = {"amount": "1000.00 EUR", "valid_until": "2030-01-01"}
            return Answer("decided", {"segment": "new", "risk_class": "A", "limit": limit, "terms": "net_30"})
        answers = {}
        for index, invoice in enumerate(facts["invoices"]):
            number = invoice["invoice_id"]
            if number.startswith("BAD"):
                raise FactsError((Problem(f"invoices[{index}].due_date", "expected a later day"),))
            if number.startswith("WORSE"):
                raise FactsError((Problem("customer.segment", "unknown member"),))
            answers[number] = _answer(index, invoice, "contacts" in facts, as_of)
        status = "decided" if all(answer["status"] == "decided" for answer in answers.values()) else "undecided"
        return Answer(status, {"invoices": answers, "customer": {"channel": "email"}})


def _answer(index: int, invoice: Mapping[str, Any], has_contacts: bool, as_of: date) -> dict[str, object]:
    missing = [f"invoices[{index}].{key}" for key in ("amount_open", "due_date") if key not in invoice]
    if missing or not has_contacts:
        return {"status": "undecided", "missing": missing or ["contacts"]}
    if invoice["amount_open"] <= 0:
        return {"status": "decided", "missing": [], "step": None, "stopped": {"reason": "paid", "until": None}}
    late = (as_of - invoice["due_date"]).days
    return {"status": "decided", "missing": [], "step": "call" if late > 9 else "mail", "due_now": late > 0}


MAPPING = """\
mapping: test
language: 1
invoices:
  columns: {invoice_id: id, customer_id: who, invoice_date: made, due_date: due, amount_total: total, paid_at: paid}
  constants: {currency: EUR}
none: [contacts, promises, disputes, exceptions]
"""
HEAD = "id,who,made,due,total,paid\n"


def mapping(text: str = MAPPING) -> LedgerMapping:
    found, diagnostics = parse_mapping("mapping.yaml", text, VOCABULARY)
    assert found is not None, diagnostics
    return found


def decide_ledger(
    folder: Path,
    invoices: str,
    as_of: date,
    *,
    text: str | None = MAPPING,
    others: Mapping[str, str] | None = None,
    decide: Recorder | None = None,
    telling: Telling | None = None,
    portions: Portions | None = None,
    **target: object,
) -> Summary:
    """A run over `invoices` (CSV), into `folder / "out"`; `text` None is a run without a mapping."""
    files = {}
    for section, content in {"invoices": invoices, **(others or {})}.items():
        files[section] = folder / f"{section}.csv"
        files[section].write_text(content, encoding="utf-8", newline="")
    engine = Engine(HEADER, VOCABULARY, decide or Recorder())
    made = mapping(text) if text is not None else None
    return run(
        engine,
        files,
        made,
        as_of,
        Target(folder / "out", **target),  # type: ignore[arg-type]
        page=summary_html,
        telling=telling,
        portions=portions,
    )
