"""A timeline as a picture: a strip of months with a mark for each day, and under it the same days in words.

It stands by itself: no script, no font, nothing from elsewhere. Marks differ by shape and colour, and all that they
mean is said in words too. Input: `Timeline`. Output: SVG.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from textwrap import wrap

from creditpolicy.diagnostics.inert import REPLACEMENT
from creditpolicy.diagnostics.phrases import Language
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.reports.timeline_lines import Lines, Speaker
from creditpolicy.reports.timeline_words import dated
from creditpolicy.timeline.entries import Action, End, Entry, Escalation, First, Pause, Wait
from creditpolicy.timeline.timeline import Timeline

_WIDTH, _MARGIN = 860, 32
_AXIS = 134
_FIRST_ROW = 198
_RAIL, _TEXT = 172, 196
_LINE, _GAP = 18, 14
_MOST_SIGNS = 92
_LEAST_APART = 64
# Signs that inert text may have and XML may not.
_NOT_XML = str.maketrans(dict.fromkeys(("\ufffe", "\uffff"), REPLACEMENT))
_STYLE = """
text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #17202b; }
.title { font-size: 20px; font-weight: 600; }
.soft { fill: #5a6675; }
.day { font-variant-numeric: tabular-nums; text-anchor: end; }
.head { font-weight: 600; }
.tick { font-size: 11.5px; fill: #5a6675; }
.line { stroke: #c5ccd4; stroke-width: 1.5; fill: none; }
.mild { fill: #2e7d5b; } .firm { fill: #b26a00; } .final { fill: #b3362b; } .over { fill: #6b2a6b; }
.who { fill: #1f5f8b; } .rest { fill: #ffffff; stroke: #5a6675; stroke-width: 2; } .end { fill: #5a6675; }
@media print { * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
_TONES = {"informal": "mild", "friendly": "mild", "firm": "firm", "final": "final"}


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry with its words as they are broken into lines."""

    entry: Entry
    day: str
    head: tuple[str, ...]
    details: tuple[str, ...]

    @property
    def height(self) -> int:
        return _LINE * (len(self.head) + len(self.details)) + _GAP


def timeline_svg(timeline: Timeline, vocabulary: Vocabulary, language: Language = "en") -> str:
    """The picture; its words are also its description, for who can't see it. Ends with a line end."""
    speaker = Speaker(timeline, vocabulary, language)
    rows = [_row(entry, speaker.lines(entry), language) for entry in timeline.entries]
    notes = () if rows else speaker.without_entries()
    height = _FIRST_ROW + sum(row.height for row in rows) + _LINE * len(notes) + _MARGIN
    told = [" ".join((f"{row.day}:", *row.head, *row.details)) for row in rows] or list(notes)
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} lang="{language}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{_said(speaker.title())}, {_said(speaker.about())}</title>',
        f'<desc id="desc">{_said(" ".join(told))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        _words(_MARGIN, 46, speaker.title(), "title"),
        _words(_MARGIN, 70, speaker.about(), "soft"),
        _words(_MARGIN, 90, speaker.note(), "soft"),
        *_strip(timeline, language),
        *_listed(rows),
        *(_words(_MARGIN, _FIRST_ROW + _LINE * index, note, "soft") for index, note in enumerate(notes)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _row(entry: Entry, lines: Lines, language: Language) -> _Row:
    about = f"{', '.join(lines.invoices)}: " if lines.invoices else ""
    details = tuple(part for detail in lines.details for part in _broken(detail, _MOST_SIGNS))
    return _Row(entry, dated(entry.on, language), tuple(_broken(about + lines.head, _MOST_SIGNS - 10)), details)


def _broken(text: str, most: int) -> list[str]:
    """The text in lines that fit; the lines of a part that is set in stay set in."""
    inset = text[: len(text) - len(text.lstrip())].replace(" ", "\N{NO-BREAK SPACE}")
    return wrap(text.lstrip(), most, initial_indent=inset, subsequent_indent=inset + "\N{NO-BREAK SPACE}" * 2) or [""]


def _strip(timeline: Timeline, language: Language) -> Iterator[str]:
    """The days on a line of months, as far apart as they are."""
    if not timeline.entries:
        return
    start, end = timeline.as_of, max(entry.on for entry in timeline.entries)
    days = max((end - start).days, 1)
    left, right = _MARGIN + 8, _WIDTH - _MARGIN - 8

    def place(day: date) -> int:
        return left + (right - left) * (day - start).days // days

    yield f'<path class="line" d="M{left} {_AXIS}H{right}"/>'
    for x, label in _ticks(start, end, place, language):
        yield f'<path class="line" d="M{x} {_AXIS + 10}v6"/>'
        yield f'<text class="tick" x="{x}" y="{_AXIS + 30}" text-anchor="middle">{label}</text>'
    for entry in timeline.entries:
        yield _mark(entry, place(entry.on), _AXIS)


def _ticks(start: date, end: date, place: Callable[[date], int], language: Language) -> Iterator[tuple[int, str]]:
    """The first days of months that have room for their name."""
    first = (start.replace(day=1) + timedelta(days=31)).replace(day=1)
    last_x = -_LEAST_APART
    while first <= end:
        x = place(first)
        if x - last_x >= _LEAST_APART:
            yield x, f"{first.month}-{first.year}" if language == "nl" else f"{first.year}-{first.month:02}"
            last_x = x
        first = (first + timedelta(days=31)).replace(day=1)


def _listed(rows: Sequence[_Row]) -> Iterator[str]:
    """The rows from top to bottom, on a rail."""
    if rows:
        bottom = _FIRST_ROW + sum(row.height for row in rows[:-1])
        yield f'<path class="line" d="M{_RAIL} {_FIRST_ROW}V{bottom}"/>'
    top, before = _FIRST_ROW, ""
    for row in rows:
        if row.day != before:
            yield _words(_RAIL - 20, top + 5, row.day, "day")
        before = row.day
        yield _mark(row.entry, _RAIL, top)
        for index, line in enumerate((*row.head, *row.details)):
            style = "head" if index < len(row.head) else "soft"
            yield _words(_TEXT, top + 5 + _LINE * index, line, style)
        top += row.height


def _mark(entry: Entry, x: int, y: int) -> str:
    """A mark: round for what is done, a diamond for who is involved, hollow for a pause, square for an end."""
    match entry:
        case Action():
            tone = "over" if entry.channel is None else _TONES.get(entry.tone or "", "mild")
            return f'<circle class="{tone}" cx="{x}" cy="{y}" r="7"/>'
        case First():
            return f'<circle class="mild" cx="{x}" cy="{y}" r="4"/>'
        case Escalation():
            return f'<path class="who" d="M{x} {y - 8}l8 8l-8 8l-8 -8z"/>'
        case Pause() | Wait():
            return f'<circle class="rest" cx="{x}" cy="{y}" r="6"/>'
        case End():
            return f'<rect class="end" x="{x - 6}" y="{y - 6}" width="12" height="12"/>'


def _words(x: int, y: int, text: str, style: str) -> str:
    return f'<text class="{style}" x="{x}" y="{y}">{_said(text)}</text>'


def _said(text: str) -> str:
    return escape(text.translate(_NOT_XML))
