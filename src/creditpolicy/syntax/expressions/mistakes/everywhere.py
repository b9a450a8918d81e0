"""Notations that would parse, or fail far from where they stand, and can't be meant.

Looked for in the whole text before it is parsed, so their patterns are linear in time: none can start inside a word.
"""

import re
from typing import Final

from creditpolicy.syntax.expressions.mistakes.mistake import NAME, Mistake, Words, plain_number, spaced, word


def _iso_date(words: Words) -> str:
    return f"{words['y']}-{words['m']:0>2}-{words['d']:0>2}"


def _missing(words: Words) -> str:
    asked = f"is missing({words['x']})"
    return asked if words["op"] in ("=", "==") else f"not({asked})"


ALWAYS: Final = (
    Mistake(
        re.compile(r"(?<![\w.])in\s*(?P<at>\[\s*(?P<list>[\w\x00][^\[\]().]*)\])"),
        "found `{at}` after `in`, a list stands in round brackets",
        "write `in ({fix})`",
        lambda words: spaced(words["list"]),
    ),
    Mistake(
        re.compile(r"(?<![\w.\x00)])(?<![\w.\x00)]\s)\[\s*(?P<list>[\w\x00][^\[\]().]*)\]"),
        "found the list `{all}`, values stand side by side only after `in` and in a cell",
        "write `x in ({fix})`, or `{fix}` in a cell",
        lambda words: spaced(words["list"]),
    ),
    Mistake(
        re.compile(r"(?<![\w.-])(?P<d>\d{1,2})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})(?![\w-])"),
        "`{all}` looks like a date, which starts with the year",
        "write `{fix}`",
        _iso_date,
    ),
    Mistake(
        re.compile(
            r"(?<![\w.-])(?!\d{4}-\d\d-\d\d(?!\d))"
            r"(?P<y>\d{4})(?P<s>[-/])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\w-])"
        ),
        "`{all}` looks like a date, which is written year-month-day with two digits each",
        "write `{fix}`, or put blanks around a `-` or `/` that calculates",
        _iso_date,
    ),
    Mistake(
        re.compile(r"(?<![\w.,])(?<!\d-)\d[\d.]*(?:,\d+)+(?:\.\d+)?(?![\w%])"),
        "found a comma inside `{all}`, a number has only a decimal point",
        "write `{fix}`, or a blank after the comma between two values",
        lambda words: plain_number(words["all"]),
    ),
    Mistake(
        re.compile(rf"(?P<x>{NAME})\s*(?P<op>!=|<>|==?)\s*(?P<at>null|NULL|Null|None|nil|empty)(?![\w.])"),
        "there is no `{at}`, whether a value is known is a test of its own",
        "write `{fix}`",
        _missing,
    ),
    Mistake(
        re.compile(word("null|NULL|Null|None|nil")),
        "there is no `{all}`, whether a value is known is a test of its own",
        "write `is missing(x)`, or `if_missing` in a table",
    ),
    Mistake(
        re.compile(word("yes|Yes|ja|Ja|JA|TRUE|True|waar")),
        "found `{all}`, wanted `true`",
        'write `true`, or `"{all}"` in quotes if it is a text or a member',
    ),
    Mistake(
        re.compile(word("no|No|nee|Nee|NEE|FALSE|False|onwaar")),
        "found `{all}`, wanted `false`",
        'write `false`, or `"{all}"` in quotes if it is a text or a member',
    ),
    Mistake(
        re.compile(word("niet|Niet|NIET|NOT|Not") + r"(?=\s*\()"),
        "found `{all}`, wanted `not`",
        "write `not(...)`; the words of the language are English, in small letters",
    ),
    Mistake(
        re.compile(word("function") + r"(?=\s*\()"),
        "found `{all}`, a policy can't define functions",
        "name the expression as a definition",
    ),
)
