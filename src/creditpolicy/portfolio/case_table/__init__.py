"""A table of cases. Input: a file with a row for each case, a decision point. Output: files of decisions.

Rows are decided by columns, some hundred thousand at a time. Knows no rules, and nothing of reports.
"""

from creditpolicy.portfolio.case_table.run import CaseRun, CasesDecided, decide_cases

__all__ = ["CaseRun", "CasesDecided", "decide_cases"]
