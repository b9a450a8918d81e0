"""A test of the language is a file in the language; what must be found stands as a comment on the line it is about.

`# error[CP012]` or `# warning[CP207]`, with part of the message behind it in double quotes if that matters.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from creditpolicy.diagnostics import Diagnostic

_EXPECTED = re.compile(r'\s*# (?P<severity>error|warning)\[(?P<code>CP\d{3})\](?: "(?P<part>(?:[^"\\]|\\.)*)")?')


@dataclass(frozen=True, slots=True)
class Expected:
    """One finding that a line announces."""

    line: int
    severity: str
    code: str
    part: str

    def fits(self, finding: Diagnostic) -> bool:
        found = finding.at.line, finding.severity.value, finding.code.value
        return found == (self.line, self.severity, self.code) and self.part in finding.message


def read_expectations(text: str) -> tuple[str, tuple[Expected, ...]]:
    """The text without the comments that announce findings, and what they announce."""
    lines = text.split("\n")
    expected = tuple(
        Expected(number, found["severity"], found["code"], re.sub(r"\\(.)", r"\1", found["part"] or ""))
        for number, line in enumerate(lines, 1)
        for found in _EXPECTED.finditer(line)
    )
    return "\n".join(_EXPECTED.sub("", line) for line in lines), expected


def differences(expected: Iterable[Expected], findings: Iterable[Diagnostic]) -> list[str]:
    """What was announced and not found, and what was found and not announced."""
    left = list(findings)
    missing = []
    for one in expected:
        hit = next((finding for finding in left if one.fits(finding)), None)
        if hit is None:
            missing.append(f"line {one.line}: not found: {one.severity}[{one.code}] {one.part}".rstrip())
        else:
            left.remove(hit)
    return missing + [
        f"line {finding.at.line}: not announced: {finding.severity.value}[{finding.code.value}] {finding.message}"
        for finding in left
    ]
