"""The tree of a text that differs in its digits only from one that was read: a large table has thousands of those.

The grammar takes any digit for any other, so the trees of such texts differ in what their leaves say and nowhere else.
INVARIANT: of all that a node says of itself, beside its leaves, only the name of a function may have digits.
"""

from datetime import date
from typing import Any, Final, TypeVar

from creditpolicy.syntax.expressions.tree import (
    AmountLiteral,
    Call,
    Cell,
    DateLiteral,
    DurationLiteral,
    Expression,
    Name,
    NumberLiteral,
    Span,
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
    found: _Tree = _node(tree, text)
    return found


def _node(node: Any, text: str) -> Any:  # noqa: ANN401 - one kind of node gives the same kind
    match node:
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
        case Call(name_span=name, arguments=arguments, span=span):
            return Call(text[name.start : name.end], name, _node(arguments, text), span)
        case tuple():
            return tuple([_node(one, text) for one in node])
        case Span() | str() | bool() | None:
            return node
    return type(node)(*[_node(getattr(node, field), text) for field in node.__match_args__])


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
