"""Points that look ahead, compiled: answers, and when they next change, are those of the interpreter to the byte.

Policies and cases are made as in `test_next_change.py`, where the interpreter is compared with a scan day by day. Some
facts lapse; the days are drawn among month ends, a leap day and the last days of the calendar.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.facts.from_data import read_case
from creditpolicy.formulas import Point
from creditpolicy.ir import Program, horizon
from creditpolicy.loading import load_text
from tests.property.deciding import reproducible
from tests.property.policies import mend
from tests.property.test_next_change import ASK, situations
from tests.property.vocabulary import AS_OF, head

AHEAD = 90
DAYS = (AS_OF, date(2026, 2, 28), date(2026, 4, 3), date(2028, 2, 28), date(2026, 12, 24), date(2050, 11, 20))
LAPSING = {"box.n": "box.d", "box.b": "box.f", "item.w": "item.i", "item.h": "item.u", "item.u": "item.i"}
SEEN: Counter[str] = Counter()


@pytest.fixture(autouse=True)
def short_sight(monkeypatch):
    monkeypatch.setattr(horizon, "DAYS_AHEAD", AHEAD)


def lapsing(program: Program) -> Program:
    """The program with facts that count until a day that another fact tells."""
    facts = {
        name: replace(fact, valid_until=LAPSING[name]) if name in LAPSING else fact
        for name, fact in program.vocabulary.facts.items()
    }
    return replace(program, vocabulary=replace(program.vocabulary, facts=facts))


def undated(facts: Any, by: timedelta) -> Any:
    """The same facts without the days that they are of, their dates moved."""
    match facts:
        case {"value": value}:
            return undated(value, by)
        case dict():
            return {key: undated(value, by) for key, value in facts.items()}
        case list():
            return [undated(one, by) for one in facts]
        case str() if len(facts) == 10 and facts[4] == "-":
            return str(date.fromisoformat(facts) + by)
    return facts


def coded(program: Program, point: Point) -> ByCode:
    code = Deciding(program, reason_text).code(replace(point, looks_ahead=True))
    assert code is not None
    return code


def compared(code: ByCode, facts: Any, day: date) -> str:
    """That both decide the same: what came of it."""
    program = code.program
    theirs = decide(program, code.point, read_case(facts, program.vocabulary, day), reason_text)
    ours = code.answer(facts, day)
    if ours is None:
        return "undecided" if theirs.status == "undecided" else "handed over"
    assert canonical_bytes(ours.to_dict(trace=True)) == canonical_bytes(theirs.to_dict(trace=True))
    answers: Any = theirs.outcome["items"]
    changes = (one["next_change_on"] for one in answers.values())
    return "changes" if any(changes) else "stays"


@reproducible
@given(st.sampled_from((0.0, 0.0, 0.1)).flatmap(situations), st.sampled_from(DAYS), st.booleans())
def is_the_same(situation, day, lapse):
    made, facts = situation
    program = mend(made)[1].program
    assert program is not None
    program = lapsing(program) if lapse else program
    facts = undated(facts, day - AS_OF)
    assume(facts.get("items"))

    SEEN[compared(coded(program, program.points["ask"]), facts, day)] += 1


def test_compiled_code_looks_ahead_as_the_interpreter_does():
    is_the_same()

    assert SEEN["changes"] + SEEN["stays"] > 10 * SEEN["handed over"], SEEN
    assert SEEN["changes"] > 20, SEEN
    assert SEEN["stays"] > 20, SEEN


@cache
def asking(definition: str) -> Program:
    loaded = load_text("moving.yaml", f"{head(('EUR',))}definitions:\n  item.y0: {definition}\n{ASK}")
    assert loaded.program is not None, loaded.diagnostics
    return loaded.program


TURNING = (
    "as_of > item.u",
    "as_of >= item.u",
    "as_of < item.u",
    "as_of <= item.u",
    "as_of = item.u",
    "as_of != item.u",
    "as_of > item.u and as_of > item.i",
    "as_of > item.u or as_of > item.i",
    "not (as_of > item.u and item.h)",
    "as_of - item.u > 3 days",
    "as_of - item.u >= 3 days",
    "as_of - item.u = 3 days",
    "item.u - as_of < 3 days",
    "item.u - as_of <= 3 days",
    "as_of - 3 days > item.u",
    "as_of + 1 month > item.u",
    "as_of - 1 month >= item.u",
    "as_of > item.u + 1 month",
    "max(0 days, as_of - item.u) > 0 days",
    "max(0 days, as_of - item.u) >= 1 days",
    "min(5 days, as_of - item.u) >= 2 days",
    "max(as_of, item.u) > item.i",
    "min(as_of, item.u) >= item.i",
    "(if item.h then as_of - item.u else as_of - item.i) > 2 days",
    "(if item.h then item.u else item.i) < as_of",
    "(if as_of > item.i then as_of - item.u else item.u - as_of) > 2 days",
    "months between(item.u, as_of) >= 1",
    "business days between(item.u, as_of) > 2",
    "business days between(as_of, item.u) < 3",
    "add business days(as_of, 5) > item.u",
    "next business day(as_of) > item.u",
    "is business day(as_of)",
    'next allowed day(as_of, "weekend, holiday") = as_of and as_of >= item.u',
    "as_of.weekday = 1 or as_of > item.u",
    "as_of.month = 4",
    "if is missing(item.u) then item.h else as_of > item.u",
    "is missing(item.u) or as_of > item.i",
    "box.y1\n  box.y1: any(as_of > item.u)",
    "box.y1 > 2 days\n  box.y1: max(item.y2, default 0 days)\n  item.y2: as_of - item.u",
    "box.y1 > 2 days\n  box.y1: max(item.y2, default 0 days)\n  item.y2: max(0 days, as_of - item.u)",
    "box.y1 > 2 days\n  box.y1: max(item.y2 where item.h, default 3 days)\n  item.y2: as_of - item.u",
    "box.y1 < 2 days\n  box.y1: min(item.y2, default 0 days)\n  item.y2: item.u - as_of",
    "box.y1 > 1\n  box.y1: count(item where as_of > item.u)",
)


@pytest.mark.parametrize("day", [AS_OF, date(2028, 2, 28), date(2050, 11, 20), date(2050, 12, 28)])
@pytest.mark.parametrize("definition", TURNING)
def test_each_form_of_a_test_turns_on_its_day(definition, day):
    """On each distance from a turn, before it and behind it."""
    program = asking(definition)
    code = coded(program, program.points["ask"])

    def near(by: int) -> str:
        return str(day + timedelta(days=by))

    for by in (-33, -4, -3, -2, -1, 0, 1, 2, 3, 4, 31, AHEAD - 1, AHEAD, AHEAD + 1):
        items = [{"u": near(by), "i": near(by + 7), "h": True}, {"u": near(by + 1), "i": near(2 * by), "h": False}]
        assert compared(code, {"box": {}, "items": items}, day) != "handed over"


ACROSS = (
    "as_of > item.u and item.h",
    "item.w > 0 and as_of > item.u",
    "item.w > 0 or as_of > item.i",
    "box.n > 0 and item.w > 0",
    "is missing(box.n)",
    "is missing(item.w) and as_of < item.i + 3 days",
)


@pytest.mark.parametrize("definition", ACROSS)
def test_a_fact_that_lapses_is_missing_from_the_day_after_its_last(definition):
    program = lapsing(asking(definition))
    code = coded(program, program.points["ask"])
    for by in (-2, -1, 0, 1, 2, 5, 40):
        until = (AS_OF + timedelta(days=by)).isoformat()
        later = (AS_OF + timedelta(days=by + 3)).isoformat()
        facts = {
            "box": {"n": 2, "d": until},
            "items": [{"w": 1, "u": later, "i": until, "h": True}, {"w": 1, "i": later}],
        }
        assert compared(code, facts, AS_OF) != "handed over"
