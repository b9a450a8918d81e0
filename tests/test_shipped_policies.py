"""The policies that come with the project pass their own tests, which reach as much of them as is said here."""

from fractions import Fraction
from pathlib import Path

import pytest

from creditpolicy.loading import load_version
from creditpolicy.sources import list_tests, list_versions
from creditpolicy.testing import Results, run_tests

POLICIES = Path(__file__).parents[1] / "policies"
LEAST = {"eu-wholesale": (100, 100), "nl-b2b": (100, 100), "nl-consumer": (100, 100), "starter": (100, 100)}
"""By policy, the least percentage of rows that decide a test, and of sides of thresholds that are tested."""


def versions() -> list[object]:
    found: list[object] = []
    for folder in sorted(path for path in POLICIES.iterdir() if path.is_dir()):
        listed = list_versions(folder)
        assert isinstance(listed, tuple)
        found += [pytest.param(root, name, id=str(root.relative_to(POLICIES))) for root, name in listed]
    return found


def run(root: Path, name: str) -> Results:
    files = list_tests(root)
    assert isinstance(files, tuple)
    tested = run_tests(root, files[0], load_version(root, name))
    assert tested.diagnostics == ()
    assert tested.results is not None
    return tested.results


@pytest.mark.parametrize(("root", "name"), versions())
def test_a_policy_passes_its_tests_and_they_reach_it(root: Path, name: str):
    results = run(root, name)
    coverage = results.coverage
    rows, sides = LEAST[root.relative_to(POLICIES).parts[0]]

    assert [(test.name, test.mismatches) for test in results.tests if not test.passed] == []
    assert results.tests
    assert [row.name for row in coverage.rows if row.is_open] == [] or rows < 100
    assert [one.text for one in coverage.thresholds if one.sides < 2] == [] or sides < 100
    assert Fraction(*coverage.rows_reached) * 100 >= rows
    assert Fraction(*coverage.sides_reached) * 100 >= sides


def test_every_policy_says_how_much_its_tests_reach():
    assert {path.name for path in POLICIES.iterdir() if path.is_dir()} == set(LEAST)
