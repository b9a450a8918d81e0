"""Titles as written, in one language or two, to titles in both."""

from creditpolicy.facts.vocabulary import Titles
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.parts import Title, TitlePair


def titles_of(title: Title | None, otherwise: str) -> Titles:
    """Both languages; a missing one is taken from the other, and both from `otherwise` where nothing was written."""
    match title:
        case None:
            return Titles(otherwise, otherwise)
        case Scalar(text=text):
            return Titles(text, text)
        case TitlePair(nl=nl, en=en):
            first = nl.text if nl else en.text if en else otherwise
            return Titles(nl.text if nl else first, en.text if en else first)


def titles_or_none(title: Title | None) -> Titles | None:
    """As `titles_of`, but None where nothing was written."""
    return None if title is None else titles_of(title, "")
