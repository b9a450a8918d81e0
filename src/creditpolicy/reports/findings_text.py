"""Findings for a person: each with its line, then how many. Input: `Diagnostic`s and texts. Output: text."""

from collections.abc import Mapping

from creditpolicy.diagnostics import Diagnostic, Severity
from creditpolicy.diagnostics.inert import inert
from creditpolicy.diagnostics.phrases import Language, said
from creditpolicy.diagnostics.render import render
from creditpolicy.diagnostics.words import Frame


def findings_text(
    findings: tuple[Diagnostic, ...],
    sources: Mapping[str, str],
    language: Language = "en",
    *,
    colour: bool = False,
    name: str = "",
) -> str:
    """All findings, and a last line with their number and where their codes are explained."""
    codes = ", ".join(sorted({finding.code.value for finding in findings})[:1])
    where = f"{inert(name)}: " if name else ""
    tail = f"{where}{count_words(findings, language)}; {said(Frame.RULE(code=codes), language)}"
    return f"{render_all(findings, sources, language, colour=colour)}\n\n{tail}"


def render_all(
    findings: tuple[Diagnostic, ...], sources: Mapping[str, str], language: Language = "en", *, colour: bool = False
) -> str:
    """Each finding with its line, an empty line between them."""
    return "\n\n".join(render(finding, sources, language, colour=colour) for finding in findings)


def count_words(findings: tuple[Diagnostic, ...], language: Language = "en") -> str:
    """`2 errors, 1 warning`."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    counts = (
        (errors, Frame.ONE_ERROR() if errors == 1 else Frame.ERRORS(count=errors)),
        (warnings, Frame.ONE_WARNING() if warnings == 1 else Frame.WARNINGS(count=warnings)),
    )
    return ", ".join(said(words, language) for count, words in counts if count)
