"""Signs, quotes and numbers of other notations: spreadsheets, program code, Dutch amounts."""

# ruff: noqa: RUF001 - the signs that look like others are what this is about

import re
from typing import Final

from creditpolicy.syntax.expressions.mistakes.mistake import (
    DIGITS,
    Mistake,
    Words,
    any_of,
    plain_amount,
    plain_number,
    word,
)

_SIGNS: Final = {
    "==": "=",
    "===": "=",
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "=!": "!=",
    "&&": "and",
    "||": "or",
    "&": "and",
    "|": "or",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "×": "*",
    "·": "*",
    "÷": "/",
    "–": "-",
    "—": "-",
    "−": "-",
    "‑": "-",
    ";": ",",
}
_CURRENCIES: Final = {"€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "euros": "EUR"}
_UNITS: Final = {
    "days": ("day", "days", "d", "dag", "dagen", "dgn"),
    "weeks": ("week", "weeks", "w", "wk", "weken"),
    "months": ("month", "months", "m", "mo", "maand", "maanden", "mnd"),
    "years": ("year", "years", "y", "yr", "yrs", "jaar", "jaren", "j"),
}
_UNIT: Final = {each: unit for unit, words in _UNITS.items() for each in words}


def _in_straight_quotes(words: Words) -> str:
    inside = words["all"].strip("'‘’‚‛`“”„«»").replace('"', "").strip()
    return f'"{inside}"'


def _amount(words: Words) -> str:
    sign = words["sign"].lower()
    return f"{plain_amount(words['n'])} {_CURRENCIES.get(sign, sign.upper())}"


def _duration(words: Words) -> str:
    unit = _UNIT[words["unit"].lower()]
    return f"{words['n']} {unit.removesuffix('s') if words['n'] == '1' else unit}"


NOTATION: Final = (
    Mistake(
        re.compile(r"'[^'\"]*'|‘[^’\"]*’|“[^”\"]*”|„[^”“\"]*[”“]|«[^»\"]*»|`[^`\"]*`"),
        "`{all}` stands in the wrong quotes, a text has straight double quotes",
        "write `{fix}`",
        _in_straight_quotes,
    ),
    Mistake(
        re.compile("[\"'‘’“”„«`]"),
        "the text that starts at `{all}` never ends",
        'a text stands between straight double quotes, such as `"41"`',
    ),
    Mistake(
        re.compile(r"={2,3}|=>|=<|<>|=!|&&?|\|\|?|[≤≥≠×·÷–—−‑;]"),
        "found `{all}`, wanted `{fix}`",
        "write `{fix}`",
        lambda words: _SIGNS[words["all"]],
    ),
    Mistake(
        re.compile(r"[<>!]\s+="),
        "found a blank in `{all}`, wanted `{fix}`",
        "write `{fix}`",
        lambda words: "".join(words["all"].split()),
    ),
    Mistake(
        re.compile(r"(?P<at>!)(?!=)\s*(?P<x>[A-Za-z_][\w.]*)?"),
        "found `!`, wanted `not(...)`",
        "write `not({fix})`",
        lambda words: words["x"] or "...",
    ),
    Mistake(
        re.compile(r"(?P<x>(?:(?<![\w.])[\w.]+)?)\s*(?P<at>\*\*|\^)"),
        "found `{at}`, there are no powers in the language",
        "write `{fix}`",
        lambda words: f"{words['x'] or 'a'} * {words['x'] or 'a'}",
    ),
    Mistake(
        re.compile(rf"(?P<n>{DIGITS})\s+%(?!\s*(?!(?:and|or|then|else)\b)[\w(\x00])"),
        "found a blank in `{all}`, a percentage has none",
        "write `{n}%`",
    ),
    Mistake(
        re.compile(r"(?<!\d)%|%(?=\s*[\d(])|" + word("mod|modulo|MOD")),
        "found `{all}`, there is no remainder in the language",
        "a percentage is a number with `%` behind it, such as `40%`",
    ),
    Mistake(
        re.compile(rf"(?<!\w)(?<!\d\s)(?P<sign>[€$£]|[A-Z]{{3}}(?=[\s\d]))\s*(?P<n>{DIGITS})(?!\w)"),
        "`{all}` names the currency first, which comes behind the number",
        "write `{fix}`",
        _amount,
    ),
    Mistake(
        re.compile(
            rf"(?<![\w.])(?P<n>{DIGITS})\s*(?P<sign>[€$£]|(?:euros?|[Ee][Uu][Rr]|usd|gbp|[A-Z]{{3}})(?!\w))",
            re.ASCII,
        ),
        "`{all}` is no amount, which is a number, a blank and the currency's three capitals",
        "write `{fix}`",
        _amount,
    ),
    Mistake(
        re.compile("[€$£]"),
        "found `{all}`, a currency is three capitals behind a number",
        "write `500 EUR`",
    ),
    Mistake(
        re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3}){2,}(?!\w)"),
        "`{all}` is no number, which has only a decimal point",
        "write `{fix}`",
        lambda words: plain_number(words["all"]),
    ),
    Mistake(
        re.compile(r"(?<![\w.])\d{1,2}:\d\d(?::\d\d)?(?!\w)"),
        "`{all}` is a time of day, the language knows only days",
        "compare dates",
    ),
    Mistake(
        re.compile(r"(?<![\w.])\d+\s+(?:business|working|werk)\s*(?:days?|dagen)(?!\w)"),
        "`{all}` has no fixed length, it depends on the day it starts",
        "write `add business days(date, number)`",
    ),
    Mistake(
        re.compile(rf"(?<![\w.])(?P<n>{DIGITS})\s*(?P<unit>{any_of(_UNIT)})(?!\w)", re.IGNORECASE | re.ASCII),
        "found `{all}`, wanted `{fix}`",
        "a duration is a number, a blank, and `days`, `weeks`, `months` or `years`",
        _duration,
    ),
    Mistake(
        re.compile(r"(?<![\w.)])\.(?P<digits>\d+)(?!\w)"),
        "`{all}` has no digit before the point",
        "write `0.{digits}`",
    ),
    Mistake(
        re.compile(r"(?<![\w.])(?P<n>\d+)\.(?![\w.])"),
        "`{all}` has no digit behind the point",
        "write `{n}`",
    ),
    Mistake(
        re.compile(r"(?<![\w.])\d[\d.]*[eE][+-]?\d+(?!\w)"),
        "`{all}` is no number of the language, which has only digits and a decimal point",
        "write all its digits",
    ),
    Mistake(
        re.compile(r"(?<![\w.])\d[\d.]*_[\d_]*(?:\.\d+)?(?!\w)"),
        "`{all}` is no number of the language, which has only digits and a decimal point",
        "write `{fix}`",
        lambda words: words["all"].replace("_", ""),
    ),
    Mistake(
        re.compile(r"(?<![\w.])\d[\d.]*[A-Za-z_]\w*"),
        "`{all}` is neither a number nor a name, which starts with a letter",
        'write `"{all}"` in quotes if it is a text',
    ),
    Mistake(
        re.compile(r"(?<![\w.])[\w.]*[^\W\x00-\x7f][\w.]*"),
        "found `{all}`, a name has only the letters a-z, digits and `_`",
        "write it without accents, or in quotes if it is a text",
    ),
    Mistake(
        re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]"),
        "found a character that can't be seen",
        "delete it",
    ),
)
