"""Cases that look alike, decided in a straight line: the interpreter's decision, also from large tables."""

import linecache
import random
import re
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest

from creditpolicy import Policy
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.decision import Decision
from creditpolicy.facts.errors import FactsError
from tests.unit.straight_cases import AS_OF, POINTS, case, in_a_straight_line, interpreted, loaded, said

pytestmark = pytest.mark.usefixtures("both_readings")


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
