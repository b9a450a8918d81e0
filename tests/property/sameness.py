"""Compiled decisions compared with those of the interpreter, case by case, and how often that was."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.decision import Decision
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.decision.decision import plain
from creditpolicy.facts.case import Case
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from tests.property.boundaries import cases
from tests.property.vocabulary import AS_OF

HALF = 25_000
"""So many cases are compared in the normal suite of each of the two kinds; the soak goes on to millions."""
BYTES_OF_ONE_IN = 20
DAYS = (AS_OF, date(2024, 2, 29), date(2025, 12, 31))


class Compared:
    """How often what was compared, and how the decisions came out."""

    def __init__(self) -> None:
        self.compiled: Counter[str] = Counter()
        self.handed_over: Counter[str] = Counter()
        self.outcomes: dict[str, set[str]] = {}

    def look(self, program: Program, point: str, drawn: list[tuple[Mapping[str, Any], Case]], about: str) -> None:
        """Put cases to a decision point, compiled and interpreted."""
        code = Deciding(program, reason_text, after=0).code(program.points[point])
        assert code is not None, about
        for given_facts, case in drawn:
            found = code.answer(given_facts, case.as_of)
            if found is None:
                self.handed_over[about] += 1
                continue
            theirs = decide(program, program.points[point], case, reason_text)
            assert _answer(found) == _answer(theirs), (about, given_facts, case.as_of)
            if self.compiled[about] % BYTES_OF_ONE_IN == 0:
                assert _bytes(found) == _bytes(theirs), (about, given_facts, case.as_of)
            self.compiled[about] += 1
            self.outcomes.setdefault(about, set()).add(repr(theirs.outcome))


def drawn(program: Program, seed: int, count: int, as_of: date) -> Iterator[tuple[Mapping[str, Any], Case]]:
    """Cases as a caller gives them, and as they are read."""
    for case in cases(program, as_of, seed, count):
        yield case, read_case(case, program.vocabulary, as_of)


def _answer(decision: Decision) -> tuple[Any, ...]:
    """All that is decided; the header and the facts need not be compared each time."""
    return (
        decision.status,
        repr(plain(decision.outcome)),
        decision.reasons,
        decision.missing,
        decision.deciding,
        decision.overrides,
    )


def _bytes(decision: Decision) -> bytes:
    return canonical_bytes(decision.to_dict())
