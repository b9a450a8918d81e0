"""Decisions about frames against those of the interpreter, row by row, on made policies and cases."""

from collections import Counter
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.decision.decision import plain
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from tests.property.deciding import reproducible
from tests.property.frames import columns_of_cases, plain_field
from tests.property.policies import HITS, Made, mend, policies
from tests.property.vocabulary import AS_OF, cases

pytestmark = pytest.mark.needs("polars")
ROWS = 4


@st.composite
def situations(draw: st.DrawFn) -> tuple[Made, list[dict[str, Any]]]:
    made = draw(policies())
    missing = draw(st.sampled_from((0.0, 0.0, 0.1, 0.4)))
    return made, draw(st.lists(cases(made.currencies, missing), min_size=ROWS, max_size=ROWS))


def by_interpreter(program: Program, case: Any) -> dict[str, Any]:
    decision = decide(program, program.points["ask"], read_case(case, program.vocabulary, AS_OF), reason_text)
    return {
        "status": decision.status,
        "outcome": plain(decision.outcome),
        "missing": list(decision.missing),
        "deciding": list(decision.deciding),
        "reasons": [reason.code for reason in decision.reasons],
    }


def shown(program: Program, row: dict[str, Any]) -> dict[str, Any]:
    """A row of a decided frame in the form of a decision."""
    point = program.points["ask"]
    currencies = program.vocabulary.currencies
    currency = currencies[0] if len(currencies) == 1 else None
    outcome = {one.key: plain_field(row[one.key], one.formula.type, currency) for one in point.answers}
    if point.record is not None:
        outcome[str(point.record_group)] = {
            one["id"]: {
                "status": one["status"],
                **{each.key: plain_field(one[each.key], each.formula.type, currency) for each in point.record_answers},
                "missing": one["missing"],
            }
            for one in row[str(point.record_group)]
        }
    return {"outcome": outcome, **{key: row[key] for key in ("status", "missing", "deciding", "reasons")}}


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
            theirs = by_interpreter(program, case)
            ours = shown(program, row)
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
    wanted = {f"{hit} {status}": 5 for hit in HITS for status in ("decided", "undecided")}

    assert {word: seen[word] for word, least in wanted.items() if seen[word] < least} == {}
    assert seen["frame by columns"] > 30, seen
