"""Faults that back ends of this kind have: each is planted, and what compares them with the interpreter must see it."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest

from creditpolicy.backends.prose import reason_text
from creditpolicy.backends.python import from_program
from creditpolicy.backends.python import tables as python_tables
from creditpolicy.deciding import Deciding
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text
from creditpolicy.values.calendar import add_months
from tests.property.frames import by_interpreter, frame_of, shown
from tests.property.sameness import Compared, drawn
from tests.property.systematic import policy, questions
from tests.property.vocabulary import AS_OF

pytestmark = [pytest.mark.needs("polars"), pytest.mark.slow]
CASES = 300
LARGE = """\
policy: large
language: 1
version: "1"
currency: EUR
records:
  box:
    facts:
      x: {type: number, low: 0, high: 9000000000000}
definitions:
  box.ask: 'box.x * box.x > box.x * 1000000'
decisions:
  large:
    outputs: {v: {type: boolean}}
    hit: first
    total: false
    table: |
      id | box.x || v
      a  | > 5   || box.ask
      b  | -     || false
    if_undecided: {v: false}
"""
"""Squares beyond 64 bits; and a row that nobody knows to hold, before one that does."""
BOX = """\
policy: planted
language: 1
version: "1"
currency: EUR
records:
  box:
    facts:
      x: {type: number, low: 0, high: 9}
      y: {type: number, low: 0, high: 9}
      b: {type: boolean}
      c: {type: boolean}
"""
LACKING = f"""\
{BOX}definitions:
  box.either: 'box.b or box.c'
  box.fee: 'if box.b then box.x else box.y'
decisions:
  lacking:
    outputs: {{v: {{type: enum, values: [one, two, three]}}, n: {{type: number, low: 0, high: 9}}}}
    hit: first
    total: false
    when: box.b or box.y != 5
    table: |
      id | box.x | box.y | box.either || v     | n
      p  | > 5   | -     | -          || one   | box.fee
      q  | < 3   | > 5   | -          || two   | box.y
      r  | -     | -     | true       || two   | box.x
      s  | -     | -     | -          || three | 6
    if_undecided: {{v: three}}
"""
"""Rows that lack facts in their columns, their other conditions, and what they give."""
TELLING = f"""\
{BOX}decisions:
  telling:
    outputs: {{v: {{type: enum, values: [one, two, three, four]}}}}
    hit: first
    total: false
    table: |
      id | box.x   | box.b | box.c || v
      p  | <= 5    | -     | -     || one
      q  | > box.y | -     | -     || two
      r  | -       | true  | -     || three
      s  | -       | -     | true  || three
      t  | -       | -     | -     || four
    if_undecided: {{v: four}}
"""
"""Whether it matters what `b` is where `x` is missing: only if `x` could lie above 5 and not above `y`."""


def systematic(text: str) -> tuple[Program, str]:
    program = load_text("systematic.yaml", policy()).program
    assert program is not None
    return program, next(point for point, asked in questions().items() if asked == text)


def planted(text: str) -> tuple[Program, str]:
    """A policy with one question, and that question."""
    program = load_text("planted.yaml", text).program
    assert program is not None
    (point,) = program.points
    return program, point


large, lacking, telling = (partial(planted, text) for text in (LARGE, LACKING, TELLING))


def compare_lacking(program: Program, point: str) -> None:
    from creditpolicy.frames import DecidingFrames, undecided

    numbers, truths = (None, "2", "5", "6"), (None, True, False)
    drawn = product(numbers, numbers, truths, truths)
    many = [{"box": dict(zip("xybc", values, strict=True))} for values in drawn]
    asked = program.points[point]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(undecided, "LEAST", 1)
        answered = DecidingFrames(Deciding(program, reason_text)).answer(asked, frame_of(program, many), AS_OF)
    assert answered.by_row == 0
    for one, row in zip(many, answered.frame.rows(named=True), strict=True):
        case = read_case(one, program.vocabulary, AS_OF)
        assert shown(program, asked, row) == by_interpreter(program, asked, case)


def compare_compiled(program: Program, point: str) -> None:
    Compared().look(program, point, list(drawn(program, 7, CASES, AS_OF)), point)


def compare_columns(program: Program, point: str) -> None:
    from creditpolicy.frames import DecidingFrames

    # Cases with lists are left open.
    many = [{"box": one["box"]} for one, _ in drawn(program, 7, CASES, AS_OF)]
    asked = program.points[point]
    answered = DecidingFrames(Deciding(program, reason_text)).answer(asked, frame_of(program, many), AS_OF)
    assert answered.by_row < CASES // 2
    for one, row in zip(many, answered.frame.rows(named=True), strict=True):
        case = read_case(one, program.vocabulary, AS_OF)
        assert shown(program, asked, row) == by_interpreter(program, asked, case)


Plant = Callable[[pytest.MonkeyPatch], None]


def in_code(name: str, fault: Callable[..., Any]) -> Plant:
    """Put a fault in the place of what compiled code calls so."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        right = from_program._NAMES[name]
        patch.setitem(from_program._NAMES, name, lambda *given: fault(right, *given))

    return plant


def in_columns(module: str, name: str, fault: Callable[..., Any]) -> Plant:
    """Put a fault in the place of what the columnar back end calls so."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        import importlib

        found = importlib.import_module(f"creditpolicy.backends.columnar.{module}")
        right = getattr(found, name)
        patch.setattr(found, name, lambda *given, **named: fault(right, *given, **named))

    return plant


def upwards(right: Any, value: Any, scale: int, mode: str, places: int) -> Any:
    """A half is rounded up, not away from zero."""
    return (
        -right(-value, scale, "half down", places)
        if mode == "half up" and value < 0
        else right(value, scale, mode, places)
    )


def columns_upwards(right: Any, top: Any, step: Any, mode: str) -> Any:
    import polars

    found = right(top, step, mode)
    if mode != "half up":
        return found
    return replace(found, expr=polars.when(top.expr < 0).then(right(top, step, "half down").expr).otherwise(found.expr))


def to_the_28th(_right: Any, day: date, count: int, _scale: int) -> date:
    return add_months(day.replace(day=min(day.day, 28)), int(count))


def unknown_failed(right: Any, *given: Any, **named: Any) -> Any:
    """What is unknown counts as false."""
    found = right(*given, **named)
    return replace(found, expr=found.expr.fill_null(value=False), maybe=False) if found.maybe else found


def by_float(_right: Any, given: Any, _dtype: Any, scale: int, _none: Any) -> Any:
    import polars

    return (given.cast(polars.Float64) * 10**scale).cast(polars.Int64)


def rows_that_may_hold_fail(patch: pytest.MonkeyPatch) -> None:
    right = python_tables._Writing.tests

    def surely(self: Any, row: Any) -> Any:
        found = right(self, row)
        return replace(found, may=found.sure)

    patch.setattr(python_tables._Writing, "tests", surely)


def nothing_else(_right: Any, *_given: Any) -> Any:
    return iter(())


def never_wide(patch: pytest.MonkeyPatch) -> None:
    import polars

    in_columns("column", "is_wide", lambda _right, _low, _high: False)(patch)
    in_columns("column", "width", lambda _right, _low, _high: polars.Int64())(patch)
    in_columns("arithmetic", "is_wide", lambda _right, _low, _high: False)(patch)


FAULTS: dict[str, tuple[Callable[[], tuple[Program, str]], Callable[[Program, str], None], Plant]] = {
    "code: a half below zero is rounded up": (
        lambda: systematic("round half up(box.n / box.z, 0)"),
        compare_compiled,
        in_code("round_to", upwards),
    ),
    "code: the month ends on the 28th": (
        lambda: systematic("box.d + 1 months"),
        compare_compiled,
        in_code("months_later", to_the_28th),
    ),
    "code: a day too late": (
        lambda: systematic("box.d + box.s"),
        compare_compiled,
        in_code("days_later", lambda right, *given: right(*given) + timedelta(days=1)),
    ),
    "code: a row that may hold is passed over": (large, compare_compiled, rows_that_may_hold_fail),
    "columns: a half below zero is rounded up": (
        lambda: systematic("round half up(box.n / box.z, 0)"),
        compare_columns,
        in_columns("arithmetic", "_divided_to_whole", columns_upwards),
    ),
    "columns: a month has 31 days": (
        lambda: systematic("box.d + 1 months"),
        compare_columns,
        in_columns("days", "_last_of_month", lambda right, year, month: right(year, month) * 0 + 31),
    ),
    "columns: a day too late": (
        lambda: systematic("box.d + box.s"),
        compare_columns,
        in_columns("days", "_within", lambda right, found: right(replace(found, expr=found.expr + 1))),
    ),
    "columns: nothing is wider than 64 bits": (large, compare_columns, never_wide),
    "columns: numbers are floats": (
        lambda: systematic("box.n + box.k"),
        compare_columns,
        in_columns("cells", "_number", by_float),
    ),
    "columns: unknown is false in an or": (
        lambda: systematic("box.b or box.c"),
        compare_columns,
        in_columns("formulas", "disjunction", unknown_failed),
    ),
    "columns: unknown is false in a comparison": (
        lambda: systematic("box.n > 4"),
        compare_columns,
        in_columns("arithmetic", "compared", unknown_failed),
    ),
    "columns: it plays no part what a column lacks": (
        lacking,
        compare_lacking,
        in_columns("witnessed", "_of_columns", nothing_else),
    ),
    "columns: it plays no part what another condition lacks": (
        lacking,
        compare_lacking,
        in_columns("witnessed", "_of_claims", nothing_else),
    ),
    "columns: it plays no part what outputs lack, and which are equal": (
        lacking,
        compare_lacking,
        in_columns("witnessed", "_of_outputs", nothing_else),
    ),
    "columns: it plays no part what is known beside what is not": (
        telling,
        compare_lacking,
        in_columns("witnessed", "_sides", nothing_else),
    ),
    "columns: the row that holds plays no part": (
        lacking,
        compare_lacking,
        in_columns("candidates", "bisect_right", lambda _right, *given: bisect_left(*given)),
    ),
    "columns: what is known lacks something": (
        lacking,
        compare_lacking,
        in_columns("lacks", "_unless_known", lambda _right, _found, every: every),
    ),
    "columns: of a choice both branches are lacking": (
        lacking,
        compare_lacking,
        in_columns("lacks", "_of_choice", lambda _right, *given: given[-1]),
    ),
    "columns: another row is the witness": (
        lacking,
        compare_lacking,
        in_columns("witnesses", "replayed", lambda right, frame, *given: right(frame.reverse(), *given)),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen(fault: str, monkeypatch: pytest.MonkeyPatch):
    asked, compare, plant = FAULTS[fault]
    program, point = asked()
    compare(program, point)

    plant(monkeypatch)

    with pytest.raises(AssertionError):
        compare(program, point)
