"""Text that a person wrote, made safe to show: no control character reaches a terminal, no long text floods it."""

import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
TAB = "\N{RIGHTWARDS ARROW}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

# Other, control; other, format (also the signs that turn the direction of text); surrogates; line and paragraph ends.
_ACTIVE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def inert(text: str) -> str:
    """The same text, character for character, with a sign in place of each one that a terminal would act upon."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_inert_character, text))


def quoted(text: str, most: int = 60) -> str:
    """The author's words in backticks, on one line and not too many."""
    line = inert(text[: 4 * most].strip().replace("\n", " "))
    return f"`{line}`" if len(line) <= most else f"`{line[: most - 1]}{ELLIPSIS}`"


def _inert_character(character: str) -> str:
    if character == "\t":
        return TAB
    return REPLACEMENT if unicodedata.category(character) in _ACTIVE else character
