"""The tests of one version of a policy: read, run, measured."""

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from pathlib import Path

from creditpolicy.backends.interpreter import decide, evaluations
from creditpolicy.backends.prose import reason_text
from creditpolicy.decision import Decision
from creditpolicy.diagnostics import Diagnostic, Place
from creditpolicy.facts.errors import FactsError, Problem
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from creditpolicy.loading import Loaded
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence
from creditpolicy.testing.answers import ERROR, PointNames, names_of
from creditpolicy.testing.coverage import Coverage
from creditpolicy.testing.from_source import ReadTests, read_tests
from creditpolicy.testing.matching import mismatches, place_in
from creditpolicy.testing.reaching import Reach
from creditpolicy.testing.results import Mismatch, Result, Results, Why
from creditpolicy.testing.trial import Asked, Trial

MOST_SHOWN = 20
"""Of one test, as many mismatches and reasons as a person reads."""


@dataclass(frozen=True, slots=True)
class Tested:
    """The results of one version, None where a finding is an error; and the names of all its tests."""

    results: Results | None
    names: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: AbstractMapping[str, str]


def run_tests(root: Path, names: tuple[str, ...], version: Loaded, only: str | None = None) -> Tested:
    """Run the tests in the files `names` of the policy folder `root`.

    Args:
        root: the folder of the policy; no file outside it is read.
        names: of the files, relative to it.
        version: of the policy, without errors.
        only: run the tests whose name holds these words; capitals make no difference.

    Raises:
        ValueError: the policy has errors.

    """
    policy, program = version.policy, version.program
    if policy is None or program is None:
        raise ValueError("a policy with errors can't be tested")
    runner = Runner(program)
    read = read_tests(root, names, program, policy.header, runner.reach.row_names())
    if not read.usable:
        return Tested(None, tuple(one.name for one in read.trials), read.diagnostics, read.sources)
    chosen = [one for one in read.trials if only is None or only.casefold() in one.name.casefold()]
    results = tuple(runner.run(trial) for trial in chosen)
    coverage = runner.reach.coverage({row.text: why.text for row, why in read.unreachable})
    whole = Results(program.id, program.version, (*results, *_reached_after_all(read, coverage)), coverage)
    return Tested(whole, tuple(one.name for one in read.trials), read.diagnostics, read.sources)


def _reached_after_all(read: ReadTests, coverage: Coverage) -> Iterator[Result]:
    """A failure for each row that is said to be out of reach, and is not."""
    tests = {row.name: row.tests for row in coverage.rows}
    for row, _ in read.unreachable:
        if tests[row.text]:
            count = tests[row.text]
            found = f"it decided {count} test{'' if count == 1 else 's'}"
            mismatch = Mismatch(row.text, "a row that no test can reach", found, row.at, None)
            yield Result(f"unreachable / {row.text}", row.at, (mismatch,))


class Runner:
    """Puts questions to one program, and keeps what they reached."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.reach = Reach(program)
        self.names: dict[str, PointNames] = {point.name: names_of(point) for point in program.points.values()}
        self.rows = {
            f"{table.name}.{row.id}": (row.at, row.because or table.because)
            for table in program.tables.values()
            for row in table.rows
        }

    def run(self, trial: Trial) -> Result:
        """How one test came out, with why where it came out otherwise."""
        wrong: list[Mismatch] = []
        why: dict[Why, None] = {}
        missing: set[str] = set()
        for asked in trial.asked:
            for point, expected in _by_point(asked):
                if point == ERROR:
                    wrong += self._refused(asked, expected)
                    continue
                found, decision = self._decided(asked, point, expected, trial.at)
                wrong += found
                if found and decision is not None:
                    why |= dict.fromkeys(self._why(decision, found, point))
                    missing |= set(decision.missing)
        return Result(trial.name, trial.at, tuple(wrong[:MOST_SHOWN]), tuple(why)[:MOST_SHOWN], tuple(sorted(missing)))

    def _decided(self, asked: Asked, point: str, expected: Node, at: Place) -> tuple[list[Mismatch], Decision | None]:
        program = self.program
        try:
            case = read_case(asked.facts, program.vocabulary, asked.as_of)
            decision = decide(program, program.points[point], case, reason_text)
        except FactsError as error:
            return [_problem(one, asked, at) for one in error.problems], None
        self.reach.add(evaluations(program, program.points[point], case))
        if not isinstance(expected, Mapping):
            return [], decision
        return list(mismatches(point, expected, decision, self.names[point])), decision

    def _refused(self, asked: Asked, expected: Node) -> Iterator[Mismatch]:
        """The facts are refused, with these words somewhere in what is said of them."""
        words = expected.items if isinstance(expected, Sequence) else (expected,)
        said = self._said_of(asked)
        for text in words:
            if isinstance(text, Scalar) and text.text not in (said or ""):
                yield Mismatch(ERROR, text.text, said or "the facts are accepted", text.at, _day(asked))

    def _said_of(self, asked: Asked) -> str | None:
        try:
            case = read_case(asked.facts, self.program.vocabulary, asked.as_of)
            decide(self.program, next(iter(self.program.points.values())), case, reason_text)
        except FactsError as error:
            return "; ".join(map(str, error.problems))
        return None

    def _why(self, decision: Decision, found: list[Mismatch], point: str) -> Iterator[Why]:
        """The rows that decided; where all that is wrong is about some records, those of these records."""
        group = self.names[point].group
        answers = decision.outcome.get(group or "")
        records = list(answers) if isinstance(answers, AbstractMapping) else []
        about = {f"{group}[{records.index(name)}]" for one in found if (name := one.path.split(".")[1]) in records}
        is_about_records = bool(about) and all(one.path.split(".")[1] in records for one in found)
        for row, reason in zip(decision.deciding, decision.reasons, strict=True):
            if not is_about_records or reason.about is None or reason.about in about:
                at, because = self.rows[row]
                yield Why(row, at, reason.text, because, reason.about)


def _by_point(asked: Asked) -> Iterator[tuple[str, Node]]:
    for node in asked.expected:
        for key, value in node.entries:
            yield key.text, value


def _problem(problem: Problem, asked: Asked, at: Place) -> Mismatch:
    way_out = f" ({problem.help})" if problem.help else ""
    place = place_in(problem.path, asked.given, at)
    found = f"{str(problem.message).removeprefix('found ')}{way_out}"
    return Mismatch(problem.path, "a fact that can be used", found, place, _day(asked))


def _day(asked: Asked) -> str:
    return asked.as_of.isoformat()
