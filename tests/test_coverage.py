"""The page of what is covered: complete, worked out, and true to the tags that it is made from."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from creditpolicy.syntax.from_yaml import compose
from creditpolicy.syntax.nodes import Mapping, Node, Scalar, Sequence
from tools.coverage.elements import CLASSES, ROOT, Element, read_texts, unknown_id
from tools.coverage.page import PAGE, Answered, answered, page
from tools.coverage.shown import shown_by_cases, shown_by_marks, shown_by_policy_tests
from tools.coverage.tagged import Tag, Tagged, tagged_in

COUNTS = {"S0": 36, "S1": 42, "S2": 66, "S3": 25, "S4": 24}
OF_CLASS = {"D": 124, "M": 45, "G": 5, "A": 19}
EVERY_RULE_IS_THERE = True
"""Once true, each element that a rule can cover (D, G) has one, and this may never be undone."""

POLICY = """policy: corner-shop
language: 1
version: "1"
currency: EUR
owner: clerk
review_every: 6 months
in_force: {from: 2026-01-01}
roles:
  clerk: {title: Clerk}
definitions:
  customer.slow: {is: customer.avg_days_late > 10, covers: [S0-6d]}
segments:
  - {id: slow, when: customer.slow, covers: [S0-3a, S1-2a]}
  - {id: other, otherwise: true}
acceptance:
  covers: [S2-1a]
  if_undecided: refer
  rules:
    - {id: slow_payer, when: segment = slow, outcome: refer, covers: [S1-0a]}
    - {id: standard, otherwise: true, outcome: accept}
priorities: {score: customer.exposure_overdue / 1000 EUR, round: half up to 0, if_undecided: 1000, covers: [S0-3c]}
governance:
  covers: [S1-8d]
  measures_after_review: required
  acknowledged: {by: [clerk], within: 30 days, covers: [S1-0d]}
"""
CASES = """as_of: 2026-06-01
cases:
  - {name: who pays late is referred, point: accept, facts: {customer: {avg_days_late: 11}}, expect: {status: decided}}
  - {name: who pays in time is not, point: accept, facts: {customer: {avg_days_late: 10}}, expect: {status: decided}}
  - {name: of whom nothing is known is undecided, point: accept, expect: {status: undecided}}
  - {name: how urgent who owes is, point: priority, facts: {customer: {exposure_overdue: 500 EUR}}}
"""
POLICY_TESTS = """as_of: 2026-06-01
tests:
  - name: who pays late is referred
    given: {customer: {avg_days_late: 11}}
    expect: {accept: {acceptance: refer}}
"""


made = cache(answered)


def rows() -> list[Answered]:
    return [row for _, rows in made() for row in rows]


def elements() -> dict[str, Element]:
    return {element.id: element for text in read_texts() for element in text.elements}


def corner_shop(folder: Path, text: str = POLICY) -> Tagged:
    (folder / "policy.yaml").write_text(text, "utf-8")
    (tagged,) = tagged_in(folder, folder)
    return tagged


def tags_written(node: Node | None) -> list[Scalar]:
    """All ids under `covers` in a file, whether or not it is a policy."""
    match node:
        case Mapping(entries=entries):
            return [
                one
                for key, value in entries
                for one in (
                    [item for item in value.items if isinstance(item, Scalar)]
                    if key.text == "covers" and isinstance(value, Sequence)
                    else tags_written(value)
                )
            ]
        case Sequence(items=items):
            return [one for item in items for one in tags_written(item)]
        case Scalar() | None:
            return []


def shipped_files() -> list[Path]:
    """Every file of a policy that is shipped, shown as an example, or decided by a test."""
    folders = (ROOT / "policies", ROOT / "examples", ROOT / "tests" / "decisions")
    return [path for folder in folders for path in sorted(folder.rglob("*.yaml")) if path.name != "cases.yaml"]


def test_every_element_is_listed_once():
    ids = [element.id for text in read_texts() for element in text.elements]

    assert len(ids) == len(set(ids))
    assert {text.id: len(text.elements) for text in read_texts()} == COUNTS
    assert [text.id for text in read_texts() for one in text.elements if not one.id.startswith(f"{text.id}-")] == []


def test_every_element_has_its_class():
    kinds = [element.kind for element in elements().values()]

    assert {kind: kinds.count(kind) for kind in CLASSES} == OF_CLASS


def test_what_no_rule_can_answer_names_its_report():
    assert [one.id for one in elements().values() if one.kind in "MA" and not one.report] == []


def test_the_page_is_what_is_worked_out(golden: Callable[[Path, str], None]):
    golden(PAGE, page(made()))


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_tag_names_an_element_that_there_is(path: Path):
    node, _ = compose(path.name, path.read_text("utf-8"))
    known = elements()
    wrong = [
        f"line {tag.at.line}: {unknown_id(tag.text, known)}" for tag in tags_written(node) if tag.text not in known
    ]

    assert wrong == []


def test_a_mistyped_tag_is_told_with_the_nearest_id():
    assert unknown_id("S2-5z", ["S2-5c", "S3-1c"]) == (
        "`S2-5z` is no element of docs/coverage.yaml: did you mean `S2-5c`?"
    )


def test_a_rule_that_covers_something_is_used():
    unused = [f"{rule.file}: {rule.rule}" for row in rows() for rule in row.rules if not rule.points]

    assert unused == [], "no decision point reads these rules, so they cover nothing"


def test_what_a_rule_can_cover_is_covered():
    open_ones = {
        kind: [row.element.id for row in rows() if row.element.kind == kind and row.status == "not yet"]
        for kind in "DG"
    }
    for kind, ids in open_ones.items():
        print(f"{kind}: {len(ids)} not yet: {', '.join(ids)}")

    assert not EVERY_RULE_IS_THERE or open_ones == {"D": [], "G": []}


def test_a_tag_knows_its_rule_and_where_that_is_used(tmp_path: Path):
    tags = {tag.element: (tag.rule, set(tag.points)) for tag in corner_shop(tmp_path).tags}

    assert tags == {
        "S0-6d": ("definitions.customer.slow", {"accept", "review"}),
        "S0-3a": ("segments.slow", {"accept", "review"}),
        "S1-2a": ("segments.slow", {"accept", "review"}),
        "S2-1a": ("acceptance", {"accept"}),
        "S1-0a": ("acceptance.rules.slow_payer", {"accept"}),
        "S0-3c": ("priorities", {"priority"}),
        "S1-8d": ("governance", {"governance"}),
        "S1-0d": ("governance.acknowledged", {"governance"}),
    }


def test_a_rule_that_no_point_reads_covers_nothing(tmp_path: Path):
    unread = POLICY.replace("when: customer.slow,", "when: customer.avg_days_late > 10,")

    (rule,) = (tag for tag in corner_shop(tmp_path, unread).tags if tag.element == "S0-6d")

    assert rule.points == ()
    assert Answered(Element("S0-6d", "D", "", None), (rule,), ()).status == "not yet"


def test_a_case_shows_the_rules_that_decided_it(tmp_path: Path):
    (tmp_path / "cases.yaml").write_text(CASES, "utf-8")

    found = list(shown_by_cases(corner_shop(tmp_path), tmp_path / "cases.yaml", tmp_path))

    assert {(one.test, one.element) for one in found} == {
        ("who pays late is referred", "S0-6d"),
        ("who pays late is referred", "S0-3a"),
        ("who pays late is referred", "S1-2a"),
        ("who pays late is referred", "S2-1a"),
        ("who pays late is referred", "S1-0a"),
        ("who pays in time is not", "S2-1a"),
        ("how urgent who owes is", "S0-3c"),
    }


def test_a_test_of_a_policy_shows_the_rules_that_decided_it(tmp_path: Path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "shop_test.yaml").write_text(POLICY_TESTS, "utf-8")

    found = list(shown_by_policy_tests(corner_shop(tmp_path), tmp_path))

    assert {(one.file, one.test, one.element) for one in found} == {
        ("tests/shop_test.yaml", "who pays late is referred", element)
        for element in ("S0-6d", "S0-3a", "S1-2a", "S2-1a", "S1-0a")
    }


def test_a_report_counts_once_a_test_shows_it(tmp_path: Path):
    text = "@pytest.mark.covers('S2-8a', 'S2-8b')\ndef test_dso(): ...\n\n\ndef test_other(): ...\n"
    (tmp_path / "test_report.py").write_text(text, "utf-8")
    report = Element("S2-8a", "M", "DSO per segment", "DSO by segment")

    first, second = shown_by_marks(tmp_path, tmp_path)

    assert (first.element, second.element, first.file, first.test) == ("S2-8a", "S2-8b", "test_report.py", "test_dso")
    assert Answered(report, (), ()).status == "waits for a report"
    assert Answered(report, (_used_rule(),), ()).status == "waits for a report"
    assert Answered(report, (), (first,)).status == "covered"


def _used_rule() -> Tag:
    node, _ = compose("policy.yaml", "a: b")
    assert node is not None
    return Tag("S2-8a", node.at, "policy.yaml", "segments.a", node.at, ("accept",))
