"""Laws of granted exceptions: what a grant lacks, outlives or exceeds makes it none, on every day anew."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from creditpolicy import Policy
from creditpolicy.decision import Decision
from creditpolicy.loading import load_text

AS_OF = date(2026, 6, 1)
ABOVE = {"officer": "manager", "manager": "cfo"}
RANKS = {"prepaid": 1, "net_14": 2, "net_30": 3, "net_60": 4}
EXPIRES_AFTER = {"longer_terms": 90, "higher_limit": 60}
POLICY = """\
policy: granted
language: 1
version: "1"
currency: EUR
roles:
  officer: {reports_to: manager}
  manager: {reports_to: cfo}
  cfo: {}
  sales: {}
acceptance:
  if_undecided: refer
  rules:
    - {id: insolvent, when: customer.insolvency_flag, outcome: decline}
    - {id: standard, otherwise: true, outcome: accept}
limits:
  hit: first
  valid_for: 12 months
  table: |
    customer.company_size || base (EUR)           | cap (EUR)
    micro                 || 0                    | 0
    -                     || customer.revenue_12m | 10000
terms:
  ids:
    prepaid: {rank: 1, lines: [{share: 100%, due: order_date}]}
    net_14: {rank: 2, lines: [{share: 100%, due: invoice_date + 14 days}]}
    net_30: {rank: 3, lines: [{share: 100%, due: invoice_date + 30 days}]}
    net_60: {rank: 4, lines: [{share: 100%, due: invoice_date + 60 days}]}
  hit: first
  table: |
    customer.company_size || terms
    -                     || net_14
exceptions:
  reason: required
  if_undecided: refused
  routes:
    - id: longer_terms
      may_change: terms
      up_to: net_30
      never_when: customer.account_status = watch
      expires_after: 90 days
      approvers:
        hit: unique
        table: |
          request.exposure_after (EUR) || role    | four_eyes
          <= 10000                     || officer | false
          (10000..50000]               || manager | false
          > 50000                      || cfo     | true
    - id: higher_limit
      may_change: limits
      up_to: 150%
      expires_after: 60 days
      approvers:
        hit: unique
        table: |
          request.exposure_after (EUR) || role    | four_eyes
          <= 20000                     || manager | false
          > 20000                      || cfo     | true
"""
days = st.integers(-120, 120).map(lambda count: (AS_OF + timedelta(days=count)).isoformat())
people = st.sampled_from(("Anna", "Bert", "Cees"))
roles = st.sampled_from(("sales", "officer", "manager", "cfo"))


@cache
def policy() -> Policy:
    return Policy((load_text("granted.yaml", POLICY),))


@st.composite
def grants(draw: st.DrawFn) -> dict[str, Any]:
    """A grant in which nearly all is there; half of them are as they should be but for one thing or two."""
    route = draw(st.sampled_from(("longer_terms", "higher_limit")))
    since = draw(st.integers(-100, 5))
    made: dict[str, Any] = {
        "id": "X1",
        "route": route,
        "scope": "customer",
        "reason_code": "commercial",
        "requested_by_person": "Anna",
        "approved_by": "Bert",
        "second_approver": "Cees",
        "approved_by_role": draw(st.sampled_from(("cfo", "cfo", "manager", "officer"))),
        "exposure_after": draw(st.sampled_from(("9000 EUR", "10000 EUR", "10000.01 EUR", "50000.01 EUR"))),
        "valid_from": (AS_OF + timedelta(days=since)).isoformat(),
        "valid_until": (AS_OF + timedelta(days=draw(st.integers(-5, 100)))).isoformat(),
    }
    made |= (
        {"terms": draw(st.sampled_from(("net_30", "net_30", "net_60", "prepaid")))} if route == "longer_terms" else {}
    )
    made |= (
        {"limit": draw(st.sampled_from(("12000 EUR", "1500 EUR", "15000.01 EUR")))} if route == "higher_limit" else {}
    )
    other = {
        "scope": st.sampled_from(("order", "invoice", None)),
        "order_id": st.sampled_from(("O1", "O2")),
        "reason_code": st.none(),
        "reason_text": st.just("a long project"),
        "requested_by_person": people | st.none(),
        "approved_by": people | st.none(),
        "second_approver": people | st.none(),
        "approved_by_role": roles | st.none(),
        "valid_from": days | st.none(),
        "valid_until": days | st.none(),
    }
    for key in draw(st.lists(st.sampled_from(sorted(other)), max_size=2)):
        made[key] = draw(other[key])
    return {key: value for key, value in made.items() if value is not None}


CUSTOMERS = st.fixed_dictionaries(
    {
        "insolvency_flag": st.just(False),
        "company_size": st.just("large"),
        "account_status": st.sampled_from(("normal", "normal", "watch")),
        "revenue_12m": st.sampled_from(("8000 EUR", "1000 EUR", "20000 EUR")),
    }
)


def accepted(grant: dict[str, Any], customer: dict[str, Any], as_of: date = AS_OF) -> Decision:
    facts = {"customer": customer, "order": {"id": "O1"}, "exceptions": [grant]}
    return policy().decide("accept", facts, as_of=as_of)


def may_grant(grant: dict[str, Any]) -> bool:
    """Whether the approver has the role that the amount asks for, or one above it; with a third person if need be."""
    exposure = Decimal(grant["exposure_after"].split()[0])
    if grant["route"] == "longer_terms":
        wanted = "officer" if exposure <= 10000 else "manager" if exposure <= 50000 else "cfo"
    else:
        wanted = "manager" if exposure <= 20000 else "cfo"
    allowed = {wanted}
    while wanted in ABOVE:
        wanted = ABOVE[wanted]
        allowed.add(wanted)
    three = {grant.get(key) for key in ("requested_by_person", "approved_by", "second_approver")}
    in_threes = len(three) == 3 and None not in three
    four_eyes = exposure > (50000 if grant["route"] == "longer_terms" else 20000)
    return grant.get("approved_by_role") in allowed and (in_threes or not four_eyes)


def is_within(grant: dict[str, Any], customer: dict[str, Any]) -> bool:
    if grant["route"] == "longer_terms":
        return RANKS[grant["terms"]] <= RANKS["net_30"] and customer["account_status"] != "watch"
    base = min(Decimal(customer["revenue_12m"].split()[0]), Decimal(10000))
    return Decimal(grant["limit"].split()[0]) <= base * Decimal("1.5")


def holds(grant: dict[str, Any], customer: dict[str, Any], as_of: date) -> bool:
    """By hand: whether a grant counts on a day."""
    known = ("requested_by_person", "approved_by", "approved_by_role", "valid_from", "valid_until")
    if any(key not in grant for key in known) or not {"reason_code", "reason_text"} & set(grant):
        return False
    first, last = date.fromisoformat(grant["valid_from"]), date.fromisoformat(grant["valid_until"])
    last = min(last, first + timedelta(days=EXPIRES_AFTER[grant["route"]]))
    about = grant.get("scope") == "customer" or (grant.get("scope") == "order" and grant.get("order_id") == "O1")
    others = grant["requested_by_person"] != grant["approved_by"]
    return first <= as_of <= last and about and others and may_grant(grant) and is_within(grant, customer)


@given(grants(), CUSTOMERS)
def test_a_grant_counts_exactly_if_nothing_is_lacking_too_far_or_too_late(grant, customer):
    decision = accepted(grant, customer)

    assert [one.exception for one in decision.overrides] == (["X1"] if holds(grant, customer, AS_OF) else [])
    if not decision.overrides:
        bare = policy().decide("accept", {"customer": customer, "order": {"id": "O1"}}, as_of=AS_OF)
        assert (decision.status, decision.outcome) == (bare.status, bare.outcome)


@given(grants(), CUSTOMERS, st.integers(0, 200))
def test_no_exception_outlives_its_last_day_or_its_route(grant, customer, later):
    day = AS_OF + timedelta(days=later)
    if not accepted(grant, customer, day).overrides:
        return
    first, last = date.fromisoformat(grant["valid_from"]), date.fromisoformat(grant["valid_until"])

    assert first <= day <= min(last, first + timedelta(days=EXPIRES_AFTER[grant["route"]]))


@given(grants(), CUSTOMERS, st.sampled_from(("1000 EUR", "60000 EUR", "100000 EUR")))
def test_no_exception_exceeds_its_approver(grant, customer, exposure):
    """With more at stake, what is granted needs at least as high a role."""
    more = grant | {"exposure_after": exposure}
    if not accepted(more, customer).overrides:
        return

    assert may_grant(more)
    assert grant["approved_by_role"] == "cfo" or exposure == "1000 EUR"
    assert more["approved_by"] != more["requested_by_person"]


@pytest.mark.parametrize("route", sorted(EXPIRES_AFTER))
def test_grants_that_count_are_among_those_that_are_drawn(route):
    customer = {"account_status": "normal", "revenue_12m": "8000 EUR"}

    assert find(grants(), lambda grant: grant["route"] == route and holds(grant, customer, AS_OF), random=Random(1))  # noqa: S311 - a search
