"""Tests to the elements that they show.

A test of a policy, or a case of `tests/decisions`, shows those of the rules that decided it, by the tags of the policy.
A test in Python shows those that it names itself: `@pytest.mark.covers("S0-4d")`, for what is no rule, as a report is.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from creditpolicy.backends.interpreter import decide, explain
from creditpolicy.backends.prose import reason_text
from creditpolicy.diagnostics import Diagnostic, Place
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program
from creditpolicy.sources import list_tests
from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.plain import plain_data
from creditpolicy.testing.from_source import read_tests
from creditpolicy.testing.reaching import Reach
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


def shown_by_policy_tests(policy: Tagged, root: Path) -> Iterator[Shown]:
    """What the tests beside a policy show."""
    match list_tests(policy.folder):
        case Diagnostic(message=message):
            raise ValueError(f"{policy.folder}: {message}")
        case names, _:
            for name in names:
                yield from _shown_by_file(policy, name, (policy.folder / name).relative_to(root).as_posix())


def _shown_by_file(policy: Tagged, name: str, file: str) -> Iterator[Shown]:
    program = policy.program
    for trial in read_tests(policy.folder, (name,), program, policy.header, Reach(program).row_names()).trials:
        questions = [(asked, key.text) for asked in trial.asked for node in asked.expected for key, _ in node.entries]
        # What is expected of facts that are refused is no question to the policy.
        decided = [
            deciding_places(program, point, asked.facts, asked.as_of)
            for asked, point in questions
            if point in program.points
        ]
        rows, definitions = ({place for one in decided for place in one[index]} for index in (0, 1))
        for tag in policy.shown_by(rows, definitions):
            yield Shown(tag.element, file, trial.name, tag)


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
    # The days ahead decide nothing, and take a third of the time.
    asked = replace(program.points[point], looks_ahead=False)
    decided = set(decide(program, asked, case, reason_text).deciding)
    trace = explain(program, asked, case)
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
