"""Tests of a policy. Input: a version of it and its test files. Output: results, coverage. Knows nothing of reports."""

from creditpolicy.testing.coverage import Coverage, RowCovered, ThresholdCovered
from creditpolicy.testing.results import Mismatch, Result, Results, Why
from creditpolicy.testing.running import Tested, run_tests

__all__ = [
    "Coverage",
    "Mismatch",
    "Result",
    "Results",
    "RowCovered",
    "Tested",
    "ThresholdCovered",
    "Why",
    "run_tests",
]
