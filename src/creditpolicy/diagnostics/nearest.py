"""Did you mean: a mistyped word to the allowed word that it was meant to be."""

import re
from collections.abc import Iterable
from itertools import takewhile

LONGEST_WORD = 80


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The allowed word nearest to `word`, or None where none is near enough to suggest.

    Case, and `-` or a blank for `_`, do not count as mistakes. Of two words equally near, the one that begins
    more like `word` is taken, then the one that ends more like it, then the first in the alphabet.
    """
    if not word or len(word) > LONGEST_WORD:
        return None
    plain = _plain(word)
    ranked = (_rank(word, plain, candidate) for candidate in candidates)
    best = min((rank for rank in ranked if rank is not None), default=None)
    return best[-1] if best else None


def respelled(text: str, words: Iterable[str]) -> str:
    """`text` with each word that is none of `words` as the nearest of them, where one is near enough."""
    if len(text) > LONGEST_WORD:
        return text
    known = tuple(words)

    def right(found: re.Match[str]) -> str:
        return found[0] if found[0] in known else nearest(found[0], known) or found[0]

    return re.sub(r"[^\W\d]\w*", right, text)


def _rank(word: str, plain: str, candidate: str) -> tuple[int, int, int, int, str] | None:
    meant = _plain(candidate)
    most = _most_mistakes(meant)
    if abs(len(meant) - len(plain)) > most:
        return None
    mistakes = edit_distance(plain, meant)
    if mistakes > most:
        return None
    start = _alike(plain, meant)
    end = _alike(plain[::-1], meant[::-1])
    return mistakes, edit_distance(word, candidate), -start, -end, candidate


def _alike(left: str, right: str) -> int:
    """How many characters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def _most_mistakes(meant: str) -> int:
    """How many mistakes still point at this word: none in a single letter, one in a short word, three in a long one."""
    if len(meant) < 2:
        return 0
    return 1 if len(meant) <= 4 else 2 if len(meant) <= 9 else 3


def edit_distance(left: str, right: str) -> int:
    """Fewest insertions, deletions, replacements and swaps of neighbours between two words.

    Source: optimal string alignment, a restricted Damerau-Levenshtein distance.
    """
    two_above: list[int] = []
    above = list(range(len(right) + 1))
    for i, a in enumerate(left):
        row = [i + 1]
        for j, b in enumerate(right):
            best = min(above[j] + (a != b), above[j + 1] + 1, row[j] + 1)
            if i and j and a == right[j - 1] and left[i - 1] == b:
                best = min(best, two_above[j - 1] + 1)
            row.append(best)
        two_above, above = above, row
    return above[-1]
