"""The pages that are lists are complete and true to the files they name."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
COUNTS = {"S0": 36, "S1": 42, "S2": 66, "S3": 25, "S4": 24}
ROW = re.compile(r"^\| (S\d-\w+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def coverage() -> list[tuple[str, ...]]:
    """The rows: id, element, class, where, status."""
    page = (ROOT / "docs" / "coverage.md").read_text("utf-8")
    return [match.groups() for line in page.splitlines() if (match := ROW.match(line))]


def test_coverage_lists_every_element_once():
    ids = [row[0] for row in coverage()]

    assert len(ids) == len(set(ids))
    assert {source: sum(each.startswith(source) for each in ids) for source in COUNTS} == COUNTS


def test_coverage_uses_its_own_words():
    assert {row[2] for row in coverage()} <= {"D", "M", "G", "A"}
    assert {row[4] for row in coverage()} <= {"not yet", "partly", "covered"}


def test_what_is_covered_is_somewhere():
    named = {row[0]: re.findall(r"`([\w./-]+/[\w.-]+)`", row[3]) for row in coverage() if row[4] != "not yet"}

    assert [each for each, paths in named.items() if not paths or not all((ROOT / p).exists() for p in paths)] == []


def test_what_is_not_covered_claims_nothing():
    assert {row[3] for row in coverage() if row[4] == "not yet"} <= {"-"}


def test_what_the_shipped_policies_say_that_they_cover_is_listed_so():
    said = {
        (element, path.relative_to(ROOT).as_posix())
        for path in (ROOT / "policies").glob("*/*.yaml")
        for listed in re.findall(r"covers: \[([^\]]*)\]", path.read_text("utf-8"))
        for element in listed.replace(" ", "").split(",")
    }
    listed = {(row[0], path) for row in coverage() for path in re.findall(r"`([\w./-]+/[\w.-]+)`", row[3])}

    assert said == {pair for pair in listed if pair[1].startswith("policies/")}


def test_every_decision_is_in_the_list_of_decisions():
    folder = ROOT / "docs" / "adr"
    listed = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "index.md").read_text("utf-8")))

    assert listed == {page.name for page in folder.glob("[0-9]*.md")}


def test_links_outside_the_site_lead_somewhere():
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "changelog.d" / "README.md"]
    links = [(page, link) for page in pages for link in LINK.findall(page.read_text("utf-8"))]

    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []
