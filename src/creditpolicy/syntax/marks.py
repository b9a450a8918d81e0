"""Where each character of a YAML scalar stands in the file.

YAML's scanner says where a scalar begins and ends, but a finding is about a word inside it. So the text and its raw
lines are walked together. YAML folds, trims and indents with blanks only: the characters of the text that are not
blank are, in order, the characters of the raw lines that are not blank, escapes decoded. That is all the walk needs.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal, TypeAlias, overload

Style: TypeAlias = Literal["plain", "single", "double", "literal", "folded"]
Run: TypeAlias = tuple[int, int, int, int]
"""Offset in the text, length, line, column: neighbours in the text that are neighbours in the file."""

_BLANKS = re.compile(r"[ \n]*")
_SINGLE_TOKEN = re.compile(r"''|[\s\S]")
_DOUBLE_TOKEN = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]?))|[^\\]")
# YAML 1.1, 5.7: the escapes that stand for something else than the character after the backslash.
_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


@dataclass(frozen=True, slots=True)
class Marks(Sequence[tuple[int, int]]):
    """The line and column of each character of a text and of its end, kept as the stretches that stand together."""

    size: int
    runs: tuple[Run, ...]

    def __len__(self) -> int:
        return self.size + 1

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[int, int], ...]: ...

    def __getitem__(self, index: int | slice) -> tuple[int, int] | tuple[tuple[int, int], ...]:
        if isinstance(index, slice):
            return tuple(map(self._mark, range(*index.indices(len(self)))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._mark(index % len(self))

    def _mark(self, index: int) -> tuple[int, int]:
        offset, length, line, column = self.runs[max(bisect_right(self.runs, index, key=itemgetter(0)) - 1, 0)]
        return line, column + max(0, min(index - offset, length))


def marks_of(text: str, style: Style, segments: Iterable[tuple[int, int, str]]) -> Marks:
    """Find each character of `text` in the raw lines that it was written in.

    Args:
        text: the scalar as YAML reads it.
        style: how it was written.
        segments: for each raw line its number, the column where the scalar's part of it begins, and that part,
            without the quotes around the whole and without the header of a block.

    """
    runs: list[Run] = []
    position = 0
    start = (1, 1)
    for number, (line, column, raw) in enumerate(segments):
        if number == 0:
            start = (line, column)
        if (style == "single" and "''" in raw) or (style == "double" and "\\" in raw):
            position = _walk(text, position, runs, (line, column), _tokens(style, raw))
        else:
            position = _match(text, position, runs, (line, column, raw))
        if position >= len(text):
            break
    return Marks(len(text), tuple(runs) or ((0, 0, *start),))


def _match(text: str, position: int, runs: list[Run], segment: tuple[int, int, str]) -> int:
    """A line without escapes stands in the text as it is, apart from the blanks at its ends."""
    line, column, raw = segment
    core = raw.strip(" ")
    if not core:
        return position
    begin = _after_blanks(text, position)
    if not text.startswith(core, begin):
        return position
    leading = raw.index(core[0])
    trailing = len(raw) - leading - len(core)
    before = min(leading, _blanks_before(text, position, begin))
    end = begin + len(core)
    after = min(trailing, _blanks_after(text, end, trailing))
    runs.append((begin - before, before + len(core) + after, line, column + leading - before))
    return end + after


def _walk(text: str, position: int, runs: list[Run], at: tuple[int, int], tokens: Iterator[tuple[int, str]]) -> int:
    """A line with escapes is matched sign by sign: what it stands for, and where it was written."""
    line, column = at
    for offset, meant in tokens:
        if meant == " ":
            if not text.startswith(" ", position):
                continue
        else:
            found = position if text.startswith(meant, position) else _after_blanks(text, position)
            if not text.startswith(meant, found):
                continue
            position = found
        runs.append((position, 1, line, column + offset))
        position += 1
    return position


def _tokens(style: Style, raw: str) -> Iterator[tuple[int, str]]:
    if style == "single":
        for token in _SINGLE_TOKEN.finditer(raw):
            yield token.start(), token.group()[0]
        return
    for token in _DOUBLE_TOKEN.finditer(raw):
        code = token.group(1) or token.group(2) or token.group(3)
        if code:
            yield token.start(), chr(int(code, 16))
        elif token.group(4) is None:
            yield token.start(), token.group()
        elif token.group(4):
            yield token.start(), _ESCAPES.get(token.group(4), token.group(4))


def _after_blanks(text: str, position: int) -> int:
    found = _BLANKS.match(text, position)
    return found.end() if found else position


def _blanks_before(text: str, position: int, begin: int) -> int:
    return begin - position - len(text[position:begin].rstrip(" "))


def _blanks_after(text: str, end: int, most: int) -> int:
    after = text[end : end + most]
    return len(after) - len(after.lstrip(" "))
