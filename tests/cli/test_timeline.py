"""`timeline`: days worked out by hand, and letters."""

import jsonschema
import pytest

from tests.cli.timelines import FACTS, days, facts, invoice, schema


# The standard ladder, of the due date: 5 days before, 3, 7 and 14 days after; nothing in weekends or on holidays.
@pytest.mark.parametrize(
    ("made", "due", "expected"),
    [
        # King's Day, Monday 27 April 2026, is 14 days after; Saturday 14 March is the day of the invoice.
        pytest.param(
            "2026-03-14",
            "2026-04-13",
            {
                "invoice": "2026-03-16",
                "pre_due": "2026-04-08",
                "friendly": "2026-04-16",
                "call": "2026-04-20",
                "final": "2026-04-28",
            },
            id="kings_day",
        ),
        # 3 days after is Good Friday; the next day that is neither weekend nor Easter Monday is Tuesday 7 April,
        # which is 7 days after too, and two days must lie between two steps.
        pytest.param(
            "2026-03-02",
            "2026-03-31",
            {
                "invoice": "2026-03-02",
                "pre_due": "2026-03-26",
                "friendly": "2026-04-07",
                "call": "2026-04-09",
                "final": "2026-04-14",
            },
            id="easter",
        ),
        # 7 days after 25 December 2026 is New Year, a Friday: Monday 4 January; 3 days after is Monday the 28th.
        pytest.param(
            "2026-11-25",
            "2026-12-25",
            {
                "invoice": "2026-11-25",
                "pre_due": "2026-12-21",
                "friendly": "2026-12-28",
                "call": "2027-01-04",
                "final": "2027-01-08",
            },
            id="new_year",
        ),
        # Friday 25 February 2028: 3 days after is Monday the 28th; 7 days after is 3 March, as there is a 29th.
        pytest.param(
            "2028-01-26",
            "2028-02-25",
            {
                "invoice": "2028-01-26",
                "pre_due": "2028-02-21",
                "friendly": "2028-02-28",
                "call": "2028-03-03",
                "final": "2028-03-10",
            },
            id="leap_day",
        ),
        # Thursday 30 April 2026: 5 days before is Saturday, then Sunday and King's Day, so that it is Tuesday the 28th;
        # 3 days after is Sunday 3 May, then Monday the 4th; 14 days after is Ascension Day, then Friday the 15th.
        pytest.param(
            "2026-03-31",
            "2026-04-30",
            {
                "invoice": "2026-03-31",
                "pre_due": "2026-04-28",
                "friendly": "2026-05-04",
                "call": "2026-05-07",
                "final": "2026-05-15",
            },
            id="month_end",
        ),
    ],
)
def test_each_step_is_on_its_day(told, made, due, expected):
    assert days(told(facts(invoice(made, due)), made)) == expected


def test_it_is_said_what_moved_a_step(told):
    (final,) = [one for one in told(FACTS, "2026-03-14") if one.get("step") == "final"]
    kings_day = {"on": "2026-04-27", "holiday": {"nl": "Koningsdag", "en": "King's Day"}}

    assert final["invoices"][0]["moved"] == [
        {"by": "excluded_day", "from": "2026-04-27", "to": "2026-04-28", "over": [kings_day]}
    ]
    assert final["invoices"][0]["announces"] == {"action": "hand_over", "on": "2026-05-05"}


def test_a_hand_over_that_lacks_something_for_good_is_the_end(told):
    last = told(FACTS, "2026-03-14")[-1]

    assert (last["kind"], last["on"], last["end"]) == ("end", "2026-05-05", "waits")
    assert last["about"] == ["handover_file_complete"]


def test_what_a_step_requires_comes_first(told):
    kinds = [(one["kind"], one["on"]) for one in told(FACTS, "2026-03-14") if one["on"] == "2026-04-20"]

    assert kinds == [("first", "2026-04-20"), ("action", "2026-04-20")]


# The block ends on Thursday 30 April; the friendly reminder was for 16 April, and goes out on the day after.
def test_a_block_with_a_last_day_is_a_pause(told):
    given = facts(
        invoice("2026-03-14", "2026-04-13"),
        customer={"dunning_block": True, "dunning_block_until": "2026-04-30", "dunning_block_reason": "complaint"},
        contacts=[{"invoice_id": "F1", "step_id": "invoice", "at": "2026-03-16", "outcome": "delivered"}],
    )
    entries = told(given, "2026-04-15")

    assert entries[0] == {
        "kind": "pause",
        "on": "2026-04-15",
        "invoice": "F1",
        "stopped": "dunning_blocked",
        "until": "2026-04-30",
        "reason": "complaint",
    }
    assert days(entries)["friendly"] == "2026-05-01"


def test_steps_that_go_together_are_one_entry(told):
    given = facts(invoice("2026-03-14", "2026-04-13"), invoice("2026-03-14", "2026-04-13", "F2", "50.00 EUR"))
    first = told(given, "2026-03-14")[0]

    assert [share["invoice"] for share in first["invoices"]] == ["F1", "F2"]
    assert first["total"] == "1250.00 EUR"


def test_what_is_paid_is_over_at_once(told):
    given = facts(invoice("2026-03-14", "2026-04-13", amount="0.00 EUR"))
    (only,) = told(given, "2026-03-20")

    assert (only["kind"], only["end"], only["stopped"]) == ("end", "stopped", "paid")


def test_a_value_that_was_supplied_counts_on_the_first_day_only(told):
    given = facts(invoice("2026-03-14", "2026-04-13") | {"days_overdue": 7})

    assert days(told(given, "2026-04-20"))["friendly"] == "2026-04-20"


def test_what_is_missing_ends_it(ask):
    given = {"customer": {"segment": "regular"}, "invoices": [invoice("2026-03-14", "2026-04-13")]}
    found = ask("--format", "json", "--strict", given=given)
    (only,) = found.json()["entries"]

    assert (found.code, only["end"], only["on"]) == (1, "undecided", "2026-03-14")
    assert "contacts" in only["about"]


def test_a_list_of_invoices_that_is_missing_is_named(ask):
    found = ask("--format", "json", given={"customer": {}})

    assert (found.code, found.json()["entries"]) == (0, [])
    assert "invoices" in found.json()["missing"]


def test_it_ends_with_until(told):
    entries = told(FACTS, "2026-03-14", "--until", "2026-04-10")

    assert days(entries) == {"invoice": "2026-03-16", "pre_due": "2026-04-08"}
    assert (entries[-1]["end"], entries[-1]["on"]) == ("beyond", "2026-04-10")


IN_TWO_CURRENCIES = """\
policy: abroad
language: 1
version: "1"
currencies: [EUR, USD]
calendar: NL
segments: [{id: good, otherwise: true}]
charges:
  if_undecided: none
  rules:
    - id: everybody
      otherwise: true
      interest: {rate: 10%}
reminders:
  if_undecided: manual
  consolidate: {per: customer, tone: highest}
  not_on: [weekend, holiday]
  ladders:
    main:
      catch_up: sequential
      steps:
        - {id: pre, at: 5 days before due_date, channel: [email], tone: friendly}
        - id: last
          at: 14 days after due_date
          channel: [sms]
          tone: final
          announces: {action: hand_over, after: 7 days}
        - {id: over, window: 21..28 days after due_date, escalate: agency, terminal: true}
  assign:
    hit: first
    table: |
      customer.segment || ladder
      -                || main
triggers:
  - {id: very_late, each: invoice, when: invoice.days_overdue > 15, task: look, owner: credit_manager}
roles: {credit_manager: {}}
escalation:
  - {id: big, when: invoice.days_overdue > 10, to: credit_manager, within: 1 day}
  - id: agency
    hand_over: {requires: [handover_announced, announcement_expired]}
"""


def test_a_payer_gets_a_letter_of_its_own(ask, tmp_path):
    (tmp_path / "p.yaml").write_text(IN_TWO_CURRENCIES.replace("per: customer", "per: payer"), "utf-8")
    given = {
        "customer": {"segment": "good", "email": "a@example.com"},
        "invoices": [
            invoice("2026-03-14", "2026-04-13"),
            invoice("2026-03-14", "2026-04-13", "F2", "70.00 EUR") | {"payer_id": "HQ-1"},
            invoice("2026-03-14", "2026-04-13", "F3", "30.00 EUR") | {"payer_id": "HQ-1"},
        ],
        "contacts": [],
        "promises": [],
        "disputes": [],
    }
    found = ask("--format", "json", policy="p.yaml", given=given).json()
    jsonschema.Draft202012Validator(schema()).validate(found)
    letters = [
        (one["step"], one["payer"], one["total"], [share["invoice"] for share in one["invoices"]])
        for one in found["entries"]
        if one["kind"] == "action" and one["channel"] is not None
    ]
    text = ask(policy="p.yaml", given=given).out

    assert letters == [
        ("pre", None, "1200.00 EUR", ["F1"]),
        ("pre", "HQ-1", "100.00 EUR", ["F2", "F3"]),
        ("last", None, "1200.00 EUR", ["F1"]),
        ("last", "HQ-1", "100.00 EUR", ["F2", "F3"]),
    ]
    assert "e-mail, to payer HQ-1, tone friendly, in all 100.00 EUR" in text


# Due on Monday 13 April 2026: on the 28th 15 days of 10 % over 1,200 are 1200 x 0.1 x 15 / 365 = 4.93.
# More than 10 days late from the 24th on; more than 15 days late from the 29th on. What is announced on the 28th may
# follow from 5 May on, which is a day later than the window of the hand-over begins.
def test_letters_charges_signals_and_escalations_are_told(ask, tmp_path):
    (tmp_path / "p.yaml").write_text(IN_TWO_CURRENCIES, "utf-8")
    given = {
        "customer": {"segment": "good", "email": "a@example.com"},
        "invoices": [
            invoice("2026-03-14", "2026-04-13"),
            invoice("2026-03-14", "2026-04-13", "U1", "10.00 USD"),
        ],
        "contacts": [],
        "promises": [],
        "disputes": [],
    }
    found = ask("--format", "json", policy="p.yaml", given=given).json()
    jsonschema.Draft202012Validator(schema()).validate(found)
    told = [
        (one["kind"], one["on"], one.get("title", {}).get("en", one.get("end")), one.get("total"))
        for one in found["entries"]
        if one.get("invoice", "F1") == "F1" and [share["invoice"] for share in one.get("invoices", [])] != ["U1"]
    ]
    last, over = (
        one for one in found["entries"] if one.get("step") in {"last", "over"} and one["invoices"][0]["invoice"] == "F1"
    )

    assert told == [
        ("action", "2026-04-08", "pre", "1200.00 EUR"),
        ("escalation", "2026-04-24", "days overdue is more than 10 days", None),
        ("action", "2026-04-28", "last", "1200.00 EUR"),
        ("action", "2026-05-05", "over", None),
        ("end", "2026-05-06", "finished", None),
    ]
    assert (last["channel"], last["action"], last["invoices"][0]["charges"]["interest"]) == (
        "none",
        "manual",
        "4.93 EUR",
    )
    assert (last["invoices"][0]["alerts"], over["invoices"][0]["alerts"]) == ([], ["very_late"])
    assert (over["channel"], over["hand_over"]) == (None, True)
    assert [(move["by"], move["from"], move["to"]) for move in over["invoices"][0]["moved"]] == [
        ("announced", "2026-05-04", "2026-05-05")
    ]
