"""Each case of a policy is decided once by every back end, and comes out as it says."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from creditpolicy import Policy
from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.bundle import bundle_bytes
from creditpolicy.bundle.from_bytes import versions_of
from creditpolicy.deciding import Deciding
from creditpolicy.decision import Decision
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_data import read_case

HERE = Path(__file__).parent
Asking = Callable[[str, Mapping[str, Any], date], Decision]


@cache
def policy_at(folder: Path) -> Policy:
    return Policy.load(folder)


def by_interpreter(folder: Path) -> Asking:
    def ask(point: str, facts: Mapping[str, Any], as_of: date) -> Decision:
        program = policy_at(folder).program(as_of)
        return decide(program, program.points[point], read_case(facts, program.vocabulary, as_of), reason_text)

    return ask


@cache
def compiled(folder: Path, as_of: date) -> Deciding:
    return Deciding(policy_at(folder).program(as_of), reason_text, after=0)


def by_python(folder: Path) -> Asking:
    """Compiled where that answers, and the interpreter for the rest: as an application decides."""

    def ask(point: str, facts: Mapping[str, Any], as_of: date) -> Decision:
        deciding = compiled(folder, as_of)
        return deciding.decide(deciding.program.points[point], facts, as_of)

    return ask


BACK_ENDS = {"interpreter": by_interpreter, "python": by_python}


def cases() -> list[Any]:
    """Every case of every `cases.yaml`; all scalars are text, as in a policy."""
    found = []
    for file in sorted(HERE.glob("*/cases.yaml")):
        written = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only, and our own file
        for one in written["cases"]:
            case = {"facts": {}, "as_of": written["as_of"], **one}
            found.append(pytest.param(file.parent, case, id=f"{file.parent.name}: {case['name']}"))
    return found


def as_text(value: Any) -> Any:
    """What JSON has, with every scalar as text."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case dict():
            return {key: as_text(inner) for key, inner in value.items()}
        case list():
            return [as_text(inner) for inner in value]
    return str(value)


def true_or_false(facts: Any) -> Any:
    match facts:
        case dict():
            return {key: true_or_false(value) for key, value in facts.items()}
        case list():
            return [true_or_false(value) for value in facts]
    return {"true": True, "false": False}.get(facts, facts)


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize(("folder", "case"), cases())
def test_a_case_comes_out_as_it_says(folder, case, back_end):
    facts, as_of = true_or_false(case["facts"]), date.fromisoformat(case["as_of"])

    decision = BACK_ENDS[back_end](folder)(case["point"], facts, as_of).to_dict()

    expected = case["expect"]
    assert {key: as_text(decision[key]) for key in expected} == expected


@pytest.mark.parametrize(("folder", "case"), cases())
def test_a_case_can_be_traced(folder, case):
    facts, as_of = true_or_false(case["facts"]), date.fromisoformat(case["as_of"])

    trace = policy_at(folder).decide(case["point"], facts, as_of=as_of).trace()

    assert trace.tables or trace.values
    assert all(test.at != NOWHERE for table in trace.tables for row in table.rows for test in row.tests)


@cache
def bundled(folder: Path) -> Policy:
    return Policy(versions_of(bundle_bytes(policy_at(folder).versions)))


@pytest.mark.parametrize(("folder", "case"), cases())
def test_a_case_comes_out_the_same_from_a_bundle(folder, case):
    facts, as_of = true_or_false(case["facts"]), date.fromisoformat(case["as_of"])

    ours, theirs = (policy.decide(case["point"], facts, as_of=as_of) for policy in (policy_at(folder), bundled(folder)))

    assert canonical_bytes(theirs.to_dict(trace=True)) == canonical_bytes(ours.to_dict(trace=True))


@pytest.mark.parametrize(("folder", "case"), cases())
def test_every_point_decides_a_case_as_the_interpreter_does(folder, case):
    facts, as_of = true_or_false(case["facts"]), date.fromisoformat(case["as_of"])

    for point in policy_at(folder).program(as_of).points:
        ours, theirs = (decided(way(folder), point, facts, as_of) for way in BACK_ENDS.values())
        assert ours == theirs, point


def decided(ask: Asking, point: str, facts: Any, as_of: date) -> bytes | str:
    try:
        return canonical_bytes(ask(point, facts, as_of).to_dict())
    except FactsError as error:
        return str(error)
