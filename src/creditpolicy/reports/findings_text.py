"""Findings for a person: each with its line, then how many. Input: `Diagnostic`s and texts. Output: text."""

from collections.abc import Mapping

from creditpolicy.diagnostics import Diagnostic, Severity
from creditpolicy.diagnostics.inert import inert
from creditpolicy.diagnostics.render import render


def findings_text(
    findings: tuple[Diagnostic, ...], sources: Mapping[str, str], *, colour: bool = False, name: str = ""
) -> str:
    """All findings, and a last line with their number and where their codes are explained."""
    codes = ", ".join(sorted({finding.code.value for finding in findings})[:1])
    where = f"{inert(name)}: " if name else ""
    tail = f"{where}{count_words(findings)}; `creditpolicy rule {codes}` explains a code"
    return f"{render_all(findings, sources, colour=colour)}\n\n{tail}"


def render_all(findings: tuple[Diagnostic, ...], sources: Mapping[str, str], *, colour: bool = False) -> str:
    """Each finding with its line, an empty line between them."""
    return "\n\n".join(render(finding, sources, colour=colour) for finding in findings)


def count_words(findings: tuple[Diagnostic, ...]) -> str:
    """`2 errors, 1 warning`."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    counts = ((errors, "error"), (len(findings) - errors, "warning"))
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count)
