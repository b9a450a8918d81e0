"""Tests to the elements that they show.

A case of `tests/decisions` shows those of the rules that decided it, by the tags of its own policy. A test in Python
shows those that it names itself: `@pytest.mark.covers("S0-4d")`, for what is no rule, such as a report.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from creditpolicy.backends.interpreter import decide, explain
from creditpolicy.backends.prose import reason_text
from creditpolicy.diagnostics import Place
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.plain import plain_data
from tools.coverage.tagged import Tag, Tagged

UNTRUE = ("false", "?")
"""What a definition is where it shows nothing: it does not hold, or is not known."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A test that shows an element; `rule` is the tag of the rule that decided it, None where the test names it."""

    element: str
    file: str
    test: str
    rule: Tag | None


def shown_by_cases(policy: Tagged, cases: Path, root: Path) -> Iterator[Shown]:
    """What the decision cases of a policy show."""
    node, findings = compose(cases.name, cases.read_text("utf-8"))
    if node is None or findings:
        said = "; ".join(f"line {one.at.line}: {one.message}" for one in findings)
        raise ValueError(f"{cases} cannot be read, and its policy has tags: {said}")
    written = plain_data(node)
    for case in written["cases"]:
        facts, as_of = case.get("facts", {}), date.fromisoformat(case.get("as_of", written["as_of"]))
        for tag in policy.shown_by(*deciding_places(policy.program, case["point"], facts, as_of)):
            yield Shown(tag.element, cases.relative_to(root).as_posix(), case["name"], tag)


def deciding_places(program: Program, point: str, facts: Any, as_of: date) -> tuple[set[Place], set[Place]]:  # noqa: ANN401 - plain data
    """Where the rows stand that gave the answer and held, and the definitions behind it that hold or have a value.

    Of an undecided answer, rows that could have given it are not among them.
    """
    case = read_case(facts, program.vocabulary, as_of)
    decided = set(decide(program, program.points[point], case, reason_text).deciding)
    trace = explain(program, program.points[point], case)
    rows = {
        row.at
        for table in trace.tables
        for row in table.rows
        if row.deciding and row.verdict == "held" and f"{table.table}.{row.id}" in decided
    }
    return rows, {program.definitions[one.name].at for one in trace.values if one.value not in UNTRUE}


def shown_by_marks(folder: Path, root: Path) -> Iterator[Shown]:
    """What the tests in Python say that they show, read without running them."""
    for path in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FunctionDef):
                file = path.relative_to(root).as_posix()
                yield from (Shown(element, file, node.name, None) for element in _marked(node, file))


def _marked(function: ast.FunctionDef, file: str) -> Iterator[str]:
    for mark in function.decorator_list:
        if not isinstance(mark, ast.Call) or ast.unparse(mark.func) != "pytest.mark.covers":
            continue
        for argument in mark.args:
            if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
                message = f"{file}, {function.name}: found `{ast.unparse(argument)}`, wanted an id between quotes"
                raise ValueError(message)  # noqa: TRY004 - told like every other mistake in a tag
            yield argument.value
