"""What YAML reads without complaint, but not as it was meant: `>8`, a comma or a ` #` inside a condition."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.diagnostics.inert import ELLIPSIS, inert, quoted
from creditpolicy.syntax.marks import Marks
from creditpolicy.syntax.nodes import Node, Scalar

_INDENTED_FOLD = re.compile(r">[0-9](?![-+])")
_CUT = re.compile(r"""[^"'#]*[ ](?P<comment>#.*)""")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))", re.ASCII)
_MOST_CUTS = 20
_LONGEST_SHOWN = 160


def with_comments(findings: Iterable[Diagnostic], sources: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Findings; those about a condition that does not parse say so where ` #` behind it began a comment."""
    lines = {name: text.split("\n") for name, text in sources.items()}
    return tuple(_with_comment(finding, lines.get(finding.at.file, [""])) for finding in findings)


def _with_comment(finding: Diagnostic, lines: list[str]) -> Diagnostic:
    if finding.code is not Code.BAD_EXPRESSION or finding.at.end_line > len(lines):
        return finding
    behind = _CUT.match(lines[finding.at.end_line - 1], finding.at.end_column - 1)
    if behind is None:
        return finding
    way_out = f"{quoted(behind['comment'])} is a comment to YAML: put the whole condition in quotes if it is part of it"
    return replace(finding, help=way_out)


def folded_by_mistake(scalar: Scalar, lines: list[str]) -> Diagnostic | None:
    """A finding where `>8` stands: to YAML a block with nothing in it, indented by eight."""
    found = _INDENTED_FOLD.match(lines[scalar.at.line - 1], scalar.at.column - 1)
    if found is None or scalar.text.strip():
        return None
    place = Place(scalar.at.file, scalar.at.line, scalar.at.column, scalar.at.line, found.end() + 1)
    return block_sign(found.group(), place)


def block_sign(words: str, at: Place) -> Diagnostic:
    """What is said about a comparison without quotes that YAML takes for the start of a block of text."""
    message = f"{quoted(words)} without quotes: YAML reads a leading `{words[0]}` as the start of a block of text"
    return Diagnostic(Code.BAD_YAML, message, at, f"put it in quotes: {yaml_quoted(words)}")


def yaml_quoted(text: str) -> str:
    """The text as the author should write it: in double quotes, or in single ones where it holds double ones."""
    if len(text) > _LONGEST_SHOWN:
        text = f"{text[:_LONGEST_SHOWN]}{ELLIPSIS}"
    if '"' not in text and "\\" not in text:
        return f'`"{text}"`'
    escaped = text.replace("'", "''")
    return f"`'{escaped}'`"


def mend_mapping(
    entries: list[tuple[Scalar, Node]], lines: list[str]
) -> tuple[list[tuple[Scalar, Node]], list[Diagnostic]]:
    """Put together what commas cut inside `{...}`, with a finding for each: `{if: x in (a, b)}`.

    The part behind the comma is a key without a colon to YAML. Whole conditions go on, so that the rest of the
    policy is checked as it was meant.
    """
    mended: list[tuple[Scalar, Node]] = []
    cuts: dict[int, _Cut] = {}
    findings: list[Diagnostic] = []
    for key, value in entries:
        last = len(mended) - 1
        if not _stands_alone(key, value):
            mended.append((key, value))
        elif mended and _is_open_ended(mended[last][1], key):
            cuts[last] = _Cut(mended[last][1], key, lines)
        else:
            message = f"{quoted(key.text)} has no value, expected `key: value` inside `{{...}}`"
            findings.append(Diagnostic(Code.BAD_YAML, message, key.at, _blank_after_colon(key.text)))
    for index, cut in cuts.items():
        name, _ = mended[index]
        mended[index] = name, cut.whole()
        findings.append(cut.finding(f"{name.text}: "))
    return mended, findings


def mend_sequence(items: list[Node], lines: list[str]) -> tuple[list[Node], list[Diagnostic]]:
    """Put together what commas cut inside `[...]`, with a finding for each: `[x in (a, b)]`."""
    mended: list[Node] = []
    findings: list[Diagnostic] = []
    index = 0
    while index < len(items):
        first = items[index]
        last = _closing(items, index)
        if last is None:
            mended.append(first)
            index += 1
        else:
            cut = _Cut(first, last[1], lines)
            mended.append(cut.whole())
            findings.append(cut.finding(""))
            index = last[0] + 1
    return mended, findings


@dataclass(frozen=True, slots=True)
class _Cut:
    """A condition of which commas made several words: the first and the last of them."""

    first: Node
    last: Scalar
    lines: list[str]

    def words(self) -> str:
        at = self.first.at
        return self.lines[at.line - 1][at.column - 1 : self.last.at.end_column - 1]

    def whole(self) -> Scalar:
        at = self.first.at
        words = self.words()
        place = Place(at.file, at.line, at.column, self.last.at.end_line, self.last.at.end_column)
        return Scalar(words, place, "plain", Marks(len(words), ((0, len(words), at.line, at.column),)))

    def finding(self, key: str) -> Diagnostic:
        words = self.words()
        written = yaml_quoted(words)
        plain = _THOUSANDS.sub("", words)
        only_thousands = "," not in plain and len(plain) <= _LONGEST_SHOWN
        return Diagnostic(
            Code.BAD_YAML,
            f"a comma cuts {quoted(words)} in two: inside brackets of YAML it separates entries",
            self.whole().at,
            f"write `{key}{inert(plain)}`: numbers have no comma"
            if only_thousands
            else f"quote the whole condition: `{key}{written[1:]}",
        )


def _stands_alone(key: Scalar, value: Node) -> bool:
    """Whether YAML read a key without a colon: its value is nothing, and stands where the key ends."""
    if not isinstance(value, Scalar) or value.text or value.style != "plain":
        return False
    return (value.at.line, value.at.column) == (key.at.end_line, key.at.end_column)


def _is_open_ended(value: Node, fragment: Scalar) -> bool:
    return isinstance(value, Scalar) and value.style == "plain" and value.at.line == fragment.at.end_line


def _blank_after_colon(words: str) -> str | None:
    key, colon, value = words.partition(":")
    return f"write a blank behind the colon: `{key}: {value}`" if colon and value else None


def _closing(items: list[Node], start: int) -> tuple[int, Scalar] | None:
    """The item that closes the bracket or quote that the item at `start` opens, on the same line; None if none does."""
    brackets, quotes = 0, 0
    for index in range(start, min(start + _MOST_CUTS, len(items))):
        item = items[index]
        if not isinstance(item, Scalar) or item.style != "plain" or item.at.end_line != items[start].at.line:
            return None
        brackets += item.text.count("(") - item.text.count(")")
        quotes += item.text.count('"')
        if brackets <= 0 and quotes % 2 == 0:
            return (index, item) if index > start else None
    return None
