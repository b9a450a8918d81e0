"""Test results as plain data: the same keys and the same order whatever came out."""

from typing import Any

from creditpolicy.decision.trace import place_text
from creditpolicy.testing import Coverage, Result, Results
from creditpolicy.testing.coverage import percentage


def results_json(results: Results) -> dict[str, Any]:
    """One version of a policy."""
    failed = sum(not test.passed for test in results.tests)
    return {
        "policy": results.policy,
        "version": results.version,
        "passed": len(results.tests) - failed,
        "failed": failed,
        "tests": [_test(test) for test in results.tests],
        "coverage": _coverage(results.coverage),
    }


def _test(test: Result) -> dict[str, Any]:
    return {
        "name": test.name,
        "at": place_text(test.at),
        "passed": test.passed,
        "mismatches": [
            {
                "path": one.path,
                "expected": one.expected,
                "found": one.found,
                "as_of": one.on,
                "at": place_text(one.at),
            }
            for one in test.mismatches
        ],
        "why": [
            {
                "row": one.row,
                "at": place_text(one.at),
                "text": {"nl": one.text.nl, "en": one.text.en},
                "because": one.because,
                "about": one.about,
            }
            for one in test.why
        ],
        "missing": list(test.missing),
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "rows": {
            **_share(*coverage.rows_reached),
            "all": [
                {"row": row.name, "at": place_text(row.at), "tests": row.tests, "unreachable": row.excused}
                for row in coverage.rows
            ],
        },
        "thresholds": {
            **_share(*coverage.sides_reached),
            "exact": sum(one.exact for one in coverage.thresholds),
            "all": [
                {
                    "text": one.text,
                    "row": one.row,
                    "at": place_text(one.at),
                    "held": one.held,
                    "failed": one.failed,
                    "exact": one.exact,
                }
                for one in coverage.thresholds
            ],
        },
    }


def _share(reached: int, of: int) -> dict[str, Any]:
    return {"reached": reached, "of": of, "percentage": percentage(reached, of)}
