"""The vocabulary and the facts of a case. Input: a caller's data. Output: `Case`, or `FactsError`. Knows no rules."""

from creditpolicy.facts.case import Case, Cause, Given
from creditpolicy.facts.errors import FactsError, Problem
from creditpolicy.facts.vocabulary import Duration, Fact, Record, Titles, Vocabulary

__all__ = ["Case", "Cause", "Duration", "Fact", "FactsError", "Given", "Problem", "Record", "Titles", "Vocabulary"]
