"""How far a run is, on standard error: a line that is written again on a terminal, and one now and then elsewhere."""

import sys
import time
from types import TracebackType
from typing import Self

from creditpolicy.cli.screen import Screen
from creditpolicy.cli.words import Told
from creditpolicy.diagnostics.phrases import Phrase, said
from creditpolicy.portfolio import Stage

_ON_A_TERMINAL, _ELSEWHERE = 0.2, 5.0
"""Seconds between two lines."""
_NAMES = {
    Stage.READING: Told.READING,
    Stage.MATCHING: Told.MATCHING,
    Stage.DECIDING: Told.DECIDING,
    Stage.JOINING: Told.JOINING,
}


class ProgressLine:
    """Shown where a person looks at it, and where it is asked for."""

    def __init__(self, screen: Screen, *, shown: bool) -> None:
        """Nothing is shown until there is something to tell."""
        self._screen = screen
        self._is_terminal = sys.stderr.isatty()
        self._shown = shown or (self._is_terminal and not screen.is_json)
        self._every = _ON_A_TERMINAL if self._is_terminal else _ELSEWHERE
        self._stage: tuple[Stage, str] | None = None
        self._begun = self._told = 0.0
        self._first = 0
        self._width = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wipe()

    def note(self, sentence: str) -> None:
        """A sentence of its own line."""
        self._wipe()
        self._screen.note(said(sentence, self._screen.language))

    def tell(self, stage: Stage, done: int, of: int | None, section: str = "") -> None:
        """So many steps of a stage are done."""
        if not self._shown:
            return
        now = time.monotonic()
        if self._stage != (stage, section):
            self._stage, self._begun, self._first = (stage, section), now, done
            self._told = 0.0
        if now - self._told >= self._every:
            self._told = now
            self._show(said(self._sentence(stage, done, of, section, now - self._begun), self._screen.language))

    def _sentence(self, stage: Stage, done: int, of: int | None, section: str, seconds: float) -> Phrase:
        name = _NAMES[stage](section=section)
        if stage in (Stage.MATCHING, Stage.JOINING):
            return Told.SHARE(stage=name, share=100 * done // of) if of else name
        # What an earlier run did has taken no time of this one.
        rate = round((done - self._first) / seconds) if seconds > 0 else 0
        if not rate:
            return name
        if not of:
            return Told.ROWS(stage=name, rows=done, rate=rate)
        left = max(of - done, 0) // rate
        return Told.ROWS_OF(stage=name, rows=done, rate=rate, share=min(100 * done // of, 100), left=_time(left))

    def _show(self, text: str) -> None:
        if self._is_terminal:
            sys.stderr.write("\r" + text.ljust(self._width))
            sys.stderr.flush()
            self._width = len(text)
        else:
            self._screen.note(text)

    def _wipe(self) -> None:
        if self._is_terminal and self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0


def _time(seconds: int) -> str:
    """`1:02:03`, or `2:03`."""
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"
