"""`creditpolicy test` as a user has it: what passes, what fails and why, and what is said of unusable input."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

HEAD = "as_of: 2026-06-01\n"
INSOLVENT = """
tests:
  - name: an insolvent customer is declined
    given: {customer: {insolvency_flag: true}}
    expect: {accept: {acceptance: decline, reasons: [INSOLVENT]}}
"""
WRONG_DECISION = """
tests:
  - name: a customer & <friend> is "accepted"
    given: {customer: {insolvency_flag: true}}
    expect: {accept: {acceptance: accept}}
"""


@pytest.fixture
def written(begun: Path):
    """Write the one file of tests of the policy in `my`."""

    def write(text: str, name: str = "a_test.yaml") -> Path:
        folder = begun / "my" / "tests"
        for other in folder.iterdir():
            other.unlink()
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.usefixtures("begun")
def test_what_init_makes_passes_and_reaches_everything(cli):
    answer = cli("test", "my", "--fail-under", "100")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.endswith("my-policy 1: 14 tests, 14 passed\n")


def test_the_failing_test_of_init_fails_as_it_says(cli, begun):
    path = begun / "my" / "tests" / "policy_test.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("\n#  ", "\n  "), encoding="utf-8")

    answer = cli("test", "my")

    assert answer.code == 1
    assert "FAILED: a new customer may pay after 30 days\n" in answer.out
    assert "    expected: net_30\n    found: net_14\n" in answer.out
    assert "[terms.small]  my/policy.yaml:" in answer.out


def test_a_failure_shows_both_values_the_reason_and_its_place(cli, written):
    written(HEAD + WRONG_DECISION)
    answer = cli("test", "my")

    assert answer.code == 1
    assert answer.out.startswith(
        'FAILED: a customer & <friend> is "accepted"\n'
        "  my/tests/a_test.yaml:4:11\n"
        "  accept.acceptance (as of 2026-06-01)  my/tests/a_test.yaml:6:35\n"
        "    expected: accept\n"
        "    found: decline\n"
        "  why:\n"
        "    - The customer is insolvent [acceptance.insolvency]  my/policy.yaml:31:12\n"
    )
    assert "\x1b" not in answer.out


def test_dutch_is_spoken(cli, written):
    written(HEAD + WRONG_DECISION)
    answer = cli("test", "my", "--lang", "nl")

    assert "MISLUKT" in answer.out
    assert "De klant is insolvent" in answer.out


def test_what_was_missing_is_named(cli, written):
    written(HEAD + "tests: [{name: nothing known, expect: {accept: {status: decided}}}]\n")
    answer = cli("test", "my")

    assert "  missing: customer." in answer.out


def test_facts_that_are_refused_are_shown_where_they_stand(cli, written):
    written(HEAD + "tests: [{name: a, given: {order: {amount: plenty}}, expect: {accept: {acceptance: accept}}}]\n")
    answer = cli("test", "my")

    assert answer.code == 1
    assert "  order.amount (as of 2026-06-01)  my/tests/a_test.yaml:2:35\n" in answer.out
    assert "    found: `plenty`, wanted an amount (write" in answer.out


def test_the_source_of_a_row_of_the_law_is_told_once(cli, written, begun):
    policy = begun / "my" / "policy.yaml"
    charges = (
        "charges:\n  if_undecided: none\n  rules:\n    - id: all\n      otherwise: true\n"
        "      interest: {rates: nl_commercial_interest}\n"
    )
    policy.write_text(policy.read_text("utf-8") + charges, encoding="utf-8")
    invoice = "{invoice_id: F1, due_date: 2026-05-01, amount_open: 100 EUR}"
    written(
        HEAD
        + f"tests: [{{name: a, given: {{invoices: [{invoice}]}}, expect: {{charges: {{F1: {{answer: none}}}}}}}}]\n"
    )

    answer = cli("test", "my")

    assert "nl_commercial_interest from 2026-01-01" in answer.out
    assert answer.out.count("Conduction Shillinq") == 1


def test_json_is_stable(cli, written):
    written(HEAD + WRONG_DECISION)
    first, second = cli("test", "my", "--format", "json"), cli("test", "my", "--format", "json")
    policy = first.json()["policies"][0]

    assert first == second
    assert (first.code, first.json()["ok"]) == (1, False)
    assert list(policy) == ["policy", "version", "passed", "failed", "tests", "coverage"]
    assert policy["tests"][0]["mismatches"] == [
        {
            "path": "accept.acceptance",
            "expected": "accept",
            "found": "decline",
            "as_of": "2026-06-01",
            "at": "tests/a_test.yaml:6:35",
        }
    ]


def test_junit_is_xml_with_a_case_for_each_test(cli, written):
    written(HEAD + WRONG_DECISION + INSOLVENT.replace("tests:\n", ""))
    answer = cli("test", "my", "--format", "junit")
    root = ElementTree.fromstring(answer.out)  # noqa: S314 - our own output
    (suite,) = root
    failed, passed = suite

    assert answer.code == 1
    assert (root.tag, suite.tag, failed.tag) == ("testsuites", "testsuite", "testcase")
    assert (root.attrib["tests"], root.attrib["failures"]) == ("2", "1")
    assert (suite.attrib["tests"], suite.attrib["failures"]) == ("2", "1")
    assert failed.attrib["name"] == 'a customer & <friend> is "accepted"'
    assert failed.attrib["classname"] == "my-policy.tests.a_test"
    assert [child.tag for child in failed] == ["failure"]
    assert failed[0].attrib["message"] == "accept.acceptance: expected accept, found decline"
    assert "The customer is insolvent" in (failed[0].text or "")
    assert list(passed) == []


def test_a_part_can_be_run(cli, written):
    written(HEAD + WRONG_DECISION + INSOLVENT.replace("tests:\n", ""))
    answer = cli("test", "my", "-k", "DECLINED")

    assert answer.code == 0
    assert answer.out == "my-policy 1: 1 test of 2 in the files, 1 passed\n"


def test_one_file_can_be_run(cli, written):
    path = written(HEAD + INSOLVENT)

    assert cli("test", path).code == 0


def test_too_little_reached_fails_and_says_so(cli, written):
    written(HEAD + INSOLVENT)
    answer = cli("test", "my", "--fail-under", "50")

    assert answer.code == 1
    assert "under the 50 % that was asked for" in answer.err


def test_enough_reached_passes(cli, written):
    written(HEAD + INSOLVENT)

    assert cli("test", "my", "--fail-under", "0").code == 0


def test_a_row_excused_without_need_fails(cli, written):
    written(HEAD + "unreachable: {acceptance.insolvency: nobody is}\n" + INSOLVENT)
    answer = cli("test", "my")

    assert answer.code == 1
    assert "FAILED: unreachable / acceptance.insolvency" in answer.out


def test_all_faults_are_told_at_once(cli, written):
    written("tests:\n  - {name: a, use: x, expect: {acept: {}}}\n  - {name: a, expct: {}}\n")
    answer = cli("test", "my")

    assert answer.code == 2
    for said in ("unknown fixture `x`", "did you mean `accept`?", "did you mean `expect`?", "is used twice"):
        assert said in answer.err
    assert "has no `as_of`" in answer.err


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


def test_each_version_runs_its_own_tests(cli, begun):
    versions = begun / "both"
    (begun / "my").rename(begun / "one")
    versions.mkdir()
    (begun / "one").rename(versions / "one")
    policy = (versions / "one" / "policy.yaml").read_text("utf-8")
    (versions / "two" / "tests").mkdir(parents=True)
    (versions / "one" / "policy.yaml").write_text(
        policy.replace("{from: 2026-01-01}", "{from: 2026-01-01, to: 2026-06-30}"), encoding="utf-8"
    )
    (versions / "two" / "policy.yaml").write_text(
        policy.replace('version: "1"', 'version: "2"').replace("{from: 2026-01-01}", "{from: 2026-07-01}"),
        encoding="utf-8",
    )
    (versions / "two" / "tests" / "b_test.yaml").write_text("as_of: 2026-07-01" + INSOLVENT, encoding="utf-8")

    answer = cli("test", versions)

    assert answer.code == 0
    assert "my-policy 1: 14 tests, 14 passed\n" in answer.out
    assert "my-policy 2: 1 test, 1 passed\n" in answer.out


def test_a_stretch_of_days_fails_on_the_day_that_is_wrong(cli, written):
    written(
        "tests:\n  - name: a\n    given: {customer: {segment: regular, insolvency_flag: false}, "
        "invoices: [{invoice_id: F1, invoice_date: 2026-05-04, due_date: 2026-06-02, amount_open: 1 EUR}], "
        "contacts: [], promises: [], disputes: []}\n"
        "    days:\n      - {on: 2026-06-03, until: 2026-06-05, expect: {collect: {F1: {due_now: false}}}}\n"
    )
    answer = cli("test", "my")

    assert answer.code == 1
    assert "FAILED: a / 2026-06-03 to 2026-06-05\n" in answer.out
    assert answer.out.count("collect.F1.due_now (as of ") == 1
    assert "collect.F1.due_now (as of 2026-06-05)" in answer.out


def test_a_test_under_given_may_name_its_fixture_and_its_day(cli, written):
    written(
        "fixtures: {one: {customer: {insolvency_flag: true}}}\n"
        "tests:\n  - name: a\n    given: {use: [one], as_of: 2026-06-01}\n    expect: {accept: {acceptance: decline}}\n"
    )

    assert cli("test", "my").code == 0


def test_no_sign_of_a_test_acts_on_a_terminal_or_breaks_the_xml(cli, written):
    written(HEAD + 'tests: [{name: "a \\e[31m \\0 ]]>", expect: {accept: {acceptance: decline}}}]\n')

    assert "\x1b" not in cli("test", "my").out
    assert ElementTree.fromstring(cli("test", "my", "--format", "junit").out).tag == "testsuites"  # noqa: S314 - as above


def test_what_is_not_covered_is_listed_with_its_place(cli, written):
    written(HEAD + INSOLVENT)
    answer = cli("test", "my")

    assert "Decided no test:\n  my/policy.yaml:" in answer.out
    assert "  terms.regular\n" in answer.out
    assert "  acceptance.insolvency\n" not in answer.out
    assert "customer.relationship_months < 6 [segments.new], neither side\n" in answer.out
