"""libyaml's events to nodes. Refuses what YAML allows and a policy does not: anchors, tags, a key twice, deep nesting.

The events are read one by one, and reading stops at the first that goes too deep: libyaml's own composer recurses,
and would end the process instead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from creditpolicy.diagnostics import Code, Diagnostic, Note, Place
from creditpolicy.diagnostics.errors import InvariantError
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.sources.text import beginning
from creditpolicy.syntax.marks import Marks, Style, marks_of
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence
from creditpolicy.syntax.yaml_traps import folded_by_mistake, mend_mapping, mend_sequence, yaml_quoted

if not yaml.__with_libyaml__:
    raise ImportError("PyYAML was installed without libyaml: install a wheel of pyyaml, or libyaml before building it")

from yaml._yaml import CParser

DEEPEST_NESTING = 40
MOST_EVENTS = 200_000

_DOCUMENT_END = re.compile(r"\.\.\.(?:\s+#.*)?")
_STYLES: dict[str, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, as far as it went. `last` and `opened` tell where libyaml stood when it failed."""

    node: Node | None
    findings: tuple[Diagnostic, ...]
    failure: yaml.YAMLError | None
    last: Scalar | None
    opened: tuple[Place, ...]


def read_nodes(name: str, text: str, lines: list[str]) -> Reading:
    """The nodes of `text`, whose lines are `lines`, up to its end or to the first thing that YAML cannot read."""
    reader = _Reader(name, lines)
    node: Node | None = None
    failure: yaml.YAMLError | None = None
    try:
        node = reader.document(CParser(text))
    except _StopReading:
        pass
    except yaml.YAMLError as error:
        failure = error
    return Reading(node, tuple(reader.findings), failure, reader.last, tuple(reader.opened))


class _StopReading(Exception):
    """The rest of the file is not looked at."""


@dataclass(slots=True)
class _Reader:
    """One pass over the events of one file."""

    name: str
    lines: list[str]
    findings: list[Diagnostic] = field(default_factory=list)
    last: Scalar | None = None
    opened: list[Place] = field(default_factory=list)

    def document(self, parser: CParser) -> Node | None:
        events = self._events(parser)
        next(events)
        start = next(events)
        if isinstance(start, yaml.StreamEndEvent):
            self._find(Code.EMPTY_FILE, "the file holds nothing but blanks and comments", beginning(self.name))
            return None
        node = self._node(next(events), events, depth=0, flow=False)
        end = next(events)
        self._nothing_after(end)
        return node

    def _events(self, parser: CParser) -> Iterator[yaml.Event]:
        for _ in range(MOST_EVENTS):
            event = parser.get_event()
            if event is None:
                return
            yield event
        message = f"the file has more than {MOST_EVENTS // 2} words, the most that is read"
        self._find(Code.FILE_TOO_LARGE, message, beginning(self.name), "spread the policy over several files")
        raise _StopReading

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], *, depth: int, flow: bool) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if not isinstance(event, yaml.NodeEvent):
            raise InvariantError(f"libyaml sent {event} where a node stands")
        self._refuse_properties(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth == DEEPEST_NESTING:
            message = f"nested more than {DEEPEST_NESTING} levels deep"
            self._find(Code.NESTED_TOO_DEEP, message, self._place(event), "a policy needs fewer than ten")
            raise _StopReading
        flow = flow or bool(getattr(event, "flow_style", False))
        if flow:
            self.opened.append(self._place(event))
        if isinstance(event, yaml.MappingStartEvent):
            node: Node = self._mapping(event, events, depth=depth, flow=flow)
        else:
            node = self._sequence(event, events, depth=depth, flow=flow)
        if flow:
            self.opened.pop()
        return node

    def _mapping(self, start: yaml.Event, events: Iterator[yaml.Event], *, depth: int, flow: bool) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        first: dict[str, Scalar] = {}
        end = next(events)
        while not isinstance(end, yaml.MappingEndEvent):
            key = self._node(end, events, depth=depth + 1, flow=flow)
            value = self._node(next(events), events, depth=depth + 1, flow=flow)
            end = next(events)
            if not isinstance(key, Scalar):
                message = f"expected a word before `:`, got a {'list' if isinstance(key, Sequence) else 'mapping'}"
                self._find(Code.BAD_YAML, message, key.at, "if it is meant as text, put it in quotes")
                continue
            entries.append((key, value))
        if flow:
            entries, findings = mend_mapping(entries, self.lines)
            self.findings.extend(findings)
        kept: list[tuple[Scalar, Node]] = []
        for key, value in entries:
            if self._key_is_fine(key, first):
                first[key.text] = key
                kept.append((key, value))
        children = [node for entry in entries for node in entry]
        return Mapping(tuple(kept), self._place(start, end, children, flow=flow))

    def _sequence(self, start: yaml.Event, events: Iterator[yaml.Event], *, depth: int, flow: bool) -> Sequence:
        items: list[Node] = []
        end = next(events)
        while not isinstance(end, yaml.SequenceEndEvent):
            items.append(self._node(end, events, depth=depth + 1, flow=flow))
            end = next(events)
        if flow:
            items, findings = mend_sequence(items, self.lines)
            self.findings.extend(findings)
        return Sequence(tuple(items), self._place(start, end, items, flow=flow))

    def _key_is_fine(self, key: Scalar, first: dict[str, Scalar]) -> bool:
        if key.style == "plain" and key.text == "<<":
            self._find(Code.ANCHOR, "merge key `<<` is not used in policies", key.at, "write the entries out")
            return False
        if not key.text.strip():
            self._find(Code.BAD_YAML, "expected a word before `:`, got nothing", key.at)
            return False
        if key.text in first:
            note = Note("first used here", first[key.text].at)
            message = f"key {quoted(key.text)} is used twice"
            self._find(Code.DUPLICATE_KEY, message, key.at, "keep one of the two", note)
            return False
        return True

    def _alias(self, event: yaml.AliasEvent) -> Scalar:
        at = self._place(event)
        written = self.lines[at.line - 1][at.column - 1 : at.end_column - 1]
        message = f"{quoted(written)} refers to an anchor of YAML, which policies do not use"
        self._find(Code.ANCHOR, message, at, f"write the text out, or if it begins with `*`, {yaml_quoted(written)}")
        mark = (0, len(written), at.line, at.column)
        return Scalar(written, at, "plain", Marks(len(written), (mark,)))

    def _refuse_properties(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if event.anchor is None and tag is None:
            return
        line, column = _start(event)
        words = self.lines[line][column : column + 200].split(" ")
        written = words[0] if words[0][:1] in {"&", "!"} else ""
        at = Place(self.name, line + 1, column + 1, line + 1, column + 1 + max(len(written), 1))
        if event.anchor is not None:
            name = quoted(f"&{event.anchor}")
            message = f"{name} is an anchor of YAML, which policies do not use"
            way_out = "delete it, and write the text out where it is needed; if it is meant as text, quote it"
            self._find(Code.ANCHOR, message, at, way_out)
        if tag is not None:
            message = f"{quoted(written or tag)} is a tag of YAML, which policies do not use"
            self._find(Code.TAG, message, at, "delete it; if it is meant as text, put quotes around the whole")

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        style = _STYLES.get(event.style or "", "plain")
        text = event.value
        marks = marks_of(text, style, self._segments(event, style))
        at = self._place(event)
        if style in {"literal", "folded"}:
            line, column = marks[len(text)]
            end = (line, column) if text.strip(" \n") else (at.line, at.column + 1)
            at = Place(self.name, at.line, at.column, *end)
        scalar = Scalar(text, at, style, marks)
        mistake = folded_by_mistake(scalar, self.lines) if style == "folded" else None
        if mistake is not None:
            self.findings.append(mistake)
        self.last = scalar
        return scalar

    def _segments(self, event: yaml.ScalarEvent, style: Style) -> Iterator[tuple[int, int, str]]:
        """The raw lines of a scalar: for each its number, the column where it begins, and what stands there."""
        line, column = _start(event)
        last, end = _end(event)
        if event.anchor is not None or event.tag is not None:
            raw = self.lines[line]
            while raw[column : column + 1] in {"!", "&"}:
                column += len(raw[column:].split(" ")[0])
                column += len(raw[column:]) - len(raw[column:].lstrip(" "))
        if style in {"literal", "folded"}:
            yield line + 1, column + 1, ""
            for number in range(line + 1, min(last + 1, len(self.lines))):
                yield number + 1, 1, self.lines[number]
            return
        if style in {"single", "double"}:
            column, end = column + 1, end - 1
        for number in range(line, min(last + 1, len(self.lines))):
            begin = column if number == line else 0
            raw = self.lines[number]
            yield number + 1, begin + 1, raw[begin:end] if number == last else raw[begin:]

    def _place(
        self,
        start: yaml.Event,
        end: yaml.Event | None = None,
        children: list[Node] | None = None,
        *,
        flow: bool = True,
    ) -> Place:
        line, column = (number + 1 for number in _start(start))
        if children and not flow:
            return Place(self.name, line, column, children[-1].at.end_line, children[-1].at.end_column)
        end_line, end_column = (number + 1 for number in _end(end or start))
        if (end_line, end_column) <= (line, column):
            end_line, end_column = line, column + 1
        return Place(self.name, line, column, end_line, end_column)

    def _nothing_after(self, end: yaml.Event) -> None:
        """A second document is refused without being read."""
        last, column = _start(end)
        for number in range(last, len(self.lines)):
            begin = column if number == last else 0
            words = self.lines[number][begin:].strip()
            if not words or words.startswith("#") or _DOCUMENT_END.fullmatch(words):
                continue
            at = Place(self.name, number + 1, begin + 1, number + 1, len(self.lines[number].rstrip()) + 1)
            if begin:
                self._find(Code.BAD_YAML, f"{quoted(words)} stands behind the end of the policy", at, "delete it")
                return
            message = "a second document begins here, expected one policy in the file"
            self._find(Code.SEVERAL_DOCUMENTS, message, at, "delete the line, or move what follows to another file")
            return

    def _find(self, code: Code, message: str, at: Place, help: str | None = None, *notes: Note) -> None:
        self.findings.append(Diagnostic(code, message, at, help, notes))


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column from 0."""
    mark = event.start_mark
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _end(event: yaml.Event) -> tuple[int, int]:
    """Line and column from 0; the end is exclusive."""
    mark = event.end_mark
    return (mark.line, mark.column) if mark is not None else (0, 0)
