"""Laws of the expression parser and printer."""

from collections.abc import Callable

from hypothesis import example, given
from hypothesis import strategies as st

from creditpolicy.syntax.expressions import BadExpression, parse_cell, parse_expression, show, show_cell
from creditpolicy.syntax.expressions.tree import Cell, Expression
from tests.property.expressions import cells, expressions, without_spans

VOCABULARY = """
and or not in if then else between where default true of niet count max date null ja is missing(
customer.segment as_of C 12 0.30 030 40% 2026-01-31 10.000,00 5\u00a0EUR 14\u00a0days
( ) [ ] .. , - + * ** / = == < <= > ! && { } . .year % "41" " ' \u201c \\ \u20ac \u00e9 \u2013 \u200b
"""
WORDS = (*VOCABULARY.split(" "), "\n", " ")
texts = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=12).map("".join),
)
parsers = st.sampled_from((parse_expression, parse_cell))


@given(expressions)
def test_printing_then_parsing_changes_nothing(tree: Expression) -> None:
    assert without_spans(parse_expression(show(tree))) == tree


@given(cells)
def test_printing_then_parsing_changes_no_cell(cell: Cell) -> None:
    assert without_spans(parse_cell(show_cell(cell))) == cell


@given(expressions)
def test_what_is_printed_is_printed_again(tree: Expression) -> None:
    assert show(parse_expression(show(tree))) == show(tree)


@given(texts, parsers)
@example("[" * 70, parse_expression)
@example("a\n\u00a0.", parse_cell)
def test_any_text_parses_or_is_refused_with_a_place(text: str, parse: Callable[[str], object]) -> None:
    assert _parses_or_is_refused_well(text, parse)


@given(expressions.map(show), st.data(), parsers)
def test_a_damaged_expression_parses_or_is_refused_with_a_place(
    text: str, data: st.DataObject, parse: Callable[[str], object]
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 4)))
    damaged = text[:start] + data.draw(st.sampled_from(("", *WORDS))) + text[end:]

    assert _parses_or_is_refused_well(damaged, parse)


def _parses_or_is_refused_well(text: str, parse: Callable[[str], object]) -> bool:
    """Whether there is a tree, or one line with a stretch of the text."""
    try:
        parse(text)
    except BadExpression as bad:
        is_line = bool(bad.message) and "\n" not in bad.message and not bad.message.endswith(".")
        return is_line and 0 <= bad.start <= bad.end <= len(text) and bad.help != ""
    return True
