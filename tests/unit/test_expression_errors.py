"""Expressions that do not parse: the sentence, the stretch that it is about, and the way out."""

import pytest

from creditpolicy.syntax.expressions import BadExpression, parse_expression

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
    ("a = ja", "found `ja`, wanted `true`", "ja", 'write `true`, or `"ja"` in quotes if it is a text or a member'),
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
        "x(a where b)",
        "`x` takes no `where`, only an aggregate does",
        "x",
        "the aggregates are `count`, `sum`, `min`, `max`, `any` and `all`",
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
    ("a in not(b)", "found `not` after `in`, which stands around the whole", "not", "write `not(a in (A, B))`"),
    ("a is B", "found `is`, wanted `=`", "is", "write `=`; the words of the language are English, in small letters"),
    ("not", "the text ends behind `not`, wanted `(`", "not", None),
    ("", "found nothing, wanted an expression", "", None),
    ("   ", "found nothing, wanted an expression", "   ", None),
    ("a not in (A)", "found `not in`, wanted `not(... in ...)`", "not in", "write `not(a in (A))`"),
    ("a .b = 3", "found a blank in `a .b`, a name has none", "a .b", "write `a.b`"),
    (
        "a in 1..5",
        "found `1..5` after `in`, a range stands in brackets",
        "1..5",
        "write `in [1..5]`; `[` and `]` include the bound, `(` and `)` do not",
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
    (
        "a < b + 1 < c",
        "found `<` behind `1`, wanted an operator such as `=` or `and`",
        "<",
        "a comparison compares two values: write `a < b and b < c`",
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


@pytest.mark.parametrize(("text", "message", "stretch", "help"), EXPRESSIONS)
def test_a_wrong_expression_is_refused_with_a_way_out(text: str, message: str, stretch: str, help: str | None) -> None:
    with pytest.raises(BadExpression) as caught:
        parse_expression(text)

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
