"""Where the checks of one policy put what they find."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from creditpolicy.diagnostics import Code, Diagnostic, Note, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.syntax.lost import NOTHING, Lost

ValueT = TypeVar("ValueT")
MOST_SUGGESTIONS = 50
"""Of so many findings the way out is looked for; whoever mends those has mended the others, or knows."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings so far, in the order in which they were made.

    Some may only follow from what was left out of the document (`lost`). They are made, so that nothing is built on
    what they are about, but not told. `torn` are the tables of which a part is in error, and left out.
    """

    made: list[Diagnostic] = field(default_factory=list)
    lost: Lost = NOTHING
    untold: set[Diagnostic] = field(default_factory=set)
    torn: set[str] = field(default_factory=set)

    @property
    def told(self) -> tuple[Diagnostic, ...]:
        """Those that stand whatever it was that was left out."""
        return tuple(finding for finding in self.made if finding not in self.untold)

    def add(self, code: Code, message: str, at: Place, help: str | None = None, *notes: Note) -> None:
        """Note a finding."""
        self.made.append(Diagnostic(code, message, at, help, notes))

    def lacks(
        self, code: Code, message: str, at: Place, help: str | None = None, *notes: Note, of: Place | None = None
    ) -> None:
        """Note that something isn't there: told unless it may be what was left out of that which stands at `of`."""
        self.add(code, message, at, help, *notes)
        if (of or at) in self.lost.around:
            self.untold.add(self.made[-1])

    def unknown_name(self, code: Code, message: str, name: str, at: Place, help: str | None = None) -> None:
        """Note that nothing is called `name`: told unless what was left out may have declared it."""
        self.add(code, message, at, help)
        if self.lost.may_declare(name):
            self.untold.add(self.made[-1])

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Take over what another stage found."""
        self.made.extend(found)

    def take(self, read: ValueT | Diagnostic) -> ValueT | None:
        """The value that was read, or None where it is a finding, which is noted."""
        if isinstance(read, Diagnostic):
            self.made.append(read)
            return None
        return read

    def unknown(self, code: Code, what: str, word: str, at: Place, candidates: Iterable[str]) -> None:
        """Note that `word` is no `what`, with the nearest candidate, or all of them where they are few."""
        if len(self.made) >= MOST_SUGGESTIONS:
            self.unknown_name(code, f"unknown {what} {quoted(word)}", word, at)
            return
        known = tuple(dict.fromkeys(candidates))
        if what == "currency" and not known:
            return  # that the policy names none is a finding already
        near = nearest(word, known)
        listed = "known here: " + ", ".join(f"`{one}`" for one in known) if 0 < len(known) <= 12 else None
        way_out = f"did you mean `{near}`?" if near else listed
        self.unknown_name(code, f"unknown {what} {quoted(word)}", word, at, way_out)
