"""How deep a text may go. Keeps the promise that whoever walks a tree may recurse."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Final

from creditpolicy.syntax.expressions.bad_expression import BadExpression
from creditpolicy.syntax.expressions.tree import Cell, Expression, Span
from creditpolicy.values.types import MOST_DIGITS

MOST_CHARACTERS: Final = 20_000
MOST_BRACKETS: Final = 60
MOST_LEVELS: Final = 150

_LONG_NUMBER: Final = re.compile(rf"\d{{{MOST_DIGITS + 1},}}", re.ASCII)
_BRACKET: Final = re.compile(r"[()\[\]]")


def refuse_what_is_too_long(text: str) -> None:
    """Refuse a text that no person wrote.

    Raises:
        BadExpression: over `MOST_CHARACTERS`.

    """
    if len(text) > MOST_CHARACTERS:
        raise BadExpression(
            f"found {len(text)} characters, an expression has at most {MOST_CHARACTERS}",
            MOST_CHARACTERS,
            len(text),
            "name parts of it as definitions",
        )


def refuse_long_numbers(masked: str) -> None:
    """Count digits before anything is parsed.

    Args:
        masked: the text, with other characters where a text in quotes stands.

    Raises:
        BadExpression: over `MOST_DIGITS` in a row.

    """
    found = _LONG_NUMBER.search(masked)
    if found is not None:
        digits = found.end() - found.start()
        raise BadExpression(
            f"found a number of {digits:,} digits, wanted at most {MOST_DIGITS}", found.start(), found.end()
        )


def refuse_deep_brackets(masked: str) -> None:
    """Count brackets before anything is parsed.

    Args:
        masked: the text, with other characters where a text in quotes stands.

    Raises:
        BadExpression: over `MOST_BRACKETS` inside each other.

    """
    depth = 0
    for bracket in _BRACKET.finditer(masked):
        depth = depth + 1 if bracket[0] in "([" else max(depth - 1, 0)
        if depth > MOST_BRACKETS:
            raise BadExpression(
                f"found more than {MOST_BRACKETS} brackets inside each other",
                bracket.start(),
                bracket.end(),
                "name parts of it as definitions",
            )


def refuse_deep_trees(root: Expression | Cell) -> None:
    """Bound the levels of a tree: each operator in a row of `+` is one, and each `if` after an `else`.

    Raises:
        BadExpression: over `MOST_LEVELS`.

    """
    if root.span.end - root.span.start <= MOST_LEVELS:
        return  # a level costs a character
    level: list[object] = [root]
    for _ in range(MOST_LEVELS):
        level = [child for node in level for child in _children(node)]
        if not level:
            return
    raise BadExpression(
        f"found more than {MOST_LEVELS} operators that each need the one before",
        root.span.start,
        root.span.end,
        "name parts of it as definitions, or use a table",
    )


def _children(node: object) -> Iterator[object]:
    if not is_dataclass(node):
        return
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, tuple):
            yield from value
        elif is_dataclass(value) and not isinstance(value, Span):
            yield value
