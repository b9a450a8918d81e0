"""An exact amount in one currency."""

from fractions import Fraction

from creditpolicy.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` in units of `currency` (an ISO 4217 code), never rounded."""

    amount: Fraction
    currency: str
