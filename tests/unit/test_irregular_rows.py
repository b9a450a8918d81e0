"""Large tables that are no plain grid are looked up all the same: under `when`, or with outputs that rows work out."""

import linecache
import random
from typing import Any

import pytest

from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding.by_code import ByCode
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_text
from tests.unit.straight_cases import AS_OF, interpreted, said

HEAD = """\
policy: irregular
language: 1
version: "1"
currency: EUR
records:
  firm:
    facts:
      size: {type: money, high: 1000}
      late: {type: days, high: 1000}
      known: {type: boolean}
      cap: {type: money, high: 1000}
decisions:
  ask:
    outputs: {days: {type: days, high: 2000}, fee: {type: money, high: 2000}}
"""
ROWS = 300


def row(number: int) -> str:
    fee = ("firm.cap", "3.10 EUR", "round half up(firm.size * 0.1, 2)")[number % 3]
    return f"      r{number} | [{number}..{number + 2}) | {'-' if number % 2 else f'> {number}'} || {number} | {fee}\n"


@pytest.fixture(scope="module", params=["first", "when", "strictest"])
def program(request: pytest.FixtureRequest) -> Program:
    if request.param == "strictest":
        outputs = "    outputs: {days: {type: enum, values: [a, b], ordered: true}, fee: {type: money}}\n"
        text = HEAD[: HEAD.index("    outputs")] + outputs + "    hit: collect\n    combine: strictest\n"
        rows = "".join(
            f"      r{n} | [{n}..{n + 2}) | {'-' if n % 2 else f'> {n}'} || {'ab'[n % 2]} | {n}.10 EUR\n"
            for n in range(ROWS)
        )
        text += "    when: firm.known\n    if_undecided: {days: b}\n"
    else:
        text = HEAD + "    hit: first\n    total: false\n    if_undecided: {days: 0}\n"
        text += "    when: firm.known\n" if request.param == "when" else ""
        rows = "".join(map(row, range(ROWS)))
    found = load_text(
        "irregular.yaml", f"{text}    table: |\n      id | firm.size (EUR) | firm.late || days | fee\n{rows}"
    )
    assert found.program is not None, found.diagnostics
    return found.program


def facts(draw: random.Random) -> dict[str, Any]:
    firm: dict[str, Any] = {
        "size": f"{draw.randrange(ROWS * 100) / 100:.2f} EUR",
        "late": draw.randrange(ROWS),
        "known": draw.random() < 0.8,
        "cap": draw.choice(("7 EUR", "3.10 EUR")),
    }
    if draw.random() < 0.3:
        firm.pop(draw.choice(tuple(firm)))
    return {"firm": firm}


def test_they_are_decided_as_the_interpreter_does(program):
    draw = random.Random(3)  # noqa: S311 - a made-up case
    code = ByCode(program, program.points["ask"], reason_text)
    by_code = 0
    for case in (facts(draw) for _ in range(150)):
        wanted = interpreted(program, "ask", case)
        found = code.answer(case, AS_OF)
        by_code += found is not None
        assert found is None or said(lambda: found) == said(lambda: wanted), case  # noqa: B023 - called at once

    assert by_code > 90


def test_none_of_their_rows_is_asked_by_itself(program):
    code = ByCode(program, program.points["ask"], reason_text)
    case = {"firm": {"size": "7 EUR", "late": 3, "known": True, "cap": "3 EUR"}}
    straight: Any = code.shapes.of(case)

    lines = "".join(linecache.getlines(straight.__code__.co_filename))
    assert "# 'r150'" not in lines
    assert "# 'r150'" not in code.source


def test_what_is_missing_is_told_of_the_rows_that_are_left(program):
    draw = random.Random(5)  # noqa: S311 - as above
    code = ByCode(program, program.points["ask"], reason_text)
    by_few = 0
    for case in (facts(draw) for _ in range(300)):
        found = code.answer(case, AS_OF)
        if found is None or not found.missing:
            continue
        by_few += 1
        wanted = interpreted(program, "ask", case)
        assert found.to_dict(trace=True) == wanted.to_dict(trace=True), case
        assert found.values() == wanted.values()

    assert by_few > 10
