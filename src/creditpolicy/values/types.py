"""The types of the language. A type says what a value can be, never what it is."""

from fractions import Fraction
from typing import TypeAlias

from creditpolicy.frozen import dataclass

MOST_DIGITS = 38
"""No number of a policy or a case may need more digits, before and after the point together."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest value that a number can have; None is open."""

    low: Fraction | None = None
    high: Fraction | None = None

    def holds(self, value: Fraction) -> bool:
        """Whether `value` lies within, ends included."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class BooleanType:
    """True or false."""


@dataclass(frozen=True, slots=True)
class NumberType:
    """An exact number. `scale` is the digits after the point; None is a ratio, which can be compared or rounded."""

    scale: int | None
    bounds: Bounds = Bounds()
    percent: bool = False


@dataclass(frozen=True, slots=True)
class MoneyType:
    """An amount. `currency` None: any one of the policy's currencies, known only with the value."""

    currency: str | None
    scale: int | None = 2
    bounds: Bounds = Bounds()


@dataclass(frozen=True, slots=True)
class TextType:
    """Text; only equality and the text functions look at it."""


@dataclass(frozen=True, slots=True)
class EnumType:
    """One of `members`. Two enums are the same type if their `name` is. Where `ordered`, the first is the least."""

    name: str
    members: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class DateType:
    """A calendar day."""


@dataclass(frozen=True, slots=True)
class DaysType:
    """A number of calendar days; behind the point too where `scale` is over 0 (an average)."""

    scale: int | None = 0
    bounds: Bounds = Bounds()


@dataclass(frozen=True, slots=True)
class MonthsType:
    """A whole number of months."""

    bounds: Bounds = Bounds()


@dataclass(frozen=True, slots=True)
class ListType:
    """A list of plain values (`invoice.missing_fields`); records in lists are not values."""

    of: "TextType | EnumType"


Type: TypeAlias = (
    BooleanType | NumberType | MoneyType | TextType | EnumType | DateType | DaysType | MonthsType | ListType
)
