"""Exceptions: a grant replaces an output only while all that makes it valid is there; a request gets an answer."""

from datetime import date

import pytest

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_data import read_case
from creditpolicy.loading import load_text
from creditpolicy.reports.decision_text import decision_text

AS_OF = date(2026, 6, 1)
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
    micro                 || 1000                 | 1000
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
    - id: longer-terms
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
      never_when: request.limit > 14000 EUR
      expires_after: 2 months
      approvers:
        hit: first
        table: |
          request.exposure_after (EUR) || role    | four_eyes
          -                            || manager | false
"""
PROGRAM = load_text("granted.yaml", POLICY).program
GRANT = {
    "id": "X1",
    "route": "longer-terms",
    "scope": "customer",
    "terms": "net_30",
    "reason_code": "commercial",
    "requested_by_person": "S. Sales",
    "approved_by": "M. Manager",
    "approved_by_role": "manager",
    "exposure_after": "20000 EUR",
    "valid_from": "2026-05-01",
    "valid_until": "2026-07-01",
}
LIMIT = GRANT | {"id": "L1", "route": "higher_limit", "terms": None, "limit": "12000 EUR"}
CUSTOMER = {"insolvency_flag": False, "company_size": "large", "account_status": "normal", "revenue_12m": "8000 EUR"}
ASKED = {"route": "longer-terms", "terms": "net_30", "reason_text": "a long project", "exposure_after": "20000 EUR"}


def decided(point, facts, as_of=AS_OF):
    assert PROGRAM is not None
    facts = {"customer": CUSTOMER, "order": {"id": "O1"}} | facts
    return decide(PROGRAM, PROGRAM.points[point], read_case(facts, PROGRAM.vocabulary, as_of), reason_text)


def accepted(*grants, as_of=AS_OF, **facts):
    return decided("accept", {"exceptions": list(grants)} | facts, as_of)


def asked(**facts):
    return dict(decided("exception", facts).outcome)


def test_a_valid_grant_replaces_the_terms_and_both_stay_visible():
    decision = accepted(GRANT)

    assert decision.status == "decided"
    assert decision.outcome["terms"] == "net_30"
    assert [(one.output, one.base, one.override, one.exception) for one in decision.overrides] == [
        ("terms.terms", "net_14", "net_30", "X1")
    ]


def test_a_valid_grant_replaces_the_limit():
    decision = accepted(LIMIT)

    assert decision.outcome["limit"]["amount"] == "12000.00 EUR"
    assert [(one.output, one.base, one.override) for one in decision.overrides] == [
        ("limits.amount", "8000.00 EUR", "12000.00 EUR")
    ]


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"reason_code": None}, id="no reason"),
        pytest.param({"approved_by": None}, id="no approver"),
        pytest.param({"approved_by_role": None}, id="no role of the approver"),
        pytest.param({"requested_by_person": None}, id="no requester"),
        pytest.param({"requested_by_person": "M. Manager"}, id="approved by who asked"),
        pytest.param({"approved_by_role": "officer"}, id="role too low"),
        pytest.param({"approved_by_role": "sales"}, id="role beside the line"),
        pytest.param({"exposure_after": "50000.01 EUR"}, id="role too low for the exposure"),
        pytest.param({"valid_from": None}, id="no first day"),
        pytest.param({"valid_until": None}, id="no last day"),
        pytest.param({"valid_from": "2026-06-02"}, id="not yet"),
        pytest.param({"valid_until": "2026-05-31"}, id="no longer"),
        pytest.param({"valid_from": "2026-03-02"}, id="longer than the route allows"),
        pytest.param({"terms": "net_60"}, id="too far"),
        pytest.param({"terms": None}, id="grants nothing"),
        pytest.param({"scope": None}, id="no scope"),
        pytest.param({"scope": "invoice", "invoice_id": "F1"}, id="of an invoice"),
        pytest.param({"scope": "order", "order_id": "O2"}, id="of another order"),
        pytest.param({"scope": "order"}, id="of no order"),
        pytest.param({"route": None}, id="no route", marks=()),
        pytest.param({"route": "higher_limit"}, id="of another route"),
    ],
)
def test_a_grant_that_lacks_something_is_none(broken):
    decision = accepted(GRANT | broken)

    assert decision.outcome["terms"] in {"net_14", None}
    assert [one.override for one in decision.overrides] in ([], [None])
    if broken != {"route": None}:
        assert decision.status == "decided"
        assert decision.overrides == ()


@pytest.mark.parametrize("day", ["valid_from", "valid_until"])
def test_a_grant_holds_on_its_first_and_its_last_day(day):
    assert accepted(GRANT | {day: AS_OF.isoformat()}).outcome["terms"] == "net_30"


def test_a_grant_holds_as_long_as_its_route_allows_and_no_day_longer():
    grant = GRANT | {"valid_from": "2026-03-03", "valid_until": "2027-01-01"}

    assert accepted(grant).outcome["terms"] == "net_30"
    assert accepted(grant, as_of=date(2026, 6, 2)).outcome["terms"] == "net_14"


def test_never_is_never_whatever_was_granted():
    assert accepted(GRANT, customer=CUSTOMER | {"account_status": "watch"}).outcome["terms"] == "net_14"
    assert (
        accepted(LIMIT, customer=CUSTOMER | {"revenue_12m": "10000 EUR"}).outcome["limit"]["amount"] == "12000.00 EUR"
    )
    assert (
        accepted(LIMIT | {"limit": "14500 EUR"}, customer=CUSTOMER | {"revenue_12m": "10000 EUR"}).outcome["limit"][
            "amount"
        ]
        == "10000.00 EUR"
    )


@pytest.mark.parametrize(("limit", "amount"), [("12000 EUR", "12000.00 EUR"), ("12000.01 EUR", "8000.00 EUR")])
def test_a_limit_goes_as_far_as_the_route_lets_it(limit, amount):
    assert accepted(LIMIT | {"limit": limit}).outcome["limit"]["amount"] == amount


def test_how_far_is_measured_from_the_base():
    assert accepted(LIMIT, customer=CUSTOMER | {"company_size": "micro"}).outcome["limit"]["amount"] == "1000.00 EUR"


@pytest.mark.parametrize(
    ("second", "terms"),
    [(None, "net_14"), ("C. Cfo", "net_14"), ("S. Sales", "net_14"), ("M. Manager", "net_30")],
)
def test_four_eyes_are_two_people_who_did_not_ask(second, terms):
    grant = GRANT | {
        "exposure_after": "60000 EUR",
        "approved_by": "C. Cfo",
        "approved_by_role": "cfo",
        "second_approver": second,
        "second_approver_role": "manager",
    }

    assert accepted(grant).outcome["terms"] == terms


def test_who_stands_higher_may_approve_too():
    assert accepted(GRANT | {"approved_by_role": "cfo"}).outcome["terms"] == "net_30"


def test_an_exposure_that_is_not_known_leaves_it_open():
    decision = accepted(GRANT | {"exposure_after": None})

    assert decision.status == "undecided"
    assert decision.missing == ("exceptions[0].exposure_after",)


def test_two_grants_that_are_open_leave_it_open():
    open_one = GRANT | {"exposure_after": None}
    decision = accepted(open_one, open_one | {"id": "X2"})

    assert decision.missing == ("exceptions[0].exposure_after", "exceptions[1].exposure_after")


def test_the_narrower_scope_wins():
    order = GRANT | {"id": "X2", "scope": "order", "order_id": "O1", "terms": "prepaid"}

    assert accepted(GRANT, order).outcome["terms"] == "prepaid"
    assert accepted(order, GRANT).outcome["terms"] == "prepaid"


def test_two_grants_of_one_scope_are_an_error_of_the_data():
    with pytest.raises(FactsError, match=r"`X1` and `X2` both replace `terms.terms` at the same scope"):
        accepted(GRANT, GRANT | {"id": "X2"})


def test_two_grants_of_which_one_has_ended_are_none():
    assert accepted(GRANT, GRANT | {"id": "X2", "valid_until": "2026-05-31"}).outcome["terms"] == "net_30"


def test_a_declined_customer_gets_nothing_by_exception():
    assert accepted(GRANT, customer=CUSTOMER | {"insolvency_flag": True}).outcome["terms"] is None


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({}, ("needs_approval", "manager", False, "2026-08-30", None)),
        ({"exposure_after": "10000 EUR"}, ("needs_approval", "officer", False, "2026-08-30", None)),
        ({"exposure_after": "50000.01 EUR"}, ("needs_approval", "cfo", True, "2026-08-30", None)),
        ({"reason_text": None}, ("refused", None, None, None, "NO_REASON")),
        ({"reason_text": None, "reason_code": "project"}, ("needs_approval", "manager", False, "2026-08-30", None)),
        ({"terms": "net_60"}, ("refused", None, None, None, "TOO_FAR")),
    ],
)
def test_a_request_is_answered(request_, expected):
    outcome = asked(request={key: value for key, value in (ASKED | request_).items() if value})

    assert tuple(outcome[key] for key in ("answer", "role", "four_eyes", "expires_on", "refused_because")) == expected


def test_a_request_for_what_is_never_granted_is_refused():
    outcome = asked(request=ASKED, customer=CUSTOMER | {"account_status": "watch"})

    assert (outcome["answer"], outcome["refused_because"]) == ("refused", "NEVER")


@pytest.mark.parametrize(("limit", "answer"), [("1500 EUR", "needs_approval"), ("1500.01 EUR", "refused")])
def test_a_request_for_a_limit_is_measured_from_the_recorded_one(limit, answer):
    asks = {"route": "higher_limit", "limit": limit, "reason_code": "project"}

    assert asked(request=asks, customer=CUSTOMER | {"credit_limit": "1000 EUR"})["answer"] == answer


def test_a_request_of_which_too_little_is_known_is_not_granted():
    decision = decided("exception", {"request": {key: ASKED[key] for key in ("route", "terms", "reason_text")}})

    assert (decision.status, decision.outcome["answer"]) == ("undecided", "needs_approval")
    assert decision.missing == ("request.exposure_after",)


def test_no_request_is_refused():
    decision = decided("exception", {})

    assert (decision.status, decision.outcome["answer"]) == ("undecided", "refused")
    assert "request.route" in decision.missing


def test_a_grant_that_may_not_hold_is_not_told_as_one_that_did():
    assert PROGRAM is not None
    open_grant = accepted({key: value for key, value in GRANT.items() if key != "exposure_after"})

    assert "  - terms.terms: net_14 became net_30 through X1\n" in decision_text(accepted(GRANT), PROGRAM.vocabulary)
    assert "  - terms.terms: net_14 may change through X1: that can't be known yet\n" in decision_text(
        open_grant, PROGRAM.vocabulary
    )
