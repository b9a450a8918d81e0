"""A whole ledger. Input: foreign files, a mapping, a function that decides. Output: files of decisions, `Summary`.

Knows no rules, and nothing of reports.
"""

from creditpolicy.portfolio.draft_mapping import draft_mapping
from creditpolicy.portfolio.engine import Engine, engine_of
from creditpolicy.portfolio.from_mapping import parse_mapping
from creditpolicy.portfolio.hands import Hands, Processes
from creditpolicy.portfolio.mapping import LedgerMapping
from creditpolicy.portfolio.mapping_schema import mapping_schema
from creditpolicy.portfolio.outputs import output_schemas
from creditpolicy.portfolio.partitions import Portions
from creditpolicy.portfolio.progress import Progress, Stage
from creditpolicy.portfolio.run import Target, Telling, run
from creditpolicy.portfolio.summary import PolicyHeader, Summary
from creditpolicy.portfolio.unusable import UnusableInput, UnusableMapping

__all__ = [
    "Engine",
    "Hands",
    "LedgerMapping",
    "PolicyHeader",
    "Portions",
    "Processes",
    "Progress",
    "Stage",
    "Summary",
    "Target",
    "Telling",
    "UnusableInput",
    "UnusableMapping",
    "draft_mapping",
    "engine_of",
    "mapping_schema",
    "output_schemas",
    "parse_mapping",
    "run",
]
