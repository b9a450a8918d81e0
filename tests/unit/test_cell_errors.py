"""Cells of tables that do not parse: the sentence, the stretch that it is about, and the way out."""

import pytest

from creditpolicy.syntax.expressions import BadExpression, parse_cell

CELLS: list[tuple[str, str, str, str | None]] = [
    (
        "-, A",
        "found `-` beside other tests, it stands alone in a cell",
        "-",
        "leave the others out if any value will do",
    ),
    (
        "A, -",
        "found `-` beside other tests, it stands alone in a cell",
        "-",
        "leave the others out if any value will do",
    ),
    ("> 5 and <= 10", "found `and` in a cell, two bounds are a range", "and", "write `(5..10]`"),
    ("A or B", "found `or` in a cell, a comma parts its tests", "or", "write `A, B`"),
    (
        "A B",
        "found `B` behind `A`, wanted a comma",
        "B",
        "write `A, B` for two values, or `A_B` if it is one: a name has no blanks",
    ),
    (
        "41..45",
        "found `41..45` without brackets, a range has them",
        "41..45",
        "write `[41..45]`; `[` and `]` include the bound, `(` and `)` do not",
    ),
    ("between 1 and 5", "found `between` in a cell, two bounds are a range", "between 1 and 5", "write `[1..5]`"),
    (
        "10,000",
        "found a comma inside `10,000`, a number has only a decimal point",
        "10,000",
        "write `10000`, or a blank after the comma between two values",
    ),
    (
        "0,5",
        "found a comma inside `0,5`, a number has only a decimal point",
        "0,5",
        "write `0.5`, or a blank after the comma between two values",
    ),
    ("–", "found `–` in a cell, any value is `-`", "–", "write `-`"),
    ("not A", "found `not A`, wanted parentheses behind `not`", "not A", "write `not(A)`"),
    ("'41', '42'", "`'41'` stands in the wrong quotes, a text has straight double quotes", "'41'", 'write `"41"`'),
    ("<= € 500", "`€ 500` names the currency first, which comes behind the number", "€ 500", "write `500 EUR`"),
    ("== A", "found `==`, wanted `=`", "==", "write `=`"),
    (
        "[1..5",
        "`[` is never closed, wanted the end of a range",
        "[",
        "a range is written `[a..b]`, `(a..b)`, `[a..b)` or `(a..b]`",
    ),
    (
        "[1, 2]",
        "found the list `[1, 2]`, values stand side by side only after `in` and in a cell",
        "[1, 2]",
        "write `x in (1, 2)`, or `1, 2` in a cell",
    ),
    ("(1, 2)", "found parentheses around the tests of a cell", "(1, 2)", "write `1, 2`"),
    (
        "<= 30d",
        "found `30d`, wanted `30 days`",
        "30d",
        "a duration is a number, a blank, and `days`, `weeks`, `months` or `years`",
    ),
    ("A,", "the text ends behind `,`, wanted a value", ",", None),
    (", A", "found `,`, wanted a value", ",", None),
    ("A,,B", "found `,` behind `,`, wanted a value", ",", None),
    ("*", "found `*` in a cell, any value is `-`", "*", "write `-`"),
    ("yes", "found `yes`, wanted `true`", "yes", 'write `true`, or `"yes"` in quotes if it is a text or a member'),
    ("A; B", "found `;` in a cell, a comma parts its tests", ";", "write a comma"),
    (
        "< 5 < 6",
        "found a second `<` in a test, two bounds are a range",
        "<",
        "write a range such as `[5..10)`; a comma between two tests means or",
    ),
    ("in (A)", "found `in` before the tests of a cell", "in", "write the tests alone, such as `A, B`"),
    (
        "[5]",
        "found the list `[5]`, values stand side by side only after `in` and in a cell",
        "[5]",
        "write `x in (5)`, or `5` in a cell",
    ),
    ("≥ 5", "found `≥`, wanted `>=`", "≥", "write `>=`"),
    ("ja, nee", "found `ja`, wanted `true`", "ja", 'write `true`, or `"ja"` in quotes if it is a text or a member'),
    (
        "030",
        "expected a number without a leading zero, got `030`",
        "030",
        'write `30`, or `"030"` in quotes if it is a code',
    ),
    (
        "A and B",
        "found `and` in a cell, which tests one value",
        "and",
        "write `A, B` for either, or use a column for each",
    ),
    ("< 5 of > 10", "found `of` in a cell, a comma parts its tests", "of", "write `< 5, > 10`"),
    ("5 or more", "found `or more` in a cell, wanted `>=`", "or more", "write `>= 5`"),
    ("> 5 EUR and < 10 EUR", "found `and` in a cell, two bounds are a range", "and", "write `(5 EUR..10 EUR)`"),
    ("", "found nothing, wanted a test, or `-` for any value", "", None),
    ("  ", "found nothing, wanted a test, or `-` for any value", "  ", None),
    (
        "between 5 and 10 EUR",
        "found `between` in a cell, two bounds are a range",
        "between 5 and 10 EUR",
        "write `[5..10 EUR]`",
    ),
    (
        ">5<6",
        "found a second `<` in a test, two bounds are a range",
        "<",
        "write a range such as `[5..10)`; a comma between two tests means or",
    ),
    (
        "A en B",
        "found `en` in a cell, which tests one value",
        "en",
        "write `A, B` for either, or use a column for each",
    ),
    (
        "new customer",
        "found `customer` behind `new`, wanted a comma",
        "customer",
        "write `new, customer` for two values, or `new_customer` if it is one: a name has no blanks",
    ),
    ("<= ", "the text ends behind `<=`, wanted a value", "<=", None),
    ("not(A", "`(` is never closed, wanted `)`", "(", None),
    ("not()", "found `)` behind `(`, wanted a value", ")", None),
    ("1..", "found `..` behind `1`, wanted an operator, `,` or the end", "..", None),
    (
        "..5",
        "found `..` outside brackets, wanted a range",
        "..",
        "write `x in [a..b]`; `[` and `]` include the bound, `(` and `)` do not",
    ),
    (
        "5..10, A",
        "found `5..10` without brackets, a range has them",
        "5..10",
        "write `[5..10]`; `[` and `]` include the bound, `(` and `)` do not",
    ),
    (
        "> 5, -",
        "found `-` beside other tests, it stands alone in a cell",
        "-",
        "leave the others out if any value will do",
    ),
    ("[10..", "the text ends behind `..`, wanted a value", "..", None),
    ("(5", "`(` is never closed, wanted `)`", "(", None),
    ("5)", "found `)`, which closes nothing", ")", "leave it out, or open it before"),
    ("EUR 5", "`EUR 5` names the currency first, which comes behind the number", "EUR 5", "write `5 EUR`"),
    (
        "30 dagen",
        "found `30 dagen`, wanted `30 days`",
        "30 dagen",
        "a duration is a number, a blank, and `days`, `weeks`, `months` or `years`",
    ),
    ("A|B", "found `|` in a cell, a comma parts its tests", "|", "write a comma"),
    ("!A", "found `!`, wanted `not(...)`", "!", "write `not(A)`"),
    ("> =5", "found a blank in `> =`, wanted `>=`", "> =", "write `>=`"),
    (
        '"41',
        'the text that starts at `"` never ends',
        '"',
        'a text stands between straight double quotes, such as `"41"`',
    ),
]


@pytest.mark.parametrize(("text", "message", "stretch", "help"), CELLS)
def test_a_wrong_cell_is_refused_with_a_way_out(text: str, message: str, stretch: str, help: str | None) -> None:
    with pytest.raises(BadExpression) as caught:
        parse_cell(text)

    bad = caught.value
    assert (bad.message, text[bad.start : bad.end], bad.help) == (message, stretch, help)
