"""A finding as text for a person: where, the line it is about, the exact words underlined, the way out."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from creditpolicy.diagnostics.diagnostic import Diagnostic, Severity
from creditpolicy.diagnostics.inert import ELLIPSIS, inert
from creditpolicy.diagnostics.phrases import Language, said
from creditpolicy.diagnostics.place import Place
from creditpolicy.diagnostics.words import Frame

WIDEST_LINE = 160

_RED, _YELLOW, _BLUE, _CYAN, _BOLD = "31;1", "33;1", "34;1", "36;1", "1"


def render(
    diagnostic: Diagnostic, sources: Mapping[str, str], language: Language = "en", *, colour: bool = False
) -> str:
    """The finding, its source line with the words underlined, then its help and its notes.

    Args:
        diagnostic: the finding.
        sources: the text of each file by its name; a file that is not there is shown without a line.
        language: of the words around it, and of what it says as far as that is known in both.
        colour: whether to add ANSI colours.

    Returns:
        Lines without a line end after the last one. No control character of a file survives.

    """
    paint = _Paint(colour)
    severity = diagnostic.severity
    kind = _RED if severity is Severity.ERROR else _YELLOW
    word = said(Frame.ERROR() if severity is Severity.ERROR else Frame.WARNING(), language)
    title = paint(f"{word}[{diagnostic.code.value}]", kind)
    message = paint(": " + inert(said(diagnostic.message, language)), _BOLD)
    lines = [f"{title}{message}", *_excerpt(diagnostic.at, sources, paint, kind)]
    if diagnostic.help is not None:
        lines.append(f"{paint(said(Frame.HELP(), language), _CYAN)}: {inert(said(diagnostic.help, language))}")
    for note in diagnostic.notes:
        lines.append(f"{paint(said(Frame.NOTE(), language), _CYAN)}: {inert(said(note.message, language))}")
        if note.at is not None:
            lines.extend(_excerpt(note.at, sources, paint, _CYAN))
    return "\n".join(lines)


class _Paint:
    """Colours a text, or leaves it alone."""

    __slots__ = ("_colour",)

    def __init__(self, colour: bool) -> None:  # noqa: FBT001 - its only argument
        self._colour = colour

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colour else text


def _excerpt(at: Place, sources: Mapping[str, str], paint: _Paint, kind: str) -> list[str]:
    number = str(at.line)
    margin = " " * len(number)
    lines = [f"{margin}{paint('-->', _BLUE)} {inert(at.file)}:{at.line}:{at.column}"]
    source = _line(sources.get(at.file), at.line)
    if source is None:
        return lines
    start = min(at.column - 1, len(source))
    end = at.end_column - 1 if at.end_line == at.line else len(source.rstrip())
    shown, start, end = _window(source, start, max(end, start + 1))
    under = " " * _width(shown[:start]) + paint("^" * max(_width(shown[start:end]), 1), kind)
    bar = paint("|", _BLUE)
    return [*lines, f"{margin} {bar}", f"{paint(number, _BLUE)} {bar} {shown}", f"{margin} {bar} {under}"]


def _line(text: str | None, number: int) -> str | None:
    if text is None:
        return None
    lines = _lines(text)
    return lines[number - 1] if number <= len(lines) else None


@lru_cache(maxsize=2)
def _lines(text: str) -> tuple[str, ...]:
    """Kept, since one text has many findings."""
    plain = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").replace("\r\n", "\n").replace("\r", "\n")
    return tuple(plain.split("\n"))


def _window(source: str, start: int, end: int) -> tuple[str, int, int]:
    """The line as shown, and where in it the underlined words stand; of a long line, the part around them."""
    if len(source) <= WIDEST_LINE:
        return inert(source), start, end
    end = min(end, start + WIDEST_LINE // 2)
    left = max(0, min(start - WIDEST_LINE // 4, len(source) - WIDEST_LINE))
    right = min(len(source), left + WIDEST_LINE)
    before = ELLIPSIS if left > 0 else ""
    after = ELLIPSIS if right < len(source) else ""
    shift = len(before) - left
    return f"{before}{inert(source[left:right])}{after}", start + shift, end + shift


def _width(text: str) -> int:
    """Columns that the text takes on a terminal; a sign past the end of the line takes none."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
