"""Scalars to exact values. Input: `Scalar`. Output: the value, or the finding that says how to write it."""

from creditpolicy.syntax.scalars.dates import iso_date
from creditpolicy.syntax.scalars.durations import Duration, DurationUnit, duration
from creditpolicy.syntax.scalars.numbers import Number, amount, decimal_number, percent, whole_number
from creditpolicy.syntax.scalars.words import flag, id_, name, scalar_of

__all__ = [
    "Duration",
    "DurationUnit",
    "Number",
    "amount",
    "decimal_number",
    "duration",
    "flag",
    "id_",
    "iso_date",
    "name",
    "percent",
    "scalar_of",
    "whole_number",
]
