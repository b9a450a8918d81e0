"""Numbers as compiled code reads them: exactly what they are read as, or handed over."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from creditpolicy.backends.python import HandOver
from creditpolicy.backends.python.given import number_given
from creditpolicy.facts.reading import exact

DIGITS = st.lists(st.sampled_from((0, 0, 1, 5, 9)), min_size=1, max_size=90).map(tuple)
DECIMALS = st.tuples(st.sampled_from((0, 1)), DIGITS, st.integers(-120, 60)).map(Decimal)
TEXTS = st.text("0123456789.-+e_ ٣", max_size=70)
USUAL = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(
    st.one_of(USUAL, USUAL.map(str), DECIMALS, DECIMALS.map(str), TEXTS, st.integers(), st.floats()), st.integers(0, 6)
)
@example(Decimal("0E-999999"), 2)
@example(Decimal("9E+999999"), 2)
@example(Decimal("1." + "0" * 200), 0)
@example(Decimal("sNaN"), 2)
@example("5.", 0)
@example(".50", 2)
def test_a_number_is_read_exactly_or_handed_over(number: Any, scale: int) -> None:
    try:
        found = number_given(number, scale)
    except HandOver:
        return

    value = exact(number)

    assert type(found) is int
    assert value is not None
    assert value * 10**scale == found


@pytest.mark.parametrize("number", ["1234.50", Decimal("1234.50"), 1234.5, "1234.500", Decimal("12345E-1"), "-7", 12])
def test_what_callers_mostly_give_is_read(number: Any) -> None:
    value = exact(number)

    assert value is not None
    assert number_given(number, 2) == value * 100
