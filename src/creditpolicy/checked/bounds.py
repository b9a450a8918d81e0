"""Bounds and digits of what arithmetic can give: enough to prove that nothing overflows and nothing divides by zero."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import product

from creditpolicy.values.types import MOST_DIGITS, Bounds

Combine = Callable[[Fraction, Fraction], Fraction]


def add(left: Bounds, right: Bounds) -> Bounds:
    """Bounds of a sum."""
    return Bounds(_both(left.low, right.low, lambda a, b: a + b), _both(left.high, right.high, lambda a, b: a + b))


def negate(of: Bounds) -> Bounds:
    """Bounds of the negation."""
    return Bounds(None if of.high is None else -of.high, None if of.low is None else -of.low)


def subtract(left: Bounds, right: Bounds) -> Bounds:
    """Bounds of a difference."""
    return add(left, negate(right))


def multiply(left: Bounds, right: Bounds) -> Bounds:
    """Bounds of a product; open if either side is."""
    ends = _ends(left), _ends(right)
    if None in ends[0] or None in ends[1]:
        low_is_zero = _at_least_zero(left) and _at_least_zero(right)
        return Bounds(Fraction(0) if low_is_zero else None, None)
    products = [a * b for a, b in product(*ends) if a is not None and b is not None]
    return Bounds(min(products), max(products))


def divide(left: Bounds, right: Bounds) -> Bounds:
    """Bounds of a quotient; the divisor is known not to be zero, but may come near it."""
    if excludes_zero(right) and None not in (left.low, left.high, right.low, right.high):
        quotients = [a / b for a, b in product(_ends(left), _ends(right)) if a is not None and b is not None]
        return Bounds(min(quotients), max(quotients))
    if _at_least_zero(left) and _at_least_zero(right):
        return Bounds(Fraction(0), None)
    return Bounds()


def least(all_of: Iterable[Bounds]) -> Bounds:
    """Bounds of the minimum."""
    given = tuple(all_of)
    lows = [one.low for one in given]
    highs = [one.high for one in given if one.high is not None]
    return Bounds(None if None in lows else min(low for low in lows if low is not None), min(highs) if highs else None)


def greatest(all_of: Iterable[Bounds]) -> Bounds:
    """Bounds of the maximum."""
    return negate(least(negate(one) for one in all_of))


def either(left: Bounds, right: Bounds) -> Bounds:
    """Bounds that hold both."""
    return Bounds(least((left, right)).low, greatest((left, right)).high)


def times(of: Bounds, count: int) -> Bounds:
    """Bounds of a sum of none to `count` such values."""
    return either(multiply(of, Bounds(Fraction(count), Fraction(count))), Bounds(Fraction(0), Fraction(0)))


def absolute(of: Bounds) -> Bounds:
    """Bounds of the absolute value."""
    if _at_least_zero(of):
        return of
    negated = negate(of)
    high = greatest((of, negated)).high
    low = Fraction(0) if not excludes_zero(of) else negated.low
    return Bounds(low, high)


def excludes_zero(of: Bounds) -> bool:
    """Whether no value within is zero."""
    return (of.low is not None and of.low > 0) or (of.high is not None and of.high < 0)


def digits(of: Bounds, scale: int) -> int | None:
    """How many digits the widest value has at `scale`; None where the bounds are open."""
    if of.low is None or of.high is None:
        return None
    return len(str(int(max(abs(of.low), abs(of.high))))) + scale


def fits(of: Bounds, scale: int | None) -> bool:
    """Whether every value within has at most the digits a number may have; ratios are judged by their operands."""
    return scale is None or (digits(of, scale) or 0) <= MOST_DIGITS


def _both(left: Fraction | None, right: Fraction | None, combine: Combine) -> Fraction | None:
    return None if left is None or right is None else combine(left, right)


def _ends(of: Bounds) -> tuple[Fraction | None, Fraction | None]:
    return of.low, of.high


def _at_least_zero(of: Bounds) -> bool:
    return of.low is not None and of.low >= 0
