"""Rows that lack facts, in frames, against the interpreter: how many are decided by columns all the same is counted."""

from collections import Counter
from datetime import date
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.facts.from_data import read_case
from creditpolicy.facts.vocabulary import Fact
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import names_behind
from creditpolicy.loading import load_text
from tests.property.boundaries import Boundaries
from tests.property.frames import by_interpreter, frame_of, shown
from tests.property.policies import HITS, Made, mend, policies
from tests.property.sameness import DAYS
from tests.property.systematic import policy, questions
from tests.property.test_columnar import Drawn, fewer

pytestmark = [pytest.mark.needs("polars"), pytest.mark.slow]
ROWS = 60


class Near:
    """Cases without lists that differ from a few in one or two of the facts that are asked for: what is alike is many.

    Only of rows that are alike in what a table looks at it can be seen whether that was all.
    """

    def __init__(self, program: Program, day: date, seed: int, missing: float) -> None:
        boundaries, random = Boundaries(program, day), Random(seed)  # noqa: S311 - cases, not secrets
        vocabulary = program.vocabulary
        asked = [
            vocabulary.facts[name]
            for name in sorted(names_behind(program, program.points["ask"]) & vocabulary.facts.keys())
            if vocabulary.records[vocabulary.facts[name].record].many is None
        ]
        drawn = []
        for _ in range(3):
            first = boundaries.case(random, missing)
            given = {one.name: first.get(one.record, {}).get(one.key) for one in asked}
            for _ in range(ROWS // 3):
                changed = {one.name: self._other(random, boundaries, one.name) for one in self._some(random, asked)}
                drawn.append(given | changed)
        cases: list[dict[str, dict[str, Any]]] = [{one.record: {} for one in asked} for _ in drawn]
        for case, facts in zip(cases, drawn, strict=True):
            for one in asked:
                if facts[one.name] is not None:
                    case[one.record][one.key] = facts[one.name]
        self.day = day
        self.cases = [read_case(case, vocabulary, day) for case in cases]
        self.frame = frame_of(program, cases)

    def _some(self, random: Random, asked: list[Fact]) -> list[Fact]:
        return random.sample(asked, min(len(asked), random.choice((1, 1, 2, 2, 3))))

    def _other(self, random: Random, boundaries: Boundaries, name: str) -> Any:
        return random.choice(boundaries.values[name][: random.choice((3, None))]) if random.random() < 0.5 else None


class Lacking:
    """How many rows were undecided, by what they were asked about, and how many of them columns told."""

    def __init__(self) -> None:
        self.undecided: Counter[str] = Counter()
        self.by_columns: Counter[str] = Counter()

    def look(self, program: Program, name: str, drawn: Drawn | Near, about: str) -> None:
        """Put a frame to a decision point."""
        from creditpolicy.frames import DecidingFrames, undecided

        if not drawn.frame.width:
            return
        point = program.points[name]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(undecided, "LEAST", 1)
            answered = DecidingFrames(Deciding(program, reason_text, after=10**9)).answer(point, drawn.frame, drawn.day)
        for case, row in zip(drawn.cases, answered.frame.rows(named=True), strict=True):
            assert shown(program, point, row) == by_interpreter(program, point, case), (about, case)
        count = answered.frame["status"].to_list().count("undecided")
        self.undecided[about] += count
        # At least so many, whichever of the rows were decided one by one.
        self.by_columns[about] += max(0, count - answered.by_row)


@cache
def made() -> Lacking:
    found = Lacking()

    @fewer
    @given(policies(currencies=(("EUR",),)), st.integers(0, 2**32), st.sampled_from(DAYS))
    def look(made: Made, seed: int, day: date) -> None:
        made, loaded = mend(made)
        assert loaded.program is not None
        for by, missing in enumerate((0.1, 0.3, 0.6)):
            found.look(loaded.program, "ask", Near(loaded.program, day, seed + by, missing), made.tables[0].hit)

    look()
    return found


def test_what_rows_lack_is_told_by_columns_as_by_the_interpreter():
    found = made()

    assert 4 * found.by_columns.total() > found.undecided.total(), found.by_columns


def test_the_generators_reach_every_hit_policy():
    found = made()

    assert {hit: found.by_columns[hit] for hit in HITS if found.by_columns[hit] < 8} == {}


def test_each_thing_that_can_be_written_lacks_the_same_by_columns():
    program = load_text("systematic.yaml", policy()).program
    assert program is not None
    found = Lacking()
    many = [Drawn(program, day, 1 + 4 * seed, 0.4, ROWS // 3) for seed, day in enumerate(DAYS)]
    for name, text in questions().items():
        for drawn in many:
            found.look(program, name, drawn, text)

    over_lists = ("any(", "all(", "item")
    asked = [text for text, count in found.undecided.items() if count and not any(word in text for word in over_lists)]
    assert [text for text in asked if not found.by_columns[text]] == []
