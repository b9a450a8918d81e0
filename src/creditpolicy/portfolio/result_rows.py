"""What was decided as the rows of the files that a run writes, their cells in the order of `outputs`."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from creditpolicy.portfolio.ageing import bucket_of
from creditpolicy.portfolio.answers import (
    code_of,
    flag_of,
    group_of,
    json_of,
    missing_of,
    raised_of,
    text_of,
)
from creditpolicy.portfolio.cases import OpenInvoice
from creditpolicy.portfolio.deciding import CustomerDecisions
from creditpolicy.portfolio.exact import show_amount
from creditpolicy.portfolio.outputs import OutputCell
from creditpolicy.portfolio.totals import per_currency
from creditpolicy.portfolio.typed_rows import Reject
from creditpolicy.portfolio.worklist import Planned
from creditpolicy.values.describe import plain_number

Answers: TypeAlias = dict[str, tuple[Mapping[str, object], str]]
"""By invoice number, the answer and its status."""


def invoice_row(invoice: OpenInvoice, answer: Mapping[str, object], status: str, as_of: date) -> Sequence[OutputCell]:
    """The row of an invoice in `invoices`."""
    values = invoice.entry.values
    due, total = values.get("due_date"), values.get("amount_total")
    is_open = invoice.amount_open is not None and invoice.amount_open > 0
    hand_over, charges = group_of(answer, "hand_over"), group_of(answer, "charges")
    return (
        str(values["customer_id"]),
        invoice.invoice_id,
        text_of(values["invoice_date"]),
        text_of(due),
        invoice.currency,
        show_amount(total) if isinstance(total, Decimal) else None,
        show_amount(invoice.amount_open) if invoice.amount_open is not None else None,
        max((as_of - due).days, 0) if is_open and isinstance(due, date) else None,
        bucket_of(due, as_of) if is_open and isinstance(due, date) else None,
        status,
        "; ".join(missing_of(answer)) or None,
        text_of(answer.get("ladder")),
        text_of(answer.get("step")),
        text_of(answer.get("on")),
        flag_of(answer.get("due_now")),
        flag_of(answer.get("late")),
        text_of(answer.get("action")),
        text_of(answer.get("channel")),
        text_of(answer.get("tone")),
        text_of(answer.get("template")),
        text_of(answer.get("announces")),
        text_of(answer.get("requires")),
        text_of(answer.get("stopped")),
        text_of(answer.get("stopped_until")),
        text_of(answer.get("next_change_on")),
        text_of(hand_over.get("answer")),
        text_of(hand_over.get("lacks")),
        text_of(charges.get("interest")),
        text_of(charges.get("costs")),
        text_of(charges.get("why_not")),
        raised_of(group_of(answer, "alerts")),
        invoice.note or None,
    )


def customer_row(
    decisions: CustomerDecisions, answers: Answers, status: str, lost: int, as_of: date
) -> Sequence[OutputCell]:
    """The row of a customer in `customers`; `lost` of its rows were rejected."""
    customer, made = decisions.customer, [item for item in (decisions.review, decisions.collect) if item is not None]
    missing = dict.fromkeys(path for item in made for path in item.missing)
    reasons = dict.fromkeys(code_of(reason) for item in made for reason in item.reasons)
    still_open = [invoice for invoice in decisions.invoices if invoice.amount_open]
    overdue = [invoice for invoice in still_open if _is_overdue(invoice, as_of)]
    return (
        decisions.case.customer_id,
        text_of(customer.get("legal_name")),
        status,
        "; ".join(missing) or None,
        decisions.review is not None,
        text_of(customer.get("segment")),
        text_of(customer.get("risk_class")),
        text_of(customer.get("credit_limit")),
        text_of(customer.get("credit_limit_valid_until")),
        text_of(customer.get("terms")),
        "; ".join(reasons) or None,
        len(decisions.invoices),
        len(still_open),
        lost,
        per_currency(still_open),
        per_currency(overdue),
        sum(flag_of(answer.get("due_now")) is True for answer, _ in answers.values()),
        json_of(decisions.collect.outcome.get("customer")) if decisions.collect is not None else None,
    )


def _is_overdue(invoice: OpenInvoice, as_of: date) -> bool:
    due = invoice.entry.values.get("due_date")
    return isinstance(due, date) and due < as_of


def work_row(one: Planned) -> Sequence[OutputCell]:
    """The row of a task in `worklist`."""
    task = one.task
    return (
        one.rank,
        task.customer_id,
        plain_number(task.score),
        task.is_scored,
        task.kind,
        task.invoices,
        None if one.minutes is None else plain_number(one.minutes),
        one.deferred is None,
        one.deferred,
    )


def reject_row(reject: Reject) -> Sequence[OutputCell]:
    """The row of a rejected row in `rejected`."""
    return (
        reject.file,
        reject.line,
        reject.section,
        reject.column or None,
        reject.found,
        reject.wanted,
        " | ".join(reject.others) or None,
        reject.customer_id or None,
        reject.invoice_id or None,
    )
