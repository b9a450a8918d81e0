"""The files with tests of a policy to trials. Every fault of every file, each at its text."""

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, replace
from pathlib import Path

from creditpolicy.checked.policy import Header
from creditpolicy.diagnostics import Code, Diagnostic, Note, Severity
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.ir.program import Program
from creditpolicy.sources import read_policy_file
from creditpolicy.syntax.from_nodes import bind
from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.policy_tests import CaseNode, PolicyTestsNode
from creditpolicy.syntax.yaml_traps import with_comments
from creditpolicy.testing.answers import names_of
from creditpolicy.testing.boundaries import boundary_trials
from creditpolicy.testing.context import Context, day_of
from creditpolicy.testing.expectations import expects_error
from creditpolicy.testing.findings import Findings
from creditpolicy.testing.fixtures import FactsReader
from creditpolicy.testing.histories import history_trials
from creditpolicy.testing.trial import Asked, Trial
from creditpolicy.testing.variations import variation_trials


@dataclass(frozen=True, slots=True)
class ReadTests:
    """The trials of all files, and the rows that no test can reach with the reason why not; `sources` are the texts."""

    trials: tuple[Trial, ...]
    unreachable: tuple[tuple[Scalar, Scalar], ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: AbstractMapping[str, str]

    @property
    def usable(self) -> bool:
        """Whether no finding is an error."""
        return not any(one.severity is Severity.ERROR for one in self.diagnostics)


def read_tests(
    root: Path, names: tuple[str, ...], program: Program, header: Header, rows: tuple[str, ...]
) -> ReadTests:
    """Read the test files `names` of the policy folder `root`, in their order; `rows` are all that a test can reach."""
    findings = Findings()
    sources: dict[str, str] = {}
    files = [_file(root, name, findings, sources) for name in names]
    trials = tuple(
        trial
        for file in files
        if file
        for trial in _trials(file, program, FactsReader(root, program.vocabulary, findings, sources))
    )
    _in_force(trials, header, findings)
    unreachable = tuple((key.scalar, why) for file in files if file for key, why in (file.unreachable or {}).items())
    for row, _ in unreachable:
        if row.text not in rows:
            findings.unknown(Code.UNREACHABLE, "row", row.text, row.at, rows)
    made = with_comments(dict.fromkeys(findings.made), sources)
    in_order = sorted(made, key=lambda one: (one.at, one.code.value, one.message))
    return ReadTests(trials, unreachable, tuple(in_order), sources)


def _in_force(trials: tuple[Trial, ...], header: Header, findings: Findings) -> None:
    """A finding for each test that asks about a day on which this version does not hold."""
    first, last = header.first_day, header.last_day
    for trial in trials:
        outside = (
            asked.as_of
            for asked in trial.asked
            if (first is not None and asked.as_of < first) or (last is not None and asked.as_of > last)
        )
        day = next(outside, None)
        if day is not None:
            held = f"from {first or 'the start'}" + (f" to {last}" if last else "")
            message = f"this version of the policy does not hold on {day}"
            findings.add(Code.NOT_IN_FORCE, message, trial.at, f"it holds {held}")


def _file(root: Path, name: str, findings: Findings, sources: dict[str, str]) -> PolicyTestsNode | None:
    read = read_policy_file(root, name)
    if isinstance(read, Diagnostic):
        findings.take((read,))
        return None
    sources[read.name] = read.text
    node, found = compose(read.name, read.text)
    findings.take(found)
    if node is None:
        return None
    bound = bind(PolicyTestsNode, node)
    findings.take(bound.findings)
    # What is left of a broken file would be told to lack what was lost.
    return None if bound.lost else bound.written


def _trials(file: PolicyTestsNode, program: Program, reader: FactsReader) -> tuple[Trial, ...]:
    findings = reader.findings
    points = {point.name: names_of(point) for point in program.points.values()}
    bare = Context(program.vocabulary, points, {}, reader, findings)
    fixtures = {str(called): bare.given(fixture) for called, fixture in (file.fixtures or {}).items()}
    context = replace(bare, fixtures=fixtures)
    _names_differ(file.tests, findings)
    if not file.tests:
        findings.add(Code.NOTHING_EXPECTED, "the file has no tests", file.key_at("tests"), "write `- name: ...`")
    return tuple(trial for case in file.tests for trial in _case(case, file.as_of, context))


def _case(node: CaseNode, file_day: Scalar | None, context: Context) -> tuple[Trial, ...]:
    kinds = [key for key in ("each", "boundary", "days") if getattr(node, key) is not None]
    if len(kinds) > 1:
        message = f"{' and '.join(f'`{kind}`' for kind in kinds)} in one test, expected one of them"
        context.findings.add(Code.KEYS_EXCLUDE, message, node.key_at(kinds[1]), "make two tests of it")
    if not kinds and node.expect is None:
        context.findings.add(
            Code.NOTHING_EXPECTED, f"{quoted(node.name.text)} expects nothing", node.name.at, "add `expect: {...}`"
        )
    in_error = node.expect is not None and expects_error(node.expect)
    given, own_day = context.setting(node, checked=not in_error)
    day = context.day(own_day or file_day)
    if node.days is not None:
        return history_trials(node, node.days, given, context)
    if own_day is None and file_day is None and not _days_in_variations(node):
        message = f"{quoted(node.name.text)} has no `as_of`, the day for which is decided"
        context.findings.add(
            Code.TEST_WITHOUT_DAY, message, node.name.at, "write `as_of: 2026-01-31` here or at the top of the file"
        )
    if node.boundary is not None:
        return boundary_trials(node, node.boundary, day, given, context)
    if node.each is not None:
        return variation_trials(node, node.each, day, given, context)
    expected = context.expected(node.expect)
    return (
        () if day is None else (Trial(node.name.text, node.name.at, (Asked(day, given.facts, given.nodes, expected),)),)
    )


def _days_in_variations(node: CaseNode) -> bool:
    """Whether each variation brings a day of its own, or the table has a column of days."""
    match node.each:
        case tuple() as variations:
            return all(day_of(one) is not None for one in variations)
        case Scalar(text=text):
            return "as_of" in text.partition("||")[0]
    return False


def _names_differ(cases: tuple[CaseNode, ...], findings: Findings) -> None:
    seen: dict[str, Scalar] = {}
    for case in cases:
        first = seen.setdefault(case.name.text, case.name)
        if first is not case.name:
            note = Note("first used here", first.at)
            findings.add(Code.TEST_TWICE, f"the name {quoted(case.name.text)} is used twice", case.name.at, None, note)
