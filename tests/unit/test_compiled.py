"""Compiled points: no text of a policy becomes code, what callers keep stays theirs, and threads may share them."""

import ast
import builtins
import linecache
import re
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from creditpolicy import Policy
from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.interpreter.functions import apply
from creditpolicy.backends.prose import reason_text
from creditpolicy.backends.python import Compiled, HandOver, compile_point
from creditpolicy.deciding import Deciding
from creditpolicy.deciding.shapes import Decide
from creditpolicy.decision import Decision
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text

AS_OF = date(2026, 6, 1)
ATTACKS = (
    "'",
    '"',
    "\\",
    "'''",
    '"""',
    "\\'",
    "a\nimport os",
    "a\r\nimport os",
    "a\x0bimport os",
    "a\u2028import os",
    "a\u2029import os",
    "\x00",
    "{hand_over()}",
    "%(x)s",
    "__import__('os').system('true')",
    "'); __import__('os').system('true'); ('",
    "' if True else __import__('os') or '",
    "# coding: utf-7",
    "\ufeff",
    "\uff3f\uff3fimport\uff3f\uff3f",
    "\uff45val('1')",
    "\u017felf",
    "\u202ereversed",
    "f.today",
    "NOT_YET",
    "None",
    "lambda: 0",
)
"""Texts that would be code, or end a literal, if they were pasted."""


def double_quoted(text: str) -> str:
    """Any text as a scalar of YAML."""
    return '"' + "".join(f"\\U{ord(one):08x}" if one in '"\\' or not one.isprintable() else one for one in text) + '"'


def written(attack: str) -> str:
    """A policy that says the attack wherever an author may say anything: titles, texts, reasons, sources."""
    said = double_quoted(attack)
    inside = attack.replace("\\", "\\\\").replace('"', '\\"')
    formula = double_quoted(f'box.text = "{inside}"')
    return f"""\
policy: made
language: 1
version: {said}
currency: EUR
records:
  box:
    title: {{en: {said}, nl: {said}}}
    facts:
      text: {{type: text, title: {{en: {said}, nl: {said}}}}}
      size: {{type: number, low: 0, high: 100}}
acceptance:
  if_undecided: refer
  rules:
    - {{id: a, when: {formula}, outcome: decline, reason: A_REASON, because: {said}}}
    - {{id: b, when: box.size > 3, outcome: refer, title: {{en: {said}, nl: {said}}}}}
    - {{id: c, otherwise: true, outcome: accept}}
reasons:
  A_REASON: {{en: {said}, nl: {said}}}
"""


def program_of(text: str) -> Program:
    loaded = load_text("made.yaml", text)
    assert loaded.program is not None, [str(one) for one in loaded.diagnostics]
    return loaded.program


def compiled(program: Program, point: str = "accept", *, told: bool = False) -> Compiled:
    def meaning(function: str, arguments: Any) -> Any:
        return apply(function, arguments, program.vocabulary.calendar)

    return compile_point(program, program.points[point], meaning, told=told)


def source_of(decide_: Any) -> str:
    """The text of its module, as a debugger finds it."""
    return "".join(linecache.getlines(decide_.__code__.co_filename))


def straight(program: Program, point: str = "accept") -> Decide[Decision]:
    """The code for a case in which every fact is given."""
    code = Deciding(program, reason_text).code(program.points[point])
    assert code is not None
    found = code.shapes.of(FULL)
    assert found is not None
    return found


OWN_NAMES = re.compile(
    r"(?:answer|each_answer|fact|given|k|t|d|i|o|s|x|g|q|c|v|until_fact|read_q|list_q|asked_q)\d+"
    r"(?:_\d+|_of|_next|_ahead)?|F|Q\d+|f",
    re.ASCII,
)


def names_in(source: str) -> set[str]:
    """Every name and attribute of the code that is not numbered."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.arg(arg=name) | ast.keyword(arg=str() as name):
                found.add(name)
            case ast.Import() | ast.ImportFrom() | ast.Global() | ast.Try():
                raise AssertionError(ast.dump(node))
    return {name for name in found if not OWN_NAMES.fullmatch(name)}


FULL = {"box": {"text": "x", "size": 2}}
PLAIN = names_in(compiled(program_of(written("plain"))).source)
PLAIN_STRAIGHT = names_in(source_of(straight(program_of(written("plain")))))


@pytest.mark.parametrize("attack", ATTACKS, ids=ascii)
def test_no_text_of_a_policy_becomes_code(attack):
    program = program_of(written(attack))

    for source, plain in ((compiled(program).source, PLAIN), (source_of(straight(program)), PLAIN_STRAIGHT)):
        assert ascii(attack) in source
        assert names_in(source) == plain
        assert source.isascii()


@pytest.mark.parametrize("attack", ATTACKS, ids=ascii)
def test_a_text_that_looks_like_code_is_compared_as_a_text(attack):
    program = program_of(written(attack))
    point = program.points["accept"]
    code = Deciding(program, reason_text).code(point)
    assert code is not None

    for text in (attack, attack + " ", "x"):
        case = {"box": {"text": text, "size": 2}}
        theirs = decide(program, point, read_case(case, program.vocabulary, AS_OF), reason_text)
        straight_ = code.shapes.of(case)
        assert straight_ is not None
        for ours in (code.answer(case, AS_OF), straight_(case, AS_OF, code.origin(AS_OF))):
            assert ours is not None
            assert canonical_bytes(ours.to_dict(trace=True)) == canonical_bytes(theirs.to_dict(trace=True))


def test_compiled_code_sees_few_built_in_names():
    program = program_of(written("plain"))

    for decide_ in (compiled(program).decide, straight(program)):
        names = decide_.__globals__["__builtins__"]
        assert not {"__import__", "eval", "exec", "open", "compile", "getattr", "globals"} & set(names)
        assert set(names) < set(vars(builtins))


def test_a_failure_in_compiled_code_shows_its_line():
    program = program_of(written("plain"))
    try:
        compiled(program).decide({"box": {"text": 3}}, AS_OF)
    except HandOver as handing_over:
        shown = "".join(traceback.format_exception(handing_over))
    else:
        pytest.fail("a number is no text")

    assert "hand_over()" in shown
    assert "in decide" in shown
    assert any(name.startswith("<creditpolicy") for name in linecache.cache)


TOTALS = """\
policy: totals
language: 1
version: "1"
currency: EUR
acceptance:
  if_undecided: refer
  rules:
    - {id: late, when: customer.exposure_overdue > 100 EUR, outcome: decline}
    - {id: fine, otherwise: true, outcome: accept}
"""
INVOICES: list[dict[str, Any]] = [
    {"invoice_id": "F1", "due_date": "2026-05-01", "amount_open": "60 EUR"},
    {"invoice_id": "F2", "due_date": "2026-05-01", "amount_open": 50},
    {"invoice_id": "F3", "due_date": "2026-07-01", "amount_open": 5000.5},
]


@pytest.mark.parametrize(
    "facts",
    [
        {"invoices": INVOICES},
        {"invoices": []},
        {"customer": {"exposure_overdue": "110 EUR"}, "invoices": INVOICES},
        {"customer": {"exposure_overdue": "110.00 EUR"}},
        {"customer": {"exposure_overdue": "111 EUR"}, "invoices": INVOICES},
        {"customer": {"exposure_overdue": 99}},
        {"customer": {"exposure_overdue": "99 EUR", "exposure_open": "1 EUR"}, "invoices": INVOICES},
        {"invoices": [*INVOICES, INVOICES[0]]},
        {"invoices": [{"due_date": "2026-05-01"}]},
        {"invoices": None, "customer": {}},
        {},
    ],
)
def test_what_a_case_tells_is_compared_with_what_its_invoices_give(facts):
    program = program_of(TOTALS)
    deciding = Deciding(program, reason_text, after=0)
    point = program.points["accept"]

    def answer(ask: Any) -> Any:
        try:
            return canonical_bytes(ask().to_dict())
        except FactsError as error:
            return str(error)

    theirs = answer(lambda: decide(program, point, read_case(facts, program.vocabulary, AS_OF), reason_text))

    assert answer(lambda: deciding.decide(point, facts, AS_OF)) == theirs


def test_what_the_caller_changes_later_changes_no_decision():
    deciding = Deciding(program_of(TOTALS), reason_text, after=0)
    code = deciding.code(deciding.program.points["accept"])
    assert code is not None
    facts: dict[str, Any] = {"customer": {"segment": "key"}, "invoices": [dict(one) for one in INVOICES]}
    decision = code.answer(facts, AS_OF)
    assert decision is not None
    facts_before: dict[str, Any] = {"customer": {"segment": "key"}, "invoices": [dict(one) for one in INVOICES]}
    expected = code.answer(facts_before, AS_OF)
    assert expected is not None

    facts["customer"]["segment"] = "new"
    facts["invoices"][0]["amount_open"] = "1 EUR"
    facts["invoices"].clear()

    assert decision.to_dict(trace=True) == expected.to_dict(trace=True)


def test_sixteen_threads_decide_as_one_does():
    program = program_of(TOTALS)
    cases: list[dict[str, Any]] = [
        {"invoices": [{**INVOICES[0], "amount_open": amount}]} for amount in range(0, 400, 5)
    ]
    cases += [{"customer": {"exposure_overdue": amount}} for amount in range(0, 400, 5)]
    policy = Policy((load_text("made.yaml", TOTALS),))
    point = program.points["accept"]
    alone = [
        canonical_bytes(decide(program, point, read_case(case, program.vocabulary, AS_OF), reason_text).to_dict())
        for case in cases
    ]

    with ThreadPoolExecutor(16) as threads:
        rounds = [
            list(threads.map(lambda case: canonical_bytes(policy.decide("accept", case, as_of=AS_OF).to_dict()), cases))
            for _ in range(4)
        ]

    assert rounds == [alone] * 4
