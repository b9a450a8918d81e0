"""Sums, shares and averages of amounts: worked out as fractions, rounded once, half up, and then a decimal."""

from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction

EXACT = Context(prec=400, traps=[Inexact, InvalidOperation])
"""Sums of decimals that are never rounded: one that would be raises."""
_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP, traps=[InvalidOperation])


def to_decimal(value: Fraction, scale: int) -> Decimal:
    """`value` rounded half up (away from zero at the half) to `scale` digits behind the point."""
    scaled = abs(value) * 10**scale
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    # Made from text: arithmetic on decimals rounds to 28 digits.
    return Decimal(f"{'-' if value < 0 and whole else ''}{whole}E-{scale}")


def at_scale(value: Decimal, scale: int) -> Decimal:
    """`to_decimal` of a decimal, and quick."""
    rounded = value.quantize(_UNITS[scale], context=_ROUNDING)
    return rounded or rounded.copy_abs()


def show_amount(value: Fraction | Decimal) -> str:
    """The amount with two digits behind the point."""
    return format(at_scale(value, 2) if isinstance(value, Decimal) else to_decimal(value, 2), "f")


class _Units(dict[int, Decimal]):
    """One in the last of so many places."""

    def __missing__(self, scale: int) -> Decimal:
        self[scale] = unit = Decimal(1).scaleb(-scale)
        return unit


_UNITS = _Units()
