"""Decisions. Input: what a back end found. Output: `Decision`, trace, digests. Knows no program."""

from creditpolicy.decision.decision import Decision, Origin, OverrideShown, Reason
from creditpolicy.decision.trace import Trace

__all__ = ["Decision", "Origin", "OverrideShown", "Reason", "Trace"]
