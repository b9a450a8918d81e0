"""`decide`: the answer first, then why; the same to programs; facts from JSON, YAML and standard input."""

import json
from pathlib import Path

import pytest

GOLDEN = Path(__file__).with_name("golden")
CASE = "my/example/case.json"
ASKED = ("--policy", "my", "--as-of", "2026-06-01")


@pytest.fixture
def decide(cli, begun):
    del begun  # commands are run from there

    def ask(*arguments, point="accept", facts=CASE, stdin=b""):
        return cli("decide", point, *ASKED, "--facts", facts, *arguments, stdin=stdin)

    return ask


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("point", ["accept", "collect"])
def test_the_answer_comes_first(decide, golden, point, language):
    answer = decide("--lang", language, point=point)

    golden(GOLDEN / f"decide-{point}-{language}.txt", answer.out)
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_is_missing_is_said_with_its_meaning(decide, golden, language):
    answer = decide("--lang", language, facts="-", stdin=b'{"customer": {"customer_since": "2026-03-01"}}')

    golden(GOLDEN / f"decide-undecided-{language}.txt", answer.out)
    assert answer.code == 0


@pytest.mark.covers("S0-4d")
def test_the_trace_is_a_tree(decide, golden):
    golden(GOLDEN / "decide-trace.txt", decide("--trace").out)


def test_programs_get_the_decision(decide):
    decision = decide("--format", "json").json()

    assert list(decision) == ["point", "status", "outcome", "reasons", "missing", "deciding", "overrides", "header"]
    assert (decision["status"], decision["outcome"]["acceptance"]) == ("decided", "accept")


def test_programs_get_the_trace_where_they_ask(decide):
    trace = decide("--format", "json", "--trace").json()["trace"]

    assert sorted(trace) == ["lapsed", "tables", "values"]


@pytest.mark.parametrize(("strict", "code"), [((), 0), (("--strict",), 1)])
def test_only_the_strict_mind_what_is_undecided(decide, strict, code):
    assert decide(*strict, facts="-", stdin=b"{}").code == code


def test_yaml_says_the_same_as_json(decide, begun):
    (begun / "case.yaml").write_text(
        'customer:\n  legal_name: Bakker\n  registration_number: "0123"\n  customer_since: 2021-03-15\n'
        "  insolvency_flag: false\norder: {amount: 1800.10 EUR}\ninvoices: []\n",
        encoding="utf-8",
    )
    same = {
        "customer": {
            "legal_name": "Bakker",
            "registration_number": "0123",
            "customer_since": "2021-03-15",
            "insolvency_flag": False,
        },
        "order": {"amount": "1800.10 EUR"},
        "invoices": [],
    }

    assert decide("--trace", facts="case.yaml").out == decide("--trace", facts="-", stdin=json.dumps(same).encode()).out


def test_standard_input_may_be_yaml(decide):
    answer = decide(facts="-", stdin=b"customer:\n  insolvency_flag: true\n  legal_name: X\n", point="accept")

    assert answer.out.startswith("accept: decline")


def test_numbers_are_exact(decide):
    facts = b'{"customer": {"insolvency_flag": false}, "order": {"amount": {"amount": 0.10, "currency": "EUR"}}}'

    assert "0.10 EUR" in decide("--trace", facts="-", stdin=facts).out


def test_terminal_escapes_in_facts_are_inert(decide):
    facts = {"customer": {"legal_name": "\x1b[31mred\x07\u202e", "insolvency_flag": False}}
    answers = [
        decide("--trace", *form, facts="-", stdin=json.dumps(facts).encode()) for form in ((), ("--format", "json"))
    ]

    assert "red" in answers[0].out
    assert [sign for answer in answers for sign in ("\x1b", "\x07", "\u202e") if sign in answer.out] == []


def test_json_is_the_same_bytes_in_any_locale(decide):
    assert decide("--format", "json", "--lang", "nl").out.isascii()


def test_what_is_answered_of_the_customer_stands_on_lines_of_its_own(decide, begun):
    policy = begun / "my" / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(
        text.replace("\nreminders:\n", "\nreminders:\n  consolidate: {per: customer, tone: highest}\n"), "utf-8"
    )

    lines = decide("--as-of", "2026-05-25", point="collect").out.splitlines()

    assert lines[2:14] == [
        "Answer",
        "  customer",
        "    invoices with a step due now  1",
        "    one letter",
        "      tone       friendly",
        "      next step  friendly",
        "      channel    email",
        "      action     automatic",
        "      invoices   1",
        "      in all     1250.00 EUR",
        "      on         2026-05-25",
        "",
    ]
    assert "  - F1: nothing stops a reminder [reminders.stops.goes_on]" in lines


def test_answers_of_a_policy_are_called_as_it_calls_them(decide, begun):
    policy = begun / "my" / "policy.yaml"
    text = policy.read_text(encoding="utf-8") + (
        "decisions:\n  subscription:\n    outputs: {state: {type: enum, values: [active]}}\n    hit: first\n"
        "    if_undecided: {state: active}\n    table: |\n      order.amount (EUR) || state\n      - || active\n"
    )
    policy.write_text(text, encoding="utf-8")

    assert "\n  state  active\n" in decide(point="subscription").out


AGED = """\
policy: aged
language: 1
version: "1"
currency: EUR
facts:
  customer.rating: {type: number, low: 0, high: 100, max_age: 1 month}
decisions:
  trust:
    if_undecided: {answer: deny}
    hit: first
    outputs: {answer: {type: enum, values: [trust, deny]}}
    table: |
      customer.rating || answer
      >= 50           || trust
      -               || deny
"""


# From 27 April 2025 to 1 June 2026: 365 days to 27 April 2026, and 3 + 31 + 1 more. 1 February to 2 March: 29 days.
@pytest.mark.parametrize(
    ("taken", "as_of", "lang", "said"),
    [
        ("2025-04-27", "2026-06-01", "en", "400 days old (of 2025-04-27), older than 1 month"),
        ("2025-04-27", "2026-06-01", "nl", "400 dagen oud (van 27-4-2025), ouder dan 1 maand"),
        ("2026-02-01", "2026-03-02", "en", "29 days old (of 2026-02-01), older than 1 month"),
        ("2026-06-02", "2026-06-01", "en", "not valid yet: it is of 2026-06-02"),
        ("2026-06-02", "2026-06-01", "nl", "nog niet geldig: het is van 2-6-2026"),
    ],
)
def test_what_is_too_old_is_named_with_its_age(cli, tmp_path, taken, as_of, lang, said):
    policy = tmp_path / "aged.yaml"
    policy.write_text(AGED, "utf-8")
    given = json.dumps({"customer": {"rating": {"value": 60, "as_of": taken}}}).encode()
    asked = ("decide", "trust", "--policy", policy, "--as-of", as_of, "--facts", "-", "--trace", "--lang", lang)
    answer = cli(*asked, stdin=given).out

    assert f"({'given' if lang == 'en' else 'opgegeven'}: {said})" in answer
    assert f"  customer.rating is {said}\n" in answer
