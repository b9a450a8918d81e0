"""Cells: dates, numbers, currencies, whole numbers, padding, lookups."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.diagnostics import Place
from creditpolicy.portfolio.cells import BadCell
from creditpolicy.portfolio.dates import date_reader, is_date_pattern
from creditpolicy.portfolio.exact import to_decimal
from creditpolicy.portfolio.mapping import Column, Format
from creditpolicy.portfolio.numbers import number_reader, split_currency, whole_number
from creditpolicy.portfolio.slots import Slot
from creditpolicy.portfolio.tables import inert
from creditpolicy.portfolio.typed_cells import Amount, cell_reader
from creditpolicy.values.types import BooleanType, EnumType, MoneyType, NumberType, TextType

AT = Place("m", 1, 1, 1, 2)


@pytest.mark.parametrize(
    ("pattern", "text", "day"),
    [
        ("YYYY-MM-DD", "2026-01-31", date(2026, 1, 31)),
        ("YYYY-MM-DD", "2026-01-31 00:00:00", date(2026, 1, 31)),
        ("YYYY-MM-DD", "2026-01-31T10:15:00Z", date(2026, 1, 31)),
        ("M/D/YYYY", "1/2/2013", date(2013, 1, 2)),
        ("D-M-YYYY", "1-2-2013", date(2013, 2, 1)),
        ("DD-MM-YYYY", "30-03-2020", date(2020, 3, 30)),
        ("YYYYMMDD", "20200229", date(2020, 2, 29)),
        ("D.M.YY", "3.4.26", date(2026, 4, 3)),
    ],
)
def test_a_date_is_read_by_its_pattern(pattern, text, day):
    read = date_reader((pattern,))(text)

    assert read == day


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("YYYY-MM-DD", "2026-02-30"),
        ("YYYY-MM-DD", "2026-1-31"),
        ("DD-MM-YYYY", "1-2-2013"),
        ("M/D/YYYY", "31/12/2013"),
        ("YYYY-MM-DD", "0202-01-01"),
        ("YYYY-MM-DD", "٢٠٢٦-01-01"),
        ("YYYY-MM-DD", ""),
    ],
)
def test_a_date_that_does_not_fit_is_refused(pattern, text):
    with pytest.raises(BadCell):
        date_reader((pattern,))(text)


def test_a_pattern_names_year_month_and_day_once():
    verdicts = [is_date_pattern(text) for text in ("D-M-YYYY", "YYYYMMDD", "dd-mm-jjjj", "YYYY-MM", "D-M-M-YYYY", "")]

    assert verdicts == [True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("decimal", "thousands", "text", "number"),
    [
        (".", None, "1234.56", "1234.56"),
        (",", ".", "1.234.567,89", "1234567.89"),
        (",", ".", "1234,5", "1234.5"),
        (".", ",", "-1,234", "-1234"),
        (",", None, "12,50-", "-12.50"),
        (".", " ", "1\u00a0234.00", "1234.00"),
        (".", "'", "1'234.00", "1234.00"),
        (".", None, "12345678901234567890123456789012.34", "12345678901234567890123456789012.34"),
    ],
)
def test_a_number_is_read_exactly(decimal, thousands, text, number):
    assert number_reader(decimal, thousands)(text) == Decimal(number)


@pytest.mark.parametrize(
    ("decimal", "thousands", "text"),
    [
        (".", None, "1,234.56"),
        (".", None, "1.234,56"),
        (",", ".", "1.23.456,00"),
        (",", ".", "12.34"),
        (".", None, "NaN"),
        (".", None, "inf"),
        (".", None, "1e5"),
        (".", None, "0x10"),
        (".", None, "1_000"),
        (".", None, "--1"),
        (".", None, "."),
        (".", None, "1" * 39),
        (".", None, "٣"),
    ],
)
def test_a_number_written_otherwise_is_refused(decimal, thousands, text):
    with pytest.raises(BadCell):
        number_reader(decimal, thousands)(text)


def test_a_currency_may_stand_on_either_side_of_an_amount():
    found = [split_currency(text) for text in ("12.50 EUR", "€ 12,50", "USD12", "12")]

    assert found == [("12.50", "EUR"), ("12,50", "EUR"), ("12", "USD"), ("12", None)]


def test_a_float_that_was_an_id_becomes_whole_again():
    assert whole_number("1930571429.0") == "1930571429"


@pytest.mark.parametrize("text", ["1930571429.5", "1.93057E+09", "abc", "-1", ""])
def test_what_is_no_whole_number_is_refused(text):
    with pytest.raises(BadCell):
        whole_number(text)


def test_zeros_are_put_before_numbers_only():
    read = cell_reader(
        Slot("customer_id", TextType(), known=True), Format(), Column("customer_id", "c", AT, pad_left=(10, "0"))
    )

    assert [read("200769623"), read("CCU013"), read(" ")] == ["0200769623", "CCU013", None]


def test_a_lookup_translates_and_refuses_other_words():
    column = Column("flag", "c", AT, lookup={"Ja": "true", "Nee": "false", "?": ""})
    read = cell_reader(Slot("flag", BooleanType(), known=True), Format(), column)

    assert [read("Ja"), read("Nee"), read("?"), read("")] == [True, False, None, None]
    with pytest.raises(BadCell, match="Ja"):
        read("yes")


def test_an_unknown_member_is_answered_with_the_nearest():
    read = cell_reader(Slot("t", EnumType("t", ("business", "consumer")), known=True), Format())

    with pytest.raises(BadCell, match="did you mean `consumer`"):
        read("consumr")


def test_an_amount_with_too_many_digits_is_refused_unless_rounding_is_written():
    slot = Slot("amount_open", MoneyType(None), known=True)
    exact = cell_reader(slot, Format(), Column("amount_open", "a", AT))
    rounding = cell_reader(slot, Format(), Column("amount_open", "a", AT, round_half_up=True))

    assert (exact("12.500"), rounding("0.125")) == (Amount(Decimal("12.50"), None), Amount(Decimal("0.13"), None))
    with pytest.raises(BadCell, match="2 digits"):
        exact("0.125")


def test_a_percentage_is_a_fraction_of_one():
    read = cell_reader(Slot("share", NumberType(4, percent=True), known=True), Format(), Column("share", "s", AT))

    assert [read("40%"), read("0.4")] == [Decimal("0.4000"), Decimal("0.4000")]


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**6), st.integers(0, 6))
def test_rounding_half_up_is_never_off_by_more_than_half(numerator, denominator, scale):
    value = Fraction(numerator, denominator)
    rounded = Fraction(to_decimal(value, scale))

    assert abs(rounded - value) * 2 * 10**scale <= 1
    assert abs(rounded - value) * 2 * 10**scale < 1 or abs(rounded) > abs(value)


def test_what_a_spreadsheet_would_run_is_inert():
    cells = [inert(text) for text in ("=cmd()", "+1+2", "-1+2", "@x", "\tx", "\rx", "-12.50", "12", "a=b", "")]

    assert cells == ["'=cmd()", "'+1+2", "'-1+2", "'@x", "'\tx", "'\rx", "-12.50", "12", "a=b", ""]
