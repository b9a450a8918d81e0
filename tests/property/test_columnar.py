"""Decisions about frames against those of the interpreter, row by row: cases lie at and beside what is compared."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from random import Random

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text
from tests.property.boundaries import Boundaries
from tests.property.deciding import PROFILE
from tests.property.frames import Form, by_interpreter, frame_of, shown
from tests.property.policies import HITS, Made, mend, policies
from tests.property.sameness import DAYS
from tests.property.systematic import policy, questions

pytestmark = pytest.mark.needs("polars")
ROWS = 6
CURRENCIES = (("EUR",), ("EUR",), ("EUR",), ("EUR", "USD"))
SMALL, LARGE = "row by row", "by diagrams"


def fewer(law: Callable[..., None]) -> Callable[..., None]:
    """In the quick profile the same examples on each run: a policy takes as long as a hundred cases."""
    if not PROFILE.derandomize:
        return law
    own = settings(derandomize=False, database=None, max_examples=PROFILE.max_examples * 3 // 5)
    return seed(20260331)(own(law))


class Drawn:
    """Some cases on a day, as they are read and as a frame."""

    def __init__(self, program: Program, day: date, seed: int, missing: float, count: int) -> None:
        boundaries = Boundaries(program, day)
        random = Random(seed)  # noqa: S311 - cases, not secrets
        many = {record.many for record in program.vocabulary.records.values()}
        drawn = [boundaries.case(random, missing) for _ in range(count)]
        if seed % 4:
            drawn = [{key: given for key, given in case.items() if key not in many} for case in drawn]
        form: Form = "text" if seed % 5 == 0 else "typed"
        self.day = day
        self.cases = [read_case(case, program.vocabulary, day) for case in drawn]
        self.frame = frame_of(program, drawn, form)


class Compared:
    """How often which way decided while the frames agreed with the interpreter."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()

    def look(self, program: Program, name: str, many: Sequence[Drawn], about: str) -> None:
        """Put frames to a decision point."""
        from creditpolicy.frames import DecidingFrames

        point = program.points[name]
        frames = DecidingFrames(Deciding(program, reason_text, after=10**9))
        found = []
        for drawn in many:
            if not drawn.frame.width:
                continue
            answered = frames.answer(point, drawn.frame, drawn.day)
            decided, left_open = answered.frame, answered.by_row
            found.append((drawn, decided))
            for case, row in zip(drawn.cases, decided.rows(named=True), strict=True):
                theirs = by_interpreter(program, point, case)
                ours = shown(program, point, row)
                assert ours == theirs, (about, case)
                self.seen[f"{about} {theirs['status']}"] += 1
            closed = drawn.frame.height - left_open
            self.rows["by columns"] += closed
            self.rows["left open"] += left_open
            self.seen[f"{about} by columns"] += closed
        # What was compiled meanwhile, and is kept, answers all of them as before, their columns in another order.
        for drawn, decided in reversed(found):
            turned = frames.answer(point, drawn.frame.select(reversed(drawn.frame.columns)), drawn.day)
            assert turned.frame.equals(decided), about


@cache
def compared(how: str) -> Compared:
    """Made policies, their tables asked row by row or by diagrams."""
    from creditpolicy.backends.columnar import large

    found = Compared()
    least = large.LEAST_ROWS if how == SMALL else 1

    @fewer
    @given(policies(currencies=CURRENCIES), st.integers(0, 2**32), st.sampled_from(DAYS))
    def look(made: Made, seed: int, day: date) -> None:
        made, loaded = mend(made)
        program = loaded.program
        assert program is not None
        many = [Drawn(program, day, seed + by, missing, ROWS) for by, missing in enumerate((0.0, 0.0, 0.05, 0.3))]
        found.look(program, "ask", many, made.tables[0].hit)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large, "LEAST_ROWS", least)
        look()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("how", [SMALL, LARGE])
def test_decisions_about_frames_are_those_of_the_interpreter(how: str):
    rows = compared(how).rows

    assert 2 * rows["by columns"] > rows["left open"], rows


@pytest.mark.slow
@pytest.mark.parametrize("how", [SMALL, LARGE])
def test_the_generators_reach_every_hit_policy_and_status_by_columns(how: str):
    seen = compared(how).seen
    wanted = {f"{hit} {status}": 4 for hit in HITS for status in ("decided", "undecided")}

    assert {word: seen[word] for word, least in wanted.items() if seen[word] < least} == {}
    # By chance all policies of one kind may be asked for records, or in several currencies.
    assert sum(seen[f"{hit} by columns"] > 8 for hit in HITS) >= 5, seen


@cache
def systematically() -> Compared:
    """One small question for each thing that can be written."""
    program = load_text("systematic.yaml", policy()).program
    assert program is not None
    found = Compared()
    many = [Drawn(program, day, 1 + 4 * seed, 0.1 * (seed % 2), 24) for seed, day in enumerate((*DAYS, *DAYS))]
    many.append(Drawn(program, DAYS[0], 0, 0.0, 8))
    for name, text in questions().items():
        found.look(program, name, many, text)
    return found


@pytest.mark.slow
def test_each_thing_that_can_be_written_means_the_same_by_columns():
    seen = systematically().seen
    over_lists = ("any(", "all(", "item")

    columns = [text for text in questions().values() if not any(word in text for word in over_lists)]
    assert [text for text in columns if seen[f"{text} by columns"] < 40] == []
