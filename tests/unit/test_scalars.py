"""Formats of scalars: what is taken, and how what is refused should have been written."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.diagnostics.inert import inert
from creditpolicy.syntax.nodes import Mapping, Scalar, Sequence
from creditpolicy.syntax.scalars import (
    Duration,
    Number,
    amount,
    decimal_number,
    duration,
    flag,
    id_,
    iso_date,
    name,
    percent,
    scalar_of,
    whole_number,
)
from creditpolicy.values.money import Money

AT = Place("p.yaml", 1, 1, 1, 2)
FORMATS = (whole_number, decimal_number, percent, amount, duration, flag, id_, iso_date, name)
HINDSIGHT = [
    (read, text)
    for read in FORMATS
    for text in ["10.000,00", "½", "30", "31-1-2026", "ja", "€ 5", "5 %", "a b", "1 wk"]
]


def scalar(text):
    return Scalar(text, AT, "plain", tuple((1, 1 + column) for column in range(len(text) + 1)))


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (whole_number, "30", 30),
        (whole_number, "-5", -5),
        (whole_number, "0", 0),
        (whole_number, "9" * 38, int("9" * 38)),
        (decimal_number, "0.30", Number(Fraction(3, 10), 2)),
        (decimal_number, "12", Number(Fraction(12), 0)),
        (percent, "40%", Number(Fraction(2, 5), 2)),
        (percent, "12.5%", Number(Fraction(1, 8), 3)),
        (amount, "100.00 EUR", Money(Fraction(100), "EUR")),
        (amount, "-5 USD", Money(Fraction(-5), "USD")),
        (amount, "1.234 KWD", Money(Fraction(1234, 1000), "KWD")),
        (iso_date, "2026-01-31", date(2026, 1, 31)),
        (iso_date, "2024-02-29", date(2024, 2, 29)),
        (flag, "true", True),
        (flag, "false", False),
        (duration, "7 days", Duration(7, "days")),
        (duration, "1 day", Duration(1, "days")),
        (duration, "2 weeks", Duration(14, "days")),
        (duration, "12 months", Duration(12, "months")),
        (duration, "1 year", Duration(12, "months")),
        (name, "net_30", "net_30"),
        (id_, "new-A", "new-A"),
        (id_, "S0-3a", "S0-3a"),
    ],
)
def test_what_is_written_right_is_taken(read, text, value):
    assert read(scalar(text)) == value


@pytest.mark.parametrize(
    ("read", "text", "way_out"),
    [
        (whole_number, "030", "write `30`"),
        (whole_number, "1e3", "write `1000`"),
        (whole_number, "1_000", "write `1000`"),
        (whole_number, "10.000,00", "write `10000`"),
        (whole_number, "30d", "write `30`"),
        (whole_number, "٣٠", "write `30`"),
        (whole_number, "30.5", "leave the part behind the point away"),
        (whole_number, "12:30", "a number has no `:`; for a time, write how many hours or minutes it is"),
        (decimal_number, "10.000,00", "write `10000.00`"),
        (decimal_number, "10,000.00", "write `10000.00`"),
        (decimal_number, "10,000", "write `10000` or `10.000`"),
        (decimal_number, "1.000.000", "write `1000000`"),
        (decimal_number, "10,5", "write `10.5`"),
        (decimal_number, ".5", "write `0.5`"),
        (decimal_number, "5.", "write `5`"),
        (decimal_number, "+5", "write `5`"),
        (decimal_number, "\N{MINUS SIGN}5", "write `-5`"),
        (decimal_number, "½", "write `0.5`"),
        (decimal_number, "1¼", "write `1.25`"),
        (decimal_number, "⅓", None),
        (decimal_number, "1e-3", "write `0.001`"),
        (decimal_number, "1e99", None),
        (decimal_number, "5%", "write `0.05`"),
        (decimal_number, "€ 500", "write `500`"),
        (decimal_number, "1 000", "write `1000`"),
        (decimal_number, "abc", None),
        (percent, "5 %", "write `5%`"),
        (percent, "0.4", "write `40%`"),
        (percent, "0,05", "write `5%`"),
        (percent, "40", "write `40%`"),
        (percent, "5,5%", "write `5.5%`"),
        (percent, "40 procent", "write `40%`"),
        (amount, "€ 500", "write `500 EUR`"),
        (amount, "500", "write `500 EUR`"),
        (amount, "500 euro", "write `500 EUR`"),
        (amount, "EUR 10.000,00", "write `10000.00 EUR`"),
        (amount, "10.000 EUR", "write `10000 EUR` or `10.00 EUR`"),
        (amount, "€ 1.000,-", "write `1000 EUR`"),
        (amount, "500 eur", "write `500 EUR`"),
        (amount, "soon", None),
        (iso_date, "31-01-2026", "write `2026-01-31`"),
        (iso_date, "1/2/2026", "write `2026-02-01` or `2026-01-02`"),
        (iso_date, "20260131", "write `2026-01-31`"),
        (iso_date, "1 maart 2026", "write `2026-03-01`"),
        (iso_date, "March 5, 2026", "write `2026-03-05`"),
        (iso_date, "2026-02-30", "the last day of that month is `2026-02-28`"),
        (iso_date, "2026-13-01", "months run from 01 to 12, written before the day"),
        (flag, "yes", "write `true`"),
        (flag, "True", "write `true`"),
        (flag, "on", "write `true`"),
        (flag, "nee", "write `false`"),
        (flag, "maybe", None),
        (duration, "30 dagen", "write `30 days`"),
        (duration, "2 maanden", "write `2 months`"),
        (duration, "1 jaar", "write `1 year`"),
        (duration, "2 weken", "write `2 weeks`"),
        (duration, "1 kwartaal", "write `3 months`"),
        (duration, "30d", "write `30 days`"),
        (duration, "30 dasy", "write `30 days`"),
        (duration, "1.5 years", "write `18 months`"),
        (duration, "30", "write `30 days` or `30 months`"),
        (duration, "48 uur", "write a number and `days`, `weeks`, `months` or `years`"),
        (name, "new-A", "write `new_a`"),
        (name, "café klant", "write `cafe_klant`"),
        (id_, "002 §1", "write `r002_1`"),
        (id_, "§", None),
    ],
)
def test_what_is_refused_says_how_to_write_it(read, text, way_out):
    finding = read(scalar(text))

    assert isinstance(finding, Diagnostic)
    assert finding.help == way_out
    assert f"`{text}`" in finding.message


@pytest.mark.parametrize("text", ["NaN", "inf", "-inf", "Infinity"])
def test_numbers_are_finite(text):
    finding: Any = decimal_number(scalar(text))

    assert (
        finding.help == "every number of a policy is finite: leave the bound away, or write one that is never reached"
    )


@pytest.mark.parametrize("read", [whole_number, decimal_number])
def test_thirty_eight_digits_are_the_most(read):
    finding = read(scalar("9" * 39))

    assert finding.message.startswith("expected at most 38 digits, got 39")


@pytest.mark.parametrize("read", FORMATS)
def test_nothing_is_called_nothing(read):
    assert read(scalar("")).message.endswith("got nothing")


@pytest.mark.parametrize(
    ("read", "code"),
    [
        (whole_number, Code.BAD_NUMBER),
        (decimal_number, Code.BAD_NUMBER),
        (percent, Code.BAD_NUMBER),
        (amount, Code.BAD_AMOUNT),
        (iso_date, Code.BAD_DATE),
        (duration, Code.BAD_DURATION),
        (name, Code.BAD_NAME),
        (id_, Code.BAD_NAME),
        (flag, Code.WRONG_SHAPE),
    ],
)
def test_each_format_has_its_code(read, code):
    assert read(scalar("§")).code is code


def test_hours_and_business_days_count_where_the_place_allows_them():
    assert duration(scalar("48 hours"), ("hours", "business days")) == Duration(48, "hours")
    assert duration(scalar("2 business days"), ("hours", "business days")) == Duration(2, "business days")


def test_units_that_the_place_does_not_allow_are_refused():
    finding: Any = duration(scalar("2 days"), ("hours", "business days"))

    assert finding.message == "expected a duration in `hours` or `business days`, got `2 days`"


@pytest.mark.parametrize(("node", "got"), [(Sequence((), AT), "a list"), (Mapping((), AT), "keys with values")])
def test_a_text_is_wanted_where_something_else_stands(node, got):
    finding: Any = scalar_of(node, "a date")

    assert finding.message == f"expected a date, got {got}"


@given(st.text(max_size=50), st.sampled_from(FORMATS))
def test_any_text_is_a_value_or_a_finding_on_one_line(text, read):
    found = read(scalar(text))

    if isinstance(found, Diagnostic):
        assert "\n" not in found.message
        assert inert(found.message) == found.message


@given(
    st.sampled_from(HINDSIGHT)
    | st.tuples(st.sampled_from(FORMATS), st.text("0123456789.,-+%e ½€EURdaysweken:/'_", max_size=14))
)
def test_what_help_says_to_write_is_taken(case):
    read, text = case
    found = read(scalar(text))

    if isinstance(found, Diagnostic) and found.help and found.help.startswith("write `"):
        for words in found.help.removeprefix("write ").split(" or "):
            assert not isinstance(read(scalar(words.strip("`"))), Diagnostic), (text, words)
