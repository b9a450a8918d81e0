"""Rounding, always written, never implied. Source: DMN 1.5, chapter 10.3.4.1, for the names and directions."""

import math
from fractions import Fraction


def rounded(value: Fraction, mode: str, places: int) -> Fraction:
    """`value` with `places` digits after the point.

    Args:
        value: any exact number.
        mode: `up` away from zero, `down` towards zero, `half up` and `half down` to the nearest with ties away from
            and towards zero, `half even` to the nearest with ties to the even neighbour, `floor`, `ceiling`.
        places: digits after the point, zero or more.

    """
    scaled = value * 10**places
    sign = -1 if scaled < 0 else 1
    size = abs(scaled)
    whole = math.floor(size)
    rest = size - whole
    half = Fraction(1, 2)
    steps = whole
    match mode:
        case "up":
            steps = whole + (rest > 0)
        case "half up":
            steps = whole + (rest >= half)
        case "half down":
            steps = whole + (rest > half)
        case "half even":
            steps = whole + (rest > half or (rest == half and whole % 2 == 1))
        case "floor":
            return Fraction(math.floor(scaled), 10**places)
        case "ceiling":
            return Fraction(math.ceil(scaled), 10**places)
    return Fraction(sign * steps, 10**places)
