"""Ordered values as stretches of a line: exact sets, on the grid of a type's digits where it has one."""

from fractions import Fraction
from typing import TypeAlias

from creditpolicy.frozen import dataclass

Cut: TypeAlias = tuple[Fraction, int] | None
"""An end: a value and -1 (just below it), 0 (at it) or 1 (just above it); None is open."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Ordered values: disjoint stretches from low to high, both ends included. `step` is the grid, None is dense."""

    stretches: tuple[tuple[Cut, Cut], ...]
    step: Fraction | None

    @classmethod
    def between(cls, low: Cut, high: Cut, step: Fraction | None) -> "Stretches":
        """The values from `low` to `high`; none where these cross."""
        stretch = _on_grid(low, high, step)
        return cls((stretch,) if _is_stretch(*stretch) else (), step)

    @property
    def is_empty(self) -> bool:
        """Whether no value passes."""
        return not self.stretches

    def meet(self, other: "Stretches") -> "Stretches":
        """The values in both."""
        both = [(_higher(a[0], b[0]), _lower(a[1], b[1])) for a in self.stretches for b in other.stretches]
        return Stretches(tuple(sorted((s for s in both if _is_stretch(*s)), key=_by_low)), self.step)

    def join(self, other: "Stretches") -> "Stretches":
        """The values in either."""
        return Stretches(_merged((*self.stretches, *other.stretches), self.step), self.step)

    def complement(self) -> "Stretches":
        """All other values."""
        gaps: list[tuple[Cut, Cut]] = []
        low: Cut = None
        open_ended = True
        for start, end in self.stretches:
            if start is not None:
                gaps.append((low, _just(start, -1, self.step)))
            if end is None:
                open_ended = False
                break
            low = _just(end, 1, self.step)
        if open_ended:
            gaps.append((low, None))
        return Stretches(tuple(gap for gap in gaps if _is_stretch(*gap)), self.step)


def just_beyond(end: tuple[Fraction, int], step: Fraction | None) -> tuple[Fraction, int]:
    """Where the values above an end begin."""
    return _just(end, 1, step)


def _on_grid(low: Cut, high: Cut, step: Fraction | None) -> tuple[Cut, Cut]:
    """The same values with ends that lie on the grid."""
    if step is None:
        return low, high
    if low is not None:
        # The first grid value at or above.
        first = low[0] if _is_on_grid(low[0], step) else -(-low[0] // step) * step
        low = (first + step if low[1] > 0 and first == low[0] else first, 0)
    if high is not None:
        last = high[0] if _is_on_grid(high[0], step) else (high[0] // step) * step
        high = (last - step if high[1] < 0 and last == high[0] else last, 0)
    return low, high


def _is_on_grid(value: Fraction, step: Fraction) -> bool:
    return step.numerator == 1 and step.denominator % value.denominator == 0


def _just(cut: tuple[Fraction, int], side: int, step: Fraction | None) -> tuple[Fraction, int]:
    """The neighbour of an end: the nearest value below (side -1) or above (side 1) it."""
    value, offset = cut
    if step is not None:
        return value + side * step, 0
    return value, offset + side


def _merged(stretches: tuple[tuple[Cut, Cut], ...], step: Fraction | None) -> tuple[tuple[Cut, Cut], ...]:
    merged: list[tuple[Cut, Cut]] = []
    for low, high in sorted(stretches, key=_by_low):
        if merged and _touches(merged[-1][1], low, step):
            merged[-1] = (merged[-1][0], _later(merged[-1][1], high))
        else:
            merged.append((low, high))
    return tuple(merged)


def _touches(end: Cut, start: Cut, step: Fraction | None) -> bool:
    return end is None or start is None or start <= _just(end, 1, step)


def _later(left: Cut, right: Cut) -> Cut:
    return None if left is None or right is None else max(left, right)


def _higher(left: Cut, right: Cut) -> Cut:
    return right if left is None else left if right is None else max(left, right)


def _lower(left: Cut, right: Cut) -> Cut:
    return right if left is None else left if right is None else min(left, right)


def _is_stretch(low: Cut, high: Cut) -> bool:
    return low is None or high is None or low <= high


def _by_low(stretch: tuple[Cut, Cut]) -> tuple[int, tuple[Fraction, int]]:
    return (0, (Fraction(0), 0)) if stretch[0] is None else (1, stretch[0])
