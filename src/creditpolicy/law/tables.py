"""Dated rates and scales of costs: what holds from which day, how certain that is, and who says so.

None of this is legal advice: each row carries its source, so that whoever relies on it can look it up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction

from creditpolicy.facts.vocabulary import Titles
from creditpolicy.values.calendar import ONE_DAY
from creditpolicy.values.money import Money


class Certainty(Enum):
    """How a row is known. Only the first three are used without being asked for (ADR 0011)."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    CODE_TABLE = "code_table"
    CONFLICT = "conflict"
    UNVERIFIED = "unverified"

    @property
    def is_verified(self) -> bool:
        """Whether sources were seen that agree with each other."""
        return self not in {Certainty.CONFLICT, Certainty.UNVERIFIED}


@dataclass(frozen=True, slots=True)
class RateRow:
    """A yearly rate, as a fraction of one, from a day on. `rate` None: none is known. `others` contradict it."""

    first_day: date
    rate: Fraction | None
    others: tuple[Fraction, ...]
    certainty: Certainty
    source: str

    def usable(self, *, accept_unverified: bool) -> bool:
        """Whether interest may be counted with this row."""
        return self.rate is not None and (accept_unverified or self.certainty.is_verified)


@dataclass(frozen=True, slots=True)
class RateTable:
    """Rates by their first day, earliest first. `compounds`: each completed year's interest bears interest itself."""

    name: str
    titles: Titles
    compounds: bool
    rows: tuple[RateRow, ...]

    def last_day(self, row: RateRow) -> date | None:
        """The day before the next row begins; None for the last row."""
        later = [other.first_day for other in self.rows if other.first_day > row.first_day]
        return min(later) - ONE_DAY if later else None


@dataclass(frozen=True, slots=True)
class Band:
    """A share of the part of the principal above the band before it, `up_to` an amount; None: of all the rest."""

    up_to: Fraction | None
    share: Fraction


@dataclass(frozen=True, slots=True)
class Scale:
    """Costs as shares of the principal per band, with a least and a greatest amount. No bands: the least amount."""

    name: str
    titles: Titles
    bands: tuple[Band, ...]
    minimum: Money
    maximum: Money
    certainty: Certainty
    source: str

    def costs(self, principal: Fraction) -> Fraction:
        """The costs for a principal in the currency of the scale, exact; none for a principal of zero or less."""
        if principal <= 0:
            return Fraction(0)
        below, total = Fraction(0), Fraction(0)
        for band in self.bands:
            high = principal if band.up_to is None else min(principal, band.up_to)
            total += band.share * max(Fraction(0), high - below)
            below = principal if band.up_to is None else band.up_to
        return min(self.maximum.amount, max(self.minimum.amount, total))


@dataclass(frozen=True, slots=True)
class Law:
    """All rate tables and scales that a policy can name."""

    rates: Mapping[str, RateTable] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
