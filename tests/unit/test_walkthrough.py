"""A page that is followed to the letter is held to each line that it shows."""

import pytest

from tests.walkthrough import Step, shows

SAID = "one\n  two\n\nthree\nfour  \n"


@pytest.mark.parametrize("shown", ["one\n", "  two\n\nthree\n", "one\n...\nfour\n", "...\nthree\n...\n", "four\n"])
def test_what_was_said_is_shown(shown):
    assert shows(shown, SAID)


@pytest.mark.parametrize("shown", ["two\n", "one\nthree\n", "three\n...\none\n", "on\n", "one\n...\none\n", "five\n"])
def test_anything_else_is_not(shown):
    assert not shows(shown, SAID)


@pytest.mark.parametrize(
    ("how", "line", "wanted"),
    [
        ("below", "b", "a\nb\nX\nc\n"),
        ("in place of", "b", "a\nX\nc\n"),
        ("at the end of", "", "a\nb\nc\nX\n"),
        ("as", "", "X\n"),
    ],
)
def test_a_block_goes_where_the_page_says(how, line, wanted, tmp_path):
    (tmp_path / "file").write_text("a\nb\nc\n", encoding="utf-8")

    Step(how, line, "file", "yaml", "X\n").write(tmp_path)

    assert (tmp_path / "file").read_text("utf-8") == wanted


def test_a_line_that_stands_twice_is_no_place(tmp_path):
    (tmp_path / "file").write_text("a\na\n", encoding="utf-8")

    with pytest.raises(ValueError, match="too many"):
        Step("below", "a", "file", "yaml", "X\n").write(tmp_path)
