"""Columns of whole numbers: rounding, days, and bounds give what single values do, at every edge."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from creditpolicy.values.calendar import add_months, months_between
from creditpolicy.values.rounding import rounded

pytestmark = pytest.mark.needs("polars")
MODES = ("up", "down", "half up", "half down", "half even", "floor", "ceiling")
EPOCH = date(1970, 1, 1)
ENDS = [date(2023, 1, 1) + timedelta(days=by) for by in range(800)]
EDGES = [date(1900, 1, 1), date(1900, 2, 28), date(2000, 2, 29), date(2100, 2, 28), date(2999, 12, 31)]


def column_of(values: list[Any], scale: int = 0) -> Any:
    import polars

    from creditpolicy.backends.columnar.column import Column

    known = [value for value in values if value is not None]
    return Column(polars.col("x"), None in values, scale, min(known), max(known))


def worked_out(values: list[Any], make: Callable[[Any], Any], scale: int = 0, kind: str = "Int64") -> list[Any]:
    """What a column that is made of one gives in each row: whole numbers as exact ones, at their scale."""
    import polars

    column = make(column_of(values, scale))
    frame = polars.DataFrame({"x": polars.Series(values, dtype=getattr(polars, kind)())})
    found = frame.with_columns(column.expr.alias("found"))["found"].to_list()
    if any(type(value) is bool for value in found):
        return found
    assert all(value is None or column.low <= value <= column.high for value in found)
    return [None if value is None else Fraction(value, 10**column.scale) for value in found]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("places", [0, 1, 2, 3])
def test_a_column_is_rounded_as_a_number_is(mode: str, places: int):
    from creditpolicy.backends.columnar import arithmetic

    hundredths = [*range(-260, 261), None]

    found = worked_out(hundredths, lambda column: arithmetic.rounded(column, mode, places), scale=2)

    assert found == [None if one is None else rounded(Fraction(one, 100), mode, places) for one in hundredths]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("divisor", [-6, -4, 3, 4, 8, 30])
def test_a_quotient_is_rounded_as_a_number_is(mode: str, divisor: int):
    from creditpolicy.backends.columnar import arithmetic
    from creditpolicy.backends.columnar.column import whole

    numbers = list(range(-65, 66))

    found = worked_out(numbers, lambda column: arithmetic.rounded(arithmetic.divided(column, whole(divisor)), mode, 1))

    assert found == [rounded(Fraction(one, divisor), mode, 1) for one in numbers]


def test_a_divisor_that_varies_may_be_negative_or_zero():
    from creditpolicy.backends.columnar import arithmetic
    from creditpolicy.backends.columnar.column import whole

    divisors = [*range(-7, 8), None]

    found = worked_out(divisors, lambda column: arithmetic.rounded(arithmetic.divided(whole(-5), column), "half up", 0))

    assert found == [rounded(Fraction(-5, one), "half up", 0) if one else None for one in divisors]


@pytest.mark.parametrize("op", ["=", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize("threshold", ["-1.005", "-1", "0", "0.995", "1.01", "12345678901234567890"])
def test_a_threshold_may_have_more_digits_than_the_column(op: Any, threshold: str):
    from creditpolicy.backends.columnar import arithmetic
    from creditpolicy.backends.columnar.column import number
    from creditpolicy.backends.interpreter.arithmetic import holds
    from creditpolicy.values.types import NumberType

    hundredths = [*range(-103, 104), None]
    against = Fraction(Decimal(threshold))

    found = worked_out(hundredths, lambda column: arithmetic.compared(op, column, number(against)), scale=2)

    expected = [None if one is None else holds(op, Fraction(one, 100), against, NumberType(2)) for one in hundredths]
    assert found == expected


def test_numbers_beyond_64_bits_are_exact():
    from creditpolicy.backends.columnar import arithmetic

    large = [10**15, -(10**15), 999_999_999_999_999, 0]

    found = worked_out(large, lambda column: arithmetic.times(column, column))

    assert found == [one * one for one in large]


def test_numbers_come_back_to_64_bits_exactly():
    from creditpolicy.backends.columnar import arithmetic
    from creditpolicy.backends.columnar.column import whole

    large = [10**15, -(10**15), 999_999_999_999_999, 1]

    def share(column: Any) -> Any:
        return arithmetic.rounded(arithmetic.divided(arithmetic.times(column, column), whole(10**14)), "half up", 0)

    assert worked_out(large, share) == [rounded(Fraction(one * one, 10**14), "half up", 0) for one in large]


def test_numbers_beyond_128_bits_are_left_to_others():
    from creditpolicy.backends.columnar import NotCompiled, arithmetic

    def fourth(column: Any) -> Any:
        square = arithmetic.times(column, column)
        return arithmetic.times(arithmetic.times(square, square), column)

    with pytest.raises(NotCompiled):
        worked_out([10**15, -(10**15)], fourth)


@pytest.mark.parametrize("count", [-121, -13, -12, -2, -1, 0, 1, 2, 11, 12, 13, 1200])
def test_a_day_moves_by_months_as_in_the_calendar(count: int):
    from creditpolicy.backends.columnar import days
    from creditpolicy.backends.columnar.column import whole

    moved = days_of([*ENDS, *EDGES], lambda column: days.moved_by_months(column, whole(count), 1))

    assert moved == [add_months(day, count) for day in (*ENDS, *EDGES)]


@pytest.mark.parametrize("count", [12 * 8200, -12 * 3000])
def test_a_day_moves_no_further_than_the_calendar_goes(count: int):
    from creditpolicy.backends.columnar import days
    from creditpolicy.backends.columnar.column import whole

    moved = days_of(EDGES, lambda column: days.moved_by_months(column, whole(count), 1))

    assert moved == [date.max if count > 0 else date.min] * len(EDGES)


@pytest.mark.parametrize("end", [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 1, 31)])
def test_months_between_days_are_those_of_the_calendar(end: date):
    from creditpolicy.backends.columnar import days
    from creditpolicy.backends.columnar.column import constant

    numbers = [(day - EPOCH).days for day in ENDS]

    forth = worked_out(numbers, lambda column: days.months_between(column, constant(end)), kind="Int32")
    back = worked_out(numbers, lambda column: days.months_between(constant(end), column), kind="Int32")

    assert forth == [months_between(day, end) for day in ENDS]
    assert back == [months_between(end, day) for day in ENDS]


@pytest.mark.parametrize("part", ["year", "month", "day", "weekday"])
def test_parts_of_days_are_those_of_the_calendar(part: str):
    from creditpolicy.backends.columnar import days

    numbers = [(day - EPOCH).days for day in (*ENDS, *EDGES)]

    found = worked_out(numbers, lambda column: days.part(column, part), kind="Int32")

    assert found == [day.isoweekday() if part == "weekday" else getattr(day, part) for day in (*ENDS, *EDGES)]


def test_days_are_counted_between_and_moved():
    from creditpolicy.backends.columnar import days
    from creditpolicy.backends.columnar.column import constant, whole

    numbers = [(day - EPOCH).days for day in (*ENDS, *EDGES)]
    start = date(2024, 2, 29)

    between = worked_out(numbers, lambda column: days.days_between(column, constant(start)), kind="Int32")
    moved = days_of([*ENDS, *EDGES], lambda column: days.moved_by_days(column, whole(15, 1), -1))

    assert between == [(day - start).days for day in (*ENDS, *EDGES)]
    assert moved == [day - timedelta(days=1) for day in (*ENDS, *EDGES)]


def days_of(given: list[date], make: Callable[[Any], Any]) -> list[date]:
    found = worked_out([(day - EPOCH).days for day in given], make, kind="Int32")
    return [EPOCH + timedelta(days=int(one)) for one in found]


def test_a_float_is_the_number_that_it_shows():
    import polars

    from creditpolicy.backends.columnar import Reader
    from creditpolicy.facts.vocabulary import Fact, Record, Titles, Vocabulary
    from creditpolicy.values.types import NumberType

    titles = Titles("", "")
    fact = Fact("box.share", NumberType(2), titles)
    vocabulary = Vocabulary({"box": Record("box", titles)}, {"box.share": fact}, ("EUR",))
    hundredths = range(-100_000, 100_001)
    shares = [one / 100 for one in hundredths]
    frame = polars.DataFrame({"share": [*shares, 0.1 + 0.2, float("nan"), float("inf"), 1e15, None]})

    read = Reader(frame.schema, {"box.share": "share"}, vocabulary).read(frame)

    assert read.frame["fact 0"].to_list() == [*hundredths, *[None] * 5]
    assert [one.rows.arg_true().to_list() for one in read.odd] == [[len(shares) + by for by in range(4)]]


@pytest.mark.parametrize("op", ["=", "!="])
def test_lists_are_compared_word_by_word_in_their_order(op: Any):
    import polars

    from creditpolicy.backends.columnar import formulas
    from creditpolicy.backends.columnar.column import TEXTS, Column, constant
    from creditpolicy.values.types import ListType, TextType

    lists = [("a", "b"), ("b", "a"), ("a",), (), None]
    frame = polars.DataFrame({"x": polars.Series([one if one is None else list(one) for one in lists], dtype=TEXTS)})
    for other in (("a", "b"), ()):
        test = formulas._lists(op, Column(polars.col("x")), constant(other), ListType(TextType()))

        found = frame.select(test.expr)["x"].to_list()

        assert found == [None if one is None else (one == other) is (op == "=") for one in lists]
        assert formulas._lists(op, constant(()), constant(other), ListType(TextType())).constant is (
            (other == ()) is (op == "=")
        )
