"""When a step is due: `3..5 days after due_date`, `at 7 days after previous_step`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from creditpolicy.checked.findings import Findings
from creditpolicy.checked.spans import Span, report_no_calendar
from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import respelled
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.values.business_days import Calendar, Outside, add_business_days

Anchor = Literal["invoice_date", "due_date", "previous_step", "notice_received"]
_WINDOW = re.compile(r"(\d{1,4})\.\.(\d{1,4}) (business )?days (before|after) (\w+)", re.ASCII)
_MOMENT = re.compile(r"(\d{1,4}) (business )?days? (before|after) (\w+)", re.ASCII)
_ANCHORS: tuple[Anchor, ...] = ("invoice_date", "due_date", "previous_step", "notice_received")
_WORDS = (*_ANCHORS, "business", "day", "days", "before", "after")
_WINDOW_HELP = "for example `3..5 days after due_date`: from, to, and counted from what"
_MOMENT_HELP = "for example `7 days after previous_step` or `5 days before due_date`"
_RECEIPT_HELP = "for example `15 days after notice_received`"
_BARE = re.compile(r"(?:day |dag )?(\d{1,4})(?: days?| dagen)?", re.ASCII)
_WEEKS = re.compile(r"(\d{1,3}) weeks?", re.ASCII)
_MEANT = tuple(
    (re.compile(pattern, re.ASCII), word)
    for pattern, word in (
        (r"^(\d+) ?- ?(\d+)", r"\1..\2"),
        (r"\bwerkdag(?:en)?\b|\bworking days?\b", "business days"),
        (r"\bdagen\b", "days"),
        (r"\bdag\b", "day"),
        (r"\bna\b", "after"),
        (r"\bvoor\b", "before"),
        (r"\bweken\b", "weeks"),
        (r"\bdue date\b|\bvervaldatum\b", "due_date"),
        (r"\binvoice date\b|\bfactuurdatum\b", "invoice_date"),
        (r"\bprevious step\b|\bvorige stap\b", "previous_step"),
    )
)
"""What people write instead: Dutch words, blanks, a dash."""


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day of a step, in days after its anchor (before it where negative)."""

    anchor: Anchor
    first: int
    last: int
    unit: Literal["days", "business days"] = "days"

    def first_day(self, anchor: str) -> str:
        """The expression for its first day; `anchor` is the one for what it is counted from."""
        return Span(self.first, self.unit).after(anchor)

    def last_day(self, anchor: str) -> str:
        """The expression for its last day."""
        return Span(self.last, self.unit).after(anchor)

    def days(self, anchor: date, calendar: Calendar | None) -> tuple[date | Outside, date | Outside]:
        """Its first and its last day for one day of the anchor."""
        if self.unit == "business days" and calendar is not None:
            return add_business_days(calendar, anchor, self.first), add_business_days(calendar, anchor, self.last)
        return anchor + timedelta(days=self.first), anchor + timedelta(days=self.last)

    @property
    def is_before_due(self) -> bool:
        """Whether the whole of it lies before the due date by its own words."""
        return self.anchor == "due_date" and self.last < 0

    @property
    def is_after_due(self) -> bool:
        """Whether none of it lies before the due date by its own words."""
        return self.anchor in {"due_date", "notice_received"} and self.first >= 0


def read_window(
    window: Scalar | None, moment: Scalar | None, calendar: Calendar | None, findings: Findings
) -> Window | None:
    """The window of a step; None where it is in error (reported). Business days need a calendar."""
    written = window if window is not None else moment
    if written is None:
        return None
    found = (_WINDOW if window is not None else _MOMENT).fullmatch(written.text)
    if found is None:
        wanted = "a window" if window is not None else "a moment"
        way_out = _way_out(written.text, is_window=window is not None)
        findings.add(Code.WINDOW, f"expected {wanted}, got {quoted(written.text)}", written.at, way_out)
        return None
    *numbers, business, side, anchor = found.groups()
    if business and calendar is None:
        report_no_calendar(written.at, findings)
        return None
    counted = next((one for one in _ANCHORS if one == anchor), None)
    if counted is None:
        meant = _way_out(written.text, is_window=window is not None)
        if meant.startswith("write"):
            findings.add(Code.WINDOW, f"unknown anchor `{anchor}`", written.at, meant)
        else:
            findings.unknown(Code.WINDOW, "anchor", anchor, written.at, _ANCHORS)
        return None
    low, high = int(numbers[0]), int(numbers[-1])
    if side == "before":
        low, high = (-low, -high) if len(numbers) == 1 else (-max(low, high), -min(low, high))
    if low > high:
        findings.add(Code.EMPTY_RANGE, f"no day lies in `{written.text}`", written.at, "write the earlier day first")
        return None
    if counted == "previous_step" and low < 1:
        findings.add(Code.WINDOW, "a step comes at least 1 day after the previous one", written.at, _MOMENT_HELP)
        return None
    if counted == "notice_received" and low < 0:
        findings.add(Code.WINDOW, "nothing can be counted back from a receipt", written.at, _RECEIPT_HELP)
        return None
    return Window(counted, low, high, "business days" if business else "days")


def _way_out(text: str, *, is_window: bool) -> str:
    """The right notation of what was meant, as far as that can be told."""
    form, other = (_WINDOW, _MOMENT) if is_window else (_MOMENT, _WINDOW)
    if other.fullmatch(text):
        return f"one day stands under `at`: `at: {text}`" if is_window else f"write `window: {text}`"
    bare = _BARE.fullmatch(text)
    if bare is not None:
        return f"say from what it counts: `{bare[1]} days after due_date`"
    meant = text
    for pattern, word in _MEANT:
        meant = pattern.sub(word, meant)
    meant = _WEEKS.sub(lambda found: f"{7 * int(found[1])} days", meant)
    if meant != text and (form.fullmatch(meant) or other.fullmatch(meant)):
        return f"write `{meant}`"
    meant = respelled(text, _WORDS)
    if meant != text and form.fullmatch(meant):
        return f"did you mean `{meant}`?"
    return _WINDOW_HELP if is_window else _MOMENT_HELP
