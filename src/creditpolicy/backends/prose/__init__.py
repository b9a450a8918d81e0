"""Sentences. Input: rows of a `Program`. Output: their reasons in Dutch and English. Knows no case."""

from creditpolicy.backends.prose.reasons import reason_text

__all__ = ["reason_text"]
