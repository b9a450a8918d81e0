"""Compiled decisions against those of the interpreter: the same bytes, on made policies and cases of every form."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.backends.python import shape_of
from creditpolicy.deciding import Deciding
from creditpolicy.deciding.asking import Asking
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.decision import Decision
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from tests.property.deciding import reproducible
from tests.property.policies import Made, mend, policies
from tests.property.vocabulary import AS_OF, KINDS, cases

TIMES = 4


@st.composite
def as_given(draw: st.DrawFn, name: str, value: Any) -> Any:
    """The same value in another form that a caller may give it: a number, a date, with the day that it is of."""
    kind = KINDS.get(name, "text")
    if kind in {"number", "days", "months"}:
        number = Decimal(value)
        forms = [value, number, float(number)] + ([int(number)] if number == int(number) else [])
        forms += [f"{number * 100}%"] if name == "box.p" else []
        value = draw(st.sampled_from(forms))
    elif kind == "date":
        value = draw(st.sampled_from((value, date.fromisoformat(value))))
    elif kind == "money" and draw(st.integers(1, 4)) == 1:
        number, currency = value.split()
        value = {"amount": number, "currency": currency}
    if draw(st.integers(1, 12)) == 1:
        return {"value": value, "as_of": draw(st.sampled_from(("2026-03-31", "2026-04-01", None)))}
    return value


@st.composite
def told(draw: st.DrawFn, currencies: tuple[str, ...]) -> dict[str, Any]:
    """A case in which a fact may have any form, and now and then something is wrong."""
    case = draw(cases(currencies, missing=draw(st.sampled_from((0.0, 0.0, 0.2)))))
    if draw(st.booleans()):
        case["box"] = {key: draw(as_given(f"box.{key}", value)) for key, value in case["box"].items()}
        case["items"] = [
            {key: draw(as_given(f"item.{key}", value)) for key, value in one.items()} for one in case.get("items", ())
        ]
    if draw(st.booleans()):
        case.pop("items", None)
    if draw(st.integers(1, 8)) == 1:
        key = draw(st.sampled_from([*(name.partition(".")[2] for name in KINDS if name[:3] == "box"), "unheard"]))
        case["box"][key] = draw(
            st.sampled_from((None, True, "", "a", -100, 1.5, [], {}, "12 EUR", "12 GBP", "2026-02-30"))
        )
    return case


@st.composite
def situations(draw: st.DrawFn) -> tuple[Made, list[dict[str, Any]]]:
    made = draw(policies())
    return made, draw(st.lists(told(made.currencies), min_size=TIMES, max_size=TIMES))


def answer(decision: Any) -> bytes | str:
    """All bytes of a decision, or what is said of the facts."""
    try:
        return canonical_bytes(decision().to_dict())
    except FactsError as error:
        return str(error)


def by_interpreter(program: Program, case: Any) -> bytes | str:
    point = program.points["ask"]
    return answer(lambda: decide(program, point, read_case(case, program.vocabulary, AS_OF), reason_text))


def is_straight(code: ByCode, case: Any) -> bool:
    """Whether the code for cases of this shape decides it."""
    straight = code.shapes.of(case)
    try:
        return straight is not None and straight(case, AS_OF, code.origin(AS_OF)) is not None
    except code.shapes.not_here:
        return False


def without_msgspec(code: ByCode, case: Any) -> Decision:
    """The decision of the code for cases of this shape that reads dictionaries as they are."""
    shape = shape_of(case, code.program.vocabulary)
    assert shape is not None
    found: Decision = code.straight(shape).decide(case, AS_OF, code.origin(AS_OF))
    return found


def checked_first(deciding: Deciding, case: Any) -> Decision:
    """The decision of a case that was checked by the code for its shape, and then asked."""
    checking = deciding.checking(AS_OF, deciding.program.points.__getitem__)
    return checking.check(case).decide("ask")


def in_json(case: Any) -> bytes | None:
    """The case as JSON; None where it holds what JSON has no form for."""
    try:
        return json.dumps(case, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError):
        return None


def from_json(code: ByCode, data: bytes) -> Any:
    """What comes back for JSON, by the code for cases of its shape where there is some."""
    asking = Asking(code, AS_OF, reason_text)
    return json.loads(asking.decide_json(data))


def told_briefly(told: bytes) -> Any:
    """The same without its digests."""
    plain = json.loads(told)
    for digest in ("decision_id", "facts_digest"):
        del plain["header"][digest]
    return plain


@cache
def compared() -> Counter[str]:
    """How often which back end decided while the two agreed."""
    seen: Counter[str] = Counter()

    @reproducible
    @given(situations())
    def look(situation: tuple[Made, list[dict[str, Any]]]) -> None:
        made, given_cases = situation
        made, loaded = mend(made)
        assert loaded.program is not None
        deciding = Deciding(loaded.program, reason_text, after=0)
        point = loaded.program.points["ask"]
        for case in given_cases:
            ours = answer(lambda: deciding.decide(point, case, AS_OF))  # noqa: B023 - called at once
            theirs = by_interpreter(loaded.program, case)
            assert ours == theirs, (case, made.text())
            if isinstance(theirs, str):
                seen["refused"] += 1
                continue
            is_decided = b'"status":"decided"' in theirs and b'"status":"undecided"' not in theirs
            code = deciding.code(point)
            compiled = code is not None and code.answer(case, AS_OF) is not None
            seen[("decided" if is_decided else "undecided") + (" compiled" if compiled else "")] += 1
            if code is not None and is_straight(code, case):
                seen["straight"] += 1
                assert answer(lambda: without_msgspec(code, case)) == theirs, (case, made.text())  # noqa: B023 - as above
                assert answer(lambda: checked_first(deciding, case)) == theirs, (case, made.text())  # noqa: B023 - as above
                data = in_json(case)
                if data is not None:
                    assert from_json(code, data) == told_briefly(theirs), (case, made.text())
                    seen["from json"] += 1

    look()
    return seen


def test_compiled_decisions_are_those_of_the_interpreter():
    assert compared()["decided compiled"] > 0


def test_most_that_is_decided_is_decided_by_compiled_code():
    seen = compared()

    # Of a list, those records that are decided.
    assert seen["undecided compiled"] > 0, seen
    assert seen["decided compiled"] > seen["decided"], seen
    assert min(seen["refused"], seen["undecided"], seen["straight"], seen["from json"]) > 20, seen
