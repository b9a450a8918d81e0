"""Analyses. Input: `Policy` and `Program`. Output: findings, each with a replayed case. Knows no report."""

from creditpolicy.analysis.all_analyses import analyse
from creditpolicy.analysis.space import Spaces
from creditpolicy.analysis.tables import check_tables
from creditpolicy.analysis.totality import with_totals

__all__ = ["Spaces", "analyse", "check_tables", "with_totals"]
