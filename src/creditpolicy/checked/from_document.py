"""A document to a checked policy: names, types, units, and every section as tables and definitions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from creditpolicy.checked.amounts import check_amounts
from creditpolicy.checked.calendars import check_calendar
from creditpolicy.checked.declared import with_declarations
from creditpolicy.checked.defined import definitions_written
from creditpolicy.checked.findings import Findings
from creditpolicy.checked.header import check_header, check_purposes, check_time_zone, currencies_of
from creditpolicy.checked.law_written import check_law, digests_of
from creditpolicy.checked.members import members_by_source
from creditpolicy.checked.phrases import under_sections
from creditpolicy.checked.policy import Part, Policy
from creditpolicy.checked.sections import check_sections, published
from creditpolicy.checked.sections.checks import Reasoned, reason_code
from creditpolicy.checked.sections.context import Context, strictest_ages
from creditpolicy.checked.sizes import fits
from creditpolicy.checked.symbols import Symbols
from creditpolicy.checked.titles import titles_of
from creditpolicy.checked.vocabulary import check_vocabulary
from creditpolicy.diagnostics import Code, Diagnostic, Note
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.facts.vocabulary import Duration, Titles, Vocabulary
from creditpolicy.syntax.lost import NOTHING, Lost
from creditpolicy.syntax.tree import Document, SectionsNode


@dataclass(frozen=True, slots=True)
class Checked:
    """What a document turned into, and all findings.

    `policy` is what stands of it (None where nothing was looked at); only if it `is_faultless` can it decide.
    `torn` are the tables of which a part was left out because it is in error.
    """

    policy: Policy | None
    is_faultless: bool
    torn: frozenset[str]
    findings: tuple[Diagnostic, ...]


def check(document: Document, standard: tuple[SectionsNode, ...], digest: str, lost: Lost = NOTHING) -> Checked:
    """Check a document against the standard vocabulary.

    Args:
        document: the files of one version of a policy.
        standard: the files of the standard vocabulary.
        digest: names the document's exact content.
        lost: what was left out of it, which is reported; findings that only follow from that are not made.

    """
    findings = Findings(lost=lost)
    files = (document.head, *document.files)
    if not fits(files, findings):
        return Checked(None, False, frozenset(), findings.told)  # noqa: FBT003 - its name is beside it
    _sections_once(files, findings)
    currencies = currencies_of(document.head, findings)
    header = check_header(document.head, currencies, findings)
    sources = members_by_source(document.head, files, currencies)
    vocabulary, own_facts = check_vocabulary(standard, files, sources, currencies, findings)
    calendar = check_calendar(document.head.calendar, findings)
    vocabulary = replace(vocabulary, calendar=calendar, time_zone=check_time_zone(document.head, findings))
    check_purposes(document.head, vocabulary, findings)
    outputs = published(files, sources, currencies, findings)
    written = under_sections(definitions_written((*standard, *files), vocabulary, set(outputs), findings), files)
    in_error = frozenset(own_facts) - frozenset(vocabulary.facts)
    symbols = Symbols(vocabulary, in_error, outputs, written, check_amounts(files, currencies, findings), findings)
    definitions = symbols.definitions()
    law = check_law(standard, files, findings)
    scope = replace(symbols.scope, is_whole=not lost)
    sections = check_sections(document.head, files, header, outputs, law, Context(scope, findings, sources))
    parts = sections.parts
    charges = tuple(rule for part in parts for rule in part.charges)
    policy = Policy(
        header=header,
        digest=digest,
        vocabulary=vocabulary,
        definitions=(*definitions, *(one for part in parts for one in part.definitions)),
        tables=tuple(one for part in parts for one in part.tables),
        overrides=tuple(one for part in parts for one in part.overrides),
        points=tuple(one for part in parts for one in part.points),
        total=frozenset().union(*(part.total for part in parts)),
        max_ages=_ages(vocabulary, parts),
        reasons=_reasons(files, findings),
        terms=sections.terms,
        worklist=sections.worklist,
        own_facts=own_facts,
        charges=charges,
        law=digests_of(charges),
        law_scales=law.scales,
    )
    broken = any(found.severity.value == "error" for found in findings.made)
    told = with_declarations(findings.told, files)
    return Checked(policy, not broken and not lost, frozenset(findings.torn), told)


def _sections_once(files: tuple[SectionsNode, ...], findings: Findings) -> None:
    """Sections that are one thing stand in one file; those that are lists of names may be spread."""
    spread = {"facts", "records", "definitions", "amounts", "reasons", "decisions", "rates", "scales"}
    for section in SectionsNode.model_fields:
        if section in spread:
            continue
        holding = [file for file in files if getattr(file, section) is not None]
        for again in holding[1:]:
            note = Note("first here", holding[0].key_at(section))
            findings.add(
                Code.SECTION_TWICE,
                f"the section `{section}` stands in two files",
                again.key_at(section),
                "keep one",
                note,
            )


def _ages(vocabulary: Vocabulary, parts: tuple[Part, ...]) -> Mapping[str, Duration]:
    """How old each fact may be: the shortest of what its declaration and the sections say."""
    declared = {fact.name: fact.max_age for fact in vocabulary.facts.values() if fact.max_age is not None}
    return strictest_ages((declared, *(part.max_ages for part in parts)))


def _reasons(files: tuple[SectionsNode, ...], findings: Findings) -> dict[str, Titles]:
    found: dict[str, Titles] = {}
    for file in files:
        for key, node in (file.reasons or {}).items():
            if key in found:
                findings.add(Code.DUPLICATE_ID, f"the reason `{key}` stands twice", key.scalar.at)
            found[str(key)] = titles_of(node, str(key))
    _reasons_meant(files, found, findings)
    return found


def _reasons_meant(files: tuple[SectionsNode, ...], texts: Mapping[str, Titles], findings: Findings) -> None:
    """A reason may do without a text; one that is nearly a text that no rule names was meant to be that."""
    rules = [rule for file in files for rule in _with_reasons(file)]
    named = {reason_code(rule) for rule in rules}
    unnamed = [key for key in texts if key not in named]
    for reason in (rule.reason for rule in rules if rule.reason):
        near = nearest(reason.text, unnamed) if reason.text not in texts else None
        if near is not None:
            findings.add(Code.UNKNOWN_NAME, f"unknown reason `{reason.text}`", reason.at, f"did you mean `{near}`?")


def _with_reasons(file: SectionsNode) -> list[Reasoned]:
    """All rules that have a reason code."""
    rules: list[Reasoned] = []
    if file.acceptance is not None:
        rules += [*(file.acceptance.checks or ()), *file.acceptance.rules]
    if file.orders is not None:
        rules += [*(file.orders.refer_when or ()), *(file.orders.hold_when or ()), *(file.orders.warn_when or ())]
    if file.invoicing is not None:
        rules += file.invoicing.needs
    return rules
