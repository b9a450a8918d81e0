"""What goes wrong only in an input cell of a table, where tests stand without the value that they test."""

# ruff: noqa: RUF001 - the signs that look like others are what this is about

import re
from typing import Final

from creditpolicy.syntax.expressions.mistakes.mistake import COMPARE, NAME, OPERAND, Mistake, Words, spaced

_TEST: Final = rf"(?:(?:{COMPARE})\s*)?{OPERAND}"


def _range(words: Words) -> str:
    low, high = ("[" if "=" in words["f"] else "("), ("]" if "=" in words["g"] else ")")
    return f"{low}{words['a']}..{words['b']}{high}"


IN_A_CELL: Final = (
    Mistake(
        re.compile(r"^\s*(?P<at>[–—−‑*?])\s*$"),
        "found `{at}` in a cell, any value is `-`",
        "write `-`",
    ),
    Mistake(
        re.compile(r"(?:^|,)\s*(?P<at>-)\s*(?=,|$)"),
        "found `-` beside other tests, it stands alone in a cell",
        "leave the others out if any value will do",
    ),
    Mistake(
        re.compile(rf"(?P<f>>=?)\s*(?P<a>{OPERAND})\s+(?P<at>and|en|AND|&&?)\s+(?P<g><=?)\s*(?P<b>{OPERAND})"),
        "found `{at}` in a cell, two bounds are a range",
        "write `{fix}`",
        _range,
    ),
    Mistake(
        re.compile(rf"between\s+(?P<a>{OPERAND})\s+and\s+(?P<b>{OPERAND})"),
        "found `between` in a cell, two bounds are a range",
        "write `[{a}..{b}]`",
    ),
    Mistake(
        re.compile(r"(?:^|,)\s*(?P<at>[^\s\[\](),]+\s*\.\.\s*[^\s\[\](),]+)\s*(?=,|$)"),
        "found `{at}` without brackets, a range has them",
        "write `[{at}]`; `[` and `]` include the bound, `(` and `)` do not",
    ),
    Mistake(
        re.compile(rf"(?P<a>{OPERAND})\s+(?P<at>(?:or|of|and)\s+(?:more|higher|over|above|later|meer|hoger))(?!\w)"),
        "found `{at}` in a cell, wanted `>=`",
        "write `>= {a}`",
    ),
    Mistake(
        re.compile(
            rf"(?P<a>{OPERAND})\s+(?P<at>(?:or|of|and)\s+(?:less|lower|fewer|below|earlier|minder|lager))(?!\w)"
        ),
        "found `{at}` in a cell, wanted `<=`",
        "write `<= {a}`",
    ),
    Mistake(
        re.compile(rf"(?P<a>{_TEST})\s+(?P<at>or|of|OR)\s+(?P<b>{_TEST})"),
        "found `{at}` in a cell, a comma parts its tests",
        "write `{a}, {b}`",
    ),
    Mistake(
        re.compile(rf"(?P<a>{_TEST})\s+(?P<at>and|en|AND)\s+(?P<b>{_TEST})"),
        "found `{at}` in a cell, which tests one value",
        "write `{a}, {b}` for either, or use a column for each",
    ),
    Mistake(
        re.compile(rf"not\s+(?P<x>{OPERAND})"),
        "found `{all}`, wanted parentheses behind `not`",
        "write `not({x})`",
    ),
    Mistake(
        re.compile(r"^\s*(?P<at>in)(?!\w)"),
        "found `in` before the tests of a cell",
        "write the tests alone, such as `A, B`",
    ),
    Mistake(
        re.compile(r"^\s*(?P<at>\((?P<list>[^()\[\].]*,[^()\[\].]*)\))\s*$"),
        "found parentheses around the tests of a cell",
        "write `{fix}`",
        lambda words: spaced(words["list"]),
    ),
    Mistake(
        re.compile(rf"(?:{COMPARE})\s*{OPERAND}\s*(?P<at>{COMPARE})"),
        "found a second `{at}` in a test, two bounds are a range",
        "write a range such as `[5..10)`; a comma between two tests means or",
    ),
    Mistake(
        re.compile(r"\|\|?|;"),
        "found `{all}` in a cell, a comma parts its tests",
        "write a comma",
    ),
)

TWO_IN_A_CELL: Final = (
    Mistake(
        re.compile(rf"(?P<a>{NAME})\s+(?P<at>(?P<b>{NAME}))"),
        "found `{b}` behind `{a}`, wanted a comma",
        "write `{a}, {b}` for two values, or `{a}_{b}` if it is one: a name has no blanks",
    ),
)
"""For a word behind a word, if nothing else is known about it."""
