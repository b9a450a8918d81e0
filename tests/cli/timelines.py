"""Customers and invoices to look ahead of, and the form of what is told of them."""

import json
from functools import cache
from pathlib import Path

from creditpolicy.cli.schemas import schema_files

POLICY = Path(__file__).parents[2] / "policies" / "nl-b2b"
CUSTOMER = {
    "segment": "regular",
    "risk_class": "A",
    "debtor_type": "business",
    "email": "a@example.com",
    "phone": "0201234567",
    "late_count_24m": 0,
    "insolvency_flag": False,
    "broken_promises_12m": 0,
}
LISTS: dict[str, list[object]] = {"contacts": [], "promises": [], "disputes": [], "arrangements": [], "exceptions": []}


def invoice(made, due, name="F1", amount="1200.00 EUR"):
    return {"invoice_id": name, "invoice_date": made, "due_date": due, "amount_open": amount, "amount_total": amount}


def facts(*invoices, customer=None, **lists):
    return {"customer": CUSTOMER | (customer or {}), "invoices": list(invoices)} | LISTS | lists


FACTS = facts(invoice("2026-03-14", "2026-04-13"))


@cache
def schema():
    """The form of a timeline, as it is published."""
    return json.loads(schema_files()["timeline.schema.json"])


def days(entries):
    return {entry["step"]: entry["on"] for entry in entries if entry["kind"] == "action"}
