"""A whole ledger. Input: foreign files, a mapping, a function that decides. Output: files of decisions, `Summary`.

Knows no rules, and nothing of reports.
"""

from creditpolicy.portfolio.draft_mapping import draft_mapping
from creditpolicy.portfolio.from_mapping import parse_mapping
from creditpolicy.portfolio.mapping import LedgerMapping
from creditpolicy.portfolio.mapping_schema import mapping_schema
from creditpolicy.portfolio.outputs import output_schemas
from creditpolicy.portfolio.run import Engine, Target, run
from creditpolicy.portfolio.summary import PolicyHeader, Summary
from creditpolicy.portfolio.unusable import UnusableInput, UnusableMapping

__all__ = [
    "Engine",
    "LedgerMapping",
    "PolicyHeader",
    "Summary",
    "Target",
    "UnusableInput",
    "UnusableMapping",
    "draft_mapping",
    "mapping_schema",
    "output_schemas",
    "parse_mapping",
    "run",
]
