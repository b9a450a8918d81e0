"""The places of numbers among those that are known. What a join makes for each batch anew is made here once.

Each number has a slot, in which its place stands; where several have the same, that of the first.
"""

from dataclasses import dataclass, field

import polars

from creditpolicy.backends.columnar.stages import at_once

_NUMBER, _PLACE, _OTHER = "number", "place", "other"
_KIND = polars.UInt32()
_SPREAD = 0x9E3779B97F4A7C15
_SLOTS_FOR_EACH = 8


@dataclass(slots=True)
class KnownNumbers:
    """Different numbers, one at each place."""

    numbers: polars.Series
    _slots: polars.Series = field(init=False)
    _width: int = field(init=False)
    _crowded: polars.Series = field(init=False)

    def __post_init__(self) -> None:
        """Give each its slot."""
        bits = (len(self.numbers) * _SLOTS_FOR_EACH).bit_length()
        self._width = 1 << (64 - bits)
        slots = (self.numbers.cast(polars.UInt64()) * _SPREAD // self._width).cast(_KIND)
        places = polars.arange(len(self.numbers), eager=True, dtype=_KIND)
        nobody = polars.zeros(1 << bits, dtype=_KIND, eager=True)
        self._slots = nobody.scatter(slots.reverse(), places.reverse())
        self._crowded = places.filter(self._slots.gather(slots) != places)

    def places(self, numbers: polars.Series) -> polars.Series:
        """The place of each number; null for those that are not known."""
        number, place = polars.col(_NUMBER), polars.col(_PLACE)
        slot = number.cast(polars.UInt64()) * _SPREAD // self._width
        looked_up = at_once(
            numbers.alias(_NUMBER)
            .to_frame()
            .lazy()
            .with_columns(polars.lit(self._slots).gather(slot).alias(_PLACE))
            .with_columns((polars.lit(self.numbers).gather(place) != number).alias(_OTHER))
        )
        found, others = looked_up[_PLACE], looked_up[_OTHER]
        if not others.any():
            return found
        rows = others.arg_true()
        return found.scatter(rows, places(numbers.gather(rows), self.numbers.gather(self._crowded), self._crowded))


def places(values: polars.Series, different: polars.Series, at: polars.Series | None = None) -> polars.Series:
    """The place of each value among the different ones, which are in order if `at` does not say where they are."""
    if at is None:
        at = polars.arange(len(different), eager=True, dtype=_KIND)
    return values.replace_strict(different, at, default=None, return_dtype=_KIND)
