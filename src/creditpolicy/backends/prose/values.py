"""Values as the policy language writes them; only the words for days and months are each language's own."""

from fractions import Fraction

from creditpolicy.backends.prose.words import Words
from creditpolicy.values.describe import plain_number, written
from creditpolicy.values.types import DaysType, MonthsType, Type
from creditpolicy.values.value import Value


def value_in_words(value: Value, of: Type, words: Words) -> str:
    """A value with its unit."""
    if value is None:
        return words.nothing
    if isinstance(value, Fraction) and isinstance(of, DaysType | MonthsType):
        units = words.days if isinstance(of, DaysType) else words.months
        return f"{plain_number(value)} {units[value != 1]}"
    return written(value, of)
