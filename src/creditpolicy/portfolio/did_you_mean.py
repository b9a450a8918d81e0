"""The allowed word that a person most likely meant, as a sentence."""

from functools import lru_cache

from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.portfolio.cell_words import Cells


@lru_cache(maxsize=1024)
def did_you_mean(word: str, words: tuple[str, ...]) -> str | None:
    """A help sentence with the nearest of `words`, or None where nothing is near."""
    near = nearest(word, words)
    return Cells.DID_YOU_MEAN(near=near) if near else None
