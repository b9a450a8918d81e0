"""Numbers, amounts, durations, days and texts that are none: the sentence, its stretch, and the way out."""

import pytest

from creditpolicy.syntax.expressions import BadExpression, parse_expression

LITERALS: list[tuple[str, str, str, str | None]] = [
    (
        "a > 30 dagen",
        "found `30 dagen`, wanted `30 days`",
        "30 dagen",
        "a duration is a number, a blank, and `days`, `weeks`, `months` or `years`",
    ),
    (
        "a > 6 maanden",
        "found `6 maanden`, wanted `6 months`",
        "6 maanden",
        "a duration is a number, a blank, and `days`, `weeks`, `months` or `years`",
    ),
    ("a = 'x'", "`'x'` stands in the wrong quotes, a text has straight double quotes", "'x'", 'write `"x"`'),
    ("a = “x”", "`“x”` stands in the wrong quotes, a text has straight double quotes", "“x”", 'write `"x"`'),
    (
        "a > 10.000,00",
        "found a comma inside `10.000,00`, a number has only a decimal point",
        "10.000,00",
        "write `10000.00`, or a blank after the comma between two values",
    ),
    (
        "a > 10,000",
        "found a comma inside `10,000`, a number has only a decimal point",
        "10,000",
        "write `10000`, or a blank after the comma between two values",
    ),
    (
        "a > 10,000.00 EUR",
        "found a comma inside `10,000.00`, a number has only a decimal point",
        "10,000.00",
        "write `10000.00`, or a blank after the comma between two values",
    ),
    ("a > € 500", "`€ 500` names the currency first, which comes behind the number", "€ 500", "write `500 EUR`"),
    ("a > EUR 500", "`EUR 500` names the currency first, which comes behind the number", "EUR 500", "write `500 EUR`"),
    ("a > $500", "`$500` names the currency first, which comes behind the number", "$500", "write `500 USD`"),
    (
        "a > 500 euro",
        "`500 euro` is no amount, which is a number, a blank and the currency's three capitals",
        "500 euro",
        "write `500 EUR`",
    ),
    (
        "a > 500EUR",
        "`500EUR` is no amount, which is a number, a blank and the currency's three capitals",
        "500EUR",
        "write `500 EUR`",
    ),
    ("a > 5 %", "found a blank in `5 %`, a percentage has none", "5 %", "write `5%`"),
    (
        "a > 30d",
        "found `30d`, wanted `30 days`",
        "30d",
        "a duration is a number, a blank, and `days`, `weeks`, `months` or `years`",
    ),
    ("a > 12:30", "`12:30` is a time of day, the language knows only days", "12:30", "compare dates"),
    ("a > .5", "`.5` has no digit before the point", ".5", "write `0.5`"),
    ("a > 5.", "`5.` has no digit behind the point", "5.", "write `5`"),
    (
        "a > 1e3",
        "`1e3` is no number of the language, which has only digits and a decimal point",
        "1e3",
        "write all its digits",
    ),
    (
        "a > 0x10",
        "`0x10` is neither a number nor a name, which starts with a letter",
        "0x10",
        'write `"0x10"` in quotes if it is a text',
    ),
    (
        "a > 1_000",
        "`1_000` is no number of the language, which has only digits and a decimal point",
        "1_000",
        "write `1000`",
    ),
    (
        "a = 030",
        "expected a number without a leading zero, got `030`",
        "030",
        'write `30`, or `"030"` in quotes if it is a code',
    ),
    (
        "a = 2026-02-30",
        "`2026-02-30` is no day of the calendar",
        "2026-02-30",
        "a date is year-month-day, such as `2026-01-31`",
    ),
    (
        "a = 31-12-2026",
        "`31-12-2026` looks like a date, which starts with the year",
        "31-12-2026",
        "write `2026-12-31`",
    ),
    (
        "a = 2026-1-5",
        "`2026-1-5` looks like a date, which is written year-month-day with two digits each",
        "2026-1-5",
        "write `2026-01-05`, or put blanks around a `-` or `/` that calculates",
    ),
    (
        'a = "abc',
        'the text that starts at `"` never ends',
        '"',
        'a text stands between straight double quotes, such as `"41"`',
    ),
    (
        'a = "a\\qb"',
        "`\\q` has no meaning in a text",
        "\\q",
        'write `\\\\` for a backslash; the others are `\\n`, `\\t`, `\\r`, `\\"`, `\\u00e9`',
    ),
    (
        "a > 1.500 EUR",
        "`1.500 EUR` has 3 digits behind the point, an amount in EUR at most two",
        "1.500 EUR",
        "write `1500 EUR` if the point parts thousands",
    ),
    (
        "a >= 5 business days",
        "`5 business days` has no fixed length, it depends on the day it starts",
        "5 business days",
        "write `add business days(date, number)`",
    ),
    ("date(2026)", "`date` takes one text in quotes, year-month-day", "date(2026)", 'write `date("2026-01-31")`'),
    (
        "0,5 * a",
        "found a comma inside `0,5`, a number has only a decimal point",
        "0,5",
        "write `0.5`, or a blank after the comma between two values",
    ),
    (
        "a > 5 Days",
        "found `5 Days`, wanted `5 days`",
        "5 Days",
        "a duration is a number, a blank, and `days`, `weeks`, `months` or `years`",
    ),
    ("a > 10.000.000", "`10.000.000` is no number, which has only a decimal point", "10.000.000", "write `10000000`"),
    ("a = « x »", "`« x »` stands in the wrong quotes, a text has straight double quotes", "« x »", 'write `"x"`'),
    (
        "x > 500 usd",
        "`500 usd` is no amount, which is a number, a blank and the currency's three capitals",
        "500 usd",
        "write `500 USD`",
    ),
    ("1.5 weeks > a", "`1.5 weeks` is no whole number of weeks", "1.5 weeks", "write it in days, such as `10 days`"),
    (
        "a = 'it",
        "the text that starts at `'` never ends",
        "'",
        'a text stands between straight double quotes, such as `"41"`',
    ),
    (
        "a > 5€",
        "`5€` is no amount, which is a number, a blank and the currency's three capitals",
        "5€",
        "write `5 EUR`",
    ),
    (
        "a > 1 dag",
        "found `1 dag`, wanted `1 day`",
        "1 dag",
        "a duration is a number, a blank, and `days`, `weeks`, `months` or `years`",
    ),
    (
        'date("2026-13-01")',
        "`2026-13-01` is no day of the calendar",
        '"2026-13-01"',
        "a date is year-month-day, such as `2026-01-31`",
    ),
    ("a = b 'c'", "`'c'` stands in the wrong quotes, a text has straight double quotes", "'c'", 'write `"c"`'),
]


@pytest.mark.parametrize(("text", "message", "stretch", "help"), LITERALS)
def test_a_wrong_value_is_refused_with_a_way_out(text: str, message: str, stretch: str, help: str | None) -> None:
    with pytest.raises(BadExpression) as caught:
        parse_expression(text)

    bad = caught.value
    assert (bad.message, text[bad.start : bad.end], bad.help) == (message, stretch, help)


def test_long_words_are_cut_in_the_message() -> None:
    with pytest.raises(BadExpression) as caught:
        parse_expression(f"a = '{'x' * 200}'")

    assert caught.value.message == f"`'{'x' * 56}...` stands in the wrong quotes, a text has straight double quotes"
