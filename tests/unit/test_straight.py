"""Cases that look alike, decided in a straight line: the interpreter's decision, also from large tables."""

import itertools
import json
import linecache
import random
import re
import sys
import tracemalloc
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
from creditpolicy.facts.from_json import facts_of_json
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text

AS_OF = date(2026, 6, 1)
POINTS = ("bands", "checks", "ways", "desks", "calls")
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


DESKS = """\
  desks:
    outputs: {desk: {type: enum, values: [law, risk, sales]}}
    hit: collect
    combine: list
    if_undecided: {desk: law}
    table: |
      id | firm.region | firm.late | firm.secured || desk
      any | - | > 300 | - || sales
"""
CALLS = """\
  calls:
    outputs: {wait: {type: number, low: 0, high: 400}, desk: {type: enum, values: [law, risk, sales]}}
    hit: first
    if_undecided: {wait: 0}
    table: |
      id | firm.region | firm.since | firm.late | list contains(desks.desk, risk) || wait | desk
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


def desks(region: int) -> tuple[str, ...]:
    """Every row that holds adds its word."""
    return (f"l{region} | {region} | > {3 * region} | - || law", f"r{region} | {region} | - | true || risk")


def calls(region: int) -> tuple[str, ...]:
    """Some rows give what the case says, others what is written in them; all ask one thing alike, some ask a list."""
    return (
        f"h{region} | {region} | < 2019-12-31 | > {90 + region} | - || firm.late | law",
        f"i{region} | {region} | < 2019-12-31 | > {3 * region} | true || firm.region | risk",
        f"j{region} | {region} | < 2019-12-31 | - | true || {region} | risk",
    )


def rows(kinds: int, of: Callable[[int], tuple[str, ...]], *last: str) -> str:
    """The rows of a table."""
    return "".join(f"      {row}\n" for row in (*(row for region in range(kinds) for row in of(region)), *last))


def written(kinds: int) -> str:
    """A policy of many rows."""
    tables = (BANDS, rows(kinds, bands), CHECKS, rows(kinds, checks, "none | - | - | - || ok"))
    found = FACTS + "".join(tables) + WAYS + rows(kinds, ways, "rest | - | - | - || 60")
    return found + DESKS + rows(kinds, desks) + CALLS + rows(kinds, calls, "rest | - | - | - | - || 400 | sales")


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
@pytest.mark.parametrize("point", POINTS)
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
            if isinstance(ours, bytes):
                values = deciding.decide(program.points[point], facts, AS_OF).values()
                assert values == interpreted(program, point, facts).values(), facts
            straight += in_a_straight_line(code, facts)

    assert straight > 30


@pytest.mark.parametrize("point", POINTS)
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
        for point in POINTS:
            theirs = said(lambda: interpreted(made.program, point, facts))  # noqa: B023 - as above
            assert said(lambda: checked.decide(point)) == theirs, (point, facts)  # noqa: B023 - as above

    assert refused > 10


def in_json(facts: Any) -> bytes:
    """The facts as a caller may write them down."""
    return json.dumps(facts, default=str, ensure_ascii=False).encode()


@pytest.mark.parametrize("kinds", [3, 40])
@pytest.mark.parametrize("point", POINTS)
def test_from_json_to_json_is_the_same_decision(kinds, point):
    made = loaded(kinds)
    draw = random.Random(kinds)  # noqa: S311 - as above
    policy = Policy((made,))
    for _ in range(200):
        data = in_json(case(draw, kinds))
        try:
            told: dict[str, Any] | str = policy.decide(point, facts_of_json(data), as_of=AS_OF).to_dict(digests=False)
        except FactsError as error:
            told = str(error)
        try:
            ours: dict[str, Any] | str = json.loads(policy.decide_json(point, data, as_of=AS_OF))
        except FactsError as error:
            ours = str(error)
        assert ours == told, data


def test_the_values_that_the_deciding_rows_looked_at():
    policy = Policy((loaded(3),))
    firm = {"region": 1, "score": 72.5, "sector": "food", "late": 150, "owed": "5 EUR", "since": "2000-01-01"}

    found: dict[str, Decision] = {}
    for _ in range(60):
        found |= {point: policy.decide(point, {"firm": firm}, as_of=AS_OF) for point in ("bands", "checks", "ways")}

    assert {point: (one.deciding, one.values()) for point, one in found.items()} == {
        "bands": (("bands.b1",), ({"firm.region": 1, "firm.score": "72.5", "firm.sector": "food"},)),
        "checks": (("checks.q1",), ({"firm.region": 1, "firm.late": 150},)),
        "ways": (("ways.w1",), ({},)),
    }


FIRM = b'"region": 1, "sector": "food", "secured": true'


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"firm": {"score": 50, "score": 50, ' + FIRM + b"}}", "facts: the key `score` stands twice in one object"),
        (b'{"firm": {"score" :50,"score":50, ' + FIRM + b"}}", "facts: the key `score` stands twice in one object"),
        (b'{"firm": {"score": NaN, ' + FIRM + b"}}", "facts: found `NaN`, wanted a number of at most 38 digits"),
        (b'{"firm": {"score": 5e9999999999999999999, ' + FIRM + b"}}", "facts: found `5e9999999999999999999`, wanted"),
        (b'{"firm": {"score": ' + b"5" * 300 + b", " + FIRM + b"}}", "facts: found `5555555555"),
        (
            b'{"firm": {"score": 50.10000000000000000001, ' + FIRM + b"}}",
            "firm.score: found `50.10000000000000000001`, wanted at most 1 digit",
        ),
        (b'{"firm": {"score": 50, ' + FIRM, "facts: no JSON from line 1, column"),
        (b'{"firm": {"score": "\xff", ' + FIRM + b"}}", "facts: no UTF-8 from byte 20 on"),
        (b"[" * 100_000, "facts: JSON with too many levels of brackets"),
        (b"[]", "facts: found "),
        (b'{"firm": {"score": 50.' + b"0" * 300 + b", " + FIRM + b"}}", "facts: found `50.0000000"),
        (b'{"firm": {"score": [50], ' + FIRM + b"}}", "firm.score: found a list, wanted a number"),
        (b'{"firm": {"score": {}, ' + FIRM + b"}}", "firm.score: found "),
        (b'{"firm": {"score": true, ' + FIRM + b"}}", "firm.score: found `true`, wanted a number"),
        (
            b'{"firm": {"score": 50, ' + FIRM.replace(b"true", b"1") + b"}}",
            "firm.secured: found `1`, wanted true or false",
        ),
        (b'{"firm": {"score": 50, "other": 1, ' + FIRM + b"}}", "firm.other: unknown fact"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_json_that_is_no_case_is_refused_in_one_sentence(data, told):
    policy = Policy((loaded(3),))
    good = b'{"firm": {"score": 50, ' + FIRM + b"}}"
    before = [policy.decide_json("bands", good, as_of=AS_OF) for _ in range(60)]

    with pytest.raises(FactsError, match=re.escape(told)):
        policy.decide_json("bands", data, as_of=AS_OF)

    assert before == [policy.decide_json("bands", good, as_of=AS_OF)] * 60


TOLD = """\
policy: told
language: 1
version: "1"
currency: EUR
records:
  firm:
    facts:
      name: {type: text}
      owed: {type: money, low: 0, high: 100000}
      part: {type: percent, scale: 3, low: 0, high: 1}
      late: {type: number, low: 0, high: 400}
decisions:
  told:
    outputs:
      name: {type: text}
      owed: {type: money, low: 0, high: 200000}
      part: {type: percent, scale: 3, low: 0, high: 1}
      late: {type: number, low: -1, high: 400}
    hit: first
    if_undecided: {late: 0}
    table: |
      id | firm.late || name | owed | part | late
      late | > 30 || firm.name | firm.owed * 2 | firm.part | firm.late
      rest | - || firm.name | firm.owed | 0.5% | -1
"""


@pytest.mark.parametrize("name", ["plain", 'a "b" \\', "é \U0001f600", "50 %b \0", "x" * 5000])
def test_answers_in_json_are_those_of_the_decision(name):
    made = load_text("told.yaml", TOLD)
    assert made.program is not None, [str(one) for one in made.diagnostics]
    policy = Policy((made,))
    owed = ("1200", "1200.50", "1.2e3", '"1200.50 EUR"', "1200.505", '"1200 USD"', "1200" + "0" * 30)
    part = ("0", "1", "0.5", "0.125", "0.1250", "1.25e-1", '"12.5%"', "0.12500000000000000001")
    cases = [
        f'{{"firm": {{"name": {json.dumps(name)}, "owed": {one}, "part": {other}, "late": {late}}}}}'.encode()
        for late in (*range(4), 31)
        for one, other in itertools.product(owed, part)
    ]
    for data in cases:
        try:
            decision = interpreted(made.program, "told", facts_of_json(data)).to_dict(digests=False)
            told: bytes | str = json.dumps(decision, separators=(",", ":")).encode()
        except FactsError as error:
            told = str(error)
        try:
            ours: bytes | str = policy.decide_json("told", data, as_of=AS_OF)
        except FactsError as error:
            ours = str(error)
        assert ours == told, data


def test_json_comes_as_bytes():
    with pytest.raises(TypeError, match="data must be bytes, found str"):
        Policy((loaded(3),)).decide_json("bands", "{}", as_of=AS_OF)  # type: ignore[arg-type]  # that is what is wrong


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


def test_a_decision_that_is_kept_is_small():
    policy = Policy((loaded(3),))
    facts = {"firm": {"region": 1, "score": 72.5, "sector": "food", "late": 150, "owed": "5 EUR", "secured": True}}
    for _ in range(60):
        policy.decide("bands", facts, as_of=AS_OF)

    tracemalloc.start()
    kept = [policy.decide("bands", facts, as_of=AS_OF) for _ in range(2000)]
    each = tracemalloc.get_traced_memory()[0] / len(kept)
    tracemalloc.stop()

    assert each - sys.getsizeof(tuple(facts["firm"].values())) < 220
