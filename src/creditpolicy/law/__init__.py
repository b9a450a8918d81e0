"""The law as data. Input: dated rows with their source. Output: `RateTable`, `Scale`. Knows nothing of policies."""

from creditpolicy.law.tables import Band, Certainty, Law, RateRow, RateTable, Scale

__all__ = ["Band", "Certainty", "Law", "RateRow", "RateTable", "Scale"]
