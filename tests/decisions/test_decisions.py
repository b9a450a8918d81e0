"""Each case of a policy is decided once by every back end, and comes out as it says."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from creditpolicy import Policy
from creditpolicy.bundle import bundle_bytes
from creditpolicy.bundle.from_bytes import versions_of
from creditpolicy.decision import Decision
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.diagnostics.place import NOWHERE

HERE = Path(__file__).parent
Deciding = Callable[[str, Mapping[str, Any], date], Decision]


@cache
def policy_at(folder: Path) -> Policy:
    return Policy.load(folder)


def by_interpreter(folder: Path) -> Deciding:
    return lambda point, facts, as_of: policy_at(folder).decide(point, facts, as_of=as_of)


BACK_ENDS = {"interpreter": by_interpreter}


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
