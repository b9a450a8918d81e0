"""`--lang nl` holds for all that a user reads: help, wrong use, bad facts, rejected rows, warnings, findings."""

import csv
import json
import re

import pytest
import rich_click as click

from creditpolicy.cli.app import app
from creditpolicy.cli.in_dutch import dutch

DUTCH = dutch(app)
PAIRS = [("", app, DUTCH), *((name, app.commands[name], DUTCH.commands[name]) for name in app.commands)]
OPTIONS = [
    (f"{name} {said.opts[0]}".strip(), said, meant)
    for name, command, spoken in PAIRS
    for said, meant in zip(command.params, spoken.params, strict=False)
    if isinstance(said, click.Option)
]
FRAME = re.compile(r"\b(Usage|Options|Commands|Arguments|required|default|Show|OPTIONS|COMMAND)\b")
ROWS = """invoice_id,customer_id,invoice_date,due_date,currency,amount_total,amount_open
F1,C1,2026-13-01,2026-05-01,EUR,10.00,10.00
F2,C1,2026-04-01,1 mei,EUR,10.00,10.00
F3,C1,2026-04-01,2026-05-01,GBP,10.00,10.00
F4,C1,2026-04-01,2026-05-01,,10.00,10.00
F5,C1,2026-04-01,2026-05-01,EUR,1e3,10.00
F6,C1,2026-04-01,2026-05-01,EUR,10.005,10.00
F7,C1,2026-04-01,2026-05-01,EUR,10.00,EUR 10.00 USD
F8,C1,2026-04-01,2026-05-01,EUR,10.00,USD 10.00
F8,C1,2026-04-01,2026-05-01,EUR,10.00,10.00
F8,C1,2026-04-01,2026-05-01,EUR,10.00,10.00
F9,C1,2026-04-01
,C1,2026-04-01,2026-05-01,EUR,tien,twaalf
F11,C1,1850-01-01,2026-05-01,EUR,10.00,10.00
F12,C1,2026-04-01,2026-05-01,EUR,99999999999999999999999999999999999999999,10.00
F13,C1,2026-04-01,,EUR,10.00,10.00
F14,C1,2026-04-01,2026-05-01,EUR,10.00,10.00,0,0
"F15,C1
F16,C1,2026-04-01,2026-05-01,EUR,10.00,-10.00
"""


@pytest.fixture
def ledger(cli, begun):
    """A ledger with bad rows, run in a language; what was rejected, and the answer."""
    (begun / "ledger.csv").write_bytes(ROWS.encode() + b"F17,C\xe91,2026-04-01,2026-05-01,EUR,10.00,\0\n")

    def run(language):
        answer = cli(
            *("run", "--policy", "my", "--invoices", "ledger.csv", "--as-of", "2026-06-01"),
            *("--out", language, "--lang", language),
        )
        with (begun / language / "rejected.csv").open(encoding="utf-8", newline="") as file:
            return answer, list(csv.DictReader(file))

    return run


@pytest.mark.parametrize(("name", "said", "meant"), PAIRS, ids=[name for name, _, _ in PAIRS])
def test_a_command_is_explained_in_dutch(name: str, said: click.Command, meant: click.Command):
    assert meant.help, name
    assert meant.help != said.help


@pytest.mark.parametrize(("name", "said", "meant"), OPTIONS, ids=[name for name, _, _ in OPTIONS])
def test_an_option_is_explained_in_dutch(name: str, said: click.Option, meant: click.Option):
    assert (said.opts, said.required, said.default) == (meant.opts, meant.required, meant.default), name
    assert meant.help
    assert meant.help != said.help


@pytest.mark.parametrize("name", [name for name, _, _ in PAIRS])
@pytest.mark.parametrize("order", [("--lang", "nl", "--help"), ("--help", "--lang", "nl"), ("-h", "--lang=nl")])
def test_help_is_dutch_wherever_the_language_stands(cli, name: str, order: tuple[str, ...]):
    answer = cli(*([name] if name else []), *order)

    assert (answer.code, answer.err) == (0, "")
    assert "Gebruik:" in answer.out
    assert FRAME.search(answer.out) is None


def test_dutch_help_changes_nothing_for_the_next_caller(cli):
    before = cli("run", "--help").out
    cli("run", "--help", "--lang", "nl")

    assert cli("run", "--help").out == before
    assert "Usage:" in before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chek",), "fout: onbekende opdracht `chek`; bedoelt u `check`?"),
        (("check", "my", "--fromat", "json"), "fout: onbekende optie `--fromat`\nhulp: bedoelt u `--format`?"),
        (("check", "my", "--format", "xml"), "fout: `--format`: `xml` is geen van `text`, `json`"),
        (("check",), "fout: `PATH...` ontbreekt\nhulp: `creditpolicy check --help` toont wat erbij hoort"),
        (("rule", "CP102", "CP103"), "fout: er staat een argument te veel (CP103)"),
        (("check", "nergens"), "fout[CP001]"),
        (("map", "nergens.csv"), "fout: geen bestand `nergens.csv`"),
        (("test", "my/tests/b_test.yaml"), "fout: geen bestand met tests `my/tests/b_test.yaml`"),
    ],
)
def test_wrong_use_is_told_in_dutch(cli, begun, arguments: tuple[str, ...], said: str):
    del begun
    answer = cli(*arguments, "--lang", "nl")

    assert said in answer.err + answer.out


def test_bad_facts_are_told_in_dutch(cli, begun):
    (begun / "case.json").write_text('{"customer": {"insolvency_flag": "true", "boe": 1}}', encoding="utf-8")
    ask = ("decide", "accept", "--policy", "my", "--facts", "case.json", "--as-of", "2026-06-01", "--lang", "nl")

    text = cli(*ask).err
    problems = cli(*ask, "--format", "json").json()["error"]["problems"]

    assert text.startswith("fout: de gegevens zijn niet bruikbaar: 2 problemen\n")
    assert problems == [
        {
            "path": "customer.insolvency_flag",
            "message": "gevonden `true`, verwacht true of false",
            "help": "schrijf het zonder aanhalingstekens",
        },
        {"path": "customer.boe", "message": "onbekend gegeven", "help": None},
    ]


def test_no_english_is_left_in_rejected_rows(ledger):
    _, english = ledger("en")
    _, dutch_rows = ledger("nl")

    assert len(english) == len(dutch_rows) >= 16
    for row, same in zip(english, dutch_rows, strict=True):
        assert row["wanted"] != same["wanted"], row
        assert not row["others"] or row["others"] != same["others"]
        assert {**row, "wanted": "", "others": ""} == {**same, "wanted": "", "others": ""}


def test_warnings_and_the_summary_are_in_dutch(ledger, begun):
    answer, _ = ledger("nl")
    summary = json.loads((begun / "nl" / "summary.json").read_text("utf-8"))

    assert "`ledger.csv` is geen UTF-8; het is gelezen als cp1252" in summary["warnings"]
    assert "openstaande facturen in EUR zonder vervaldatum, die in geen ouderdomsgroep staan: 1" in summary["warnings"]
    assert "een datum als YYYY-MM-DD die bestaat" in answer.out + str(summary["rejected_by_reason"])
    assert "een datum als YYYY-MM-DD die bestaat" in (begun / "nl" / "summary.html").read_text("utf-8")


def test_findings_are_framed_in_dutch(cli, begun):
    policy = begun / "my" / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("currency: EUR", "currency: euro"), encoding="utf-8")

    answer = cli("check", "my", "--lang", "nl")

    assert answer.code == 1
    assert re.search(r"^fout\[CP\d{3}\]: ", answer.out, re.MULTILINE)
    assert re.search(r"my: \d+ fout(en)?.*; `creditpolicy rule CP\d{3}` legt een code uit$", answer.out)
    assert not re.search(r"^(error|warning|help|note)\b", answer.out, re.MULTILINE)


def test_a_policy_without_findings_is_said_to_be_in_order(cli, begun):
    del begun

    assert cli("check", "my", "--lang", "nl").out == "my: in orde (my-policy versie 1)\n"


def test_a_drafted_mapping_says_its_remarks_in_dutch(cli, begun):
    (begun / "vreemd.csv").write_text("Factuurnummer;Klant;Bedrag;Iets\nF1;C1;10,005;\n", encoding="utf-8")
    english, drafted = (cli("map", "vreemd.csv", "--lang", language).out for language in ("en", "nl"))

    def remarks(text):
        return [line.partition("# ")[2] for line in text.splitlines() if "# " in line and "none: [" not in line]

    def lines(text):
        return [line.partition("# ")[0] for line in text.splitlines()]

    assert len(remarks(english)) >= 8
    assert set(remarks(english)) & set(remarks(drafted)) == set()
    assert lines(english) == lines(drafted)


def test_what_the_product_itself_calls_a_step_is_dutch_in_the_summary(cli, begun):
    begun_run = ("run", "--policy", "my", "--invoices", "my/example/invoices.csv")
    mapping = ("--mapping", "my/example/mapping.yaml", "--as-of", "2026-06-01", "--out", "out", "--lang", "nl")
    text = (begun / "my" / "example" / "mapping.yaml").read_text("utf-8")
    (begun / "my" / "example" / "mapping.yaml").write_text(text.replace("none: [", "# none: ["), encoding="utf-8")

    answer = cli(*begun_run, *mapping)

    assert re.search(r"^ +\d+  onbeslist$", answer.out, re.MULTILINE)
    assert "undecided" not in answer.out
    assert "undecided" in json.loads((begun / "out" / "summary.json").read_text("utf-8"))["next_steps"]


BROKEN = """mapping: kapot
language: 2
invoices:
  format: {delimiter: xx, dates: DD-XX, decimal: "x", encoding: klingon, colour: red}
  columns:
    invoice_id: invoice_id
    customer_id: {as: text}
    nonsense: x
    due_date: [a]
    amount_open: {column: amount_open, pad_left: {to: 0}}
  constants: {currency: GBP, po_required_flag: maybe}
  ignore: invoice_id
customers: {from: nowhere}
derive: [customer.hat_size, customer.customer_since, customer.customer_since]
none: [invoices]
"""


def test_what_is_wrong_with_a_mapping_is_told_in_dutch(cli, begun):
    (begun / "m.yaml").write_text(BROKEN, encoding="utf-8")
    ask = ("run", "--policy", "my", "--invoices", "my/example/invoices.csv", "--mapping", "m.yaml")
    rest = ("--as-of", "2026-06-01", "--out", "out", "--format", "json", "--lang")
    english, meant = (cli(*ask, *rest, language).json()["error"]["diagnostics"] for language in ("en", "nl"))

    assert len(english) == len(meant) >= 14
    for finding, same in zip(english, meant, strict=True):
        assert finding["message"] != same["message"], finding
        assert finding["help"] is None or finding["help"] != same["help"]
        assert (finding["code"], finding["line"]) == (same["code"], same["line"])
