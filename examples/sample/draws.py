"""Pseudo-random whole numbers, the same on every Python."""

SEED = 20260601


class Draw:
    """Pseudo-random whole numbers: SplitMix64."""

    def __init__(self, number: int) -> None:
        """Start a row of draws of its own for each number."""
        self._state = (SEED * 0x9E3779B97F4A7C15 + number * 0xD1342543DE82EF95) & 0xFFFFFFFFFFFFFFFF

    def below(self, limit: int) -> int:
        """0 up to and without `limit`."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        mixed = ((self._state ^ (self._state >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        return (mixed ^ (mixed >> 31)) * limit >> 64

    def between(self, low: int, high: int) -> int:
        """From `low` up to and including `high`."""
        return low + self.below(high - low + 1)

    def chance(self, per_mille: int) -> bool:
        """Whether something happens that does so that often in a thousand."""
        return self.below(1000) < per_mille

    def pick(self, words: tuple[str, ...]) -> str:
        """One of the words."""
        return words[self.below(len(words))]
