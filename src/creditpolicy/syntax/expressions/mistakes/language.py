"""Words and forms of other languages: Dutch, capitals, SQL, and the parts of FEEL that are left out."""

import re
from typing import Final

from creditpolicy.syntax.expressions.mistakes.mistake import COMPARE, NAME, OPERAND, Mistake, Words, any_of, word

_WORDS: Final = {
    "and": ("AND", "And", "en", "EN", "En"),
    "or": ("OR", "Or", "of", "OF", "Of"),
    "in": ("IN", "In"),
    "if": ("IF", "If", "als", "ALS", "Als", "when", "WHEN"),
    "then": ("THEN", "Then", "dan", "DAN", "Dan"),
    "else": ("ELSE", "Else", "anders", "ANDERS", "Anders", "otherwise", "elif"),
    "between": ("BETWEEN", "Between", "tussen", "TUSSEN", "Tussen"),
    "=": ("is", "IS", "equals", "gelijk aan", "is gelijk aan"),
    "!=": ("is not", "IS NOT", "ongelijk aan", "is niet"),
    ">": ("greater than", "more than", "is greater than", "is more than", "groter dan", "meer dan", "exceeds"),
    "<": ("less than", "fewer than", "is less than", "kleiner dan", "minder dan"),
    ">=": ("at least", "is at least", "minstens"),
    "<=": ("at most", "is at most", "hoogstens"),
    "-": ("minus", "min"),
    "+": ("plus",),
    "*": ("times", "keer"),
}
_MEANT: Final = {each: right for right, words in _WORDS.items() for each in words}


def _is_missing(words: Words) -> str:
    asked = f"is missing({words['x']})"
    return f"not({asked})" if "not" in words["at"].split() else asked


LANGUAGE: Final = (
    Mistake(
        re.compile(r"(?<![\w.])(?P<at>[a-z]{4,8}\s+between)\s*\([^(),]*,"),
        "unknown function `{at}`",
        "did you mean `months between`?",
    ),
    Mistake(
        re.compile(rf"(?P<x>{NAME})\s+(?P<at>is\s+(?:not\s+)?(?:missing|unknown|null|empty|onbekend))(?![\w(])"),
        "found `{at}` behind a name, it stands before one",
        "write `{fix}`",
        _is_missing,
    ),
    Mistake(
        re.compile(rf"(?P<x>{NAME})\s+(?P<at>(?:not|niet|NOT)\s+(?:in|IN))(?!\w)\s*(?P<tests>\([^()]*\))?"),
        "found `{at}`, wanted `not(... in ...)`",
        "write `{fix}`",
        lambda words: f"not({words['x']} in {words['tests'] or '(...)'})",
    ),
    Mistake(
        re.compile(rf"{word('is')}\s+missing\s+(?P<x>{NAME})"),
        "found `{all}`, wanted parentheses behind `is missing`",
        "write `is missing({x})`",
    ),
    Mistake(
        re.compile(rf"(?<![\w.])(?:not|niet|NOT|Not)\s+(?P<x>{NAME})?"),
        "found `{all}`, wanted parentheses behind `not`",
        "write `not({fix})`",
        lambda words: words["x"] or "...",
    ),
    Mistake(
        re.compile(r"(?<![\w.])instance\s+of(?!\w)"),
        "found `{all}`, which is not in the language",
        "each fact has one type, so there is nothing to ask",
    ),
    Mistake(
        re.compile(word("some|every") + r"\s+\w+"),
        "found `{all}`, which is not in the language",
        "write `any(condition where condition)` or `all(condition where condition)`",
    ),
    Mistake(
        re.compile(word("for") + r"\s+\w+"),
        "found `{all}`, there are no loops in the language",
        "write an aggregate, such as `sum(invoice.amount_open where invoice.days_overdue > 0)`",
    ),
    Mistake(
        re.compile(rf"(?:{NAME}|\))\s*(?P<at>\[[^\[\]]*\]?)"),
        "found `{at}`, which would filter a list and is not in the language",
        "write an aggregate with `where`, such as `count(invoice where invoice.days_overdue > 0)`",
    ),
    Mistake(
        re.compile(r"[{}]"),
        "found `{all}`, there are no contexts in the language",
        "name each part as a definition",
    ),
    Mistake(
        re.compile(r"(?<=[)\d])\s*(?P<at>\.\s*(?!\d)\w+)"),
        "found `{at}`, of a date there are `.year`, `.month`, `.day` and `.weekday`",
        "write one of these, or leave it out",
    ),
    Mistake(
        re.compile(rf"(?P<x>{NAME})(?:\s+\.\s*|(?<=\.)\s+)(?P<y>[A-Za-z_]\w*)"),
        "found a blank in `{all}`, a name has none",
        "write `{fix}`",
        lambda words: f"{words['x'].removesuffix('.')}.{words['y']}",
    ),
    Mistake(
        re.compile(rf"(?P<x>{NAME})\s+(?P<at>contains|starts\s+with|ends\s+with)\s+(?P<y>\x00+|{NAME})"),
        "found `{at}` between two values, a function stands before its values",
        "write `{at}({x}, {y})`",
    ),
    Mistake(
        re.compile(r"\?"),
        "found `{all}`, a choice is written in words",
        "write `if condition then value else value`",
    ),
    Mistake(
        re.compile(rf"(?:(?P<x>{NAME})\s+)?in\s+(?P<at>not)(?!\w)"),
        "found `not` after `in`, which stands around the whole",
        "write `not({fix} in (A, B))`",
        lambda words: words["x"] or "x",
    ),
    Mistake(
        re.compile(r"(?<![\w.])in\s+(?P<at>(?:[A-Za-z_][\w.]*|\x00+|\d[\w.]*)(?:\s*,\s*[\w.\x00]+)+)"),
        "found `{at}` after `in`, several values stand in parentheses",
        "write `in ({at})`",
    ),
    Mistake(
        re.compile(r"(?<![\w.])in\s+(?P<at>[^\s\[\](),]+\s*\.\.\s*[^\s\[\](),]+)"),
        "found `{at}` after `in`, a range stands in brackets",
        "write `in [{at}]`; `[` and `]` include the bound, `(` and `)` do not",
    ),
    Mistake(
        re.compile(r"(?<![\w.])in\s+(?P<at>(?!(?:not|if)\b)[A-Za-z_][\w.]*|\x00+|\d[\w.]*)"),
        "found `{at}` after `in`, wanted tests in parentheses or a range",
        "write `in ({at})`, or `list contains({at}, value)` for a list",
    ),
    Mistake(
        re.compile(r"\.\.(?!\s*(?:$|[\])]))"),
        "found `..` outside brackets, wanted a range",
        "write `x in [a..b]`; `[` and `]` include the bound, `(` and `)` do not",
    ),
    Mistake(
        re.compile(rf"(?P<a>{OPERAND})\s*(?P<f>{COMPARE})\s*(?P<b>{OPERAND})\s*(?P<g>{COMPARE})\s*(?P<c>{OPERAND})"),
        "found two comparisons in a row in `{all}`",
        "write `{a} {f} {b} and {b} {g} {c}`",
    ),
    Mistake(
        re.compile(word(any_of(_MEANT))),
        "found `{all}`, wanted `{fix}`",
        "write `{fix}`; the words of the language are English, in small letters",
        lambda words: _MEANT[" ".join(words["all"].split())],
    ),
)

TWO_WORDS: Final = (
    Mistake(
        re.compile(rf"(?P<a>{NAME})\s+(?P<at>(?P<b>{NAME}))"),
        "found `{b}` behind `{a}`, wanted an operator such as `=` or `and`",
        "a name has no blanks: did you mean `{a}_{b}` or `{a}.{b}`?",
    ),
)
"""For a name where an operator should stand, if nothing else is known about it."""
