"""Texts that do not parse: the sentence, the stretch that it is about, and the way out."""

import pytest

from creditpolicy.syntax.expressions import BadExpression, parse_cell, parse_expression

EXPRESSIONS: list[tuple[str, str, str, str | None]] = [
    ("a == b", "found `==`, wanted `=`", "==", "write `=`"),
    ("a && b", "found `&&`, wanted `and`", "&&", "write `and`"),
    ("a || b", "found `||`, wanted `or`", "||", "write `or`"),
    ("!a", "found `!`, wanted `not(...)`", "!", "write `not(a)`"),
    ("a <> b", "found `<>`, wanted `!=`", "<>", "write `!=`"),
    ("a => b", "found `=>`, wanted `>=`", "=>", "write `>=`"),
    ("a =< b", "found `=<`, wanted `<=`", "=<", "write `<=`"),
    (
        "a AND b",
        "found `AND`, wanted `and`",
        "AND",
        "write `and`; the words of the language are English, in small letters",
    ),
    ("a OR b", "found `OR`, wanted `or`", "OR", "write `or`; the words of the language are English, in small letters"),
    (
        "Not(a)",
        "found `Not`, wanted `not`",
        "Not",
        "write `not(...)`; the words of the language are English, in small letters",
    ),
    (
        "a en b",
        "found `en`, wanted `and`",
        "en",
        "write `and`; the words of the language are English, in small letters",
    ),
    ("a of b", "found `of`, wanted `or`", "of", "write `or`; the words of the language are English, in small letters"),
    (
        "niet(a)",
        "found `niet`, wanted `not`",
        "niet",
        "write `not(...)`; the words of the language are English, in small letters",
    ),
    ("niet a", "found `niet a`, wanted parentheses behind `not`", "niet a", "write `not(a)`"),
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
    ("a = ja", "found `ja`, wanted `true`", "ja", 'write `true`, or `"ja"` in quotes if it is a text or a member'),
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
    ("a = yes", "found `yes`, wanted `true`", "yes", 'write `true`, or `"yes"` in quotes if it is a text or a member'),
    ("a = null", "there is no `null`, whether a value is known is a test of its own", "null", "write `is missing(a)`"),
    (
        "a.b != None",
        "there is no `None`, whether a value is known is a test of its own",
        "None",
        "write `not(is missing(a.b))`",
    ),
    (
        "a.b is missing",
        "found `is missing` behind a name, it stands before one",
        "is missing",
        "write `is missing(a.b)`",
    ),
    (
        "a.b is not missing",
        "found `is not missing` behind a name, it stands before one",
        "is not missing",
        "write `not(is missing(a.b))`",
    ),
    ("a ** 2", "found `**`, there are no powers in the language", "**", "write `a * a`"),
    ("a ^ 2", "found `^`, there are no powers in the language", "^", "write `a * a`"),
    (
        "a % 2",
        "found `%`, there is no remainder in the language",
        "%",
        "a percentage is a number with `%` behind it, such as `40%`",
    ),
    (
        "a instance of number",
        "found `instance of`, which is not in the language",
        "instance of",
        "each fact has one type, so there is nothing to ask",
    ),
    (
        "for x in y return x",
        "found `for x`, there are no loops in the language",
        "for x",
        "write an aggregate, such as `sum(invoice.amount_open where invoice.days_overdue > 0)`",
    ),
    (
        "some x in y satisfies x > 1",
        "found `some x`, which is not in the language",
        "some x",
        "write `any(condition where condition)` or `all(condition where condition)`",
    ),
    (
        "every x in y satisfies x > 1",
        "found `every x`, which is not in the language",
        "every x",
        "write `any(condition where condition)` or `all(condition where condition)`",
    ),
    (
        "a[b > 1] = 2",
        "found `[b > 1]`, which would filter a list and is not in the language",
        "[b > 1]",
        "write an aggregate with `where`, such as `count(invoice where invoice.days_overdue > 0)`",
    ),
    ("{a: 1}", "found `{`, there are no contexts in the language", "{", "name each part as a definition"),
    (
        "function(x) x + 1",
        "found `function`, a policy can't define functions",
        "function",
        "name the expression as a definition",
    ),
    (
        "a = [1,2]",
        "found the list `[1,2]`, values stand side by side only after `in` and in a cell",
        "[1,2]",
        "write `x in (1, 2)`, or `1, 2` in a cell",
    ),
    ("a in [1, 2]", "found `[1, 2]` after `in`, a list stands in round brackets", "[1, 2]", "write `in (1, 2)`"),
    ("a > 12:30", "`12:30` is a time of day, the language knows only days", "12:30", "compare dates"),
    ("(a = b", "`(` is never closed, wanted `)`", "(", None),
    ("a = b)", "found `)`, which closes nothing", ")", "leave it out, or open it before"),
    ("((a = b) and c", "`(` is never closed, wanted `)`", "(", None),
    ("a =", "the text ends behind `=`, wanted a value", "=", None),
    ("= a", "found `=`, wanted a value", "=", None),
    ("a = b and", "the text ends behind `and`, wanted a value", "and", None),
    ("(a +", "the text ends behind `+`, wanted a value", "+", None),
    ("if a else b", "found `else` behind `a`, wanted `then`", "else", "write `if condition then value else value`"),
    ("if a then b", "the text ends behind `b`, wanted `else`", "b", "write `if condition then value else value`"),
    ("if a b else c", "found `b` behind `a`, wanted `then`", "b", "write `if condition then value else value`"),
    ("a in A, B", "found `A, B` after `in`, several values stand in parentheses", "A, B", "write `in (A, B)`"),
    (
        'a in "41", "42"',
        'found `"41", "42"` after `in`, several values stand in parentheses',
        '"41", "42"',
        'write `in ("41", "42")`',
    ),
    (
        "a in x",
        "found `x` after `in`, wanted tests in parentheses or a range",
        "x",
        "write `in (x)`, or `list contains(x, value)` for a list",
    ),
    ("not x", "found `not x`, wanted parentheses behind `not`", "not x", "write `not(x)`"),
    (
        "not customer.ok and y",
        "found `not customer.ok`, wanted parentheses behind `not`",
        "not customer.ok",
        "write `not(customer.ok)`",
    ),
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
    ("a – b", "found `–`, wanted `-`", "–", "write `-`"),
    (
        "customer.größe = 1",
        "found `customer.größe`, a name has only the letters a-z, digits and `_`",
        "customer.größe",
        "write it without accents, or in quotes if it is a text",
    ),
    (
        "customer segment = A",
        "found `segment` behind `customer`, wanted an operator such as `=` or `and`",
        "segment",
        "a name has no blanks: did you mean `customer_segment` or `customer.segment`?",
    ),
    ("a < b < c", "found two comparisons in a row in `a < b < c`", "a < b < c", "write `a < b and b < c`"),
    ("a = b = c", "found two comparisons in a row in `a = b = c`", "a = b = c", "write `a = b and b = c`"),
    (
        "1 + if a then b else c",
        "found `if` behind `+`, wanted a value",
        "if",
        "put `if` and what belongs to it in parentheses",
    ),
    ("a = not(b)", "found `not` behind `=`, wanted a value", "not", "put `not` and what belongs to it in parentheses"),
    ("a in", "the text ends behind `in`, wanted tests in parentheses or a range", "in", None),
    ("a between 1", "the text ends behind `1`, wanted `and` and the upper bound", "1", None),
    ("a between 1, 2", "found `,` behind `1`, wanted `and` and the upper bound", ",", "write `x between a and b`"),
    (
        "a in [1..2",
        "`[` is never closed, wanted the end of a range",
        "[",
        "a range is written `[a..b]`, `(a..b)`, `[a..b)` or `(a..b]`",
    ),
    ("a in (1, 2", "`(` is never closed, wanted `)`", "(", None),
    ("f(a, )", "found `)` behind `,`, wanted a value", ")", None),
    (
        "f(a b)",
        "found `b` behind `a`, wanted an operator such as `=` or `and`",
        "b",
        "a name has no blanks: did you mean `a_b` or `a.b`?",
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
        "x(a where b)",
        "`x` takes no `where`, only an aggregate does",
        "x",
        "the aggregates are `count`, `sum`, `min`, `max`, `any` and `all`",
    ),
    (
        "a >= 5 business days",
        "`5 business days` has no fixed length, it depends on the day it starts",
        "5 business days",
        "write `add business days(date, number)`",
    ),
    ("a not in (A, B)", "found `not in`, wanted `not(... in ...)`", "not in", "write `not(a in (A, B))`"),
    ("a + @", "found `@` behind `+`, wanted a value", "@", None),
    (
        "(a).hour = 3",
        "found `.hour`, of a date there are `.year`, `.month`, `.day` and `.weekday`",
        ".hour",
        "write one of these, or leave it out",
    ),
    ("a ≥ 5", "found `≥`, wanted `>=`", "≥", "write `>=`"),
    ("a < = 5", "found a blank in `< =`, wanted `<=`", "< =", "write `<=`"),
    ("a.b.", "found `.` behind `a.b`, wanted an operator such as `=` or `and`", ".", None),
    (
        "a at least 5",
        "found `at least`, wanted `>=`",
        "at least",
        "write `>=`; the words of the language are English, in small letters",
    ),
    (",", "found `,`, wanted a value", ",", None),
    ("()", "found `)` behind `(`, wanted a value", ")", None),
    ("a = (,)", "found `,` behind `(`, wanted a value", ",", None),
    (
        "a..b",
        "found `..` outside brackets, wanted a range",
        "..",
        "write `x in [a..b]`; `[` and `]` include the bound, `(` and `)` do not",
    ),
    ("5 days 3", "found `3` behind `days`, wanted an operator such as `=` or `and`", "3", None),
    ("if a then b else", "the text ends behind `else`, wanted a value", "else", None),
    ("a and not b", "found `not b`, wanted parentheses behind `not`", "not b", "write `not(b)`"),
    ("a.b\u200b = 3", "found a character that can't be seen", "\u200b", "delete it"),
    ("date(2026)", "`date` takes one text in quotes, year-month-day", "date(2026)", 'write `date("2026-01-31")`'),
    ("a in not(b)", "found `not` after `in`, which stands around the whole", "not", "write `not(a in (A, B))`"),
    (
        "0,5 * a",
        "found a comma inside `0,5`, a number has only a decimal point",
        "0,5",
        "write `0.5`, or a blank after the comma between two values",
    ),
    ("a is B", "found `is`, wanted `=`", "is", "write `=`; the words of the language are English, in small letters"),
    ("not", "the text ends behind `not`, wanted `(`", "not", None),
    ("", "found nothing, wanted an expression", "", None),
    ("   ", "found nothing, wanted an expression", "   ", None),
    ("a not in (A)", "found `not in`, wanted `not(... in ...)`", "not in", "write `not(a in (A))`"),
    (
        "a > 5 Days",
        "found `5 Days`, wanted `5 days`",
        "5 Days",
        "a duration is a number, a blank, and `days`, `weeks`, `months` or `years`",
    ),
    ("a > 10.000.000", "`10.000.000` is no number, which has only a decimal point", "10.000.000", "write `10000000`"),
    ("a = « x »", "`« x »` stands in the wrong quotes, a text has straight double quotes", "« x »", 'write `"x"`'),
    ("a .b = 3", "found a blank in `a .b`, a name has none", "a .b", "write `a.b`"),
    (
        "a in 1..5",
        "found `1..5` after `in`, a range stands in brackets",
        "1..5",
        "write `in [1..5]`; `[` and `]` include the bound, `(` and `)` do not",
    ),
    (
        "x > 500 usd",
        "`500 usd` is no amount, which is a number, a blank and the currency's three capitals",
        "500 usd",
        "write `500 USD`",
    ),
    (
        "If a then b else c",
        "found `If`, wanted `if`",
        "If",
        "write `if`; the words of the language are English, in small letters",
    ),
    (
        "als a dan b anders c",
        "found `als`, wanted `if`",
        "als",
        "write `if`; the words of the language are English, in small letters",
    ),
    (
        "customer.a gelijk aan 5",
        "found `gelijk aan`, wanted `=`",
        "gelijk aan",
        "write `=`; the words of the language are English, in small letters",
    ),
    (
        "(a).hour",
        "found `.hour`, of a date there are `.year`, `.month`, `.day` and `.weekday`",
        ".hour",
        "write one of these, or leave it out",
    ),
    ("1.5 weeks > a", "`1.5 weeks` is no whole number of weeks", "1.5 weeks", "write it in days, such as `10 days`"),
    (
        "a < b + 1 < c",
        "found `<` behind `1`, wanted an operator such as `=` or `and`",
        "<",
        "a comparison compares two values: write `a < b and b < c`",
    ),
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
    ("a = b; c = d", "found `;`, wanted `,`", ";", "write `,`"),
    ("a ? b : c", "found `?`, a choice is written in words", "?", "write `if condition then value else value`"),
    (
        "a[1",
        "found `[1`, which would filter a list and is not in the language",
        "[1",
        "write an aggregate with `where`, such as `count(invoice where invoice.days_overdue > 0)`",
    ),
    (
        'date("2026-13-01")',
        "`2026-13-01` is no day of the calendar",
        '"2026-13-01"',
        "a date is year-month-day, such as `2026-01-31`",
    ),
    ("a = b 'c'", "`'c'` stands in the wrong quotes, a text has straight double quotes", "'c'", 'write `"c"`'),
    (
        "is missing x",
        "found `is missing x`, wanted parentheses behind `is missing`",
        "is missing x",
        "write `is missing(x)`",
    ),
    ("f(", "the text ends behind `(`, wanted a value", "(", None),
    ("a = not b", "found `not b`, wanted parentheses behind `not`", "not b", "write `not(b)`"),
    (
        "A B C",
        "found `B` behind `A`, wanted an operator such as `=` or `and`",
        "B",
        "a name has no blanks: did you mean `A_B` or `A.B`?",
    ),
    ("a:b", "found `:` behind `a`, wanted an operator such as `=` or `and`", ":", None),
    ('("41", "42")', 'found `,` behind `"41"`, wanted an operator such as `=` or `and`', ",", None),
]
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


@pytest.mark.parametrize(("text", "message", "stretch", "help"), EXPRESSIONS)
def test_a_wrong_expression_is_refused_with_a_way_out(text: str, message: str, stretch: str, help: str | None) -> None:
    with pytest.raises(BadExpression) as caught:
        parse_expression(text)

    bad = caught.value
    assert (bad.message, text[bad.start : bad.end], bad.help) == (message, stretch, help)


@pytest.mark.parametrize(("text", "message", "stretch", "help"), CELLS)
def test_a_wrong_cell_is_refused_with_a_way_out(text: str, message: str, stretch: str, help: str | None) -> None:
    with pytest.raises(BadExpression) as caught:
        parse_cell(text)

    bad = caught.value
    assert (bad.message, text[bad.start : bad.end], bad.help) == (message, stretch, help)


@pytest.mark.parametrize(
    ("text", "start", "message"),
    [
        ("(" * 61 + "a" + ")" * 61, 60, "found more than 60 brackets inside each other"),
        ("a" * 20_001, 20_000, "found 20001 characters, an expression has at most 20000"),
        ("a" + " + a" * 1000, 0, "found more than 150 operators that each need the one before"),
        ("-" * 1000 + "1", 0, "found more than 150 operators that each need the one before"),
        ("if a then b else " * 500 + "c", 0, "found more than 150 operators that each need the one before"),
    ],
)
def test_what_no_person_writes_is_refused(text: str, start: int, message: str) -> None:
    with pytest.raises(BadExpression) as caught:
        parse_expression(text)

    assert (caught.value.start, caught.value.message) == (start, message)


def test_only_the_bracket_that_opened_is_underlined() -> None:
    text = "(a = b) and ((c = d) or e"
    with pytest.raises(BadExpression) as caught:
        parse_expression(text)

    assert (caught.value.start, caught.value.end) == (12, 13)


def test_long_words_are_cut_in_the_message() -> None:
    with pytest.raises(BadExpression) as caught:
        parse_expression(f"a = '{'x' * 200}'")

    assert caught.value.message == f"`'{'x' * 56}...` stands in the wrong quotes, a text has straight double quotes"
