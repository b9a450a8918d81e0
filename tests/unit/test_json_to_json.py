"""From JSON to JSON: the decision that the same facts get as data, and what is no case is refused in one sentence."""

import itertools
import json
import random
import re
from typing import Any

import pytest

from creditpolicy import Policy
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_json import facts_of_json
from creditpolicy.loading import load_text
from tests.unit.straight_cases import AS_OF, POINTS, case, interpreted, loaded


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
