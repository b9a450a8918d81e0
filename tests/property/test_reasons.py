"""What a trace speaks of is enough to decide the same again: no answer rests on a fact that it leaves out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given

from creditpolicy import Policy
from creditpolicy.decision import Decision
from creditpolicy.decision.trace import Trace
from creditpolicy.formulas import Formula, Override, names_read
from creditpolicy.ir import Program
from creditpolicy.loading import load, load_text
from tests.property.deciding import FEWER
from tests.property.ladders import AS_OF as TODAY
from tests.property.policies import mend
from tests.property.test_ladders import cases as climbing
from tests.property.test_laws import pairs
from tests.property.vocabulary import AS_OF

EXAMPLE = Path(__file__).parents[1] / "decisions" / "example"


def spoken_of(program: Program, point: str, trace: Trace) -> set[str]:
    """The names in the tables and definitions that a trace shows, and in the answers of the point itself."""
    asked = program.points[point]
    formulas: list[Formula] = [answer.formula for answer in (*asked.answers, *asked.record_answers)]
    for table in trace.tables:
        formulas += list(_formulas_of(program, table.table))
    formulas += [program.definitions[one.name].formula for one in trace.values]
    # What a granted exception has to have is told in the language, not in the trace: all of it is kept.
    formulas += [formula for found in program.overrides.values() for formula in _of_grants(found)]
    names = {name.removeprefix("base.") for formula in formulas for name in names_read(formula)}
    names |= {one.id_fact for found in program.overrides.values() for one in found}
    return names | {one.name for one in trace.values} | ({asked.record_key} if asked.record_key else set())


def _of_grants(overrides: tuple[Override, ...]) -> Iterator[Formula]:
    for one in overrides:
        yield from (one.holds, one.value, one.rank)


def _formulas_of(program: Program, name: str) -> Iterator[Formula]:
    table = program.tables[name]
    yield from (column.formula for column in table.columns)
    for row in table.rows:
        yield from row.outputs
        yield from () if row.guard is None else (row.guard,)
        yield from (cell.test for cell in row.cells if hasattr(cell, "test"))


def kept(program: Program, facts: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """The facts of these names; a list that is given stays one, whatever is left of its records."""
    many = {one.many: record for record, one in program.vocabulary.records.items() if one.many is not None}

    def of(record: str, given_: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in given_.items() if _is_named(f"{record}.{key}", names)}

    found: dict[str, Any] = {}
    for key, value in facts.items():
        if isinstance(value, list):
            found[key] = [of(many[key], one) for one in value]
        else:
            found[key] = of(key, value) if isinstance(value, dict) else value
    return found


def _is_named(name: str, names: set[str]) -> bool:
    """A moment is one fact, whether its day or its minute is spoken of; the day on which a value ends belongs to it."""
    return name in names or f"{name}_minute" in names or name.endswith(("_valid_until", ".currency"))


def same_again(policy: Policy, point: str, facts: dict[str, Any], as_of: date) -> tuple[Any, Any]:
    """All that is decided, and all that is decided from what the trace speaks of; digests of the facts left out."""
    program = policy.program(as_of)
    first = policy.decide(point, facts, as_of=as_of)
    again = policy.decide(point, kept(program, facts, spoken_of(program, point, first.trace())), as_of=as_of)
    return _told(first), _told(again)


def _told(decision: Decision) -> dict[str, Any]:
    told: dict[str, Any] = dict(decision.to_dict(trace=True))
    told["header"] = {key: value for key, value in told["header"].items() if key not in {"decision_id", "facts_digest"}}
    return told


@FEWER
@given(pairs())
def test_the_facts_that_a_trace_speaks_of_decide_any_table_again(pair):
    made, case = pair
    _, loaded = mend(made)
    first, again = same_again(Policy((loaded,)), "ask", case, AS_OF)

    assert again == first


@FEWER
@given(climbing())
def test_the_facts_that_a_trace_speaks_of_decide_the_next_step_again(case):
    ladder, facts = case
    first, again = same_again(Policy((load_text("climbing.yaml", ladder.text),)), "collect", facts, TODAY)

    assert again == first


@pytest.mark.slow
def test_the_facts_that_a_trace_speaks_of_decide_every_case_of_the_example_again():
    (version,) = load(EXAMPLE)
    policy = Policy((version,))
    written = yaml.load((EXAMPLE / "cases.yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - text only, and our own file
    for case in written["cases"]:
        as_of = date.fromisoformat(case.get("as_of", written["as_of"]))
        first, again = same_again(policy, case["point"], _typed(case.get("facts", {})), as_of)

        assert again == first, case["name"]


@FEWER
@given(climbing())
def test_each_reason_is_a_row_of_the_trace_that_decided(case):
    ladder, facts = case
    decision = Policy((load_text("climbing.yaml", ladder.text),)).decide("collect", facts, as_of=TODAY)
    rows = {
        f"{table.table}.{row.id}": row.verdict
        for table in decision.trace().tables
        for row in table.rows
        if row.deciding
    }

    assert set(decision.deciding) <= set(rows)
    assert len(decision.reasons) == len(decision.deciding)


def _typed(facts: Any) -> Any:
    match facts:
        case dict():
            return {key: _typed(value) for key, value in facts.items()}
        case list():
            return [_typed(value) for value in facts]
    return {"true": True, "false": False}.get(facts, facts)
