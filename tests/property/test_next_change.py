"""The day on which an answer next changes is the first that a scan day by day finds."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from creditpolicy.backends.interpreter import Evaluation
from creditpolicy.backends.interpreter.next_change import LookingAhead
from creditpolicy.facts.from_data import read_case
from creditpolicy.facts.vocabulary import Duration
from creditpolicy.formulas import Point
from creditpolicy.ir import Program, horizon
from creditpolicy.loading import load_text
from creditpolicy.syntax.expressions import tree as t
from tests.property.deciding import FEWER
from tests.property.policies import Made, MadeRow, MadeTable, mend
from tests.property.typed import NOWHERE, Place, call, draw_tests, name, number, tree
from tests.property.vocabulary import AS_OF, KINDS, cases, head

AHEAD = 100
LAST_OF_THE_CALENDAR = date(2050, 12, 31)
DATES = ("item.u", "item.i", "box.d", "box.f")


def days_that_move() -> tuple[t.Expression, ...]:
    """Mostly `as_of` itself."""
    as_of, two = name("as_of"), number("2")
    return (
        as_of,
        as_of,
        as_of,
        call("next business day", as_of),
        call("add business days", as_of, two),
        call("add business days", t.Arithmetic("-", as_of, t.DurationLiteral("3", "days", NOWHERE), NOWHERE), two),
        call("next allowed day", as_of, t.TextLiteral("weekend, holiday, friday", NOWHERE)),
    )


def days_by_calendar(day: t.Expression) -> tuple[t.Expression, ...]:
    """Days that stand still, found in the calendar."""
    return (
        call("add business days", day, number("3")),
        call("add business days", day, number("-1")),
        call("next business day", day),
        call("next allowed day", day, t.TextLiteral("holiday", NOWHERE), t.TextLiteral("tuesday", NOWHERE)),
    )


@st.composite
def moving(draw: st.DrawFn, kind: str, place: Place) -> t.Expression:
    """Something that moves with the days."""
    day = name(draw(st.sampled_from([one for one in DATES if one.partition(".")[0] in place.records])))
    since = t.Arithmetic("-", name("as_of"), day, NOWHERE)
    months = call("months between", day, name("as_of"))
    match kind:
        case "days":
            plain = draw(
                st.sampled_from(
                    (since, t.Negation(since, NOWHERE), call("max", number("0"), since), call("abs", since))
                )
            )
            if draw(st.integers(1, 4)) == 1:
                three = t.DurationLiteral("3", "days", NOWHERE)
                return t.IfThenElse(tree(draw, "boolean", place, 0), plain, three, NOWHERE)
            return plain
        case "months":
            if draw(st.booleans()):
                return months
            other_day = name(draw(st.sampled_from([one for one in DATES if one.partition(".")[0] in place.records])))
            return t.IfThenElse(
                tree(draw, "boolean", place, 0), months, call("months between", other_day, name("as_of")), NOWHERE
            )
        case "number":
            return draw(
                st.sampled_from(
                    (
                        t.Property(name("as_of"), "weekday", NOWHERE),
                        t.Property(name("as_of"), "month", NOWHERE),
                        t.Property(name("as_of"), "day", NOWHERE),
                        call("business days between", day, name("as_of")),
                        call("business days between", name("as_of"), day),
                        call("business days between", day, call("next business day", name("as_of"))),
                    )
                )
            )
    left = (
        draw(moving(draw(st.sampled_from(("days", "months", "number", "date"))), place))
        if kind == "boolean"
        else draw(st.sampled_from(days_that_move()))
    )
    if kind == "date":
        return left
    if left in days_that_move():
        if draw(st.integers(1, 3)) == 1:
            by: t.Expression = draw(st.sampled_from(days_by_calendar(day)))
            return t.Comparison(draw(st.sampled_from(("<", "<=", ">", ">=", "=", "!="))), left, by, NOWHERE)
        by = t.Arithmetic(
            draw(st.sampled_from("+-")),
            day,
            t.DurationLiteral(draw(st.sampled_from(("0", "3", "14"))), "days", NOWHERE),
            NOWHERE,
        )
        return t.Comparison(draw(st.sampled_from(("<", "<=", ">", ">=", "=", "!="))), left, by, NOWHERE)
    test = t.Comparison(
        draw(st.sampled_from(("<", "<=", ">", ">=", "=", "!="))),
        left,
        number(draw(st.sampled_from(("0", "1", "2", "5", "14")))),
        NOWHERE,
    )
    if draw(st.booleans()):
        return test
    more = draw(st.sampled_from((name("item.h"), name("box.b")))) if "item" in place.records else name("box.b")
    wider: tuple[t.Expression, ...] = (
        t.And((test, more), NOWHERE),
        t.Or((test, more), NOWHERE),
        t.Not(test, NOWHERE),
    )
    return draw(st.sampled_from(wider))


@st.composite
def situations(draw: st.DrawFn, missing: float = 0.2) -> tuple[Made, dict[str, Any]]:
    """A table asked for each item, over definitions that move; and facts, some of which are of a day and go stale."""
    inner = Place(records=("box", "item"), aggregates=False, kleene=False)
    found: list[tuple[str, str, t.Expression]] = []
    for index in range(draw(st.integers(1, 2))):
        kind = draw(st.sampled_from(("boolean", "days", "months")))
        found.append((f"item.y{index}", kind, draw(moving(kind, inner))))
    if draw(st.booleans()):
        where = draw(moving("boolean", inner))
        word: Any = draw(st.sampled_from(("count", "any", "sum", "all")))
        subject = {"count": name("item"), "sum": name("item.w")}.get(word, name("item.h"))
        aggregate = t.Aggregate(word, NOWHERE, subject, where, None, NOWHERE)
        found.append(("box.z9", "boolean" if word in {"any", "all"} else "number", aggregate))
    known = {full: kind for full, kind, _ in found}
    columns = [(name(full), kind) for full, kind, _ in found]
    seen = replace(inner, definitions=known)
    rows = []
    for index in range(draw(st.integers(1, 3))):
        cells = tuple(
            None if draw(st.integers(1, 4)) == 1 else t.Cell(draw_tests(draw, kind, column, seen), NOWHERE)
            for column, kind in columns
        )
        rows.append(MadeRow(f"r{index}", cells, (name(("one", "two", "three")[index]), number(str(index)))))
    table = MadeTable("ask", "item", "first", tuple(column for column, _ in columns), tuple(rows), ("answer", "points"))
    case = draw(cases(missing=missing))
    for record in (case["box"], *case.get("items", [])):
        for key in sorted(record):
            if draw(st.integers(1, 8)) == 1:
                days = draw(st.integers(-40, 40))
                record[key] = {"value": record[key], "as_of": (AS_OF + timedelta(days=days)).isoformat()}
    return Made(("EUR",), tuple(found), (table,)), case


def scanned(program: Program, point: Point, case: Any, at: Any) -> date | None:
    """The first day of those ahead on which the answers are others."""

    def answers(day: date) -> tuple[Any, ...]:
        evaluation = Evaluation(program, replace(case, as_of=day))
        return tuple(evaluation.value(answer.formula, at) for answer in point.record_answers)

    today = answers(case.as_of)
    days = (case.as_of + timedelta(days=ahead) for ahead in range(1, AHEAD + 1))
    return next((day for day in days if day <= LAST_OF_THE_CALENDAR and answers(day) != today), None)


@FEWER
@given(situations())
def test_the_next_change_is_the_first_that_a_scan_finds(situation):
    made, given_facts = situation
    made, loaded = mend(made)
    program = loaded.program
    assert program is not None
    program = replace(program, max_ages={name: Duration(30, "days") for name in KINDS})
    case = read_case(given_facts, program.vocabulary, AS_OF)
    assume(case.lists.get("item"))
    point = program.points["ask"]
    former = horizon.DAYS_AHEAD
    horizon.DAYS_AHEAD = AHEAD
    try:
        looking = LookingAhead(Evaluation(program, case), point)
        for index in range(len(case.lists["item"])):
            at = (("item", index),)
            assert looking.next_change(at) == scanned(program, point, case, at)
    finally:
        horizon.DAYS_AHEAD = former


ASK = """\
decisions:
  ask:
    record: item
    outputs: {answer: {type: enum, values: [one, two, three], ordered: true}}
    hit: first
    table: |
      item.y0 || answer
      true    || one
      -       || two
    if_undecided: {answer: three}
"""


def first_change(definition: str, case: dict[str, Any], as_of: date = AS_OF) -> tuple[date | None, date | None]:
    """The next change of the answer for the first item, by looking ahead and by scanning."""
    loaded = load_text("moving.yaml", f"{head(('EUR',))}definitions:\n  item.y0: {definition}\n{ASK}")
    assert loaded.program is not None, loaded.diagnostics
    program, point, at = loaded.program, loaded.program.points["ask"], (("item", 0),)
    read = read_case(case, program.vocabulary, as_of)
    return LookingAhead(Evaluation(program, read), point).next_change(at), scanned(program, point, read, at)


def test_a_choice_that_is_known_only_while_both_branches_agree_moves_to_and_fro():
    definition = "(if box.b then months between(item.u, as_of) else months between(item.i, as_of)) >= 3"

    assert first_change(definition, {"items": [{"u": "2025-12-31", "i": "2025-12-15"}]}) == (date(2026, 4, 15),) * 2


def test_a_count_that_is_unknown_for_a_while_moves_to_and_fro():
    definition = "box.y1 >= 1\n  box.y1: count(item where (as_of > item.u and item.h) or as_of > item.i)"
    case = {"items": [{"u": "2026-01-01", "i": "2026-01-01", "h": True}, {"u": "2026-04-05", "i": "2026-04-20"}]}

    assert first_change(definition, case) == (date(2026, 4, 6),) * 2


@pytest.mark.parametrize("as_of", ["2050-11-24", "2050-12-20", "2050-12-30"])
@pytest.mark.parametrize(
    "definition",
    [
        "add business days(as_of, 5) > item.u",
        "add business days(as_of, 5) > item.u or next business day(as_of) > item.i",
        "(item.h and add business days(as_of, 5) > item.u) or next business day(as_of) > item.i",
        "business days between(as_of + 10 days, item.u) < 0 or as_of > item.i",
        "business days between(item.u, add business days(as_of, 1)) = 3",
        'next allowed day(max(as_of, item.u), "weekend, holiday") > item.i',
        'next allowed day(as_of + 3 days, "friday") > item.u',
        "is business day(as_of) and as_of > item.u",
        "add business days(as_of, item.w) > item.u",
    ],
)
def test_the_next_change_is_exact_where_the_calendar_ends(definition, as_of):
    """What leaves the calendar on the way is unknown from then on: it does not move one way."""
    item = {"u": "2050-12-22", "i": "2050-12-29", "w": 4, "h": True}
    ahead, by_scan = first_change(definition, {"items": [item]}, date.fromisoformat(as_of))

    assert ahead == by_scan


def test_business_days_that_pass_are_looked_ahead_without_trying_each_day(monkeypatch):
    tried: list[date] = []
    answer = LookingAhead._answer

    def counted(self: LookingAhead, day: date, at: Any) -> Any:
        tried.append(day)
        return answer(self, day, at)

    monkeypatch.setattr(LookingAhead, "_answer", counted)
    item = {"items": [{"u": "2026-03-01"}]}
    definitions = ("business days between(item.u, as_of) > 900", "add business days(as_of, 3) > item.u + 5 years")

    changes = [first_change(definition, item)[0] for definition in definitions]

    assert changes[0] is not None
    assert changes[1] is not None
    assert len(tried) < 10
