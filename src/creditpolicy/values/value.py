"""What a known value is while a decision is made. Days and months are plain exact numbers; their type says which."""

from datetime import date
from fractions import Fraction
from typing import TypeAlias

from creditpolicy.values.money import Money

Value: TypeAlias = bool | Fraction | Money | str | date | tuple[str, ...] | None
"""None is the known nothing of an output that does not apply; a missing fact is no value at all."""
