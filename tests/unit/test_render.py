"""How a finding looks to a person, and to a program."""

from creditpolicy.diagnostics import Code, Diagnostic, Note, Place
from creditpolicy.diagnostics.as_json import as_json
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.render import render

TEXT = "terms:\n  - id: base\n  - id: base\n"
TWICE = Diagnostic(
    Code.DUPLICATE_ID,
    "rule id `base` is used twice",
    Place("terms.yaml", 3, 9, 3, 13),
    "give one of them another id",
    (Note("first used here", Place("terms.yaml", 2, 9, 2, 13)), Note("ids are used in reports")),
)


def finding(line, column, end_line, end_column, message="wrong"):
    return Diagnostic(Code.BAD_YAML, message, Place("p.yaml", line, column, end_line, end_column))


def test_message_place_line_carets_help_and_notes():
    assert render(TWICE, {"terms.yaml": TEXT}) == (
        "error[CP202]: rule id `base` is used twice\n"
        " --> terms.yaml:3:9\n"
        "  |\n"
        "3 |   - id: base\n"
        "  |         ^^^^\n"
        "help: give one of them another id\n"
        "note: first used here\n"
        " --> terms.yaml:2:9\n"
        "  |\n"
        "2 |   - id: base\n"
        "  |         ^^^^\n"
        "note: ids are used in reports"
    )


def test_without_the_source_the_place_stays():
    assert render(finding(3, 9, 3, 13), {}) == "error[CP010]: wrong\n --> p.yaml:3:9"
    assert render(finding(9, 1, 9, 2), {"p.yaml": "a\n"}) == "error[CP010]: wrong\n --> p.yaml:9:1"


def test_the_gutter_is_as_wide_as_the_number():
    shown = render(finding(100, 1, 100, 2), {"p.yaml": "\n" * 99 + "abc"}).split("\n")

    assert shown[1:] == ["   --> p.yaml:100:1", "    |", "100 | abc", "    | ^"]


def test_several_lines_are_underlined_to_the_end_of_the_first():
    assert render(finding(1, 4, 3, 2), {"p.yaml": "a: bcd  \n  e\n"}).endswith("1 | a: bcd  \n  |    ^^^")


def test_the_end_of_a_line_has_a_caret():
    assert render(finding(1, 3, 1, 4), {"p.yaml": "a:"}).endswith("1 | a:\n  |   ^")


def test_a_long_line_is_cut_around_the_words():
    line = "x" * 1000 + "HERE" + "y" * 1000

    *_, shown, under = render(finding(1, 1001, 1, 1005), {"p.yaml": line}).split("\n")

    assert shown.startswith("1 | …x")
    assert shown.endswith("y…")
    assert len(shown) == 4 + 160 + 2
    assert shown[under.index("^") : under.rindex("^") + 1] == "HERE"


def test_wide_characters_keep_the_carets_under_the_words():
    assert render(finding(1, 4, 1, 6), {"p.yaml": "漢字 ab"}).endswith("1 | 漢字 ab\n  |      ^^")
    assert render(finding(1, 1, 1, 3), {"p.yaml": "漢字 ab"}).endswith("  | ^^^^")


def test_control_characters_are_shown_not_sent():
    bad = "\x1b[31mred\x07\u202e\t"

    shown = render(finding(1, 1, 1, 2, f"got `{bad}`"), {"p.yaml": bad})

    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    assert "1 | �[31mred��→" in shown


def test_colour_adds_signs_and_changes_no_word():
    import re

    shown = render(TWICE, {"terms.yaml": TEXT}, colour=True)

    assert "\x1b[31;1merror[CP202]" in shown
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == render(TWICE, {"terms.yaml": TEXT})


def test_a_warning_says_so():
    warning = Diagnostic(Code.NOT_PROVED, "not proved", Place("p.yaml", 1, 1, 1, 2))

    assert render(warning, {}).startswith("warning[CP409]: not proved")


def test_as_json_is_plain():
    assert as_json(TWICE) == {
        "code": "CP202",
        "severity": "error",
        "message": "rule id `base` is used twice",
        "file": "terms.yaml",
        "line": 3,
        "column": 9,
        "end_line": 3,
        "end_column": 13,
        "help": "give one of them another id",
        "notes": [
            {
                "message": "first used here",
                "file": "terms.yaml",
                "line": 2,
                "column": 9,
                "end_line": 2,
                "end_column": 13,
            },
            {
                "message": "ids are used in reports",
                "file": None,
                "line": None,
                "column": None,
                "end_line": None,
                "end_column": None,
            },
        ],
    }


def test_quoted_words_are_short_and_on_one_line():
    assert quoted("a\nb\x1b") == "`a b�`"
    assert quoted("x" * 100) == f"`{'x' * 59}…`"
