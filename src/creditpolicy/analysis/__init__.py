"""Analyses. Input: `Policy` and `Program`. Output: findings, each with a case that was decided to show it. Knows no report."""

from creditpolicy.analysis.tables import analyse

__all__ = ["analyse"]
