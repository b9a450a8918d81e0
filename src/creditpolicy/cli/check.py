"""`creditpolicy check`: every finding in one or more policies."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from creditpolicy.cli.failures import FINDINGS, UNUSABLE, nothing_read
from creditpolicy.cli.options import PathText, common, pass_screen
from creditpolicy.cli.policies import refuse_bundle
from creditpolicy.cli.screen import Screen
from creditpolicy.diagnostics import Diagnostic, Place, Severity
from creditpolicy.diagnostics.as_json import as_json
from creditpolicy.diagnostics.phrases import said
from creditpolicy.diagnostics.words import Frame
from creditpolicy.sources import list_tests, list_versions, read_policy_file

if TYPE_CHECKING:
    from creditpolicy.loading import Loaded


@dataclass(frozen=True, slots=True)
class _Checked:
    """One path: what it is, what was found (and how much `more` is not listed), and the texts that it is about."""

    name: str
    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    policies: tuple[str, ...]
    more: int = 0

    @property
    def errors(self) -> bool:
        """Whether it can't be used."""
        return any(one.severity is Severity.ERROR for one in self.findings)


@click.command()
@click.argument("paths", type=PathText(), nargs=-1, required=True, metavar="PATH...")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option("--schema", is_flag=True, help="Show too what an editor that knows the JSON Schema would object to.")
@common
@pass_screen
@click.pass_context
def check(context: click.Context, screen: Screen, paths: tuple[Path, ...], *, strict: bool, schema: bool) -> None:
    """Check policies and show every finding with its place.

    PATH is a policy file, a folder with `policy.yaml`, or a folder with a folder for each version.
    """
    checked = [one for path in paths for one in _check(path, prefix=len(paths) > 1, schema=schema)]
    findings = tuple(finding for one in checked for finding in one.findings)
    failed = any(one.errors for one in checked) or (strict and bool(findings))
    if screen.is_json:
        more = sum(one.more for one in checked)
        listed = [as_json(finding, screen.language) for finding in findings]
        screen.give({"ok": not failed, "diagnostics": listed, **({"more": more} if more else {})})
    else:
        screen.say("\n\n".join(_text(one, screen, strict=strict) for one in checked))
    if any(nothing_read(one.findings, one.sources) for one in checked):
        context.exit(UNUSABLE)
    if failed:
        context.exit(FINDINGS)


def _check(path: Path, *, prefix: bool, schema: bool) -> list[_Checked]:
    from creditpolicy.loading import load

    refuse_bundle(path)
    versions = load(path)
    if schema:
        first, *others = versions
        with_tests = replace(first, sources={**first.sources, **_tests_of(path)})
        versions = tuple(_with_schema(version) for version in (with_tests, *others))
    several = len([version for version in versions if version.policy or version.sources]) > 1
    return [_version(path, version, prefix=prefix, several=several) for version in versions]


def _tests_of(path: Path) -> dict[str, str]:
    """The texts of the tests beside a policy, to be compared with their schema; what they mean is for `test`."""
    found = list_versions(path)
    versions = () if isinstance(found, Diagnostic) else found
    texts: dict[str, str] = {}
    for root, _ in versions:
        listed = list_tests(root)
        for name in () if isinstance(listed, Diagnostic) else listed[0]:
            read = read_policy_file(root, name)
            if not isinstance(read, Diagnostic):
                texts[f"{root.name}/{name}" if len(versions) > 1 else name] = read.text
    return texts


def _with_schema(version: "Loaded") -> "Loaded":
    from creditpolicy.syntax.against_schema import against_schema

    found = (finding for name, text in version.sources.items() for finding in against_schema(name, text))
    return replace(version, diagnostics=(*version.diagnostics, *found))


def _version(path: Path, version: "Loaded", *, prefix: bool, several: bool) -> _Checked:
    """The findings of one version; with `prefix` their files are named from here, not from the policy's folder."""
    findings, sources = version.diagnostics, version.sources
    if prefix:
        folder = path if path.is_dir() else path.parent
        findings = tuple(_from(folder, finding) for finding in findings)
        sources = {str(folder / name): text for name, text in sources.items()}
    header = version.policy.header if version.policy else None
    policies = (Frame.POLICY(id=header.id, version=header.version),) if header else ()
    name = f"{path} ({header.version})" if several and header else str(path)
    return _Checked(name, findings, sources, policies, version.more)


def _from(folder: Path, finding: Diagnostic) -> Diagnostic:
    def moved(at: Place) -> Place:
        return replace(at, file=str(folder / at.file)) if at.file else at

    notes = tuple(replace(note, at=moved(note.at)) if note.at else note for note in finding.notes)
    return replace(finding, at=moved(finding.at), notes=notes)


def _text(checked: _Checked, screen: Screen, *, strict: bool) -> str:
    from creditpolicy.reports.findings_text import count_words, findings_text, render_all

    language, colour = screen.language, screen.colour
    policies = ", ".join(said(policy, language) for policy in checked.policies)
    fine = f"{checked.name}: {said(Frame.OK(), language)}" + (f" ({policies})" if policies else "")
    if not checked.findings:
        return fine
    if checked.errors:
        shown = findings_text(checked.findings, checked.sources, language, colour=colour, name=checked.name)
        return f"{shown}\n{said(Frame.MORE(count=checked.more), language)}" if checked.more else shown
    rendered = render_all(checked.findings, checked.sources, language, colour=colour)
    counts = count_words(checked.findings, language)
    last = f"{checked.name}: {said(Frame.STRICT(counts=counts), language)}" if strict else f"{fine}, {counts}"
    return f"{rendered}\n\n{last}"
