"""`creditpolicy test`: what is said of files, sheets and arguments that are of no use."""

import json

import pytest

from tests.cli.written_tests import HEAD, INSOLVENT

ONE = "tests: [{name: a, expect: {accept: {acceptance: refer}}, "
WRONG = {
    "not YAML": ("tests: [", "CP010"),
    "empty": ("", "CP017"),
    "a list": ("- a", "expected keys with values, got a list"),
    "no tests": (HEAD + "tests: []\n", "the file has no tests"),
    "no key tests": (HEAD, "missing key `tests`"),
    "unknown key": (HEAD + "test: []\n", "did you mean `tests`?"),
    "no day": (ONE + "}]", "has no `as_of`"),
    "a wrong day": ("as_of: 1-6-2026\n" + ONE + "}]", "expected a date, got `1-6-2026`"),
    "a day of no century": ("as_of: 0026-06-01\n" + ONE + "}]", "wanted a day from 1900-01-01"),
    "no name": (HEAD + "tests: [{expect: {accept: {}}}]", "missing key `name`"),
    "no expectation": (HEAD + "tests: [{name: a}]", "`a` expects nothing"),
    "an empty expectation": (HEAD + "tests: [{name: a, expect: {}}]", "nothing is expected here"),
    "an expectation in words": (HEAD + "tests: [{name: a, expect: decline}]", "got `decline`"),
    "what the policy works out": (
        HEAD + "tests:\n  - name: a\n    each: |\n      invoice.payable_by || acceptance\n      2026-01-31 || refer\n",
        "the policy works out `invoice.payable_by`, it can't be given",
    ),
    "an unknown fact": (HEAD + ONE + "given: {customer: {insolvency_flg: true}}}]", "did you mean `insolvency_flag`?"),
    "an unknown record": (HEAD + ONE + "given: {costumer: {}}}]", "did you mean `customer`?"),
    "a record as list": (HEAD + ONE + "given: {customer: []}}]", "expected the facts of `customer`, got a list"),
    "a list as record": (HEAD + ONE + "given: {invoices: {}}}]", "expected a list of `invoices`"),
    "an unknown answer": (HEAD + "tests: [{name: a, expect: {accept: {accepted: 1}}}]", "unknown answer `accepted`"),
    "an unknown answer of invoices": (
        HEAD + "tests: [{name: a, expect: {collect: {F1: {stp: call}}}}]",
        "did you mean `step`?",
    ),
    "an unknown answer of the customer": (
        HEAD + "tests: [{name: a, expect: {collect: {customer: {invoice_due: 1}}}}]",
        "did you mean `invoices_due`?",
    ),
    "a wrong status": (HEAD + "tests: [{name: a, expect: {accept: {status: undecidd}}}]", "did you mean `undecided`?"),
    "a word for an invoice": (
        HEAD + "tests: [{name: a, expect: {collect: {F1: call}}}]",
        "expected the answers for `F1`",
    ),
    "an unknown answer in a table, told once, at its header": (
        HEAD + "tests:\n  - name: a\n    each: |\n      order.amount || accept.foo\n      1 || x\n      2 || x\n",
        "unknown answer `foo`\n --> tests/a_test.yaml:5:23\n",
    ),
    "a column twice": (
        HEAD
        + "tests:\n  - name: a\n    each: |\n      order.amount || review.segment | review.segment\n      1 || x | y\n",
        "the column `review.segment` stands twice",
    ),
    "no fixtures": (HEAD + ONE + "use: x}]", "the file has none"),
    "reasons in a word": (HEAD + "tests: [{name: a, expect: {accept: {reasons: X}}}]", "expected a list"),
    "an error beside a decision": (HEAD + "tests: [{name: a, expect: {error: x, accept: {}}}]", "`error` stands alone"),
    "each and boundary": (HEAD + ONE + "each: [], boundary: {fact: order.amount, at: 1}}]", "in one test"),
    "no variations": (HEAD + ONE + "each: []}]", "found no variations"),
    "an unknown column": (
        HEAD + "tests:\n  - name: a\n    each: |\n      order.amont || acceptance\n      1 || refer\n",
        "did you mean `order.amount`?",
    ),
    "a line of another width": (
        HEAD + "tests:\n  - name: a\n    each: |\n      order.amount || acceptance\n      1 | 2 || refer\n",
        "2 cells before `||` under 1 header",
    ),
    "a boundary of words": (
        HEAD + ONE + "boundary: {fact: customer.legal_name, at: x, below: {accept: {}}, from: {accept: {}}}}]",
        "has no neighbouring values",
    ),
    "a boundary in words": (
        HEAD + ONE + "boundary: {fact: order.amount, at: much, below: {accept: {}}, from: {accept: {}}}}]",
        "expected the value of the threshold, got `much`",
    ),
    "two sides that don't meet": (
        HEAD + ONE + "boundary: {fact: order.amount, at: 1, below: {accept: {}}, above: {accept: {}}}}]",
        "expected `below` and `from`, or `up_to` and `above`",
    ),
    "days that go back": (
        "tests: [{name: a, expect: {accept: {}}, days: [{on: 2026-06-02}, {on: 2026-06-01}]}]",
        "a history goes forward",
    ),
    "too many days": (
        "tests: [{name: a, expect: {accept: {}}, days: [{on: 2026-06-02, until: 2126-06-01}]}]",
        "a stretch has at most 1,000",
    ),
    "a record that is added": (
        "tests: [{name: a, expect: {accept: {}}, days: [{on: 2026-06-02, add: {customer: {}}}]}]",
        "so nothing can be added to it",
    ),
    "a fixture outside the folder": (
        HEAD + "fixtures: {a: {yaml: ../secret.yaml}}\n" + ONE + "use: a}]",
        "leads out of the policy folder",
    ),
    "a fixture that is not there": (HEAD + "fixtures: {a: {yaml: a.yaml}}\n" + ONE + "use: a}]", "no file `a.yaml`"),
    "an absolute path": (
        HEAD + "fixtures: {a: {invoices: {csv: /a.csv}}}\n" + ONE + "use: a}]",
        "is an absolute path",
    ),
    "an excuse for nothing": (HEAD + "unreachable: {terms.smal: x}\n" + ONE + "}]", "did you mean `terms.small`?"),
    "an alias": (HEAD + "fixtures: {a: &x {customer: {}}}\n" + ONE + "}]", "CP013"),
    "a key twice": (HEAD + HEAD + ONE + "}]", "CP012"),
    "a tab": (HEAD + "tests:\n\t- a\n", "CP011"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_with_a_file_is_said_with_its_place(cli, written, what):
    text, said = WRONG[what]
    written(text)

    answer = cli("test", "my")

    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert "tests/a_test.yaml:" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "no file or folder `nowhere`"),
        (("my/tests/b_test.yaml",), "no file with tests"),
        (("my", "-k", "insolvency"), "no test has `insolvency` in its name"),
        (("my", "--fail-under", "101"), "wanted a percentage from 0 to 100"),
        (("my", "--fail-under", "many"), "wanted a percentage from 0 to 100"),
        (("my", "--fail-under", "-1"), "wanted a percentage from 0 to 100"),
        (("my", "-k", "insolvent", "--fail-under", "90"), "`-k` runs a part of the tests"),
        (("my", "--format", "xml"), "xml"),
        (("my/example",), "has no `policy.yaml`"),
    ],
)
@pytest.mark.usefixtures("begun")
def test_wrong_use_is_said(cli, arguments, said):
    answer = cli("test", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_policy_without_tests_says_where_they_belong(cli, begun):
    (begun / "my" / "tests" / "policy_test.yaml").unlink()
    answer = cli("test", "my")

    assert answer.code == 2
    assert "`my` has no tests" in answer.err
    assert "tests/NAME_test.yaml" in answer.err


def test_a_file_of_another_name_is_pointed_at(cli, written):
    written(HEAD + INSOLVENT, "acceptance.yaml")

    assert "`tests/acceptance.yaml` is not read: call it `tests/acceptance_test.yaml`" in cli("test", "my").err


def test_a_policy_in_error_is_told_as_always(cli, begun):
    path = begun / "my" / "policy.yaml"
    path.write_text(path.read_text("utf-8").replace("outcome: decline", "outcome: declin"), encoding="utf-8")
    answer = cli("test", "my")

    assert answer.code == 1
    assert "did you mean `decline`?" in answer.err


def test_errors_are_json_where_json_was_asked_for(cli, written):
    written(HEAD + "test: []")
    answer = cli("test", "my", "--format", "json")

    assert answer.code == 2
    assert {one["code"] for one in json.loads(answer.out)["error"]["diagnostics"]} == {"CP101", "CP806"}


def test_a_csv_fixture_is_read(cli, begun, written):
    (begun / "my" / "open.csv").write_text(
        "invoice_id;due_date;amount_open\nF1;2026-05-01;5000.01\nF2;;\n", encoding="utf-8"
    )
    written(
        HEAD + "fixtures: {far: {customer: {insolvency_flag: false, legal_name: A, registration_number: B}, "
        "invoices: {csv: open.csv}}}\n"
        "tests: [{name: a, use: far, given: {invoices: [{invoice_id: F1, due_date: 2026-05-01, amount_open: 1}]}, "
        "expect: {accept: {not_reasons: [OVERDUE]}}}, "
        "{name: b, use: far, expect: {collect: {F1: {status: undecided}, F2: {status: undecided}}}}]"
    )

    assert cli("test", "my").code == 0


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("", "is empty"),
        ("invoice_nr\nF1\n", "unknown `invoice` fact `invoice_nr`"),
        ("invoice_id,invoice_id\nF1,F1\n", "stands twice"),
        ("invoice_id,due_date\nF1\n", "found 1 cells under 2 columns"),
        ('invoice_id\n"F1\n', "is a quotation mark left open?"),
    ],
)
def test_what_is_wrong_with_a_csv_file_is_said_with_its_line(cli, begun, written, sheet, said):
    (begun / "my" / "open.csv").write_text(sheet, encoding="utf-8")
    written(HEAD + ONE + "given: {invoices: {csv: open.csv}}}]")
    answer = cli("test", "my")

    assert answer.code == 2
    assert said in answer.err
    assert "open.csv:" in answer.err
