"""Mapping files: what they say, and every finding at its place."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from creditpolicy import Policy
from creditpolicy.diagnostics import Code
from creditpolicy.portfolio import UnusableInput, draft_mapping, mapping_schema, parse_mapping
from creditpolicy.portfolio.mapping_header import check_header, mapping_of_header
from tests.unit.portfolio.fakes import MAPPING, VOCABULARY, mapping


def findings(text):
    _, found = parse_mapping("m.yaml", text, VOCABULARY)
    return [(finding.code, finding.at.line, finding.help) for finding in found]


def test_a_mapping_says_what_stands_in_it():
    found = mapping()

    assert (found.name, sorted(found.files), found.none) == (
        "test",
        ["invoices"],
        frozenset({"contacts", "promises", "disputes", "exceptions"}),
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("due_date:", "duedate:", (Code.MAPPING_FACT_UNKNOWN, "did you mean `due_date`?")),
        ("invoice_date:", "invoice.invoce_date:", (Code.MAPPING_FACT_UNKNOWN, "did you mean `invoice_date`?")),
        ("currency: EUR", "currency: EURO", (Code.MAPPING_VALUE, "did you mean `EUR`?")),
        ("language: 1", "language: 2", (Code.LANGUAGE_VERSION, "write `language: 1`")),
        ("mapping: test\n", "", (Code.MISSING_KEY, "name it: `mapping: my-ledger`")),
        ("disputes", "dispute", (Code.UNKNOWN_WORD, "did you mean `disputes`?")),
        ("  columns:", "  column:", (Code.UNKNOWN_KEY, "did you mean `columns`?")),
        ("none:", "non:", (Code.UNKNOWN_KEY, "did you mean `none`?")),
        ("paid_at: paid", "paid_at: [paid]", (Code.WRONG_SHAPE, None)),
        ("due_date: due", "due_date: {column: due, as: number}", (Code.UNKNOWN_WORD, None)),
        ("due_date: due", "due_date: {as: whole number}", (Code.MISSING_KEY, "write `{column: ...}`")),
        ("due_date: due", "due_date: {column: due, lookup: {x: soon}}", (Code.MAPPING_VALUE, None)),
        ("due_date: due", 'due_date: {column: due, pad_left: {to: x, with: "0"}}', (Code.BAD_NUMBER, None)),
        ("  constants: {currency: EUR}\n", "", (Code.MAPPING_INCOMPLETE, None)),
        (", paid_at: paid", "", (Code.MAPPING_INCOMPLETE, None)),
        ("invoice_id: id, ", "", (Code.MAPPING_INCOMPLETE, None)),
        ("  columns:", "  ignore: [due]\n  columns:", (Code.KEYS_EXCLUDE, None)),
        ("currency: EUR", "currency: EUR, due_date: 2026-01-01", (Code.KEYS_EXCLUDE, "keep one of the two")),
        ("  columns:", "  format: {dates: dd-mm-jjjj}\n  columns:", (Code.MAPPING_FORMAT, None)),
        ("  columns:", "  format: {dates: D-M-YYYY or M-D-YYYY}\n  columns:", (Code.MAPPING_FORMAT, None)),
        ("  columns:", "  format: {encoding: utf-9}\n  columns:", (Code.MAPPING_FORMAT, "did you mean `utf-8`?")),
        ("  columns:", '  format: {decimal: ";"}\n  columns:', (Code.MAPPING_FORMAT, None)),
        ("  columns:", '  format: {decimal: ",", thousands: ","}\n  columns:', (Code.MAPPING_FORMAT, None)),
        ("  columns:", "  format: {delimiter: x}\n  columns:", (Code.MAPPING_FORMAT, None)),
        (
            "none:",
            "derive: [customer.avg_day_late]\nnone:",
            (Code.MAPPING_FACT_UNKNOWN, "did you mean `customer.avg_days_late`?"),
        ),
        ("none:", "customers: {from: file}\nnone:", (Code.UNKNOWN_WORD, None)),
        ("none:", "contacts: {columns: {invoice_id: i, at: a}}\nnone:", (Code.KEYS_EXCLUDE, None)),
    ],
)
def test_a_mistake_is_one_finding_with_its_way_out(old, new, expected):
    assert old in MAPPING
    found = findings(MAPPING.replace(old, new, 1))
    code, help_ = expected

    assert [item[0] for item in found] == [code]
    assert help_ is None or found[0][2] == help_


@pytest.mark.parametrize(
    ("constants", "fits"),
    [
        ("credit_limit: 1000", False),
        ("credit_limit: 1000 SEK", False),
        ("credit_limit: 1000 SEK, currency: EUR", False),
        ("credit_limit: 1000 CAD", True),
        ("credit_limit: 1000, currency: EUR", True),
    ],
)
def test_a_stated_amount_is_in_a_currency_of_the_policy(constants, fits):
    text = f"{MAPPING}customers: {{from: invoices, constants: {{{constants}}}}}\n"

    found, problems = parse_mapping("m.yaml", text, VOCABULARY)

    assert (found is not None) is fits
    assert [(one.code, one.at.line) for one in problems] == ([] if fits else [(Code.MAPPING_VALUE, text.count("\n"))])


def test_all_findings_come_at_once_each_at_its_line():
    text = MAPPING.replace("language: 1", "language: one").replace("due_date", "due_dat").replace("EUR", "EURO")

    assert [(code, line) for code, line, _ in findings(text)] == [
        (Code.LANGUAGE_VERSION, 2),
        (Code.MAPPING_FACT_UNKNOWN, 4),
        (Code.MAPPING_VALUE, 5),
    ]


@pytest.mark.parametrize("text", ["", "[]", "x", "a: b", "mapping: [", "{}", "\0", "mapping: &a x\nlanguage: *a"])
def test_what_is_no_mapping_is_findings_and_never_an_exception(text):
    found, diagnostics = parse_mapping("m.yaml", text, VOCABULARY)

    assert found is None
    assert diagnostics


def test_a_header_that_differs_is_found_both_ways():
    found = check_header(mapping().files["invoices"], ("id", "who", "made", "Due", "total", "paid", "new"), "a.csv")

    assert [(item.code, item.help) for item in found] == [
        (Code.MAPPING_COLUMN_UNKNOWN, "did you mean `Due`?"),
        (Code.MAPPING_COLUMN_UNUSED, "map what is a fact, and name the rest under `ignore`"),
    ]
    assert found[1].message == "column `new` of `a.csv` is neither mapped nor ignored"


def test_lists_of_which_a_run_reads_no_file_can_be_stated_to_be_empty():
    vocabulary = Policy.load(POLICIES / "nl-b2b").program(None).vocabulary
    found, diagnostics = parse_mapping("m.yaml", MAPPING.replace("none: [", "none: [arrangements, "), vocabulary)

    assert diagnostics == ()
    assert found is not None
    assert "arrangements" in found.none


def test_without_a_mapping_the_header_is_read_as_facts():
    header = ("invoice.invoice_id", "customer_id", "invoice_date", "currency", "amount_open")

    assert mapping_of_header("invoices", header, "a.csv", VOCABULARY).keys == {
        "invoice_id",
        "customer_id",
        "invoice_date",
        "currency",
        "amount_open",
    }


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (("invoice_id", "Klant"), "column `Klant` of `a.csv` is no fact"),
        (("invoice_id", "customer_id", "invoice_date"), "has no column `currency`"),
        (("invoice_id", "invoice.invoice_id"), "in two columns"),
    ],
)
def test_without_a_mapping_another_header_is_refused_with_the_way_out(header, words):
    with pytest.raises(UnusableInput, match=words):
        mapping_of_header("invoices", header, "a.csv", VOCABULARY)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (
            (
                "Factuurnummer;Debiteurnr;Factuurdatum;Vervaldatum;Bedrag;Openstaand;Valuta\n"
                "F1;100;13-04-2026;13-05-2026;1.234,50;1.234,50;EUR\n"
            ),
            [
                'delimiter: ";"',
                "dates: DD-MM-YYYY",
                'decimal: ","',
                'thousands: "."',
                "due_date: Vervaldatum",
                "currency: Valuta",
            ],
        ),
        (
            "doc_id,cust_number,document_date,due date,total open amount,Ccy\n19305.0,1,1/2/2020,2/13/2020,5.125,USD\n",
            [
                "invoice_id: {column: doc_id, as: whole number}",
                "dates: M/D/YYYY",
                'due_date: "due date"',
                "currency: Ccy",
                'amount_open: "total open amount"',
            ],
        ),
        (
            "invoice no,customer,invoice date,due date,amount,paid date\n1,a,03-04-2026,05-06-2026,10.00,\n",
            [
                "AMBIGUOUS: the dates also fit MM-DD-YYYY",
                'paid_at: "paid date"  # empty',
                "constants: {currency: EUR}  # no column",
            ],
        ),
    ],
)
def test_a_draft_reads_the_file_says_its_doubts_and_checks(tmp_path, content, lines):
    path = tmp_path / "export.csv"
    path.write_text(content)
    draft = draft_mapping(path)

    assert [line for line in lines if line not in draft] == []
    assert parse_mapping("m.yaml", draft, VOCABULARY)[1] == ()


def test_a_draft_of_titles_that_yaml_would_misread_still_checks(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(
        'invoice,customer,invoice date,amount,"no","a: b","# x","{y}","",null\n1,a,2026-01-31,1.00,1,2,3,"x\ny",5,6\n'
    )
    made, found = parse_mapping("m.yaml", draft_mapping(path), VOCABULARY)

    assert made is None
    assert [finding.code for finding in found] == [Code.MAPPING_INCOMPLETE]


POLICIES = Path(__file__).parents[3] / "policies"
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("ledger-*/mapping*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_examples_parse_and_fit_the_schema(path):
    text = path.read_text(encoding="utf-8")
    jsonschema.validate(yaml.safe_load(text), mapping_schema())

    own = path.parent / "policy"
    vocabulary = Policy.load(own if own.exists() else POLICIES / "nl-b2b").program(None).vocabulary
    assert parse_mapping(path.name, text, vocabulary)[1] == ()


def test_there_are_examples():
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize(
    ("old", "new"), [("  columns:", "  column:"), ("language: 1", "language: 2"), ("none: [", "none: [1, ")]
)
def test_the_schema_refuses_what_the_parser_refuses(old, new):
    wrong = yaml.safe_load(MAPPING.replace(old, new))

    assert list(jsonschema.Draft202012Validator(mapping_schema()).iter_errors(wrong))
