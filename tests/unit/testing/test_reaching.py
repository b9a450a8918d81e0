"""What counts as reached: rows that decided, and sides of thresholds where they mattered."""

from pathlib import Path

import pytest

from creditpolicy.loading import load_version
from creditpolicy.testing import Coverage, run_tests

HEAD = 'policy: p\nlanguage: 1\nversion: "1"\ncurrency: EUR\n'
TABLE = """
decisions:
  ask:
    outputs: {answer: {type: enum, values: [a, b, c]}}
    hit: first
    table: |
      order.amount (EUR) | customer.avg_days_late || answer
      > 100              | -                      || a
      > 50               | [1..5]                 || b
      -                  | -                      || c
    if_undecided: {answer: c}
"""


def reached(folder: Path, policy: str, *cases: str, head: str = "") -> Coverage:
    """What tests of these facts reach; each asks the point `ask`."""
    tests = "".join(
        f"  - {{name: t{index}, given: {case}, expect: {{ask: {{status: decided}}}}}}\n"
        for index, case in enumerate(cases)
    )
    (folder / "tests").mkdir()
    (folder / "policy.yaml").write_text(HEAD + policy, encoding="utf-8")
    (folder / "tests" / "a_test.yaml").write_text(f"as_of: 2026-06-01\n{head}tests:\n{tests}", encoding="utf-8")
    loaded = load_version(folder, "policy.yaml")
    assert loaded.program is not None, loaded.diagnostics
    tested = run_tests(folder, ("tests/a_test.yaml",), loaded)
    assert tested.results is not None, tested.diagnostics
    assert tested.results.passed, tested.results.tests
    return tested.results.coverage


def sides(coverage: Coverage) -> dict[str, tuple[str | None, str | None]]:
    return {one.text: (one.held, one.failed) for one in coverage.thresholds}


def rows(coverage: Coverage) -> dict[str, int]:
    return {row.name: row.tests for row in coverage.rows}


def case(amount: str, late: str) -> str:
    return f"{{order: {{amount: {amount} EUR}}, customer: {{avg_days_late: {late}}}}}"


def test_a_row_is_reached_where_it_decided(tmp_path: Path):
    coverage = reached(tmp_path, TABLE, case("101", "0"), case("60", "0"), case("40", "0"))

    assert rows(coverage) == {"ask.1": 1, "ask.2": 0, "ask.3": 2}
    assert coverage.rows_reached == (2, 3)


def test_a_range_is_two_thresholds(tmp_path: Path):
    coverage = reached(tmp_path, TABLE, case("60", "3"))

    assert [one for one in sides(coverage) if ".." in one] == [
        "customer.avg_days_late [1..5], <= 5 days",
        "customer.avg_days_late [1..5], >= 1 day",
    ]


HEADERS = """
decisions:
  ask:
    outputs: {answer: {type: enum, values: [a, b, c]}}
    hit: first
    table: |
      customer.avg_days_late | order.amount > 100 EUR || answer
      > 30                   | -                      || a
      -                      | true                   || b
      -                      | -                      || c
    if_undecided: {answer: c}
"""


@pytest.mark.parametrize(
    ("cases", "seen"),
    [
        ((case("101", "0"), case("100", "0")), ("101.00 EUR", "100.00 EUR")),
        ((case("101", "0"),), ("101.00 EUR", None)),
        ((case("101", "31"), case("100", "31")), (None, None)),
    ],
)
def test_a_question_in_a_header_is_reached_where_another_row_would_answer(
    tmp_path: Path, cases: tuple[str, ...], seen: tuple[str | None, str | None]
):
    assert sides(reached(tmp_path, HEADERS, *cases))["order.amount > 100 EUR"] == seen


def test_a_threshold_behind_a_row_that_holds_does_not_matter(tmp_path: Path):
    coverage = reached(tmp_path, TABLE, case("101", "3"))

    assert sides(coverage)["order.amount > 100"] == ("101.00 EUR", None)
    assert sides(coverage)["order.amount > 50"] == (None, None)


def test_a_threshold_beside_a_test_that_fails_does_not_matter(tmp_path: Path):
    coverage = reached(tmp_path, TABLE, case("40", "3"), case("60", "9"))

    assert sides(coverage)["order.amount > 50"] == (None, "40.00 EUR")
    assert sides(coverage)["customer.avg_days_late [1..5], <= 5 days"] == (None, "9 days")
    assert sides(coverage)["customer.avg_days_late [1..5], >= 1 day"] == (None, None)


def test_the_nearest_values_are_told_and_neighbours_are_exact(tmp_path: Path):
    coverage = reached(tmp_path, TABLE, *(case(amount, "3") for amount in ("500", "100.01", "100", "70")))
    (first,) = [one for one in coverage.thresholds if one.text == "order.amount > 100"]

    assert (first.held, first.failed, first.exact) == ("100.01 EUR", "100.00 EUR", True)


def test_values_further_apart_are_not_exact(tmp_path: Path):
    coverage = reached(tmp_path, TABLE, case("100.02", "3"), case("100", "3"))

    assert [one.exact for one in coverage.thresholds if one.text == "order.amount > 100"] == [False]


DEFINED = """
definitions:
  customer.slow:
    is:
      any:
        - customer.avg_days_late > 10
        - customer.late_count_24m >= 2
  customer.large_open: count(invoice where invoice.amount_open > 1000 EUR)
decisions:
  ask:
    outputs: {answer: {type: enum, values: [a, b]}}
    hit: first
    table: |
      customer.slow | customer.large_open || answer
      true          | > 0                 || a
      -             | -                   || b
    if_undecided: {answer: b}
"""


def known(late: int, count: int, amount: int) -> str:
    customer = f"customer: {{avg_days_late: {late}, late_count_24m: {count}}}"
    return f"{{{customer}, invoices: [{{invoice_id: F1, amount_open: {amount} EUR}}]}}"


def test_thresholds_of_definitions_count_and_of_two_that_hold_none_matters(tmp_path: Path):
    both = sides(reached(tmp_path, DEFINED, known(11, 2, 1001)))

    assert both["customer.avg_days_late > 10"] == (None, None)
    assert both["customer.late_count_24m >= 2"] == (None, None)
    assert both["invoice.amount_open > 1000 EUR"] == ("1001.00 EUR", None)


def test_one_that_holds_alone_matters(tmp_path: Path):
    found = sides(reached(tmp_path, DEFINED, known(11, 1, 1001), known(10, 1, 1000)))

    assert found["customer.avg_days_late > 10"] == ("11 days", "10 days")
    assert found["customer.late_count_24m >= 2"] == (None, "1")
    assert found["invoice.amount_open > 1000 EUR"] == ("1001.00 EUR", "1000.00 EUR")
    assert found["customer.large_open > 0"] == ("1", None)


def test_what_is_not_known_is_on_no_side(tmp_path: Path):
    found = sides(reached(tmp_path, DEFINED, "{customer: {avg_days_late: 12}, invoices: []}"))

    assert found["customer.late_count_24m >= 2"] == (None, None)
    assert found["customer.avg_days_late > 10"] == (None, None)


def test_a_row_with_an_excuse_is_not_counted(tmp_path: Path):
    coverage = reached(tmp_path, TABLE, case("101", "0"), head="unreachable: {ask.2: for the example}\n")

    assert coverage.rows_reached == (1, 2)
    assert [row.name for row in coverage.rows if row.is_open] == ["ask.3"]


@pytest.mark.parametrize("late", ["0", "3"])
def test_the_standard_vocabulary_has_no_thresholds_of_the_author(tmp_path: Path, late: str):
    coverage = reached(tmp_path, TABLE, case("60", late))

    assert {one.at.file for one in coverage.thresholds} == {"policy.yaml"}
