"""One wrong notation, and the patterns and rewritings that several of them share."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

Words: TypeAlias = Mapping[str, str]
"""The author's words by the name of their group; `all` is what the whole pattern matched."""

DIGITS: Final = r"\d+(?:[.,]\d+)*"
NAME: Final = r"(?<![\w.])(?!(?:and|between|else|if|in|not|or|then)\b)[A-Za-z_][\w.]*"
OPERAND: Final = r"(?<![\w.\x00])-?[\w.\x00]+(?:\s+(?:[A-Z]{3}|days?|weeks?|months?|years?)(?!\w))?%?"
COMPARE: Final = r"<=|>=|!=|=|<|>"


@dataclass(frozen=True, slots=True)
class Mistake:
    r"""A wrong notation.

    `pattern` sees each character of a text in double quotes as `\x00`; its group `at`, if it has one, is the stretch to
    underline. `message` and `help` are templates of the groups, `all`, and `fix`: what `fix` makes of the groups.
    A mistake whose fix is what stands there already is none.
    """

    pattern: re.Pattern[str]
    message: str
    help: str
    fix: Callable[[Words], str] | None = None


def word(words: str) -> str:
    """A pattern for whole words that are no part of a name."""
    return rf"(?<![\w.])(?:{words})(?![\w.])"


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in sorted(words, key=len, reverse=True))


def plain_number(text: str) -> str:
    """`10.000,00` and `10,000.00` as `10000.00`; `10,000` as `10000`; `0,5` as `0.5`; `1,2,3` as three."""
    groups = re.split(r"[.,]", text)
    last_mark = text[max(text.rfind("."), text.rfind(","))]
    only_mark = text.count(last_mark) == len(groups) - 1
    are_thousands = groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    if only_mark and are_thousands:
        return "".join(groups)
    if only_mark and len(groups) > 2:
        return ", ".join(groups)
    return f"{''.join(groups[:-1])}.{groups[-1]}"


def plain_amount(text: str) -> str:
    """As `plain_number`, where there is something to mend."""
    return plain_number(text) if "," in text or text.count(".") > 1 else text


def spaced(values: str) -> str:
    """Values with commas between them, as the language writes a list of tests."""
    return ", ".join(value.strip() for value in values.split(","))
