"""Texts that differ in their digits only: each means what it says itself, whichever came before it."""

import pytest

from creditpolicy.syntax.expressions import BadExpression, parse_cell, parse_expression
from creditpolicy.syntax.expressions.from_text import _parse, _read

CELLS = (
    *("12", "-12", "0.5", "12%", "2 days", "3 weeks", "1 month", "14 months", "1000 EUR", "1000  EUR", "10.50 EUR"),
    *("2026-01-31", "2024-02-29", '"41"', '"4\\u00e91"', "s10", "s1, s20, s3", "not(s1, s2)", "(12)", "true, 1"),
    *("<= 100", "!= s1", "[10..20)", "]10..20[", "[2026-01-01..2026-02-28]", "(1 EUR..20 EUR]", "<= law.rate2 * 3"),
    *("> 5 + 1", "<= 10, > 20", "in (1, 2)", "1.000.000", "12/31/2025", "1,000"),
)
EXPRESSIONS = (
    *("a.x1 > 50 and b >= 2.50 EUR", "min(a * 57%, 61 EUR)", "f1(x, 2)", "round half up(x, 2)", "-12 + 3 weeks"),
    *("if a > 12 then 1 else 20", "sum(invoice.x where invoice.y > 12)", "not(a1 in (1, 20))", "a between 1 and 20"),
    *("a2.due_date.year = 2026", '"s1" = x', 'date("2026-01-31")', "count(x1 where true, default 0)"),
    *("a > 1_000", "a[1]", "1 1"),
)


def changed(text: str) -> list[str]:
    """The same with other digits, some of which make no number or day."""
    return [
        text.translate(str.maketrans("0123456789", digits)) for digits in ("9876543210", "1234567890", "0000000000")
    ]


@pytest.mark.parametrize("text", [other for cell in CELLS for other in (cell, *changed(cell))])
def test_a_cell_is_read_as_if_it_were_the_only_one(text):
    assert outcome(parse_cell, text) == outcome(lambda alone: _read(alone, "cell"), text)


@pytest.mark.parametrize("text", [other for one in EXPRESSIONS for other in (one, *changed(one))])
def test_an_expression_is_read_as_if_it_were_the_only_one(text):
    assert outcome(parse_expression, text) == outcome(lambda alone: _read(alone, "expression"), text)


def test_a_number_that_starts_with_a_zero_is_refused_beside_one_that_does_not():
    parse_cell("<= 130")

    with pytest.raises(BadExpression, match="leading zero"):
        parse_cell("<= 030")


def outcome(read, text):
    """The tree, or what is said of the text."""
    _parse.cache_clear()
    try:
        return read(text)
    except BadExpression as bad:
        return bad.message, bad.start, bad.end, bad.help
