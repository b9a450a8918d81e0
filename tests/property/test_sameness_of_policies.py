"""Whole policies decide the same compiled: cases at and beside what they compare, complete and with gaps."""

from datetime import date
from functools import cache
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.property.deciding import PROFILE, reproducible
from tests.property.policies import HITS, Made, mend, policies
from tests.property.sameness import DAYS, HALF, Compared, drawn

pytestmark = pytest.mark.slow
POLICIES = 2 * PROFILE.max_examples
OF_EACH = ceil(HALF / min(POLICIES, 200))


@cache
def compared() -> Compared:
    found = Compared()

    @reproducible
    @given(policies(), st.integers(0, 2**32), st.sampled_from(DAYS))
    def look(made: Made, seed: int, as_of: date) -> None:
        made, loaded = mend(made)
        assert loaded.program is not None
        cases = list(drawn(loaded.program, seed, OF_EACH, as_of))
        found.look(loaded.program, "ask", cases, made.tables[0].hit)

    look()
    return found


def test_policies_decide_the_same_compiled():
    found = compared()

    assert set(found.compiled) == set(HITS)
    assert found.compiled.total() > found.handed_over.total(), (found.compiled, found.handed_over)
    assert min(found.compiled.values()) > 100, found.compiled


def test_every_hit_policy_came_out_in_several_ways():
    assert {hit for hit, found in compared().outcomes.items() if len(found) < 3} == set()
