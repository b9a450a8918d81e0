"""YAML text to nodes: styles, places, bounds. What is refused stands in `tests/spec/yaml`."""

import subprocess
import sys
from typing import Any

import pytest

from creditpolicy.diagnostics import Code, Place
from creditpolicy.syntax.from_yaml import MOST_LINES, compose
from creditpolicy.syntax.marks import Marks
from creditpolicy.syntax.nodes import Mapping, Scalar, Sequence

MANY = 1_000_000
BOMBS = {
    "open lists": "[" * MANY,
    "open mappings": "{a: " * MANY,
    "items in items": "- " * MANY,
    "keys in keys": "? " * MANY,
    "blocks in blocks": "".join(" " * depth + "a:\n" for depth in range(2500)),
    "laughs": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [{'*a, ' * 9}*a]\n" for n in range(500)),
    "one large scalar": "a: " + "x" * 50 * MANY,
    "no text": "a: " + "\0" * MANY,
    "many items": "[" + "a," * MANY,
    "many lines": "- a\n" * MOST_LINES,
    "directives": "%TAG !a! b\n" * 100_000,
    "cut conditions": "[" + "(," * 60_000 + "]",
}


def read(text) -> tuple[Any, Any]:
    return compose("p.yaml", text)


def value(text):
    node, findings = read(text)
    assert findings == ()
    return node.entries[0][1]


@pytest.mark.parametrize(
    ("text", "style", "read", "place"),
    [
        ("a: b c # d\n", "plain", "b c", Place("p.yaml", 1, 4, 1, 7)),
        ("a: b\n  c\n", "plain", "b c", Place("p.yaml", 1, 4, 2, 4)),
        ("a: 'it''s'\n", "single", "it's", Place("p.yaml", 1, 4, 1, 11)),
        ('a: "b\\n\\u00e9"\n', "double", "b\né", Place("p.yaml", 1, 4, 1, 15)),
        ("a: |\n  b\n  c\n\nd: e\n", "literal", "b\nc\n", Place("p.yaml", 1, 4, 3, 4)),
        ("a: >-\n  b\n  c\n", "folded", "b c", Place("p.yaml", 1, 4, 3, 4)),
        ("é: 漢\n", "plain", "漢", Place("p.yaml", 1, 4, 1, 5)),
        ("\ufeffa: b\n", "plain", "b", Place("p.yaml", 1, 4, 1, 5)),
        ("x: |\n  é\r\na: b", "literal", "é\n", Place("p.yaml", 1, 4, 2, 4)),
        ("a:\n", "plain", "", Place("p.yaml", 1, 3, 1, 4)),
    ],
)
def test_a_scalar_has_text_style_and_place(text, style, read, place):
    node = value(text)

    assert (node.text, node.style, node.at) == (read, style, place)


@pytest.mark.parametrize(
    ("text", "words", "line", "column"),
    [
        ("a: one two\n", "two", 1, 8),
        ("a: one\n   two\n", "two", 2, 4),
        ("a: 'it''s two'\n", "two", 1, 11),
        ('a: "\\x41\\t two"\n', "two", 1, 12),
        ('a: "one\\\n   \\ two"\n', "two", 2, 6),
        ("a: |\n    one\n      two\n", "two", 3, 7),
        ("a: |2\n    one\n  two\n", "two", 3, 3),
        ("a: >\n  one\n\n  two\n", "two", 4, 3),
        ("a: |\r\n  one\r\n  two\r\n", "two", 3, 3),
        ("a: |\n  é 漢 two\n", "two", 2, 7),
    ],
)
def test_words_inside_a_scalar_have_their_own_place(text, words, line, column):
    node = value(text)
    start = node.text.index(words)

    assert node.place(start, start + len(words)) == Place("p.yaml", line, column, line, column + len(words))


def test_the_blanks_of_an_empty_cell_have_their_place_too():
    node = value("t: |\n  a |    | b\n")

    assert node.place(4, 5) == Place("p.yaml", 2, 7, 2, 8)


def test_the_end_of_a_scalar_is_one_column_wide():
    node = value("a: bc\n")

    assert node.place(2, 2) == Place("p.yaml", 1, 6, 1, 7)


def test_collections_reach_from_their_first_to_their_last_word():
    node, _ = read("a:\n  - b\n  - {c: d}\n\n\nx: []\n")

    assert isinstance(node, Mapping)
    assert node.at == Place("p.yaml", 1, 1, 6, 6)
    assert [child.at for _, child in node.entries] == [Place("p.yaml", 2, 3, 3, 11), Place("p.yaml", 6, 4, 6, 6)]
    assert [type(child) for _, child in node.entries] == [Sequence, Sequence]


def test_marks_are_a_sequence():
    marks = Marks(3, ((0, 1, 1, 4), (1, 2, 2, 1)))

    assert list(marks) == [(1, 4), (2, 1), (2, 2), (2, 3)]
    assert marks[-1] == (2, 3)
    assert marks[1:3] == ((2, 1), (2, 2))
    with pytest.raises(IndexError):
        marks[4]


def test_a_cut_condition_goes_on_whole():
    node, findings = read("{if: x in (a, b), then: c}\n")

    assert len(findings) == 1
    assert [(key.text, child.text) for key, child in node.entries] == [("if", "x in (a, b)"), ("then", "c")]
    assert node.entries[0][1].place(8, 9) == Place("p.yaml", 1, 14, 1, 15)


def test_the_first_of_two_equal_keys_is_kept():
    node, findings = read("a: 1\na: 2\n")

    assert [child.text for _, child in node.entries] == ["1"]
    assert findings[0].notes[0].at == Place("p.yaml", 1, 1, 1, 2)


def test_words_behind_the_end_are_refused():
    _, findings = read("{a: b} c\n")

    assert [finding.message for finding in findings] == ["`c` stands behind the end of the policy"]


def test_findings_are_bounded():
    _, findings = read("a: 1\n" * 1000)

    assert len(findings) == 100


def test_a_scalar_alone_is_a_node():
    node, findings = read("words\n")

    assert (node, findings) == (Scalar("words", Place("p.yaml", 1, 1, 1, 6), "plain", ()), ())


def test_forty_levels_are_read():
    node, findings = read("[" * 40 + "]" * 40)

    assert node is not None
    assert findings == ()


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused(name):
    _, findings = read(BOMBS[name])

    assert findings or name == "cut conditions"
    assert all(finding.code in set(Code) for finding in findings)


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
resource.setrlimit(resource.RLIMIT_AS, (700 * 2**20, 700 * 2**20))
from creditpolicy.syntax.from_yaml import compose
for bomb in ("[", "{a: ", "- ", "? ", "[a, "):
    node, findings = compose("p.yaml", bomb * 1_000_000)
    assert node is None and findings[0].code.value == "CP016", findings
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of this kind")
def test_a_million_levels_take_neither_the_process_nor_its_time():
    done = subprocess.run([sys.executable, "-c", LIMITED], capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stderr) == (0, "")
