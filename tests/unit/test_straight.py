"""Cases that look alike, decided in a straight line: the interpreter's decision, also from large tables."""

import linecache
import random
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from creditpolicy import Policy
from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.backends.python import HandOver
from creditpolicy.deciding import Deciding
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.decision import Decision
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text

AS_OF = date(2026, 6, 1)
FACTS = """\
policy: large
language: 1
version: "1"
currency: EUR
records:
  firm:
    facts:
      region: {type: number, low: 0, high: 40}
      score: {type: number, scale: 1, low: 0, high: 100}
      sector: {type: enum, values: [food, steel, wood]}
      late: {type: number, low: 0, high: 400}
      owed: {type: money, low: 0, high: 100000}
      secured: {type: boolean}
      since: {type: date}
decisions:
"""
BANDS = """\
  bands:
    outputs: {days: {type: days, low: 0, high: 90}, part: {type: percent, scale: 3, low: 0, high: 1}}
    hit: first
    total: false
    if_undecided: {days: 0}
    table: |
      id | firm.region | firm.score | firm.sector | firm.secured || days | part
"""
CHECKS = """\
  checks:
    outputs: {step: {type: enum, values: [ok, ask, stop], ordered: true}}
    hit: collect
    combine: strictest
    if_undecided: {step: ask}
    table: |
      id | firm.region | firm.late | firm.owed (EUR) || step
      all | - | > 300 | - || stop
      most | - | > 200 | >= 5000 || ask
"""
WAYS = """\
  ways:
    outputs: {way: {type: number, low: 0, high: 60}}
    hit: first
    if_undecided: {way: 0}
    table: |
      id | firm.region | firm.since | checks.step || way
      w1 | - | - | stop || 1
      w2 | - | < 2000-01-01 | ask || 2
"""


def bands(region: int) -> tuple[str, ...]:
    """A few bands for each region, some of the score, some of the sector."""
    return (
        f"a{region} | {region} | >= 80.5 | - | - || {region} | 10%",
        f"b{region} | {region} | [40..80.5) | food, wood | - || {region + 1} | {region}%",
        f"c{region} | {region} | < 40 | steel | true || 7 | 0.5%",
    )


def checks(region: int) -> tuple[str, ...]:
    """The strictest of many checks, most of them for one region each."""
    return (
        f"p{region} | {region} | > {3 * region} | > {100 * region} || ask",
        f"q{region} | {region} | > {90 + region} | - || stop",
    )


def ways(region: int) -> tuple[str, ...]:
    """Many rows for one region each, behind a few; they read the answers of the others."""
    return (f"r{region} | {region} | >= {2000 + region % 27}-06-01 | ok || {region}",)


def rows(kinds: int, of: Callable[[int], tuple[str, ...]], *last: str) -> str:
    """The rows of a table."""
    return "".join(f"      {row}\n" for row in (*(row for region in range(kinds) for row in of(region)), *last))


def written(kinds: int) -> str:
    """A policy of many rows."""
    tables = (BANDS, rows(kinds, bands), CHECKS, rows(kinds, checks, "none | - | - | - || ok"))
    return FACTS + "".join(tables) + WAYS + rows(kinds, ways, "rest | - | - | - || 60")


def loaded(kinds: int) -> Any:
    found = load_text("large.yaml", written(kinds))
    assert found.program is not None, [str(one) for one in found.diagnostics]
    return found


def case(draw: random.Random, kinds: int) -> dict[str, Any]:
    """A case at, below or above some threshold; now and then a fact is missing or comes in another form."""
    region = draw.randrange(kinds + 1)
    firm: dict[str, Any] = {
        "region": region,
        "score": draw.choice((0, 40, 80.5, 80.4, 60, 59.9, 100, "72.50", draw.randrange(1001) / 10)),
        "sector": draw.choice(("food", "steel", "wood")),
        "late": draw.choice((0, 3 * region, 3 * region + 1, 90 + region, 91 + region, 200, 201, 300, 301)),
        "owed": draw.choice(
            (f"{100 * region}.00 EUR", f"{100 * region}.01 EUR", 100 * region + 1, "5000 EUR", 99999.5)
        ),
        "secured": draw.random() < 0.5,
        "since": draw.choice(
            (date(2000 + region % 27, 6, 1), f"{2000 + region % 27}-05-31", "2019-12-31", "2020-01-01")
        ),
    }
    if draw.random() < 0.3:
        firm.pop(draw.choice(tuple(firm)))
    if draw.random() < 0.2:
        firm[draw.choice(tuple(firm))] = draw.choice(
            (None, -1, "x", True, 1.05, 10**30, float("nan"), [], {"value": 3})
        )
    return {"firm": firm}


def said(ask: Any) -> bytes | str:
    """All bytes of a decision, or what is said of the facts."""
    try:
        return canonical_bytes(ask().to_dict())
    except FactsError as error:
        return str(error)


def interpreted(program: Program, point: str, facts: Any) -> Decision:
    return decide(program, program.points[point], read_case(facts, program.vocabulary, AS_OF), reason_text)


def in_a_straight_line(code: ByCode, facts: Any) -> bool:
    """Whether the code for cases of this shape decides it."""
    found = code.shapes.of(facts)
    try:
        return found is not None and found(facts, AS_OF, code.origin(AS_OF)) is not None
    except (HandOver, KeyError):
        return False


@pytest.mark.parametrize("kinds", [3, 40])
@pytest.mark.parametrize("point", ["bands", "checks", "ways"])
def test_tables_large_and_small_give_what_the_interpreter_gives(kinds, point):
    program = loaded(kinds).program
    draw = random.Random(kinds)  # noqa: S311 - a made-up case
    straight = 0
    for _ in range(12):
        # No point is compiled for more than a few shapes: each of these sees its own.
        deciding = Deciding(program, reason_text, after=0)
        code = deciding.code(program.points[point])
        assert code is not None
        for facts in (case(draw, kinds) for _ in range(15)):
            ours = said(lambda: deciding.decide(program.points[point], facts, AS_OF))  # noqa: B023 - called at once
            assert ours == said(lambda: interpreted(program, point, facts)), facts  # noqa: B023 - as above
            straight += in_a_straight_line(code, facts)

    assert straight > 30


@pytest.mark.parametrize("point", ["bands", "checks", "ways"])
def test_rows_for_one_region_each_are_found_by_the_region(point):
    program = loaded(40).program
    code = Deciding(program, reason_text).code(program.points[point])
    assert code is not None

    found = code.shapes.of(
        {"firm": {"region": 1, "score": 50, "sector": "food", "late": 1, "owed": 1, "secured": True}}
    )

    assert found is not None
    assert "bucket = " in "".join(linecache.getlines(found.__code__.co_filename))


@pytest.mark.parametrize("kinds", [3, 40])
def test_a_case_that_was_checked_first_is_decided_alike(kinds):
    made = loaded(kinds)
    draw = random.Random(kinds)  # noqa: S311 - as above
    refused = 0
    policy = Policy((made,))
    for facts in (case(draw, kinds) for _ in range(150)):
        told = said(lambda: interpreted(made.program, "bands", facts))  # noqa: B023 - called at once
        if isinstance(told, str):
            refused += 1
            with pytest.raises(FactsError, match=re.escape(told)):
                policy.check(facts, as_of=AS_OF)
            continue
        checked = policy.check(facts, as_of=AS_OF)
        for point in ("bands", "checks", "ways"):
            theirs = said(lambda: interpreted(made.program, point, facts))  # noqa: B023 - as above
            assert said(lambda: checked.decide(point)) == theirs, (point, facts)  # noqa: B023 - as above

    assert refused > 10


def test_a_checked_case_is_asked_what_the_policy_answers():
    checked = Policy((loaded(3),)).check({"firm": {"region": 1}}, as_of=AS_OF)

    with pytest.raises(ValueError, match="no decision point"):
        checked.decide("nothing")


def test_what_the_caller_changes_later_changes_no_decision():
    policy = Policy((loaded(3),))
    facts = {"firm": {"region": 1, "score": 50, "sector": "food", "secured": True}}
    before = {"firm": dict(facts["firm"])}
    decisions = [policy.decide("bands", facts, as_of=AS_OF) for _ in range(60)]
    expected = interpreted(loaded(3).program, "bands", before).to_dict(trace=True)

    facts["firm"]["score"] = 90
    facts["firm"].clear()

    assert [one.to_dict(trace=True) for one in decisions] == [expected] * 60


def test_sixteen_threads_decide_as_one_does():
    made = loaded(40)
    policy = Policy((made,))
    draw = random.Random(7)  # noqa: S311 - as above
    cases = [case(draw, 40) for _ in range(150)]
    alone = [said(lambda: interpreted(made.program, "ways", facts)) for facts in cases]  # noqa: B023 - called at once

    with ThreadPoolExecutor(16) as threads:
        rounds = [
            list(threads.map(lambda facts: said(lambda: policy.decide("ways", facts, as_of=AS_OF)), cases))
            for _ in range(4)
        ]

    assert rounds == [alone] * 4


def test_a_decision_never_changes():
    decision = Policy((loaded(3),)).decide("checks", {"firm": {"region": 1, "late": 5, "owed": "1 EUR"}}, as_of=AS_OF)

    for name in ("point", "status", "outcome", "reasons", "missing", "deciding", "overrides", "origin", "other"):
        with pytest.raises(AttributeError):
            setattr(decision, name, None)
    with pytest.raises(TypeError):
        decision.outcome["step"] = "stop"  # type: ignore[index]  # it can't
