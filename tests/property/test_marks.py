"""Laws of places: whatever a file looks like, a place points at the characters that it speaks of."""

import string
from collections.abc import Iterator

import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence

WORDS = st.text(st.sampled_from("abcé漢😀 \n'\"#:,-|>%{}[]&*!?\\"), max_size=40)
STYLES = st.sampled_from([None, "'", '"', "|", ">"])
SIGNS = ["a", "b: ", ": ", "- ", "\n", "\n  ", "\n    ", '"', "'", "|\n", ">\n", "> 8", ">8", "[", "]", "{", "}", ","]
RARE = [
    "#",
    " # c",
    "\t",
    "&a ",
    "*a",
    "!t ",
    "? ",
    "---\n",
    "...\n",
    "%",
    "@",
    "\\",
    "é",
    "\r\n",
    "<<: ",
    "x in (a, b)",
]
PIECES = st.lists(st.sampled_from([*SIGNS, *RARE, "\ufeff", "\0"]), max_size=25).map("".join)


def scalars(node: Node | None) -> Iterator[Scalar]:
    match node:
        case None:
            return
        case Scalar():
            yield node
        case Mapping(entries=entries):
            for key, value in entries:
                yield from scalars(key)
                yield from scalars(value)
        case Sequence(items=items):
            for item in items:
                yield from scalars(item)


def misplaced(text, scalar):
    """Characters of the scalar that stand elsewhere in the file than their mark says."""
    lines = text.replace("\r\n", "\n").split("\n")
    assert len(scalar.marks) == len(scalar.text) + 1
    return [
        (index, character, (line, column))
        for index, (character, (line, column)) in enumerate(zip(scalar.text, scalar.marks, strict=False))
        if character not in " \n"
        and lines[line - 1][column - 1 : column] != character
        and lines[line - 1][column - 1 : column] != "\\"
    ]


@given(values=st.lists(st.tuples(WORDS, STYLES), min_size=1, max_size=4), indent=st.integers(2, 9), wide=st.booleans())
def test_every_mark_points_at_its_character_in_what_yaml_writes(values, indent, wide):
    # A block of blanks is written as `>2`, which is refused on purpose.
    assume(all(style != ">" or value.strip() for value, style in values))
    rest = iter([style for _, style in values])

    class Dumper(yaml.SafeDumper):
        def represent_text(self, text):
            return self.represent_scalar("tag:yaml.org,2002:str", text, next(rest, None))

    Dumper.add_representer(str, Dumper.represent_text)
    width = 500 if wide else 30
    text = yaml.dump([value for value, _ in values], Dumper=Dumper, indent=indent, width=width, allow_unicode=True)

    node, findings = compose("p.yaml", text)

    assert findings == ()
    assert [scalar.text for scalar in scalars(node)] == [value for value, _ in values]
    assert [misplaced(text, scalar) for scalar in scalars(node)] == [[] for _ in values]


@given(
    lines=st.lists(st.text(string.ascii_letters + " |é", max_size=20), max_size=8),
    indent=st.integers(1, 8),
    header=st.sampled_from(["|", "|-", "|+", ">", ">-", ">+"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
)
def test_every_mark_points_at_its_character_in_blocks(lines, indent, header, line_end, bom):
    body = [" " * indent + line if line.strip() else line[: indent - 1].replace("|", " ") for line in ["x", *lines]]
    text = ("\ufeff" if bom else "") + line_end.join(["a: b", f"t: {header}", *body, "c: d", ""])

    node, findings = compose("p.yaml", text)

    if not findings:
        shown = text.removeprefix("\ufeff")
        assert [misplaced(shown, scalar) for scalar in scalars(node)] == [[]] * 6


@given(PIECES)
def test_any_text_is_read_or_refused_with_places_inside_it(text):
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")

    node, findings = compose("p.yaml", text)

    assert node is not None or findings
    for finding in findings:
        assert 1 <= finding.at.line <= len(lines)
        assert (finding.at.line, finding.at.column) < (finding.at.end_line, finding.at.end_column)
        assert finding.at.column <= len(lines[finding.at.line - 1]) + 1
        assert "\n" not in finding.message
    if not findings:
        assert [misplaced(text.removeprefix("\ufeff"), scalar) for scalar in scalars(node)] == [
            [] for _ in scalars(node)
        ]


@given(PIECES)
def test_what_is_read_without_findings_is_what_yaml_reads(text):
    node, findings = compose("p.yaml", text)

    if not findings:
        assert plain(node) == plain_yaml(yaml.compose(text, Loader=yaml.CSafeLoader))


def plain(node: Node | None) -> object:
    match node:
        case None:
            return None
        case Scalar(text=text):
            return text
        case Mapping(entries=entries):
            return {key.text: plain(value) for key, value in entries}
        case Sequence(items=items):
            return [plain(item) for item in items]


def plain_yaml(node):
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain_yaml(value) for key, value in node.value}
    return [plain_yaml(item) for item in node.value]
