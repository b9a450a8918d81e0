"""Many findings of one mistake to one: a word that is unknown in many places was mistyped where it is declared."""

from dataclasses import replace

from creditpolicy.diagnostics.codes import Code
from creditpolicy.diagnostics.diagnostic import Diagnostic, Note

MOST_APART = 2
"""As many findings with the same words stand for themselves; of more, the first names the places of the others."""

MOST_PLACES = 20

_ABOUT_WORDS = frozenset({Code.UNKNOWN_NAME, Code.UNKNOWN_MEMBER, Code.UNIT_MISMATCH})


def folded(findings: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings in their order, those about one unknown word in many places as one."""
    alike: dict[tuple[str, str | None], list[Diagnostic]] = {}
    for finding in findings:
        if finding.code in _ABOUT_WORDS and finding.message.startswith("unknown "):
            alike.setdefault((finding.message, finding.help), []).append(finding)
    many = {group[0]: group[1:] for group in alike.values() if len(group) > MOST_APART}
    repeated = {finding for others in many.values() for finding in others}
    return tuple(_with(many.get(finding, []), finding) for finding in findings if finding not in repeated)


def _with(others: list[Diagnostic], finding: Diagnostic) -> Diagnostic:
    notes = [*finding.notes, *(Note("and here", other.at) for other in others[:MOST_PLACES])]
    if len(others) > MOST_PLACES:
        notes.append(Note(f"and in {len(others) - MOST_PLACES:,} places more"))
    return replace(finding, notes=tuple(notes))
