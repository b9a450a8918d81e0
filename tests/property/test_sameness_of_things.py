"""Each thing that can be written means the same compiled: one small question for each, at and beside its threshold."""

from functools import cache
from math import ceil

import pytest

from creditpolicy.loading import load_text
from tests.property.deciding import PROFILE
from tests.property.sameness import DAYS, HALF, Compared, drawn
from tests.property.systematic import policy, questions

pytestmark = pytest.mark.slow


@cache
def compared() -> Compared:
    program = load_text("systematic.yaml", policy()).program
    assert program is not None
    found = Compared()
    of_each_day = ceil(HALF * PROFILE.max_examples / 100 / len(questions()) / len(DAYS))
    cases = [one for seed, day in enumerate(DAYS) for one in drawn(program, seed, of_each_day, day)]
    for point, text in questions().items():
        found.look(program, point, cases, text)
    return found


def test_each_thing_that_can_be_written_means_the_same_compiled():
    compiled = compared().compiled

    assert set(compiled) == set(questions().values())
    assert {text: count for text, count in compiled.items() if count < 40} == {}


def test_each_thing_came_out_in_several_ways():
    assert [text for text, found in compared().outcomes.items() if len(found) < 2] == ["box.t = box.t"]
