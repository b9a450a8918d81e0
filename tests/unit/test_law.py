"""The law as the package has it."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from creditpolicy import Policy
from creditpolicy.checked.findings import Findings
from creditpolicy.checked.law_written import check_law
from creditpolicy.loading import load_text, standard_vocabulary
from creditpolicy.values.describe import plain_number

PAGE = Path(__file__).parents[2] / "docs" / "language" / "law.md"
FINDINGS = Findings()
LAW = check_law((), standard_vocabulary(), FINDINGS)


def test_the_law_of_the_package_has_no_faults():
    assert FINDINGS.made == []


@pytest.mark.parametrize("name", sorted(LAW.rates))
def test_the_page_shows_every_row(name):
    text = PAGE.read_text("utf-8").partition(f"### {name}")[2].partition("###")[0]
    for row in LAW.rates[name].rows:
        rates = [plain_number(rate * 100) for rate in (row.rate, *row.others) if rate is not None]
        shown = " or ".join(f"{rate}%" for rate in rates) or "unknown"

        assert f"| {row.first_day} | {shown} | {row.certainty.value} | {row.source} |" in text


@pytest.mark.parametrize(
    ("principal", "costs"),
    [
        ("100", "40"),
        ("266.66", "40"),
        ("266.67", "40.0005"),
        ("2500", "375"),
        ("5000", "625"),
        ("10000", "875"),
        ("200000", "2775"),
        ("1000000", "6775"),
        ("1000000.01", "6775"),
        ("0", "0"),
    ],
)
def test_costs_of_collecting(principal, costs):
    assert LAW.scales["nl_collection_costs"].costs(Fraction(principal)) == Fraction(costs)


POLICY = """
policy: law
language: 1
version: "1"
currency: EUR
charges:
  if_undecided: none
  accept_unverified_rates: true
  rules:
    - {id: consumer, when: customer.debtor_type = consumer, interest: {rates: nl_consumer_interest}}
    - {id: contract, when: customer.debtor_type = public_body, interest: {rate: 8%}}
    - {id: business, otherwise: true, interest: {rates: nl_commercial_interest}}
"""


def charged(debtor, due, as_of):
    invoice = {"invoice_id": "F", "due_date": due, "amount_open": "36500.00 EUR"}
    facts = {"customer": {"debtor_type": debtor}, "invoices": [invoice]}
    return Policy((load_text("policy.yaml", POLICY),)).decide("charges", facts, as_of=as_of).to_dict()


def test_a_policy_may_accept_rows_that_are_not_verified_and_the_decision_says_so():
    decision = charged("business", date(2026, 6, 30), date(2026, 7, 1))

    answer = decision["outcome"]["invoices"]["F"]
    # 36,500 x 10.40 % / 365
    assert answer["interest"] == "10.40 EUR"
    (row,) = answer["rows_used"]
    assert row.startswith("nl_commercial_interest from 2026-07-01: 10.4% (unverified: ")


def test_of_rates_that_contradict_each_other_the_lowest_is_accepted():
    assert charged("business", date(2004, 1, 1), date(2004, 1, 2))["outcome"]["invoices"]["F"]["interest"] == "9.01 EUR"


@pytest.mark.parametrize(
    ("debtor", "table", "day"), [("consumer", "consumer", "2026-07-01"), ("business", "commercial", "2027-01-01")]
)
def test_a_rate_that_is_unknown_is_never_accepted(debtor, table, day):
    decision = charged(debtor, date(2026, 6, 29), date(2027, 1, 2))

    assert decision["missing"] == [f"rates.nl_{table}_interest on {day}"]


def test_contractual_interest_is_simple_and_bears_no_more_than_a_hundred_years():
    two_years = charged("public_body", date(2023, 12, 31), date(2025, 12, 31))
    ages = charged("public_body", date(1900, 1, 1), date(2026, 1, 1))

    # 36,500 x 8 % / 365 x 731 days
    assert two_years["outcome"]["invoices"]["F"]["interest"] == "5848.00 EUR"
    assert ages["missing"] == ["a first day of default after 1900-01-02"]


def test_the_header_of_a_decision_names_the_tables_that_it_may_have_used():
    header = charged("consumer", date(2026, 1, 1), date(2026, 1, 2))["header"]

    assert sorted(header["law"]) == ["nl_commercial_interest", "nl_consumer_interest"]
    assert {text.partition(":")[0] for text in header["law"].values()} == {"sha256"}
