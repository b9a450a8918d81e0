"""The text of a condition, a formula or a cell to a tree. Input: text. Output: `Expression` or `Cell`.

lark reads the grammar in `grammar.lark`, once, when the first text comes. What does not parse is explained.
"""

from contextlib import suppress
from functools import cache, lru_cache, partial
from importlib import resources
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from creditpolicy.syntax.expressions.alike import NotAlike, respelled, with_ones
from creditpolicy.syntax.expressions.bad_expression import BadExpression
from creditpolicy.syntax.expressions.depth import (
    refuse_deep_brackets,
    refuse_deep_trees,
    refuse_long_numbers,
    refuse_what_is_too_long,
)
from creditpolicy.syntax.expressions.refusal import always_wrong, masked
from creditpolicy.syntax.expressions.tree import Cell, Expression, Span

if TYPE_CHECKING:
    from lark import Lark

__all__ = ["BadExpression", "parse_cell", "parse_expression"]

KEPT_TREES: Final = 2048
_Start: TypeAlias = Literal["expression", "cell"]


def parse_expression(text: str) -> Expression:
    """A condition, a formula, or an output cell of a table.

    Raises:
        BadExpression: with one sentence and the stretch of `text` that it is about.

    """
    return cast(Expression, _parse(text, "expression"))


def parse_cell(text: str) -> Cell:
    """An input cell of a table: `-`, or tests with commas between them.

    Raises:
        BadExpression: with one sentence and the stretch of `text` that it is about.

    """
    if text.strip() == "-":
        start = text.index("-")
        return Cell((), Span(start, start + 1))
    return cast(Cell, _parse(text, "cell"))


# A section spells the same formulas in each policy, and often for each of its rows.
@lru_cache(maxsize=KEPT_TREES)
def _parse(text: str, start: _Start) -> Expression | Cell:
    ones = with_ones(text)
    form = None if ones == text else _form(ones, start)
    if form is not None:
        with suppress(NotAlike):
            return respelled(form, text)
    return _read(text, start)


@lru_cache(maxsize=KEPT_TREES)
def _form(ones: str, start: _Start) -> Expression | Cell | None:
    """The tree of a text of ones, if that of one with other digits can be spelled from it."""
    try:
        tree = _read(ones, start, is_told=False)
        return tree if respelled(tree, ones) == tree else None
    except (BadExpression, NotAlike):
        return None


def _read(text: str, start: _Start, *, is_told: bool = True) -> Expression | Cell:
    """The tree of a text; unless it `is_told` why there is none, nobody looks for that.

    Raises:
        BadExpression: there is none.

    """
    refuse_what_is_too_long(text)
    if not text.strip():
        wanted = "an expression" if start == "expression" else "a test, or `-` for any value"
        raise BadExpression(f"found nothing, wanted {wanted}", 0, len(text))
    hidden = masked(text)
    refuse_deep_brackets(hidden)
    refuse_long_numbers(hidden)
    wrong = always_wrong(text, hidden)
    if wrong is not None:
        raise wrong
    from lark import UnexpectedInput  # heavy, and a compiled policy needs no parser

    parser = _parser()
    try:
        tree = cast("Expression | Cell", parser.parse(text, start=start))
    except UnexpectedInput:
        if not is_told:
            raise NotAlike from None
        from creditpolicy.syntax.expressions.explain import explain  # many patterns, and most texts are right

        read = partial(parser.parse_interactive, start=start)
        raise explain(text, hidden, read, in_a_cell=start == "cell") from None
    refuse_deep_trees(tree)
    return tree


@cache
def _parser() -> "Lark":
    from lark import Lark

    from creditpolicy.syntax.expressions.builder import Builder

    grammar = resources.files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(
        grammar,
        parser="lalr",
        start=["expression", "cell"],
        transformer=Builder(),
        keep_all_tokens=True,
        maybe_placeholders=False,
    )
