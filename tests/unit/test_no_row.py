"""Where no row of the only table holds, and nothing is missing, compiled code says so itself."""

import json
from typing import Any

import pytest

from creditpolicy import Policy
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text
from tests.unit.straight_cases import AS_OF, in_a_straight_line, interpreted, said

POLICY = """\
policy: exceptional
language: 1
version: "1"
currency: EUR
records:
  firm:
    facts:
      place: {type: text}
      size: {type: money}
      late: {type: days}
      known: {type: boolean}
decisions:
  first:
    outputs: {days: {type: days, high: 90}, fee: {type: money}, word: {type: enum, values: [x, y]}}
    hit: first
    total: false
    if_undecided: {word: x, fee: 7 EUR}
    table: |
      firm.place | firm.late || days | fee       | word
      "a"        | > 30      || 5    | firm.size | y
      "b"        | -         || 6    | 3 EUR     | x
  strictest:
    outputs: {step: {type: enum, values: [ok, ask, stop], ordered: true}, fee: {type: money}}
    hit: collect
    combine: strictest
    when: firm.known
    if_undecided: {step: ask}
    table: |
      firm.place | firm.late || step | fee
      "a"        | > 30      || stop | firm.size
      "a", "b"   | > 60      || ask  | 3 EUR
"""
FIRM: dict[str, Any] = {"place": "c", "size": "5.00 EUR", "late": 40, "known": True}
NO_ROW: tuple[dict[str, Any], ...] = ({}, {"place": "a", "late": 30}, {"known": False})
"""What differs from `FIRM`, in cases that no row takes."""


@pytest.fixture(scope="module")
def program() -> Program:
    found = load_text("exceptional.yaml", POLICY).program
    assert found is not None
    return found


@pytest.mark.parametrize("point", ["first", "strictest"])
@pytest.mark.parametrize("other", NO_ROW)
def test_a_case_that_no_row_takes_is_undecided_by_compiled_code(program, point, other):
    code, facts = ByCode(program, program.points[point], reason_text), {"firm": {**FIRM, **other}}
    wanted = interpreted(program, point, facts)

    assert (wanted.status, wanted.missing, wanted.deciding) == ("undecided", (), ())
    assert in_a_straight_line(code, facts)
    assert said(lambda: code.answer(facts, AS_OF)) == said(lambda: wanted)
    straight: Any = code.shapes.of(facts)
    found = straight(facts, AS_OF, code.origin(AS_OF))
    assert said(lambda: found) == said(lambda: wanted)
    assert found.values() == ()


@pytest.mark.parametrize("point", ["first", "strictest"])
def test_facts_that_no_row_asks_for_may_be_missing(program, point):
    code, facts = ByCode(program, program.points[point], reason_text), {"firm": {"place": "c", "known": True}}

    assert said(lambda: code.answer(facts, AS_OF)) == said(lambda: interpreted(program, point, facts))


@pytest.mark.parametrize("point", ["first", "strictest"])
def test_what_may_hold_is_still_named(program, point):
    code, facts = ByCode(program, program.points[point], reason_text), {"firm": {"place": "a", "known": True}}

    assert code.answer(facts, AS_OF) is None
    assert interpreted(program, point, facts).missing


@pytest.mark.parametrize("point", ["first", "strictest"])
def test_every_door_says_the_same(program, point):
    policy = Policy((load_text("exceptional.yaml", POLICY),))
    facts = {"firm": FIRM}
    wanted = interpreted(program, point, facts).to_dict(digests=False)

    for _ in range(40):
        assert policy.decide(point, facts, as_of=AS_OF).to_dict(digests=False) == wanted
        assert policy.check(facts, as_of=AS_OF).decide(point).to_dict(digests=False) == wanted
        assert json.loads(policy.decide_json(point, json.dumps(facts).encode(), as_of=AS_OF)) == wanted
