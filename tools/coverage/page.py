"""Elements, rules and tests to the page `docs/coverage.md`. What it says of an element is worked out, never written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from tools.coverage.elements import CLASSES, ROOT, Element, Text, read_texts, unknown_id
from tools.coverage.shown import Shown, shown_by_cases, shown_by_marks, shown_by_policy_tests
from tools.coverage.tagged import Tag, tagged_in

Status: TypeAlias = Literal["covered", "waits for a report", "not yet"]
PAGE = ROOT / "docs" / "coverage.md"
COLUMNS = ("id", "element", "class", "rule or report", "decision point", "test", "status")
HEAD = """# Coverage

The product is built from five texts on how a credit policy should work. Each thing that they name has an id here, and
what answers it: a rule of a shipped policy, or a report. `./run coverage` writes this page, from the `covers` tags of
the policies and of the tests; nothing on it is filled in by hand.

An element is *covered* if a rule for it is used at a decision point, or if a test shows what answers it otherwise.
Rules are named by their file and their path in it. The test is one of those in which such a rule decided.
"""


@dataclass(frozen=True, slots=True)
class Answered:
    """One element with all that answers it; the tests that say most of it first."""

    element: Element
    rules: tuple[Tag, ...]
    tests: tuple[Shown, ...]

    @property
    def best_test(self) -> Shown | None:
        """The test that says most of it."""
        return self.tests[0] if self.tests else None

    @property
    def points(self) -> tuple[str, ...]:
        """Where its rules are used."""
        return tuple(dict.fromkeys(point for rule in self.rules for point in rule.points))

    @property
    def status(self) -> Status:
        """How far it is. A rule that nobody asks covers nothing, and no rule stands in for a report."""
        if any(test.rule is None for test in self.tests):
            return "covered"
        if self.element.report is not None:
            return "waits for a report"
        return "covered" if self.points else "not yet"


def answered(root: Path = ROOT) -> tuple[tuple[Text, tuple[Answered, ...]], ...]:
    """Every element of every text with its rules and tests.

    Raises:
        ValueError: a tag names an element that no text has; all such tags are told.

    """
    texts = read_texts()
    folders = sorted(path for path in (root / "policies").iterdir() if path.is_dir())
    policies = [one for folder in folders for one in tagged_in(folder, root)]
    rules = [tag for one in policies for tag in one.tags]
    beside = [shown for one in policies for shown in shown_by_policy_tests(one, root)]
    tests = [*beside, *_by_cases(root), *shown_by_marks(root / "tests", root)]
    known = {element.id for text in texts for element in text.elements}
    wrong = {f"{tag.file}, {tag.rule}: {unknown_id(tag.element, known)}" for tag in rules if tag.element not in known}
    wrong |= {f"{one.file}, {one.test}: {unknown_id(one.element, known)}" for one in tests if one.element not in known}
    if wrong:
        raise ValueError("\n".join(sorted(wrong)))
    # A test that names its element says most; of the others, one that shows little else.
    shows = Counter((one.file, one.test) for one in tests)
    tests.sort(key=lambda one: (one.rule is not None, shows[one.file, one.test]))
    return tuple((text, tuple(_answer(element, rules, tests) for element in text.elements)) for text in texts)


def page(texts: tuple[tuple[Text, tuple[Answered, ...]], ...]) -> str:
    """The whole page."""
    lines = [HEAD, *_summary(tuple(chain.from_iterable(rows for _, rows in texts)))]
    for text, rows in texts:
        lines += ["", f"## {text.id}: {text.title}", "", *_headers(*COLUMNS)]
        lines += [_line(*_cells(row)) for row in rows]
    return "\n".join(lines) + "\n"


def _by_cases(root: Path) -> Iterable[Shown]:
    for cases in sorted((root / "tests" / "decisions").glob("*/cases.yaml")):
        for policy in tagged_in(cases.parent, root):
            if policy.tags:
                yield from shown_by_cases(policy, cases, root)


def _answer(element: Element, rules: list[Tag], tests: list[Shown]) -> Answered:
    own = tuple(rule for rule in rules if rule.element == element.id)
    # What a policy of the tests alone can do, no shipped policy does yet.
    shown = tuple(test for test in tests if test.element == element.id and (own or test.rule is None))
    return Answered(element, own, shown)


def _summary(rows: tuple[Answered, ...]) -> list[str]:
    statuses: tuple[Status, ...] = get_args(Status)
    lines = [*_headers("class", "means", "elements", *statuses)]
    for kind, means in CLASSES.items():
        lines.append(_line(kind, means, *_counts([row for row in rows if row.element.kind == kind], statuses)))
    return [*lines, _line("", "all", *_counts(list(rows), statuses))]


def _counts(rows: list[Answered], statuses: tuple[Status, ...]) -> list[str]:
    return [str(len(rows)), *(str(sum(row.status == status for row in rows)) for status in statuses)]


def _cells(row: Answered) -> tuple[str, ...]:
    element = row.element
    named = [f"report: {element.report}"] if element.report else []
    files = dict.fromkeys(rule.file for rule in row.rules)
    named += [f"`{file}`: {', '.join(rule.rule for rule in row.rules if rule.file == file)}" for file in files]
    test = f"`{row.best_test.file}`: {row.best_test.test}" if row.best_test else "-"
    points = ", ".join(row.points)
    return (element.id, element.title, element.kind, "; ".join(named) or "-", points or "-", test, row.status)


def _headers(*names: str) -> tuple[str, str]:
    return _line(*names), _line(*("---" for _ in names))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
