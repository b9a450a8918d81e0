"""Facts as callers hand them over, and every way in which they can be wrong."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pydantic
import pytest

from creditpolicy import FactsError, Policy
from creditpolicy.loading import load_text

AS_OF = date(2026, 6, 1)
TEXT = """\
policy: parcels
language: 1
version: "1"
currency: EUR
records:
  sender:
    facts:
      name: {type: text}
      score: {type: number, scale: 1, low: 0, high: 100, max_age: 12 months}
      limit: {type: money, high: 10000, valid_until: sender.limit_until}
      limit_until: {type: date}
      kind: {type: enum, values: [shop, person]}
      known: {type: boolean}
      share: {type: percent, low: 0, high: 1}
      since: {type: date}
      wait: {type: days, low: 0, high: 90}
      tags: {type: list, of: text}
  parcel:
    many: parcels
    max_count: 3
    facts:
      id: {type: text}
      value: {type: money}
definitions:
  sender.worthy: sender.score > 50
decisions:
  ship:
    outputs: {how: {type: enum, values: [fast, slow, never], ordered: true}}
    hit: first
    table: |
      sender.score | sender.kind | sender.limit (EUR) || how
      >= 50        | shop        | > 100              || fast
      -            | person      | -                  || slow
      -            | -           | -                  || never
    if_undecided: {how: never}
  days:
    record: invoice
    outputs: {late: {type: boolean}}
    hit: first
    table: |
      invoice.days_overdue || late
      > 0                  || true
      -                    || false
    if_undecided: {late: false}
"""
GOOD: dict[str, Any] = {"score": 60, "kind": "shop", "limit": "500.00 EUR", "name": "Bakker", "known": True}
POLICY = Policy((load_text("parcels.yaml", TEXT),))


def ship(facts: object, as_of: date = AS_OF) -> Any:
    return POLICY.decide("ship", facts, as_of=as_of)


@dataclass
class Sender:
    score: Decimal
    kind: str
    limit: str


@dataclass
class Facts:
    sender: Sender


class SenderModel(pydantic.BaseModel):
    score: Decimal | None = None
    kind: str | None = None
    limit: dict[str, Any] | None = None


class FactsModel(pydantic.BaseModel):
    sender: SenderModel


@pytest.mark.parametrize(
    "facts",
    [
        {"sender": GOOD},
        Facts(Sender(Decimal("60.0"), "shop", "500 EUR")),
        {"sender": Sender(Decimal(60), "shop", "500 EUR")},
        FactsModel(sender=SenderModel(score=Decimal(60), kind="shop", limit={"amount": 500, "currency": "EUR"})),
        {"sender": {"score": "60", "kind": "shop", "limit": 500}},
        {"sender": {"score": "60", "kind": "shop", "limit": "500"}},
        {"sender": {"score": 60.0, "kind": "shop", "limit": Decimal("500.00")}},
    ],
)
def test_mappings_dataclasses_and_models_say_the_same(facts):
    decision = ship(facts)

    assert (decision.status, decision.outcome["how"]) == ("decided", "fast")


HUGE = "x" * 10_000_000
WRONG = [
    ("score", "many", "sender.score"),
    ("score", "", "sender.score"),
    ("score", True, "sender.score"),
    ("score", float("nan"), "sender.score"),
    ("score", float("inf"), "sender.score"),
    ("score", Decimal("NaN"), "sender.score"),
    ("score", Decimal("1e999999"), "sender.score"),
    ("score", 0.1 + 0.2, "sender.score"),
    ("score", -1, "sender.score"),
    ("score", 10**400, "sender.score"),
    ("score", "1" * 5000, "sender.score"),
    ("score", "10,5", "sender.score"),
    ("score", "1e2", "sender.score"),
    ("score", "١٢", "sender.score"),
    ("score", 60.55, "sender.score"),
    ("score", [60], "sender.score"),
    ("score", {"amount": 60}, "sender.score"),
    ("score", object(), "sender.score"),
    ("score", HUGE, "sender.score"),
    ("kind", "firm", "sender.kind"),
    ("kind", "SHOP", "sender.kind"),
    ("kind", "shop ", "sender.kind"),
    ("kind", 1, "sender.kind"),
    ("kind", HUGE, "sender.kind"),
    ("limit", "500 USD", "sender.limit"),
    ("limit", "500 euro", "sender.limit"),
    ("limit", "500.005 EUR", "sender.limit"),
    ("limit", "-1 EUR", "sender.limit"),
    ("limit", "10001 EUR", "sender.limit"),
    ("limit", {"amount": 500}, "sender.limit"),
    ("limit", {"amount": 500, "currency": None}, "sender.limit"),
    ("known", "true", "sender.known"),
    ("known", 1, "sender.known"),
    ("known", "no", "sender.known"),
    ("name", HUGE, "sender.name"),
    ("name", 7, "sender.name"),
    ("name", b"Bakker", "sender.name"),
    ("since", "01-06-2026", "sender.since"),
    ("since", "2026-02-30", "sender.since"),
    ("since", "0001-01-01", "sender.since"),
    ("since", 20260601, "sender.since"),
    ("since", datetime(2026, 6, 1, 12, 0), "sender.since"),  # noqa: DTZ001 - callers have them
    ("wait", 91, "sender.wait"),
    ("wait", "1.5", "sender.wait"),
    ("share", "150%", "sender.share"),
    ("tags", "one", "sender.tags"),
    ("tags", [None], "sender.tags[0]"),
    ("tags", ["x"] * 100_000, "sender.tags"),
    ("scor", 60, "sender.scor"),
    ("Score", 60, "sender.Score"),
    (7, 60, "sender.7"),
    ("score", {"value": 60, "as_of": "yesterday"}, "sender.score.as_of"),
    ("score", {"value": "many", "as_of": "2026-01-01"}, "sender.score"),
]


@pytest.mark.parametrize(("key", "value", "path"), WRONG, ids=[f"{key} {str(value)[:20]}" for key, value, _ in WRONG])
def test_a_wrong_fact_is_an_error_that_names_it(key, value, path):
    with pytest.raises(FactsError) as caught:
        ship({"sender": {**GOOD, key: value}})

    assert caught.value.path == path
    assert len(str(caught.value)) < 500
    assert "\n" not in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        (None, "facts"),
        ([], "facts"),
        ("sender", "facts"),
        (7, "facts"),
        ({"sendr": GOOD}, "sendr"),
        ({"sender": [GOOD]}, "sender"),
        ({"sender": "Bakker"}, "sender"),
        ({"sender": GOOD, "parcels": {}}, "parcels"),
        ({"sender": GOOD, "parcels": "one"}, "parcels"),
        ({"sender": GOOD, "parcels": [{}] * 4}, "parcels"),
        ({"sender": GOOD, "parcels": [{"id": "a"}, {"id": "a"}]}, "parcels[1].id"),
        ({"sender": GOOD, "parcels": [{}, {"value": "ten"}]}, "parcels[1].value"),
        ({"sender": GOOD, "parcels": [None]}, "parcels[0]"),
        ({"sender": GOOD, "parcel": []}, "parcel"),
    ],
)
def test_a_wrong_shape_is_an_error_that_names_it(facts, path):
    with pytest.raises(FactsError) as caught:
        ship(facts)

    assert caught.value.path == path


def test_all_faults_are_named_at_once():
    with pytest.raises(FactsError) as caught:
        ship({"sender": {"score": "x", "kind": "y", "nam": "z"}})

    assert [problem.path for problem in caught.value.problems] == ["sender.score", "sender.kind", "sender.nam"]
    assert caught.value.problems[2].help == "did you mean `name`?"


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ({"sender": {**GOOD, "worthy": True}}, "sender.worthy"),
        ({"sender": GOOD, "invoices": [{}, {"payable_by": "2026-06-01"}]}, "invoices[1].payable_by"),
    ],
)
def test_what_the_policy_works_out_cannot_be_given(facts, path):
    with pytest.raises(FactsError) as caught:
        ship(facts)

    (problem,) = caught.value.problems
    assert (problem.path, problem.message) == (path, "the policy works this out, it can't be given")
    assert problem.help == "leave it out, and give the facts that it rests on"


def test_what_may_be_supplied_can_be_given():
    assert ship({"sender": GOOD, "invoices": [{"days_overdue": 3}]}).status == "decided"


@pytest.mark.parametrize(
    ("sender", "missing"),
    [
        ({}, ("sender.kind", "sender.limit", "sender.score")),
        ({**GOOD, "kind": None}, ("sender.kind",)),
        ({**GOOD, "score": None}, ("sender.score",)),
        ({"score": 10}, ("sender.kind",)),
    ],
)
def test_what_is_not_given_leaves_the_decision_open(sender, missing):
    decision = ship({"sender": sender})

    assert (decision.status, decision.outcome["how"], decision.missing) == ("undecided", "never", missing)


def test_no_facts_at_all_decide_nothing():
    assert ship({}).missing == ("sender.kind", "sender.limit", "sender.score")


@pytest.mark.parametrize(
    ("as_of", "status", "lapsed"),
    [
        (date(2026, 1, 9), "undecided", ("not yet", -1, None)),
        (date(2026, 1, 10), "decided", None),
        (date(2027, 1, 10), "decided", None),
        (date(2027, 1, 11), "undecided", ("stale", 366, "12 months")),
    ],
)
def test_a_fact_counts_from_its_day_until_it_is_stale(as_of, status, lapsed):
    decision = ship({"sender": {**GOOD, "score": {"value": 60, "as_of": "2026-01-10", "source": "bureau"}}}, as_of)

    assert decision.status == status
    keys = ("fact", "day", "cause", "age_days", "max_age")
    wanted = [] if lapsed is None else [dict(zip(keys, ("sender.score", "2026-01-10", *lapsed), strict=True))]
    assert decision.trace().to_dict()["lapsed"] == wanted


def test_a_value_that_expired_is_named_with_its_last_day():
    decision = ship({"sender": {**GOOD, "limit": "10 EUR", "limit_until": "2026-05-28"}})

    assert decision.trace().to_dict()["lapsed"] == [
        {"fact": "sender.limit", "cause": "expired", "day": "2026-05-28", "age_days": 4, "max_age": None}
    ]


RATED = """\
policy: rated
language: 1
version: "1"
currency: EUR
facts:
  customer.rating: {{type: number, low: 1, high: 10, max_age: {declared}}}
acceptance:
  if_undecided: refer
  checks:
    - {{id: rated, present: [customer.rating], max_age: {asked}, if_not: refer}}
  rules:
    - {{id: all, otherwise: true, outcome: accept}}
"""


@pytest.mark.parametrize(("declared", "asked"), [("6 months", "12 months"), ("12 months", "6 months")])
@pytest.mark.parametrize(("given", "answer"), [("2025-12-01", "accept"), ("2025-11-30", "refer")])
def test_a_fact_is_as_old_as_the_strictest_of_its_declaration_and_the_sections_allows(declared, asked, given, answer):
    policy = Policy((load_text("rated.yaml", RATED.format(declared=declared, asked=asked)),))
    facts = {"customer": {"rating": {"value": 3, "as_of": given}}}

    assert policy.decide("accept", facts, as_of=AS_OF).outcome["acceptance"] == answer


@pytest.mark.parametrize(("until", "status"), [("2026-06-01", "decided"), ("2026-05-31", "undecided")])
def test_a_recorded_fact_counts_through_its_last_day(until, status):
    decision = ship({"sender": {**GOOD, "limit_until": until}})

    assert decision.status == status
    assert decision.missing == (() if status == "decided" else ("sender.limit",))


@pytest.mark.parametrize(
    "given", [{"due_date": "2026-05-28"}, {"days_overdue": 4}, {"due_date": "2026-05-28", "days_overdue": 4}]
)
def test_what_can_be_worked_out_may_be_supplied(given):
    decision = POLICY.decide("days", {"invoices": [{"invoice_id": "F1", **given}]}, as_of=AS_OF)

    assert decision.outcome["invoices"] == {"F1": {"status": "decided", "late": True, "missing": ()}}


def test_what_is_supplied_must_agree_with_what_is_worked_out():
    facts = {"invoices": [{"invoice_id": "F1", "due_date": "2026-05-28", "days_overdue": 12}]}

    with pytest.raises(FactsError) as caught:
        POLICY.decide("days", facts, as_of=AS_OF)

    assert caught.value.path == "invoices[0].days_overdue"


def test_a_decision_keeps_the_facts_as_they_were():
    facts = {"sender": dict(GOOD)}
    decision = ship(facts)
    before = decision.to_dict(trace=True)
    facts["sender"]["kind"] = "person"

    assert decision.to_dict(trace=True) == before
