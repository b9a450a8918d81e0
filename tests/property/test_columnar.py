"""Decisions about frames against those of the interpreter, row by row, on made policies and cases."""

from collections import Counter
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from tests.property.deciding import reproducible
from tests.property.frames import by_interpreter, columns_of_cases, shown
from tests.property.policies import HITS, Made, mend, policies
from tests.property.vocabulary import AS_OF, cases

pytestmark = pytest.mark.needs("polars")
ROWS = 4


@st.composite
def situations(draw: st.DrawFn) -> tuple[Made, list[dict[str, Any]]]:
    made = draw(policies())
    missing = draw(st.sampled_from((0.0, 0.0, 0.1, 0.4)))
    return made, draw(st.lists(cases(made.currencies, missing), min_size=ROWS, max_size=ROWS))


@cache
def compared() -> Counter[str]:
    """How often which back end decided while the two agreed."""
    import polars

    from creditpolicy.frames import DecidingFrames

    seen: Counter[str] = Counter()

    @reproducible
    @given(situations())
    def look(situation: tuple[Made, list[dict[str, Any]]]) -> None:
        made, given_cases = situation
        made, loaded = mend(made)
        program = loaded.program
        assert program is not None
        point = program.points["ask"]
        currency = made.currencies[0] if len(made.currencies) == 1 else None
        frame = polars.DataFrame(columns_of_cases(given_cases, currency), strict=False)
        if not frame.width:
            return
        frames = DecidingFrames(Deciding(program, reason_text, after=0))
        frames.kernel(point, AS_OF)
        answered = counted(frames, seen)
        for case, row in zip(given_cases, frames.decide(point, frame, AS_OF).rows(named=True), strict=True):
            theirs = by_interpreter(program, program.points["ask"], case, AS_OF)
            ours = shown(program, point, row)
            assert ours == theirs, (ours, theirs, case, made.text())
            seen[f"{made.tables[0].hit} {theirs['status']}"] += 1
        seen["frame by columns" if answered else "frame by rows"] += 1

    look()
    return seen


def counted(frames: Any, seen: Counter[str]) -> list[bool]:
    """Note how many rows the columnar back end answers of the frames that come."""
    answered: list[bool] = []

    class Counting:
        def __init__(self, kernel: Any) -> None:
            self.kernel = kernel

        def answer(self, read: Any) -> Any:
            found = self.kernel.answer(read)
            if found is not None:
                answered.append(True)
                seen["rows by columns"] += found.frame.height - found.open.sum()
                seen["rows left open"] += found.open.sum()
            return found

    for key, kernel in frames.kernels.items():
        frames.kernels[key] = None if kernel is None else Counting(kernel)
    return answered


def test_decisions_about_frames_are_those_of_the_interpreter():
    assert compared()["rows by columns"] > 0


def test_the_generators_reach_every_hit_policy_by_columns():
    seen = compared()
    wanted = {f"{hit} {status}": 2 for hit in HITS for status in ("decided", "undecided")}

    assert {word: seen[word] for word, least in wanted.items() if seen[word] < least} == {}
    assert seen["frame by columns"] > 30, seen
