"""A policy folder to programs: read, parse, check, lower, analyse; every finding of every stage that could run."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, reduce
from importlib import resources
from itertools import pairwise
from operator import or_
from pathlib import Path

from creditpolicy.analysis import Spaces, analyse, check_tables, with_totals
from creditpolicy.checked import Policy
from creditpolicy.checked.from_document import Checked, check
from creditpolicy.decision.canonical import digest
from creditpolicy.diagnostics import Code, Diagnostic, Severity
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.repeated import folded
from creditpolicy.ir import Program
from creditpolicy.ir.from_checked import lower
from creditpolicy.ir.version import Version
from creditpolicy.sources import Source, list_versions, read_policy_file, read_policy_files
from creditpolicy.sources.text import MOST_CHARACTERS, beginning
from creditpolicy.syntax.from_nodes import bind
from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.lost import NOTHING, Lost
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree import Document, PolicyNode, SectionsNode
from creditpolicy.syntax.yaml_traps import with_comments
from creditpolicy.values.calendar import ONE_DAY

MOST_LINES, MOST_CELLS = 30_000, 250_000
"""Of all files together, so that any policy is checked within a quarter of a minute; a large one uses a tenth of it."""
MOST_FINDINGS = 500
"""More is not read by anyone."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One version of a policy. `policy` and `program` are None where a finding is an error.

    `more` findings were made than are listed.
    """

    policy: Policy | None
    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    more: int = 0

    @property
    def version(self) -> Version | None:
        """What is needed to decide with it; None where it can't be used."""
        if self.policy is None or self.program is None:
            return None
        header = self.policy.header
        return Version(self.program, header.first_day, header.last_day, self.policy.worklist, self.diagnostics)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """The collector rests: a policy is made of many small things that all stay, and it would look at them often."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collecting()
def load(path: Path) -> tuple[Loaded, ...]:
    """Every version of the policy at `path`, in the order of their first days.

    Args:
        path: a policy file, a folder with `policy.yaml`, or a folder of such folders, one a version.

    """
    found = list_versions(path)
    if isinstance(found, Diagnostic):
        return (Loaded(None, None, (found,), {}),)
    versions = tuple(load_version(root, name, prefix=len(found) > 1) for root, name in found)
    return _in_order(versions) if len(versions) > 1 else versions


def load_version(root: Path, name: str, *, prefix: bool = False) -> Loaded:
    """One version. With `prefix` the folder's name stands before the names of its files in findings."""
    before = f"{root.name}/" if prefix else ""
    read = read_policy_file(root, name)
    if isinstance(read, Diagnostic):
        return Loaded(None, None, (read,), {})
    head = Source(before + read.name, read.text)
    sources = {head.name: head.text}
    large = _too_large((head,))
    if large is not None:
        return Loaded(None, None, (large,), sources)
    node, findings = compose(head.name, head.text)
    if node is None:
        return Loaded(None, None, findings, sources)
    is_readable = not _has_error(findings)
    bound = bind(PolicyNode, node)
    findings += bound.findings
    if bound.written is None:
        return Loaded(None, None, findings, sources)
    wanted, more = _once(bound.written.include or ())
    findings += more
    found, more = read_policy_files(root, [(scalar.text, scalar.at) for scalar in wanted])
    included = tuple(Source(before + source.name, source.text) for source in found)
    findings += more
    large = _too_large((head, *included))
    if large is not None:
        return Loaded(None, None, (*findings, large), sources)
    files = [_sections(source) for source in included]
    findings += tuple(finding for file in files for finding in file.findings)
    sources |= {source.name: source.text for source in included}
    written = tuple(file.written for file in files if file.written is not None)
    lost = reduce(or_, (file.lost for file in files), bound.lost)
    # What an unreadable file would have declared isn't known: what the others mean is not told then.
    is_readable = is_readable and len(found) == len(wanted) and all(file.is_readable for file in files)
    if not is_readable or "include" in lost.sections:
        return _loaded(None, None, with_comments(findings, sources), sources)
    document = Document(bound.written, written)
    return _finished(check(document, standard_vocabulary(), _digest((head, *included)), lost), findings, sources)


@_without_collecting()
def load_text(name: str, text: str) -> Loaded:
    """A policy of one file, given as text."""
    sources = {name: text}
    large = _too_large((Source(name, text),))
    if large is not None:
        return Loaded(None, None, (large,), sources)
    node, findings = compose(name, text)
    if node is None:
        return Loaded(None, None, findings, sources)
    is_readable = not _has_error(findings)
    bound = bind(PolicyNode, node)
    findings += bound.findings
    if bound.written is None or not is_readable:
        return _loaded(None, None, with_comments(findings, sources), sources)
    document = Document(bound.written, ())
    checked = check(document, standard_vocabulary(), _digest((Source(name, text),)), bound.lost)
    return _finished(checked, findings, sources)


@cache
def standard_vocabulary() -> tuple[SectionsNode, ...]:
    """The standard records, facts and definitions, and the tables of the law, read once."""
    rooms = (("creditpolicy.facts", "standard"), ("creditpolicy.law", "data"))
    found = [file for room, folder in rooms for file in resources.files(room).joinpath(folder).iterdir()]
    files = sorted(found, key=lambda file: file.name)
    sections = []
    for file in files:
        if not file.name.endswith(".yaml"):
            continue
        node, _ = compose(f"standard/{file.name}", file.read_text(encoding="utf-8"))
        bound = None if node is None else bind(SectionsNode, node).written
        if bound is not None:
            sections.append(bound)
    return tuple(sections)


def _once(include: tuple[Scalar, ...]) -> tuple[tuple[Scalar, ...], tuple[Diagnostic, ...]]:
    """The files to include, each once; a second time is a finding, and not one for each fact in it."""
    wanted: dict[str, Scalar] = {}
    findings: list[Diagnostic] = []
    for scalar in include:
        if wanted.setdefault(scalar.text, scalar) is not scalar:
            message = f"the file {quoted(scalar.text)} is included twice"
            findings.append(Diagnostic(Code.DUPLICATE_ID, message, scalar.at, "leave one out"))
    return tuple(wanted.values()), tuple(findings)


@dataclass(frozen=True, slots=True)
class _File:
    """An included file as far as it could be read; unless it `is_readable`, what it says isn't known."""

    written: SectionsNode | None
    findings: tuple[Diagnostic, ...]
    lost: Lost
    is_readable: bool


def _sections(source: Source) -> _File:
    node, findings = compose(source.name, source.text)
    if node is None:
        return _File(None, findings, NOTHING, is_readable=False)
    bound = bind(SectionsNode, node)
    is_readable = not _has_error(findings) and bound.written is not None
    return _File(bound.written, findings + bound.findings, bound.lost, is_readable)


def _finished(checked: Checked, of_shape: tuple[Diagnostic, ...], sources: Mapping[str, str]) -> Loaded:
    findings = with_comments(of_shape + checked.findings, sources)
    policy = checked.policy
    if policy is None or not policy.header.currencies:
        return _loaded(None, None, findings, sources)
    calendar = policy.vocabulary.calendar
    if calendar is not None:
        # The days are part of what the policy says, though they stand in the package.
        policy = replace(policy, digest=digest({"policy": policy.digest, "calendar": calendar.digest}))
    program = lower(policy)
    if not isinstance(program, Program):
        return _loaded(None, None, findings + program, sources)
    spaces = Spaces(policy.header.currencies[0])
    if not checked.is_faultless or _has_error(findings):
        return _loaded(None, None, findings + check_tables(policy, program, spaces, checked.torn), sources)
    findings += analyse(policy, program, spaces)
    if _has_error(findings):
        return _loaded(None, None, findings, sources)
    return _loaded(policy, with_totals(program, spaces), findings, sources)


def _too_large(files: tuple[Source, ...]) -> Diagnostic | None:
    """A finding where the files together hold more than is looked at."""
    kinds = (
        (MOST_CHARACTERS, "characters", sum(len(file.text) for file in files)),
        (MOST_LINES, "lines", sum(file.text.count("\n") for file in files)),
        (MOST_CELLS, "cells of tables", sum(file.text.count("|") for file in files)),
    )
    for most, what, found in kinds:
        if found > most:
            message = f"found {found:,} {what}, a policy has at most {most:,}"
            way_out = "what differs from customer to customer is data, not policy"
            return Diagnostic(Code.FILE_TOO_LARGE, message, beginning(files[-1].name), way_out)
    return None


def _has_error(findings: tuple[Diagnostic, ...]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _loaded(
    policy: Policy | None, program: Program | None, findings: tuple[Diagnostic, ...], sources: Mapping[str, str]
) -> Loaded:
    """With the findings in the order of the files; of very many the first, errors before warnings."""
    in_order = folded(sorted(dict.fromkeys(findings), key=lambda finding: (finding.at, finding.code.value)))
    kept = in_order
    if len(in_order) > MOST_FINDINGS:
        errors = [finding for finding in in_order if finding.severity is Severity.ERROR]
        first = {*(errors or in_order)[:MOST_FINDINGS]}
        kept = tuple(finding for finding in in_order if finding in first)
    return Loaded(policy, program, kept, sources, len(in_order) - len(kept))


def _digest(sources: tuple[Source, ...]) -> str:
    """Over the texts of all files by name: the order of the files plays no part."""
    return digest({source.name: source.text for source in sources})


def _in_order(versions: tuple[Loaded, ...]) -> tuple[Loaded, ...]:
    """Versions by their first day, with a finding for each hole or overlap between them."""
    known = [version for version in versions if version.policy is not None]
    ordered = sorted(known, key=_first_day)
    findings: list[Diagnostic] = []
    for earlier, later in pairwise(ordered):
        findings.extend(_seam(earlier, later))
    if not findings:
        return (*ordered, *(version for version in versions if version.policy is None))
    texts = {name: text for version in ordered for name, text in version.sources.items()}
    return (*ordered, Loaded(None, None, tuple(findings), texts))


def _seam(earlier: Loaded, later: Loaded) -> tuple[Diagnostic, ...]:
    if earlier.policy is None or later.policy is None:
        return ()
    last, first = earlier.policy.header.last_day, _first_day(later)
    at = later.policy.header.at
    names = f"`{earlier.policy.header.version}` and `{later.policy.header.version}`"
    if first == date.min:
        return (
            Diagnostic(Code.VERSIONS, f"the versions {names} are both in force from the start", at, "give them days"),
        )
    if last is None or last >= first:
        way_out = f"end the earlier one: `to: {first - ONE_DAY}`"
        return (Diagnostic(Code.VERSIONS, f"the versions {names} are both in force on {first}", at, way_out),)
    if first - last > ONE_DAY:
        way_out = f"start the later one on {last + ONE_DAY}"
        return (Diagnostic(Code.VERSIONS, f"no version is in force between {names}", at, way_out),)
    return ()


def _first_day(version: Loaded) -> date:
    first = version.policy.header.first_day if version.policy else None
    return date.min if first is None else first
