"""The allowed word that a person most likely meant, as a sentence."""

from functools import lru_cache

from creditpolicy.diagnostics.nearest import nearest


@lru_cache(maxsize=1024)
def did_you_mean(word: str, words: tuple[str, ...]) -> str | None:
    """A help sentence with the nearest of `words`, or None where nothing is near."""
    near = nearest(word, words)
    return f"did you mean `{near}`?" if near else None
