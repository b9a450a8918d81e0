"""When a step is due: `3..5 days after due_date`, `at 7 days after previous_step`."""

import re
from dataclasses import dataclass
from typing import Literal

from creditpolicy.checked.findings import Findings
from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import respelled
from creditpolicy.syntax.nodes import Scalar

Anchor = Literal["invoice_date", "due_date", "previous_step"]
_WINDOW = re.compile(r"(\d{1,4})\.\.(\d{1,4}) days (before|after) (\w+)", re.ASCII)
_MOMENT = re.compile(r"(\d{1,4}) days? (before|after) (\w+)", re.ASCII)
_ANCHORS: tuple[Anchor, ...] = ("invoice_date", "due_date", "previous_step")
_WORDS = (*_ANCHORS, "day", "days", "before", "after")
_WINDOW_HELP = "write `3..5 days after due_date`: from, to, and counted from what"
_MOMENT_HELP = "write `7 days after previous_step` or `5 days before due_date`"


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day of a step, in days after its anchor (before it where negative)."""

    anchor: Anchor
    first: int
    last: int

    @property
    def is_before_due(self) -> bool:
        """Whether the whole of it lies before the due date by its own words."""
        return self.anchor == "due_date" and self.last < 0

    @property
    def is_after_due(self) -> bool:
        """Whether none of it lies before the due date by its own words."""
        return self.anchor == "due_date" and self.first >= 0


def read_window(window: Scalar | None, moment: Scalar | None, findings: Findings) -> Window | None:
    """The window of a step; None where it is in error (reported)."""
    written = window if window is not None else moment
    if written is None:
        return None
    found = (_WINDOW if window is not None else _MOMENT).fullmatch(written.text)
    if found is None:
        wanted = "a window" if window is not None else "a moment"
        meant, form = respelled(written.text, _WORDS), _WINDOW if window is not None else _MOMENT
        help_text = _WINDOW_HELP if window is not None else _MOMENT_HELP
        if meant != written.text and form.fullmatch(meant):
            help_text = f"did you mean `{meant}`?"
        findings.add(Code.WINDOW, f"expected {wanted}, got {quoted(written.text)}", written.at, help_text)
        return None
    *numbers, side, anchor = found.groups()
    counted = next((one for one in _ANCHORS if one == anchor), None)
    if counted is None:
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
    return Window(counted, low, high)
