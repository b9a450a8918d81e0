"""Amounts of a policy with several currencies, while compiled code runs: a pair of hundredths and a currency.

Of a policy with one currency amounts are plain numbers. Nothing here fails: what has no answer is None, unknown.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final, TypeAlias

from creditpolicy.backends.python.running import Number, divided, exact, round_to
from creditpolicy.values.money import Money

Amount: TypeAlias = tuple[Number, str]
_SIGNS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def amount_of(money: Money) -> Amount:
    """An amount of a policy."""
    return exact(money.amount * 100), money.currency


def money_of(amount: Amount) -> Money:
    """For a function of values."""
    return Money(Fraction(amount[0], 100), amount[1])


def joined(amounts: Iterable[Amount], currency: str = "") -> str | None:
    """The currency of all; None where they have two. A zero may have none."""
    for _, own in amounts:
        if own and own != currency:
            if currency:
                return None
            currency = own
    return currency


def amounts_hold(op: str, left: Amount, right: Amount) -> bool | None:
    """Whether a comparison holds."""
    return None if joined((left, right)) is None else _SIGNS[op](left[0], right[0])


def amount_holds(op: str, value: Amount, thresholds: Mapping[str, Amount], *, turned: bool) -> bool | None:
    """An amount against a threshold per currency; `turned` where the threshold stands first."""
    against = [thresholds[value[1]]] if value[1] in thresholds else [] if value[1] else thresholds.values()
    answers = {_SIGNS[op](one[0], value[0]) if turned else _SIGNS[op](value[0], one[0]) for one in against}
    return answers.pop() if len(answers) == 1 else None


def amounts_added(left: Amount, right: Amount, sign: int) -> Amount | None:
    """The sum, or the difference."""
    currency = joined((left, right))
    return None if currency is None else (left[0] + sign * right[0], currency)


def amount_times(amount: Amount, factor: Number, scale: int) -> Amount:
    """A multiple; `factor` is times ten to the power `scale`."""
    whole = amount[0] * factor
    return (exact(Fraction(whole, 10**scale)) if scale else whole), amount[1]


def amount_divided(amount: Amount, divisor: Number, scale: int) -> Amount | None:
    """A part; `divisor` is times ten to the power `scale`."""
    found = divided(amount[0] * 10**scale, divisor)
    return None if found is None else (found, amount[1])


def amounts_divided(left: Amount, right: Amount) -> Number | None:
    """How many times one goes into the other."""
    return None if joined((left, right)) is None else divided(left[0], right[0])


def amount_signed(amount: Amount, function: str) -> Amount:
    """Its size, or the same below zero."""
    number, currency = amount
    return (-number if function == "negate" or number < 0 else number), currency


def amount_rounded(amount: Amount, mode: str, places: int) -> Amount:
    """Rounded to digits after the point."""
    found = round_to(amount[0], 2, mode, places)
    return exact(Fraction(found * 100, 10**places)), amount[1]


def amounts_summed(amounts: list[Amount], currency: str = "") -> Amount | None:
    """All together; nothing at all is a zero."""
    found = joined(amounts, currency)
    if found is None:
        return None
    total: Number = sum((one[0] for one in amounts), 0)
    return total, found


def amounts_extreme(pick: Callable[..., Any], amounts: Iterable[Amount]) -> Amount | None:
    """The least or the greatest of at least one."""
    listed = list(amounts)
    currency = joined(listed)
    return None if currency is None else (pick(one[0] for one in listed), currency)
