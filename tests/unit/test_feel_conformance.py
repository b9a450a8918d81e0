"""Expressions mean what FEEL says (DMN 1.5, chapter 10), but for what `docs/departures.md` lists.

Each line is an expression with its value. Facts stand in for the first operand where two fixed values are compared,
which a policy may not write. `None` is FEEL's null, here: unknown.
"""

import json
from datetime import date
from fractions import Fraction

import pytest

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.facts.case import Case, Given
from creditpolicy.loading import load_text
from creditpolicy.values.unknown import Unknown

HEADER = 'policy: x\nlanguage: 1\nversion: "1"\ncurrency: EUR\n'
FACTS = """facts:
  customer.five: {type: number, scale: 2}
  customer.minus: {type: number, scale: 2}
  customer.zero: {type: number}
  customer.word: {type: text}
  customer.yes: {type: boolean}
  customer.no: {type: boolean}
  customer.day: {type: date}
  customer.leap: {type: date}
  customer.span: {type: days}
  customer.null_n: {type: number}
  customer.null_b: {type: boolean}
  customer.null_d: {type: date}
  customer.null_t: {type: text}
"""
CASE: Given = {
    "customer.five": Fraction(5),
    "customer.minus": Fraction("-5.5"),
    "customer.zero": Fraction(0),
    "customer.word": "foobar",
    "customer.yes": True,
    "customer.no": False,
    "customer.day": date(2026, 1, 31),
    "customer.leap": date(2024, 2, 29),
    "customer.span": Fraction(10),
}
SHORT = {
    "n": "customer.five",
    "m": "customer.minus",
    "z": "customer.zero",
    "w": "customer.word",
    "T": "customer.yes",
    "F": "customer.no",
    "d": "customer.day",
    "l": "customer.leap",
    "s": "customer.span",
    "U": "customer.null_b",
    "un": "customer.null_n",
    "ud": "customer.null_d",
    "ut": "customer.null_t",
}

ARITHMETIC = [
    ("1 + 2", 3),
    ("10 - 4 - 3", 3),
    ("2 + 3 * 4", 14),
    ("(2 + 3) * 4", 20),
    ("10 / 4", "2.5"),
    ("1 / 3 * 3", 1),
    ("-{n}", -5),
    ("-(-{n})", 5),
    ("{n} - -1", 6),
    ("8 / 2 / 2", 2),
    ("0.1 + 0.2", "0.3"),
    ("1.01 * 1.01", "1.0201"),
    ("{n} / 8 * 8", 5),
    ("{un} + 1", None),
    ("1 - {un}", None),
    ("{un} * 0", None),
    ("-{un}", None),
    ("{m} + {n}", "-0.5"),
]
COMPARISON = [
    ("{n} = 5", True),
    ("{n} = 5.0", True),
    ("{n} != 5", False),
    ("{n} < 5", False),
    ("{n} <= 5", True),
    ("{n} > 4.99", True),
    ("{n} >= 5.01", False),
    ("{m} < 0", True),
    ('{w} = "foobar"', True),
    ('{w} = "Foobar"', False),
    ('{w} != "foo"', True),
    ("{T} = true", True),
    ("{T} != false", True),
    ("{F} = true", False),
    ('{d} = date("2026-01-31")', True),
    ('{d} < date("2026-02-01")', True),
    ('{d} >= date("2026-02-01")', False),
    ("{un} < 5", None),
    ("{un} = 5", None),
    ('{ut} = "a"', None),
    ('{ud} > date("2026-01-01")', None),
    ("{n} = {un}", None),
    ("{d} < {l}", False),
]
RANGES = [
    ("{n} between 1 and 5", True),
    ("{n} between 5 and 10", True),
    ("{n} between 6 and 10", False),
    ("{n} between 1 and 4.99", False),
    ("{un} between 1 and 2", None),
    ("{n} in [1..5]", True),
    ("{n} in [1..5)", False),
    ("{n} in (5..9]", False),
    ("{n} in [5..9]", True),
    ("{n} in (4..6)", True),
    ("{n} in ]5..9]", False),
    ("{n} in [1..5[", False),
    ("{n} in ]4..6[", True),
    ("{n} in (1, 2, 5)", True),
    ("{n} in (1, 2, 6)", False),
    ("{n} in (< 3, > 4)", True),
    ("{n} in (<= 5)", True),
    ("{n} in ([1..2], [4..6])", True),
    ("{n} in (> 5)", False),
    ('{d} in [date("2026-01-01")..date("2026-01-31")]', True),
    ('{d} in [date("2026-01-01")..date("2026-01-31"))', False),
    ('{w} in ("foo", "foobar")', True),
    ('{w} in ("foo", "bar")', False),
    ("{un} in (1, 2)", None),
    ('{d} between date("2026-01-31") and date("2026-02-01")', True),
    ("not({n} in (1, 2))", True),
]
LOGIC = [
    ("{T} and {T}", True),
    ("{T} and {F}", False),
    ("{F} and {T}", False),
    ("{F} and {F}", False),
    ("{T} and {U}", None),
    ("{U} and {T}", None),
    ("{F} and {U}", False),
    ("{U} and {F}", False),
    ("{U} and {U}", None),
    ("{T} or {T}", True),
    ("{T} or {F}", True),
    ("{F} or {T}", True),
    ("{F} or {F}", False),
    ("{T} or {U}", True),
    ("{U} or {T}", True),
    ("{F} or {U}", None),
    ("{U} or {F}", None),
    ("{U} or {U}", None),
    ("not({T})", False),
    ("not({F})", True),
    ("not({U})", None),
    ("{T} or {F} and {F}", True),
    ("({T} or {F}) and {F}", False),
    ("not({F}) and {T}", True),
    ("{un} > 1 and {F}", False),
    ("{un} > 1 or {T}", True),
]
CHOICE = [
    ("if {T} then 1 else 2", 1),
    ("if {F} then 1 else 2", 2),
    ('if {n} > 4 then "a" else "b"', "a"),
    ("if {F} then 1 else if {T} then 2 else 3", 2),
    ("(if {T} then 1 else 2) + 3", 4),
    ("if {T} then {un} else 1", None),
]
ROUNDING = [
    ("decimal(1 / 3, 2)", "0.33"),
    ("decimal(1.5, 0)", 2),
    ("decimal(2.5, 0)", 2),
    ("decimal(0.125, 2)", "0.12"),
    ("decimal(-2.5, 0)", -2),
    ("round up(5.5, 0)", 6),
    ("round up(-5.5, 0)", -6),
    ("round up(1.121, 2)", "1.13"),
    ("round up(-1.126, 2)", "-1.13"),
    ("round up(5, 0)", 5),
    ("round down(5.5, 0)", 5),
    ("round down(-5.5, 0)", -5),
    ("round down(1.121, 2)", "1.12"),
    ("round down(-1.126, 2)", "-1.12"),
    ("round half up(5.5, 0)", 6),
    ("round half up(-5.5, 0)", -6),
    ("round half up(1.121, 2)", "1.12"),
    ("round half up(-1.126, 2)", "-1.13"),
    ("round half up(2.5, 0)", 3),
    ("round half down(5.5, 0)", 5),
    ("round half down(-5.5, 0)", -5),
    ("round half down(1.121, 2)", "1.12"),
    ("round half down(-1.126, 2)", "-1.13"),
    ("round half down(5.51, 0)", 6),
    ("floor(1.5)", 1),
    ("floor(-1.5)", -2),
    ("ceiling(1.5)", 2),
    ("ceiling(-1.5)", -1),
    ("floor({n})", 5),
    ("abs(-10)", 10),
    ("abs({m})", "5.5"),
    ("abs({n})", 5),
    ("abs({un})", None),
    ("floor({un})", None),
    ("min(1, 2, 3)", 1),
    ("max(1, 2, 3)", 3),
    ("min({n}, {m})", "-5.5"),
    ("max({un}, 1)", None),
]
TEXTS = [
    ('string length("")', 0),
    ("string length({w})", 6),
    ('string length("caf\\u00e9")', 4),
    ('string length("\\ud83d\\udca9")', 1),
    ('string length("\\U01f40e\\U01f600")', 2),
    ('contains({w}, "ob")', True),
    ('contains({w}, "of")', False),
    ('contains({w}, "")', True),
    ('starts with({w}, "foo")', True),
    ('starts with({w}, "Foo")', False),
    ('ends with({w}, "bar")', True),
    ('ends with({w}, "foo")', False),
    ("string length({ut})", None),
    ('contains({ut}, "a")', None),
    ('"a\\"b"', 'a"b'),
]
DATES = [
    ('date("2026-01-31").year', 2026),
    ('date("2026-01-31").month', 1),
    ('date("2026-01-31").day', 31),
    ('date("2018-12-10").weekday', 1),
    ('date("2026-11-22").weekday', 7),
    ("{d} + 1 day", date(2026, 2, 1)),
    ("{d} + 1 month", date(2026, 2, 28)),
    ("{d} - 2 months", date(2025, 11, 30)),
    ("{d} + 13 months", date(2027, 2, 28)),
    ("{l} + 1 year", date(2025, 2, 28)),
    ("{l} + 4 years", date(2028, 2, 29)),
    ("{l} - 1 day", date(2024, 2, 28)),
    ("{l} + 1 day", date(2024, 3, 1)),
    ("{d} - {l}", 702),
    ("{d} - 31 days", date(2025, 12, 31)),
    ("{d} + {s}", date(2026, 2, 10)),
    ("{s} + 4 days", 14),
    ("{s} * 2", 20),
    ("2 weeks + 1 day", 15),
    ("1 year + 2 months", 14),
    ("{ud} + 1 day", None),
    ("{ud} - {d}", None),
    ("({d} + 1 day).month", 2),
    ("{ud}.year", None),
    ("-{s}", -10),
]
KNOWN_DEPARTURES = [
    ("{d} + 10", date(2026, 2, 10), "FEEL: null; a bare number beside a date counts days"),
    ("{s} + 4", 14, "FEEL: null; a bare number beside days is days"),
    ("{s} = 10", True, "FEEL: null"),
    ("is missing({un})", True, "FEEL: `x = null`"),
    ("5 > {un}", None, "FEEL: null as well, and in a table `no match`"),
    ("50%", "0.5", "FEEL has no percentages"),
    ("{d} = 2026-01-31", True, "FEEL reads a subtraction"),
]
ALL = [*ARITHMETIC, *COMPARISON, *RANGES, *LOGIC, *CHOICE, *ROUNDING, *TEXTS, *DATES]


def value_of(expression):
    text = expression
    for short, name in sorted(SHORT.items(), key=lambda pair: -len(pair[0])):
        text = text.replace(f"{{{short}}}", name)
    loaded = load_text("policy.yaml", f"{HEADER}{FACTS}definitions:\n  customer.result: {json.dumps(text)}\n")
    assert loaded.program is not None, [finding.message for finding in loaded.diagnostics]
    found = Evaluation(loaded.program, Case(date(2026, 6, 1), CASE, {}, {})).named("customer.result")
    return None if isinstance(found, Unknown) else found


def wanted(value):
    if isinstance(value, bool | date) or value is None:
        return value
    try:
        return Fraction(value)
    except ValueError:
        return value


@pytest.mark.parametrize(("expression", "value"), ALL)
def test_an_expression_means_what_feel_says(expression, value):
    found = value_of(expression)

    assert found == wanted(value)
    assert isinstance(found, bool) is isinstance(value, bool)


@pytest.mark.parametrize(("expression", "value", "why"), KNOWN_DEPARTURES)
def test_a_departure_is_the_one_that_is_listed(expression, value, why):
    assert value_of(expression) == wanted(value), why


def test_there_are_enough_of_them():
    assert len({expression for expression, _ in ALL}) >= 120
