"""How an expectation is compared with what was decided."""

from pathlib import Path

import pytest

from creditpolicy.loading import load_version
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.testing import Result, run_tests
from creditpolicy.testing.equality import equals
from tests.unit.testing.test_pages import POLICY

FACTS = """
as_of: 2026-06-10
tests:
  - name: a
    given:
      customer: {segment: regular, insolvency_flag: false, email: a@example.com}
      invoices:
        - {invoice_id: F1, invoice_date: 2026-05-04, due_date: 2026-06-02, amount_open: 100 EUR}
        - {invoice_id: customer, invoice_date: 2026-05-04, due_date: 2026-07-02, amount_open: 0 EUR}
      contacts: []
      promises: []
      disputes: []
"""


def result(folder: Path, expected: str, policy: str = POLICY) -> Result:
    (folder / "tests").mkdir()
    (folder / "policy.yaml").write_text(policy, encoding="utf-8")
    (folder / "tests" / "a_test.yaml").write_text(f"{FACTS}    expect: {expected}\n", encoding="utf-8")
    version = load_version(folder, "policy.yaml")
    tested = run_tests(folder, ("tests/a_test.yaml",), version)
    assert tested.results is not None, tested.diagnostics
    (one,) = tested.results.tests
    return one


@pytest.mark.parametrize(
    "expected",
    [
        "{collect: {F1: {step: friendly, due_now: true}}}",
        "{collect: {invoices: {F1: {step: friendly}}, customer: {invoices_due: 1}}}",
        "{collect: {invoices: {customer: {stopped: paid}}}}",
        "{collect: {status: decided, missing: [], customer: {invoices_due: 1}}}",
        "{collect: {F1: {reasons: [reminders.standard.friendly], not_reasons: [reminders.stops.paid]}}}",
        "{collect: {reasons: [reminders.stops.paid], deciding: [reminders.stops.paid, reminders.stops.goes_on]}}",
        "{collect: {F1: {announces: {action: null}}}}",
        "{collect: {F1: {announces: null, on: 2026-06-05}}}",
    ],
)
def test_what_comes_out_may_be_expected(tmp_path: Path, expected: str):
    assert result(tmp_path, expected).passed


@pytest.mark.parametrize(
    ("expected", "wrong"),
    [
        ("{collect: {customer: {letter: {step: friendly, total: 100 EUR}}}}", []),
        ("{collect: {customer: {letter: {step: call, total: 100 EUR}}}}", ["collect.customer.letter.step"]),
    ],
)
def test_what_stands_deeper_may_be_expected_too(tmp_path: Path, expected: str, wrong: list[str]):
    one_letter = POLICY.replace("reminders:\n", "reminders:\n  consolidate: {per: customer, tone: highest}\n", 1)

    assert [one.path for one in result(tmp_path, expected, one_letter).mismatches] == wrong


def test_the_names_inside_the_letter_of_a_payer_are_known(tmp_path: Path):
    per_payer = POLICY.replace("reminders:\n", "reminders:\n  consolidate: {per: payer, tone: highest}\n", 1)
    expected = "{collect: {customer: {payer_letters: {P-1: {stepp: null}}}}}"

    with pytest.raises(AssertionError, match="unknown answer `stepp`"):
        result(tmp_path, expected, per_payer)


@pytest.mark.parametrize(
    ("expected", "path", "found"),
    [
        ("{collect: {F1: {step: call}}}", "collect.F1.step", "friendly"),
        ("{collect: {F1: {due_now: false}}}", "collect.F1.due_now", "true"),
        ("{collect: {F1: {announces: {action: hand_over}}}}", "collect.F1.announces.action", "null"),
        ("{collect: {F2: {step: call}}}", "collect.F2", "answers for F1, customer (near: F1)"),
        ("{collect: {F1: {reasons: [reminders.stops.paid]}}}", "collect.F1.reasons", None),
        ("{collect: {F1: {not_reasons: [reminders.standard.friendly]}}}", "collect.F1.not_reasons", None),
        ("{collect: {missing: [customer.segment]}}", "collect.missing", "[]"),
        ("{collect: {customer: {invoices_due: [1]}}}", "collect.customer.invoices_due", "1"),
        ("{error: insolvency_flag}", "error", "the facts are accepted"),
    ],
)
def test_anything_else_is_a_mismatch_with_its_path(tmp_path: Path, expected: str, path: str, found: str | None):
    (mismatch,) = result(tmp_path, expected).mismatches

    assert mismatch.path == path
    assert found in {None, mismatch.found}


def test_only_the_record_that_is_wrong_is_explained(tmp_path: Path):
    why = result(tmp_path, "{collect: {F1: {step: call}}}").why

    assert {one.about for one in why} == {"invoices[0]"}
    assert all(one.at.file == "policy.yaml" for one in why)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("20000 EUR", "20000.00 EUR"),
        ("20000.0 EUR", "20000.00 EUR"),
        ("40%", "0.40"),
        ("89.5", "89.50"),
        ("3", 3),
        ("true", True),
        ("null", None),
        ("2026-06-01", "2026-06-01"),
        ("007", "007"),
    ],
)
def test_a_value_is_what_it_says(written: str, found):
    assert equals(Scalar(written, None, "plain", ()), found)  # type: ignore[arg-type]  # no place is looked at


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("20000 USD", "20000.00 EUR"),
        ("20000", "20000.00 EUR"),
        ("20000.01 EUR", "20000.00 EUR"),
        ("7", "007"),
        ("yes", True),
        ("1", True),
        ("none", None),
        ("0", None),
        ("null", "null and void"),
        ("4", 3),
    ],
)
def test_and_nothing_else(written: str, found):
    assert not equals(Scalar(written, None, "plain", ()), found)  # type: ignore[arg-type]  # no place is looked at
