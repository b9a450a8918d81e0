"""`creditpolicy test` as a user has it: what passes, what fails and why, and what was reached."""

from xml.etree import ElementTree

import pytest

from tests.cli.written_tests import HEAD, INSOLVENT

WRONG_DECISION = """
tests:
  - name: a customer & <friend> is "accepted"
    given: {customer: {insolvency_flag: true}}
    expect: {accept: {acceptance: accept}}
"""


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
