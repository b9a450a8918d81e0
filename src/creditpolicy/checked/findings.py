"""Where the checks of one policy put what they find."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from creditpolicy.diagnostics import Code, Diagnostic, Note, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest

ValueT = TypeVar("ValueT")
MOST_SUGGESTIONS = 50
"""Of so many findings the way out is looked for; whoever mends those has mended the others, or knows."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings so far, in the order in which they were made."""

    made: list[Diagnostic] = field(default_factory=list)

    def add(self, code: Code, message: str, at: Place, help: str | None = None, *notes: Note) -> None:
        """Note a finding."""
        self.made.append(Diagnostic(code, message, at, help, notes))

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
            self.add(code, f"unknown {what} {quoted(word)}", at)
            return
        known = tuple(dict.fromkeys(candidates))
        if what == "currency" and not known:
            return  # that the policy names none is a finding already
        near = nearest(word, known)
        listed = "known here: " + ", ".join(f"`{one}`" for one in known) if 0 < len(known) <= 12 else None
        self.add(code, f"unknown {what} {quoted(word)}", at, f"did you mean `{near}`?" if near else listed)
