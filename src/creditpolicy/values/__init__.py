"""Exact values and their types. Input: numbers, days, words. Output: values, never rounded. Knows no policy."""

from creditpolicy.values.money import Money
from creditpolicy.values.value import Value

__all__ = ["Money", "Value"]
