"""Facts of every hostile kind: an error of the data that names the fact, or a decision that is open about it."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from creditpolicy import CreditPolicyError, FactsError, Policy
from creditpolicy.cli.main import main

POLICY = Path(__file__).parents[2] / "policies" / "nl-b2b"
AS_OF = date(2026, 6, 1)


class Evil:
    def __getattr__(self, name):
        raise RuntimeError(name)

    def __repr__(self):
        raise RuntimeError


class EvilItems(dict[str, int]):
    def items(self):
        raise RuntimeError


class EvilText(str):
    __slots__ = ()

    def __str__(self):
        raise RuntimeError

    def __eq__(self, other):
        raise RuntimeError

    __hash__ = str.__hash__


class EvilNumber(int):
    def bit_length(self):
        raise RuntimeError


def nested(key, depth):
    found: object = 5
    for _ in range(depth):
        found = {key: found}
    return found


CIRCLE: dict[str, object] = {}
CIRCLE["customer"] = CIRCLE


def score(given):
    return {"customer": {"external_score": given}}


def invoice(**given):
    return {"customer": {}, "invoices": [{"invoice_id": "1", **given}]}


REFUSED = {
    "nothing": None,
    "a text": "x",
    "a list": [],
    "bytes": b"x",
    "misspelt record": {"custmer": {}},
    "misspelt fact": {"customer": {"segmnt": "new"}},
    "a key that is a number": {5: {}},
    "a key that is no text": {Evil(): {}},
    "a fact that is no text": {"customer": {Evil(): 1}},
    "a long key": {"customer": {"y" * 10_000_000: 1}},
    "a key for a terminal": {"customer": {"\x1b]0;x\x07": 1}},
    "half a character": {"customer": {"\ud800": 1}},
    "an evil object": Evil(),
    "evil items": {"customer": EvilItems(a=1)},
    "an evil value": score(Evil()),
    "not a number": score(float("nan")),
    "infinity": score(float("inf")),
    "a Decimal that is none": score(Decimal("sNaN")),
    "1e999": score(Decimal("1e999999")),
    "a huge number": score(10**100_000),
    "ten million digits": score("9" * 10_000_000),
    "a fraction": score(Fraction(1, 3)),
    "a truth for a number": score(True),
    "out of bounds": score(-1),
    "wrapped a hundred thousand times": score(nested("value", 100_000)),
    "a list for a truth": {"customer": {"insolvency_flag": []}},
    "an object for a truth": {"customer": {"insolvency_flag": {}}},
    "a huge number for a text": {"customer": {"legal_name": 10**100_000}},
    "a long text": {"customer": {"legal_name": "x" * 10_000_000}},
    "a long word": {"customer": {"segment": "x" * 10_000_000}},
    "a time with a zone": invoice(due_date=datetime(2026, 1, 1, tzinfo=UTC)),
    "the first day": invoice(due_date=date.min),
    "the last day": invoice(due_date=date.max),
    "no such day": invoice(due_date="2026-02-30"),
    "other digits": invoice(due_date="٢٠٢٦-01-01"),
    "a line end": invoice(amount_open="5 EUR\n"),
    "no currency": invoice(amount_open={"amount": [], "currency": []}),
    "a generator": {"invoices": iter(())},
    "a set": {"invoices": {1, 2}},
    "numbers": {"invoices": range(5)},
    "too many": {"invoices": [{}] * 200_000},
    "wrong a hundred thousand times": {"invoices": [{"x": 1}] * 100_000},
    "itself": CIRCLE,
    "deep": nested("customer", 100_000),
    "a class": {"customer": Policy},
}


@pytest.fixture(scope="module")
def policy():
    return Policy.load(POLICY)


@pytest.mark.parametrize("name", REFUSED)
def test_facts_that_cannot_be_are_refused(policy, name):
    for point in policy.points:
        with pytest.raises(FactsError) as told:
            policy.decide(point, REFUSED[name], as_of=AS_OF)

        assert len(str(told.value)) < 10_000
        assert "\x1b" not in str(told.value)


@pytest.mark.parametrize("facts", [{}, {"customer": None}, {"customer": {}}, {"customer": {}, "invoices": None}])
def test_no_facts_are_no_answer(policy, facts):
    for point in policy.points:
        assert policy.decide(point, facts, as_of=AS_OF).status == "undecided"


@pytest.mark.parametrize("word", [EvilText("new")])
def test_derived_classes_count_as_what_they_are(policy, word):
    decision = policy.decide("collect", {"customer": {"segment": word, "external_score": EvilNumber(50)}}, as_of=AS_OF)

    assert (
        decision.to_dict()
        == policy.decide("collect", {"customer": {"segment": "new", "external_score": 50}}, as_of=AS_OF).to_dict()
    )


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_day_itself_lies_within_the_calendar(policy, day):
    with pytest.raises(CreditPolicyError):
        policy.decide("accept", {"customer": {}}, as_of=day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 1_000_000,
        '{"customer": {"external_score": NaN}}',
        '{"customer": {"external_score": 1e999}}',
        '{"customer": {"external_score": 1, "external_score": 2}}',
        '{"customer": {"insolvency_flag": []}}',
        '{"customer": {"legal_name": ' + "9" * 20_000 + "}}",
        '{"customer": {"\\u001b]0;x\\u0007": 1}}',
        '{"customer": {"\\ud800": 1}}',
    ],
)
@pytest.mark.parametrize("ending", ["json", "yaml"])
def test_the_command_line_refuses_them_too(text, ending, tmp_path, capfd):
    path = tmp_path / f"facts.{ending}"
    path.write_text(text, encoding="utf-8")

    code = main(["decide", "accept", "--policy", str(POLICY), "--facts", str(path), "--as-of", "2026-06-01"])
    said = "".join(capfd.readouterr())

    assert code == 2
    assert "Traceback" not in said
    assert "\x1b" not in said


@pytest.mark.needs("polars")
def test_names_are_inert_in_every_output_of_a_run(tmp_path, capfd):
    names = ["=cmd()", "<script>alert(1)</script>", "\x1b]0;x\x07", "@SUM(1)"]
    rows = [f'{index},"{name}","{name}",2026-01-01,2026-01-31,10.00,EUR' for index, name in enumerate(names)]
    path = tmp_path / "invoices.csv"
    head = "invoice_id,customer_id,legal_name,invoice_date,due_date,amount_open,currency"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    arguments = ["--policy", POLICY, "--invoices", path, "--as-of", "2026-06-01", "--out", tmp_path / "out"]

    code = main(["run", *map(str, arguments)])
    said = "".join(capfd.readouterr())

    assert code in {0, 2}
    assert "\x1b" not in said
    for file in (tmp_path / "out").glob("*.*"):
        text = file.read_bytes().decode("utf-8", "replace")
        if file.suffix == ".csv":
            assert not any(
                cell.strip('"').startswith(("=", "@")) for line in text.splitlines() for cell in line.split(",")
            )
        if file.suffix == ".html":
            assert "<script>alert" not in text
            assert "\x1b" not in text
        if file.suffix == ".json":
            json.loads(text)
            assert "\x1b" not in text
