"""Texts that differ in their digits only: each means what it says itself, whichever came before it."""

import pytest

from creditpolicy.syntax.expressions import BadExpression, parse_cell
from creditpolicy.syntax.expressions.from_text import _parse, _read

CELLS = (
    *("12", "-12", "0.5", "12%", "2 days", "3 weeks", "1 month", "14 months", "1000 EUR", "1000  EUR", "10.50 EUR"),
    *("2026-01-31", "2024-02-29", '"41"', '"4\\u00e91"', "s10", "s1, s20, s3", "not(s1, s2)", "(12)", "true, 1"),
    *("<= 100", "!= s1", "[10..20)", "]10..20[", "[2026-01-01..2026-02-28]", "(1 EUR..20 EUR]", "<= law.rate2 * 3"),
    *("> 5 + 1", "<= 10, > 20", "in (1, 2)", "1.000.000", "12/31/2025", "1,000"),
)


def changed(text: str) -> list[str]:
    """The same with other digits, some of which make no number or day."""
    return [
        text.translate(str.maketrans("0123456789", digits)) for digits in ("9876543210", "1234567890", "0000000000")
    ]


@pytest.mark.parametrize("text", [other for cell in CELLS for other in (cell, *changed(cell))])
def test_a_cell_is_read_as_if_it_were_the_only_one(text):
    assert outcome(parse_cell, text) == outcome(lambda alone: _read(alone, "cell"), text)


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
