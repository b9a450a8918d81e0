"""The shipped policies over frames: the cases of their own tests come out as the interpreter decides them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_data import read_case
from creditpolicy.formulas import Point
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import names_behind
from creditpolicy.loading import load_version
from creditpolicy.sources import list_tests
from creditpolicy.testing.answers import ERROR
from creditpolicy.testing.from_source import read_tests
from creditpolicy.testing.reaching import Reach
from tests.property.boundaries import Boundaries
from tests.property.frames import by_interpreter, frame_of, shown

POLICIES = Path(__file__).parents[1] / "policies"


def cases_of(folder: str) -> tuple[Program, list[tuple[Point, date, Any]]]:
    """Each question that the tests of a policy ask about facts that a frame can hold."""
    root = POLICIES / folder
    files = list_tests(root)
    assert isinstance(files, tuple)
    version = load_version(root, "policy.yaml")
    assert version.program is not None
    assert version.policy is not None
    program = version.program
    trials = read_tests(root, files[0], program, version.policy.header, Reach(program).row_names()).trials
    found = [
        (program.points[key.text], asked.as_of, asked.facts)
        for trial in trials
        for asked in trial.asked
        for node in asked.expected
        for key, _ in node.entries
        if key.text != ERROR
    ]
    return program, [one for one in found if not has_days_of_facts(one[2])]


def has_days_of_facts(facts: Mapping[str, Any]) -> bool:
    """Whether a fact comes with the day that it is of, for which a frame has no place."""
    records = [one for given in facts.values() for one in (given if isinstance(given, list) else [given])]
    return any(isinstance(value, Mapping) for record in records for value in (record or {}).values())


def by_point(asked: list[tuple[Point, date, Any]]) -> Iterator[tuple[Point, date, list[Any]]]:
    groups: dict[tuple[str, date], list[tuple[Point, Any]]] = {}
    for point, as_of, facts in asked:
        groups.setdefault((point.name, as_of), []).append((point, facts))
    for (_, as_of), some in groups.items():
        yield some[0][0], as_of, [facts for _, facts in some]


@pytest.mark.slow
@pytest.mark.needs("polars")
@pytest.mark.parametrize("folder", ["eu-wholesale", "nl-b2b", "nl-consumer", "starter"])
def test_the_cases_of_a_policy_come_out_of_frames_as_interpreted(folder: str):
    from creditpolicy.frames import DecidingFrames

    program, asked = cases_of(folder)
    frames = DecidingFrames(Deciding(program, reason_text, after=0))
    seen: Counter[str] = Counter()

    for point, as_of, facts in by_point(asked):
        theirs = []
        kept = []
        for one in facts:
            try:
                theirs.append(by_interpreter(program, point, read_case(one, program.vocabulary, as_of)))
                kept.append(one)
            except FactsError:
                seen["refused"] += 1
        if not any(kept) or point.looks_ahead:
            continue
        decided = frames.decide(point, frame_of(program, kept, "text"), as_of)
        if "outcome" in decided.columns:
            continue
        assert [shown(program, point, row) for row in decided.rows(named=True)] == theirs
        kernel = frames.kernel(point, as_of)
        seen["by rows" if kernel is None else "by columns"] += len(kept)

    assert sum(seen.values()) > 5


AS_OF = date(2026, 6, 1)
ROWS = 60


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["nl-b2b", "nl-consumer", "eu-wholesale", "starter"])
def test_what_is_missing_comes_out_of_frames_as_interpreted(folder: str, monkeypatch: pytest.MonkeyPatch):
    from creditpolicy.frames import DecidingFrames, undecided

    monkeypatch.setattr(undecided, "LEAST", 1)
    program = load_version(POLICIES / folder, "policy.yaml").program
    assert program is not None
    frames = DecidingFrames(Deciding(program, reason_text))
    seen: Counter[str] = Counter()
    for point in program.points.values():
        if frames.kernel(point, AS_OF) is None:
            continue
        drawn = [*without_lists(program, point, 0.05), *without_lists(program, point, 0.4)]
        frame = frame_of(program, drawn)
        if not frame.width:
            continue
        answered = frames.answer(point, frame, AS_OF)
        unfit = {row for row, _ in answered.unfit}
        cases = [read_case(one, program.vocabulary, AS_OF) for row, one in enumerate(drawn) if row not in unfit]
        for case, row in zip(cases, answered.frame.rows(named=True), strict=True):
            assert shown(program, point, row) == by_interpreter(program, point, case), (point.name, case)
        if answered.by_row < len(cases):
            count = answered.frame["status"].to_list().count("undecided")
            seen["undecided"] += count
            seen["by columns"] += max(0, count - answered.by_row)

    assert seen["by columns"] == seen["undecided"] > 0, seen


def without_lists(program: Program, point: Point, missing: float) -> list[dict[str, Any]]:
    """Cases that give what a question rests on, lists of records apart, and lack some of it."""
    boundaries, random = Boundaries(program, AS_OF), Random(20260601)  # noqa: S311 - cases, not secrets
    behind = names_behind(program, point)
    many = {record.many for record in program.vocabulary.records.values()}
    drawn = [boundaries.case(random, missing) for _ in range(ROWS)]
    return [
        {
            record: {key: value for key, value in given.items() if f"{record}.{key}" in behind}
            for record, given in case.items()
            if record not in many
        }
        for case in drawn
    ]
