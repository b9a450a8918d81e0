"""What is wrong with the tests of a policy, gathered while they are read."""

from collections.abc import Iterable

from creditpolicy.diagnostics import Code, Diagnostic, Note, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest

_MOST_NAMED = 12


class Findings:
    """Findings in the order in which they are made."""

    def __init__(self) -> None:
        """None yet."""
        self.made: list[Diagnostic] = []

    def add(self, code: Code, message: str, at: Place, help: str | None = None, *notes: Note) -> None:
        """Note one."""
        self.made.append(Diagnostic(code, message, at, help, notes))

    def take(self, findings: Iterable[Diagnostic]) -> None:
        """Note what another reader found."""
        self.made.extend(findings)

    def unknown(self, code: Code, what: str, word: str, at: Place, known: Iterable[str]) -> None:
        """A word that is none of `known`, with the nearest."""
        names = sorted(known)
        near = nearest(word, names)
        more = ", ..." if len(names) > _MOST_NAMED else ""
        listed = "known: " + ", ".join(f"`{name}`" for name in names[:_MOST_NAMED]) + more if names else None
        self.add(code, f"unknown {what} {quoted(word)}", at, f"did you mean `{near}`?" if near else listed)
