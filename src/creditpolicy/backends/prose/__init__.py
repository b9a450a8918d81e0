"""Sentences. Input: rows and conditions of a `Program`. Output: their words in Dutch and English. Knows no case."""

from creditpolicy.backends.prose.reasons import reason_text, sentence

__all__ = ["reason_text", "sentence"]
