"""The page of a finding shows an example that has it, and one that has not."""

from pathlib import Path

import pytest

from creditpolicy.diagnostics import Severity
from tests.snippets import Snippet, snippets

PAGES = Path(__file__).parents[2] / "docs" / "codes"
ELSEWHERE = {"CP001", "CP002", "CP003", "CP004", "CP005", "CP114"}
"""Findings about files themselves, which no text can have, and of the schema.

Mappings have tests of their own, and so have tests of a policy (`unit/testing`).
"""

TESTED = sorted(page.stem for page in PAGES.glob("CP[0-7]*.md") if page.stem not in ELSEWHERE)


def examples(word: str) -> list[object]:
    found = [one for code in TESTED for one in snippets(PAGES / f"{code}.md") if one.word == word]
    return [pytest.param(one, id=f"{one.page.stem}-{one.line}") for one in found]


@pytest.mark.parametrize("code", TESTED)
def test_a_page_has_a_wrong_and_a_right_example(code: str):
    words = [one.word for one in snippets(PAGES / f"{code}.md")]

    assert {"Wrong", "Right"} <= set(words)


@pytest.mark.parametrize("code", TESTED)
def test_a_page_says_why_and_is_short(code: str):
    lines = (PAGES / f"{code}.md").read_text("utf-8").splitlines()

    assert "## Why" in lines
    assert len(lines) < 60


@pytest.mark.parametrize("snippet", examples("Wrong"))
def test_a_wrong_example_has_the_finding(snippet: Snippet, tmp_path: Path):
    codes = [finding.code.value for finding in snippet.findings(tmp_path)]

    assert snippet.page.stem in codes


@pytest.mark.parametrize("snippet", examples("Right"))
def test_a_right_example_has_not(snippet: Snippet, tmp_path: Path):
    found = snippet.findings(tmp_path)
    errors = [finding.message for finding in found if finding.severity is Severity.ERROR]

    assert snippet.page.stem not in {finding.code.value for finding in found}
    assert not snippet.is_of_sections or errors == []
