"""Sums, shares and averages of amounts: worked out as fractions, rounded once, half up, and then a decimal."""

from decimal import Decimal
from fractions import Fraction


def to_decimal(value: Fraction, scale: int) -> Decimal:
    """`value` rounded half up (away from zero at the half) to `scale` digits behind the point."""
    scaled = abs(value) * 10**scale
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    # Made from text: arithmetic on decimals rounds to 28 digits.
    return Decimal(f"{'-' if value < 0 and whole else ''}{whole}E-{scale}")


def show_amount(value: Fraction | Decimal) -> str:
    """The amount with two digits behind the point."""
    return format(to_decimal(Fraction(value), 2), "f")
