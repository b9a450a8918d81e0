"""A short text of known words, put right word by word."""

import pytest

from creditpolicy.diagnostics.nearest import respelled

WORDS = ("days", "before", "after", "due_date")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("7 days befor due_date", "7 days before due_date"),
        ("3..6 dyas afer due_dat", "3..6 days after due_date"),
        ("7 days before due_date", "7 days before due_date"),
        ("somewhere else", "somewhere else"),
        ("befor " * 20, "befor " * 20),
    ],
)
def test_each_word_becomes_the_nearest_known_one(text, meant):
    assert respelled(text, WORDS) == meant
