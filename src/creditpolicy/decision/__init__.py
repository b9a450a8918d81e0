"""Decisions. Input: what a back end found. Output: `Decision`, trace, digests. Knows no program."""

from creditpolicy.decision.decision import Decision, Origin, OverrideShown, Reason

__all__ = ["Decision", "Origin", "OverrideShown", "Reason"]
