"""The tree of a text that differs in its digits only from one that was read: a large table has thousands of those.

The grammar takes any digit for any other, so the trees of such texts differ in what their leaves say and nowhere else.
"""

from datetime import date
from typing import Final, TypeVar, cast

from creditpolicy.syntax.expressions.tree import (
    Against,
    AmountLiteral,
    Cell,
    DateLiteral,
    DurationLiteral,
    Equal,
    Expression,
    Name,
    Negation,
    NotTests,
    NumberLiteral,
    Range,
    TextLiteral,
)

_ONES: Final = str.maketrans("023456789", "111111111")
_CURRENCY: Final = len(" EUR")
_Tree = TypeVar("_Tree", bound=Expression | Cell)


class NotAlike(Exception):
    """A tree that can't be told from one that was read."""


def with_ones(text: str) -> str:
    """The text with `1` for every digit: one with a day in it too has a day then, and no number a leading zero."""
    return text.translate(_ONES)


def respelled(tree: _Tree, text: str) -> _Tree:
    """The same tree, with what its leaves say in `text`.

    Raises:
        NotAlike: some of it is not written as it is meant, or may not be written so.

    """
    return cast("_Tree", _node(tree, text))


def _node(node: object, text: str) -> object:  # one kind of node gives the same kind
    match node:
        case Cell(tests=tests, span=span) | NotTests(tests=tests, span=span):
            return type(node)(tuple(cast("Equal", _node(test, text)) for test in tests), span)
        case Equal(value=value, span=span):
            return Equal(respelled(value, text), span)
        case Against(op=op, value=value, span=span):
            return Against(op, respelled(value, text), span)
        case Range(low=low, high=high, low_closed=low_closed, high_closed=high_closed, span=span):
            return Range(respelled(low, text), respelled(high, text), low_closed, high_closed, span)
        case Negation(operand=operand, span=span):
            return Negation(respelled(operand, text), span)
        case NumberLiteral(percent=percent, span=span):
            return NumberLiteral(_number(text[span.start : span.end - percent]), percent, span)
        case AmountLiteral(currency=currency, span=span):
            return AmountLiteral(_number(text[span.start : span.end - _CURRENCY]), currency, span)
        case DurationLiteral(unit=unit, span=span):
            return DurationLiteral(_number(text[span.start : span.end - 1 - len(unit)]), unit, span)
        case DateLiteral(span=span):
            return DateLiteral(_day(text[span.start : span.end]), span)
        case TextLiteral(span=span):
            return TextLiteral(text[span.start + 1 : span.end - 1], span)
        case Name(span=span):
            return Name(text[span.start : span.end], span)
    raise NotAlike


def _number(text: str) -> str:
    if text[:1] == "0" and text[1:2].isdigit():
        raise NotAlike
    return text


def _day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise NotAlike from None
    return text
