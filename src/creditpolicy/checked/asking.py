"""The spot at which an expression is checked: its text, what it can see, and where findings go."""

from dataclasses import dataclass, replace

from creditpolicy.checked.findings import MOST_SUGGESTIONS, Findings
from creditpolicy.checked.scope import Scope
from creditpolicy.diagnostics import Code, Place
from creditpolicy.syntax.expressions.tree import Span
from creditpolicy.syntax.fragment import Fragment


@dataclass(frozen=True, slots=True)
class Asking:
    """`unit` is the currency of a column's header, so that bare numbers in its cells are amounts.

    `compared` is set for what stands directly beside a comparison: there alone a threshold per currency has a meaning.
    """

    fragment: Fragment
    scope: Scope
    findings: Findings
    unit: str | None = None
    compared: bool = False

    def at(self, span: Span) -> Place:
        """The place of a stretch of the text."""
        return self.fragment.place(span.start, span.end)

    def text(self, span: Span) -> str:
        """The author's own words."""
        return " ".join(self.fragment.text[span.start : span.end].split())

    def complain(self, code: Code, span: Span, message: str, help: str | None = None) -> None:
        """Note a finding about a stretch."""
        self.findings.add(code, message, self.at(span), help)

    def meant(self, text: str) -> tuple[str, ...]:
        """The names that an unknown one is probably meant to be."""
        return self.scope.meant(text) if len(self.findings.made) < MOST_SUGGESTIONS else ()

    def unknown_name(self, text: str, span: Span) -> None:
        """Note that nothing has this name, with those that it is probably meant to be."""
        meant = " or ".join(f"`{name}`" for name in self.meant(text))
        way_out = f"did you mean {meant}?" if meant else _ways_out(text)
        self.findings.unknown_name(Code.UNKNOWN_NAME, f"unknown name `{text}`", text, self.at(span), way_out)

    def beside(self, *, compared: bool) -> "Asking":
        """The same, for what stands directly beside a comparison, or for what does not."""
        return self if compared is self.compared else replace(self, compared=compared)

    def within(self, scope: Scope) -> "Asking":
        """The same text, seen from another scope."""
        return replace(self, scope=scope)


def _ways_out(text: str) -> str:
    """What may be done about a name that resembles none."""
    is_word = "." not in text
    quotes = f'; a text has quotes of its own: `"{text}"`' if is_word else ""
    return f"declare it under `facts`, or say what it is under `definitions`{quotes}"
