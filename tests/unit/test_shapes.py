"""Cases of several shapes in turns: the code for each is found at once, and decides as the interpreter does."""

import json
import linecache
import random
from typing import Any

import pytest

from creditpolicy import Policy
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding, shapes
from tests.unit.straight_cases import AS_OF, interpreted, loaded, said

pytestmark = pytest.mark.usefixtures("both_readings")
WARM = 40


def cases(draw: random.Random) -> list[dict[str, Any]]:
    """One of each shape: all is given, one fact is not, one is None, one is a whole number, one is another."""
    firm = {"region": draw.randrange(4), "score": draw.randrange(100), "late": draw.randrange(400), "owed": "5 EUR"}
    firms: list[dict[str, Any]] = [
        {**firm, "sector": "wood", "secured": True, "since": "2019-12-31"},
        {**firm, "secured": True, "since": "2019-12-31"},
        {**firm, "sector": None, "secured": True, "since": "2019-12-31"},
        {**firm, "late": f"{firm['late']}", "secured": True, "since": "2019-12-31"},
    ]
    return [{"firm": one} for one in firms]


def test_facts_are_read_by_msgspec_where_it_is_installed(both_readings):
    program = loaded(3).program
    code = Deciding(program, reason_text).code(program.points["checks"])
    assert code is not None

    found = code.shapes.of(cases(random.Random(3))[0])  # noqa: S311 - a made-up case

    assert found is not None
    assert ("convert(" in "".join(linecache.getlines(found.__code__.co_filename))) is both_readings


def test_the_code_for_each_of_several_shapes_is_found_at_a_glance(monkeypatch):
    made = loaded(3)
    policy = Policy((made,))
    draw = random.Random(3)  # noqa: S311 - made-up cases
    for facts in (one for _ in range(WARM) for one in cases(draw)):
        policy.decide("checks", facts, as_of=AS_OF)

    monkeypatch.setattr(shapes, "look", None)
    for facts in (one for _ in range(WARM) for one in cases(draw)):
        ours = said(lambda: policy.decide("checks", facts, as_of=AS_OF))  # noqa: B023 - called at once
        assert ours == said(lambda: interpreted(made.program, "checks", facts)), facts  # noqa: B023 - as above


def test_of_json_the_code_that_was_at_hand_before_comes_next(monkeypatch):
    made = loaded(3)
    policy = Policy((made,))
    draw = random.Random(3)  # noqa: S311 - as above
    for facts in (one for _ in range(WARM) for one in cases(draw)):
        policy.decide_json("checks", json.dumps(facts).encode(), as_of=AS_OF)

    monkeypatch.setattr(shapes, "look", None)
    for facts in (one for _ in range(WARM) for one in cases(draw)):
        ours = json.loads(policy.decide_json("checks", json.dumps(facts).encode(), as_of=AS_OF))
        assert ours == interpreted(made.program, "checks", facts).to_dict(digests=False), facts
