"""The shipped policies over frames: the cases of their own tests come out as the interpreter decides them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.facts.errors import FactsError
from creditpolicy.formulas import Point
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_version
from creditpolicy.sources import list_tests
from creditpolicy.testing.answers import ERROR
from creditpolicy.testing.from_source import read_tests
from creditpolicy.testing.reaching import Reach
from creditpolicy.values.types import BooleanType, ListType
from tests.property.frames import by_interpreter, shown

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


def frame_of(program: Program, facts: list[Mapping[str, Any]]) -> Any:
    """A column for each fact that a case has, and for each list of records; numbers and days as text."""
    import polars

    records = {record.many: name for name, record in program.vocabulary.records.items() if record.many is not None}

    def plain(name: str, value: Any) -> Any:
        of = program.vocabulary.facts[name].type
        if isinstance(of, BooleanType | ListType) or value is None:
            return value
        return f"{Decimal(str(value)):f}" if isinstance(value, int | float | Decimal) else str(value)

    def kind(name: str) -> Any:
        match program.vocabulary.facts[name].type:
            case BooleanType():
                return polars.Boolean()
            case ListType():
                return polars.List(polars.String())
        return polars.String()

    def listed(many: str, given: list[Any] | None) -> list[Any] | None:
        return given and [{key: plain(f"{records[many]}.{key}", value) for key, value in one.items()} for one in given]

    singles = [{key: given for key, given in one.items() if key not in records and given} for one in facts]
    names = dict.fromkeys(f"{record}.{key}" for one in singles for record, given in one.items() for key in given)
    found = {
        name: [plain(name, one.get(name.partition(".")[0], {}).get(name.partition(".")[2])) for one in facts]
        for name in names
    }
    lists = dict.fromkeys(key for one in facts for key, given in one.items() if key in records and given is not None)
    columns = [polars.Series(name, given, dtype=kind(name)) for name, given in found.items()]
    for many in lists:
        keys = dict.fromkeys(key for one in facts for inner in one.get(many) or () for key in inner)
        of_record = polars.Struct({key: kind(f"{records[many]}.{key}") for key in keys})
        given = [listed(many, one.get(many)) for one in facts]
        columns.append(polars.Series(many, given, dtype=polars.List(of_record if keys else polars.Null)))
    return polars.DataFrame(columns)


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
                theirs.append(by_interpreter(program, point, one, as_of))
                kept.append(one)
            except FactsError:
                seen["refused"] += 1
        if not any(kept) or point.looks_ahead:
            continue
        decided = frames.decide(point, frame_of(program, kept), as_of)
        if "outcome" in decided.columns:
            continue
        assert [shown(program, point, row) for row in decided.rows(named=True)] == theirs
        kernel = frames.kernel(point, as_of)
        seen["by rows" if kernel is None else "by columns"] += len(kept)

    assert sum(seen.values()) > 5
