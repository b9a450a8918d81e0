"""Columns of made expressions against the interpreter: each value, known or not, in each row that is not left open."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.backends.interpreter import Evaluation
from creditpolicy.backends.interpreter.functions import apply
from creditpolicy.facts.from_data import read_case
from creditpolicy.formulas import Definition
from creditpolicy.ir.program import Program
from creditpolicy.values.money import Money
from creditpolicy.values.types import DateType, EnumType
from creditpolicy.values.unknown import Unknown
from tests.property.deciding import reproducible
from tests.property.frames import frame_of
from tests.property.policies import Made, definitions, mend
from tests.property.test_interpreter import words_in
from tests.property.typed import Place
from tests.property.vocabulary import AS_OF, cases

pytestmark = [pytest.mark.needs("polars"), pytest.mark.slow]
EUR = ("EUR",)
ROWS = 6
UNKNOWN, OPEN = "unknown", "open"


@st.composite
def situations(draw: st.DrawFn) -> tuple[Made, list[dict[str, Any]]]:
    made = Made(EUR, draw(definitions(Place(EUR, aggregates=False), 10)), ())
    missing = draw(st.sampled_from((0.0, 0.1, 0.4)))
    return made, [{"box": one["box"]} for one in draw(st.lists(cases(EUR, missing), min_size=ROWS, max_size=ROWS))]


def by_columns(program: Program, frame: Any, name: str) -> list[Any] | None:
    """The value in each row; None where the expression is left to others as a whole."""
    import polars

    from creditpolicy.backends.columnar import NotCompiled, Reader
    from creditpolicy.backends.columnar.point import Asking

    read = Reader(frame.schema, {column: column for column in frame.columns}, program.vocabulary).read(frame)
    assert read.odd == ()
    asking = Asking(program, read.given, AS_OF, lambda function, values: apply(function, values, calendar))
    calendar = program.vocabulary.calendar
    try:
        column = asking.kept(asking.read(name))
    except NotCompiled:
        return None
    wanted = (
        column.expr.alias("value"),
        (polars.lit(1) if column.over is None else column.over.expr).alias("over"),
        (polars.any_horizontal(asking.open) if asking.open else polars.lit(value=False)).alias("open"),
    )
    rows = asking.stages.run(read.frame, wanted).rows()
    return [OPEN if is_open else plain(program.definitions[name], column, value, over) for value, over, is_open in rows]


def plain(definition: Definition, column: Any, value: Any, over: Any) -> Any:
    if value is None:
        return UNKNOWN
    match definition.formula.type:
        case EnumType():
            return column.constant if isinstance(column.constant, str) else column.members[value]
        case DateType():
            return date(1970, 1, 1) + timedelta(days=value)
    if isinstance(value, bool | str):
        return value
    within = column.low <= value <= column.high or column.over is not None
    return Fraction(value, over * 10**column.scale) if within else f"{value} beyond {column.low} to {column.high}"


def by_interpreter(program: Program, case: Any, name: str) -> Any:
    value = Evaluation(program, read_case(case, program.vocabulary, AS_OF)).named(name)
    return UNKNOWN if isinstance(value, Unknown) else value.amount if isinstance(value, Money) else value


@cache
def compared() -> Counter[str]:
    """What was reached while the two agreed."""
    seen: Counter[str] = Counter()

    @reproducible
    @given(situations())
    def look(situation: tuple[Made, list[dict[str, Any]]]) -> None:
        made, given_cases = situation
        made, loaded = mend(made)
        program = loaded.program
        assert program is not None
        frame = frame_of(program, given_cases)
        if not frame.width:
            return
        for name, _, node in made.definitions:
            ours = by_columns(program, frame, name)
            if ours is None:
                seen["not compiled"] += 1
                continue
            words = words_in(node)
            seen.update([*words, *("part of a day" for word in words if word.startswith("Property"))])
            for case, value in zip(given_cases, ours, strict=True):
                theirs = by_interpreter(program, case, name)
                seen[
                    "left open" if value == OPEN else f"gives {theirs if theirs == UNKNOWN else type(theirs).__name__}"
                ] += 1
                if isinstance(theirs, bool) and value != OPEN:
                    seen[f"verdict {theirs}"] += 1
                assert value in {OPEN, theirs}, (name, value, theirs, case, made.text())

    look()
    return seen


def test_columns_agree_with_the_interpreter_on_expressions():
    assert compared()["verdict True"] > 0


WANTED = {
    **{f"Arithmetic {op}": 10 for op in "+-*/"},
    **{f"Comparison {op}": 10 for op in ("=", "!=", "<", "<=", ">", ">=")},
    **dict.fromkeys(("And", "Or", "Not", "In", "Range", "NotTests", "Equal", "IfThenElse", "Negation"), 10),
    "part of a day": 1,
    **{f"Call {name}": 2 for name in ("abs", "min", "max", "floor", "ceiling", "decimal", "is missing")},
    **{f"Call {name}": 1 for name in ("round up", "round down", "round half up", "round half down", "months between")},
    **{f"Call {name}": 1 for name in ("contains", "starts with", "ends with", "list contains", "count")},
    **{f"Call {name}": 1 for name in ("business days between", "add business days", "next allowed day")},
    **{f"gives {kind}": 10 for kind in ("bool", "Fraction", "date", "str", UNKNOWN)},
    **{f"verdict {verdict}": 10 for verdict in (True, False)},
}


def test_the_generators_reach_every_operator_and_function_by_columns():
    seen = compared()

    assert {word: seen[word] for word, least in WANTED.items() if seen[word] < least} == {}
    assert seen["not compiled"] < seen["verdict True"], seen
