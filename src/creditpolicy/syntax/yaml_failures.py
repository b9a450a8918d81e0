"""What libyaml could not read, in the words of someone who writes policies: the place, what was meant, the way out.

libyaml says where it gave up and what it expected there. The line itself says more: a comparison without quotes, a
quote that was never closed, a blank too many. Each trap has its own sentence; what is left keeps libyaml's.
"""

import re
from dataclasses import dataclass

import yaml

from creditpolicy.diagnostics import Code, Diagnostic, Note, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.sources.text import beginning
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.yaml_traps import block_sign, yaml_quoted

_ENTRY = re.compile(r"\s*(?:- +)*(?P<key>[^\s:#'\"{\[][^:]*?):(?: +|$)")
_DASHES = re.compile(r"\s*(?:- +)*")
_COMMENT = re.compile(r"\s+#.*$")
_LONE_KEY = re.compile(r"\s*(?:- +)*[\w.-]+")
_TIGHT = re.compile(r"(?P<key>[\w.-]+):(?P<value>\S.*)$")
_NEXT_ENTRY = re.compile(r",\s*[\w.-]+:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of a line (both from 0) that reads as a plain word once letters stand in its place."""

    line: int
    start: int
    end: int


def explain(
    name: str, lines: tuple[str, ...], failure: yaml.YAMLError, last: Scalar | None, opened: tuple[Place, ...]
) -> tuple[Diagnostic, Mask | None]:
    """The finding for a failure of libyaml, and what to mask to read on, where the mistake is local.

    Args:
        name: the file's name as it is shown.
        lines: the file as written.
        failure: what libyaml raised.
        last: the last scalar before it.
        opened: the brackets of YAML that were still open, outermost first.

    """
    mark = getattr(failure, "problem_mark", None)
    if mark is None:
        return Diagnostic(Code.BAD_YAML, f"YAML cannot read this file: {failure}", beginning(name)), None
    return _Failure(name, lines, failure, last, opened).explained()


class _Failure:
    """One failure with the lines around it. Lines and columns count from 0 in here, as libyaml's do."""

    def __init__(
        self, name: str, lines: tuple[str, ...], failure: yaml.YAMLError, last: Scalar | None, opened: tuple[Place, ...]
    ) -> None:
        self.name = name
        self.lines = lines
        self.problem: str = getattr(failure, "problem", None) or ""
        self.context: str = getattr(failure, "context", None) or ""
        self.line, self.column = _position(failure, "problem_mark")
        has_context = getattr(failure, "context_mark", None) is not None
        self.begun, self.begun_column = _position(failure, "context_mark" if has_context else "problem_mark")
        self.last = last
        self.opened = opened

    def explained(self) -> tuple[Diagnostic, Mask | None]:
        sign = self.sign(self.line, self.column)
        if "quoted scalar" in self.context:
            return self.quoted_text()
        if "block scalar" in self.context:
            return self.leading_sign(self.begun, self.begun_column)
        if "alias" in self.context or "anchor" in self.context or "tag" in self.context:
            return self.leading_sign(self.begun, self.begun_column)
        if "cannot start any token" in self.problem:
            return self.leading_sign(self.line, self.column)
        if "undefined tag handle" in self.problem:
            return self.leading_sign(self.begun, self.begun_column)
        if "mapping values are not allowed" in self.problem:
            return self.colon()
        if self.opened and (self.at_line_start() or self.line >= len(self.lines)):
            return self.never_closed(self.opened[-1])
        if "expected ',' or" in self.problem or (self.opened and sign not in ",]}"):
            return self.inside_brackets()
        if "could not find expected ':'" in self.problem:
            return self.no_colon()
        if "expected key" in self.problem or "expected '-' indicator" in self.problem:
            return self.out_of_line() if self.at_line_start() else self.after_the_end()
        if "block sequence entries" in self.problem:
            message = "a `- ` item begins behind other words, expected it on a line of its own"
            item = self.rest(self.line, self.column).removeprefix("-").strip()
            return self.found(message, f"put it on the next line, or write `[{item}]`", width=1)
        if "mapping keys are not allowed" in self.problem:
            return self.leading_sign(self.line, self.column)
        if sign and sign in ",]}":
            return self.stray(sign)
        return self.found(f"YAML cannot read this: {self.problem}", width=1)

    def quoted_text(self) -> tuple[Diagnostic, Mask | None]:
        mark = self.sign(self.begun, self.begun_column)
        if "end of stream" in self.problem or "document indicator" in self.problem:
            at = self.place(self.begun, self.begun_column, 1)
            written = self.rest(self.begun, self.begun_column)
            way_out = f"end the text with {mark} on this line"
            if mark == "'" and "'" not in written[1:]:
                way_out = f"if the text begins with an apostrophe, {_write(yaml_quoted(written))}"
            message = f"a quote {mark} is opened here and never closed"
            mask = Mask(self.begun, self.begun_column, self.begun_column + 1)
            return Diagnostic(Code.BAD_YAML, message, at, way_out), mask
        line = self.lines[self.line] if self.line < len(self.lines) else ""
        slash = line.rfind("\\", 0, self.column + 1)
        at = self.place(self.line, max(slash, 0), 2)
        message = f"{quoted(line[slash : slash + 2])} is no escape that YAML knows in double quotes"
        way_out = "write `\\\\` for a backslash, or put the text in single quotes"
        finding = Diagnostic(Code.BAD_YAML, message, at, way_out)
        return finding, Mask(self.line, slash, slash + 1) if slash >= 0 else None

    def leading_sign(self, line: int, column: int) -> tuple[Diagnostic, Mask | None]:
        sign = self.sign(line, column)
        words = self.rest(line, column)
        if sign in {">", "|"} and not (sign == "|" and self.opened):
            width = len(words)
            finding = block_sign(words, self.place(line, column, width))
            if sign == "|":
                way_out = "begin the text on the next line, indented further; a short text needs no `|`"
                message = "a text behind `|` on the same line, expected a line end"
                finding = Diagnostic(Code.BAD_YAML, message, finding.at, way_out)
            return finding, Mask(line, column, column + 1)
        message = f"{quoted(words)} begins with `{sign}`, which has a meaning of its own in YAML"
        way_out = f"put it in quotes: {yaml_quoted(words)}"
        at = self.place(line, column, len(words))
        return Diagnostic(Code.BAD_YAML, message, at, way_out), Mask(line, column, column + 1)

    def colon(self) -> tuple[Diagnostic, Mask | None]:
        line = self.lines[self.line] if self.line < len(self.lines) else ""
        entry = _ENTRY.match(line)
        if entry is not None and entry.end() <= self.column:
            words = self.rest(self.line, entry.end())
            at = self.place(self.line, self.column, 1)
            message = f"a second `: ` on the line: YAML takes {quoted(line[entry.end() : self.column])} for a key"
            way_out = f"put the whole value in quotes: {yaml_quoted(words)}"
            return Diagnostic(Code.BAD_YAML, message, at, way_out), Mask(self.line, self.column, self.column + 1)
        above = self.above(self.line)
        if above is not None and (tight := _TIGHT.match(self.lines[above].strip())) is not None:
            return self.tight_colon(above, tight), None
        start = self.indent(self.line)
        words = line[start : self.column]
        help_text: str | None = None
        notes: tuple[Note, ...] = ()
        if above is not None:
            outer = _ENTRY.match(self.lines[above])
            if outer is not None:
                begun = outer.start("key")
                notes = (Note("this has its value already", self.place(above, begun, len(outer.group("key")))),)
                help_text = (
                    f"begin {quoted(words)} under {quoted(outer.group('key'))}, or leave the value above it away"
                )
        message = f"{quoted(words)} is indented further than the line above, which has a value already"
        return Diagnostic(Code.BAD_YAML, message, self.place(self.line, start, len(words)), help_text, notes), None

    def tight_colon(self, line: int, tight: re.Match[str]) -> Diagnostic:
        start = self.indent(line)
        message = f"expected `key: value`, got {quoted(tight.group())}"
        way_out = f"write a blank behind the colon: `{tight.group('key')}: {tight.group('value')}`"
        return Diagnostic(Code.BAD_YAML, message, self.place(line, start, len(tight.group())), way_out)

    def never_closed(self, at: Place) -> tuple[Diagnostic, Mask | None]:
        sign = self.sign(at.line - 1, at.column - 1)
        closing = "}" if sign == "{" else "]"
        notes = (Note("noticed here", self.place(self.line, self.column, 1)),) if self.line < len(self.lines) else ()
        message = f"`{sign}` is opened here and never closed"
        place = Place(at.file, at.line, at.column, at.line, at.column + 1)
        return Diagnostic(Code.BAD_YAML, message, place, f"add `{closing}`", notes), None

    def inside_brackets(self) -> tuple[Diagnostic, Mask | None]:
        """A condition with brackets, quotes or a colon inside YAML's own brackets."""
        line, column = self.line, self.column
        value = self.last
        if value is not None and value.style in {"single", "double"} and value.at.line < value.at.end_line == line + 1:
            return self.after_the_end()
        if self.opened and value is not None and value.at.end_line > self.line + 1:
            return self.never_closed(self.opened[-1])
        if value is not None and value.at.line == line + 1 and value.at.column <= column:
            column = value.at.column - 1
        raw = _COMMENT.sub("", self.lines[line])
        if not any(sign.isalnum() for sign in raw[column : self.column]) and (begun := raw.rfind(": ", 0, column)) >= 0:
            # Commas cut the condition: YAML stumbles over what is behind the last of its texts.
            column = begun + 2
        ahead = _NEXT_ENTRY.search(raw, self.column)
        end = ahead.start() if ahead else len(raw.rstrip())
        words = raw[column:end]
        if ahead is None and words.endswith(("}", "]")):
            words = words[:-1]
        words = words.rstrip()
        sign = self.sign(line, self.column)
        message = f"`{sign}` inside {quoted(words)}: within brackets of YAML it has a meaning of its own"
        way_out = f"quote the whole condition: {yaml_quoted(words)}"
        finding = Diagnostic(Code.BAD_YAML, message, self.place(line, column, len(words)), way_out)
        return finding, Mask(line, column, column + len(words))

    def no_colon(self) -> tuple[Diagnostic, Mask | None]:
        line = self.begun
        start = _DASHES.match(self.lines[line])
        column = start.end() if start else 0
        words = self.rest(line, column)
        tight = _TIGHT.match(words)
        if tight is not None:
            return self.tight_colon(line, tight), None
        way_out = "write `:` and a value behind it; if it goes on with the text above, indent it further"
        message = f"expected `key: value`, got {quoted(words)}"
        return Diagnostic(Code.BAD_YAML, message, self.place(line, column, len(words)), way_out), None

    def out_of_line(self) -> tuple[Diagnostic, Mask | None]:
        indent = self.indent(self.line)
        words = self.rest(self.line, indent)
        at = self.place(self.line, indent, len(words))
        notes = (Note("the block that it stands in begins here", self.place(self.begun, self.begun_column, 1)),)
        if indent == self.begun_column:
            wanted = "another item with `- `" if "'-'" in self.problem else "`key: value`"
            message = f"expected {wanted}, got {quoted(words)}"
            return Diagnostic(Code.BAD_YAML, message, at, "keep to one of the two: items, or keys", notes), None
        message = f"{quoted(words)} fits no line above: it begins with {_blanks(indent)}"
        way_out = f"the block above begins with {_blanks(self.begun_column)}: align the line with what it belongs to"
        return Diagnostic(Code.BAD_YAML, message, at, way_out, notes), None

    def after_the_end(self) -> tuple[Diagnostic, Mask | None]:
        """Words behind a closing quote or bracket."""
        value = self.last
        if value is not None and value.style in {"single", "double"} and value.at.line < value.at.end_line:
            at = Place(self.name, value.at.line, value.at.column, value.at.line, value.at.column + 1)
            sign = self.sign(value.at.line - 1, value.at.column - 1)
            note = Note("YAML takes this for its end", self.place(value.at.end_line - 1, value.at.end_column - 2, 1))
            message = f"a quote {sign} is opened here and not closed on its line"
            start = value.at.column - 1
            finding = Diagnostic(Code.BAD_YAML, message, at, f"end the text with {sign} on this line", (note,))
            return finding, Mask(value.at.line - 1, start, start + 1)
        entry = _ENTRY.match(self.lines[self.line]) or _DASHES.match(self.lines[self.line])
        start = entry.end() if entry is not None and entry.end() <= self.column else self.column
        words = self.rest(self.line, start)
        behind = self.rest(self.line, self.column)
        message = f"{quoted(behind)} stands behind the end of the value"
        only_brackets = not behind.strip("]}) ")
        way_out = "delete it" if only_brackets else f"put the whole value in quotes: {yaml_quoted(words)}"
        at = self.place(self.line, self.column, len(behind))
        return Diagnostic(Code.BAD_YAML, message, at, way_out), Mask(self.line, start, start + len(words))

    def stray(self, sign: str) -> tuple[Diagnostic, Mask | None]:
        if sign == ",":
            message = "a `,` with nothing before it"
            return self.found(message, "delete it, or put the text in quotes", width=1)
        message = f"`{sign}` closes nothing"
        way_out = f"delete it, or put the whole value in quotes: {yaml_quoted(self.rest(self.line, self.column))}"
        return self.found(message, way_out, width=1)

    def found(self, message: str, help: str | None = None, *, width: int) -> tuple[Diagnostic, Mask | None]:
        return Diagnostic(Code.BAD_YAML, message, self.place(self.line, self.column, width), help), None

    def sign(self, line: int, column: int) -> str:
        return self.lines[line][column : column + 1] if line < len(self.lines) else ""

    def rest(self, line: int, column: int) -> str:
        """The words from a column to the end of the line, or of the entry where brackets of YAML are open."""
        words = _COMMENT.sub("", self.lines[line][column:]).rstrip() if line < len(self.lines) else ""
        return re.split(r"[,}\]]", words, maxsplit=1)[0] if self.opened and words[:1] not in ",]}" else words

    def place(self, line: int, column: int, width: int) -> Place:
        line = min(line, len(self.lines) - 1)
        return Place(self.name, line + 1, column + 1, line + 1, column + 1 + max(width, 1))

    def indent(self, line: int) -> int:
        return len(self.lines[line]) - len(self.lines[line].lstrip(" ")) if line < len(self.lines) else 0

    def above(self, line: int) -> int | None:
        """The nearest line above with words that are no comment."""
        above = range(min(line, len(self.lines)) - 1, -1, -1)
        return next((n for n in above if self.lines[n].strip() and self.lines[n].lstrip()[0] != "#"), None)

    def at_line_start(self) -> bool:
        """Whether nothing but blanks, or one word before a colon, stands before the problem on its line."""
        if self.line >= len(self.lines):
            return True
        before = self.lines[self.line][: self.column]
        if not before.strip():
            return True
        if not self.opened or self.opened[-1].line - 1 >= self.line:
            return False
        is_key = self.sign(self.line, self.column) == ":" and _LONE_KEY.fullmatch(before) is not None
        return is_key or _DASHES.fullmatch(before) is not None


def _position(failure: yaml.YAMLError, which: str) -> tuple[int, int]:
    mark = getattr(failure, which, None)
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _write(words: str) -> str:
    return f"write {words}"


def _blanks(count: int) -> str:
    return "no blanks" if count == 0 else "1 blank" if count == 1 else f"{count} blanks"
