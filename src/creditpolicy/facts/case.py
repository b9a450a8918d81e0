"""The facts of one case, checked and immutable: the same value for every back end."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

from creditpolicy.facts.vocabulary import Duration
from creditpolicy.frozen import dataclass
from creditpolicy.values.money import Money
from creditpolicy.values.value import Value

Cause: TypeAlias = Literal["stale", "expired", "not yet"]
"""Why a fact that was given counts as missing: too old, past its last day, or of a later day."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """A fact that was given and counts as missing on the day of the case.

    `day` is the day that it is of, or the last day of one that expired; `age_days` have passed since then.
    `max_age` is how old one that is stale may be.
    """

    cause: Cause
    day: date
    age_days: int
    max_age: Duration | None = None


Given: TypeAlias = Mapping[str, Value]
"""Facts by full name. A fact that is not there is missing."""


NO_CURRENCY = "none"


def currency_of(given: Given) -> str:
    """The currency of a record's amounts; `NO_CURRENCY` where it has none."""
    return next((value.currency for value in given.values() if isinstance(value, Money)), NO_CURRENCY)


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one customer on one day.

    `single` holds the facts of the records of which a case has one; `lists` the records of the others, by record
    name: a list that is not there is missing, an empty one is known to be empty. `dated` says of which day a fact is,
    by its path (`customer.external_score`, `invoices[3].amount_open`), where its giver said so.
    """

    as_of: date
    single: Given
    lists: Mapping[str, tuple[Given, ...]]
    dated: Mapping[str, date]
