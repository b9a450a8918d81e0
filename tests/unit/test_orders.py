"""Orders and invoices for people: each reason in two languages, each rule told once in the trace."""

from datetime import date
from typing import Any

import pytest

from creditpolicy import Policy
from creditpolicy.decision import Decision
from creditpolicy.loading import load_text

AS_OF = date(2026, 6, 1)
POLICY = """\
policy: tested
language: 1
version: "1"
currency: EUR
roles: {sales: {}}
orders:
  at: [order, delivery]
  if_undecided: hold
  hold_when:
    - {id: insolvent, when: customer.insolvency_flag, even_if_prepaid: true}
    - {id: over_limit, when: customer.over_limit_by > 0 EUR, reason: LIMIT, because: manual 3.1}
  release_prepaid_when: order_fully_prepaid
invoicing:
  if_undecided: block
  needs:
    - id: po
      title: {nl: inkoopordernummer, en: purchase order number}
      present: [invoice.po_number]
      owner: sales
    - {id: required, customer_may_require: [gln], owner: sales}
    - {id: contact, present: [customer.contact_person], owner: sales, if_not: warn}
reasons:
  LIMIT: {nl: De order gaat over de limiet, en: The order goes over the limit}
"""
CUSTOMER = {"insolvency_flag": False, "credit_limit": 1000, "exposure_total": 800}


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy((load_text("policy.yaml", POLICY),))


def order(policy: Policy, **facts: object) -> Decision:
    given = {"amount": 500, "checkpoint": "order", **facts}
    return policy.decide("order", {"customer": CUSTOMER, "order": given}, as_of=AS_OF)


@pytest.mark.parametrize(
    ("facts", "code", "nl", "en"),
    [
        ({}, "LIMIT", "De order gaat over de limiet", "The order goes over the limit"),
        ({"prepaid_amount": 500}, "PREPAID", "de order is vooruitbetaald", "the order is prepaid"),
        ({"amount": 200}, "NO_OBJECTION", "er is geen bezwaar tegen de order", "there is no objection to the order"),
        (
            {"checkpoint": "quote"},
            "NOT_CHECKED",
            "op dit moment wordt een order niet getoetst",
            "orders are not checked at this checkpoint",
        ),
    ],
)
def test_every_answer_to_an_order_has_its_reason_in_two_languages(policy, facts, code, nl, en):
    (reason,) = order(policy, **facts).reasons

    assert (reason.code, reason.text.nl, reason.text.en) == (code, nl, en)


def test_what_an_invoice_lacks_is_said_in_two_languages(policy):
    invoice = {"invoice_id": "F1", "missing_fields": ["gln"]}
    customer = {"customer_invoice_requirements": ["gln"]}

    decision = policy.decide("invoice", {"customer": customer, "invoices": [invoice]}, as_of=AS_OF)

    assert [(one.code, one.text.nl, one.text.en, one.about) for one in decision.reasons] == [
        ("PO", "nodig: inkoopordernummer", "needed: purchase order number", "invoices[0]"),
        (
            "REQUIRED",
            "wat de klant op de factuur eist is er niet allemaal",
            "not all that the customer requires is there",
            "invoices[0]",
        ),
        ("CONTACT", "contactpersoon ontbreekt", "contact person is missing", "invoices[0]"),
    ]


def test_a_trace_shows_each_rule_with_its_clause_and_the_values_it_saw(policy):
    tables = {table.table: table for table in order(policy).trace().tables}

    (row,) = [row for row in tables["orders"].rows if row.id == "over_limit"]
    assert (row.verdict, row.deciding, row.because) == ("held", True, "manual 3.1")
    assert (row.tests[0].text, row.tests[0].left) == ("customer.over_limit_by > 0 EUR", "300.00 EUR")


NEGATED = """policy: p
language: 1
version: "1"
currency: EUR
segments:
  - {id: quiet, title: {en: Quiet}, when: not(customer.insolvency_flag or customer.relationship_months > 6)}
  - {id: rest, title: {en: Rest}, otherwise: true}
"""


@pytest.mark.parametrize(
    ("insolvent", "row", "tests"), [(False, "held", ["held", "held"]), (True, "failed", ["failed", "held"])]
)
def test_a_negated_test_holds_where_its_inside_fails(insolvent, row, tests):
    facts = {"customer": {"insolvency_flag": insolvent, "relationship_months": 5}}

    trace = Policy((load_text("policy.yaml", NEGATED),)).decide("review", facts, as_of=AS_OF).trace()

    shown = trace.tables[0].rows[0]
    assert shown.verdict == row
    assert [(test.text, test.left, test.verdict) for test in shown.tests] == [
        ("not(customer.insolvency_flag)", str(insolvent).lower(), tests[0]),
        ("not(customer.relationship_months > 6)", "5 months", tests[1]),
    ]


def test_what_only_details_an_answer_is_no_reason_of_it(policy):
    decision = policy.decide(
        "order", {"customer": {"insolvency_flag": True}, "order": {"checkpoint": "order"}}, as_of=AS_OF
    )

    assert decision.outcome["unclear"] == ("over_limit",)
    assert decision.deciding == ("orders.insolvent",)


@pytest.mark.parametrize(
    ("delivered", "due_by"),
    [("2026-05-28", "2026-05-29"), ("2026-05-29", "2026-06-01"), ("2026-05-22", "2026-05-26")],
)
def test_business_days_to_invoice_leave_out_the_weekend_and_whit_monday(delivered, due_by):
    text = POLICY.replace("currency: EUR\n", "currency: EUR\ncalendar: NL\n")
    text = text.replace("invoicing:\n", "invoicing:\n  within: 1 business day after delivery_date\n")
    policy = Policy((load_text("policy.yaml", text),))

    decision = policy.decide("invoice", {"invoices": [{"invoice_id": "F1", "delivery_date": delivered}]}, as_of=AS_OF)

    outcome: Any = decision.to_dict()["outcome"]
    assert outcome["invoices"]["F1"]["due_by"] == due_by
