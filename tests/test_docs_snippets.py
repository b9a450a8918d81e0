"""Every policy that the documentation shows is one: it loads, and without a finding that is an error."""

from pathlib import Path

import pytest

from creditpolicy.diagnostics import Severity
from tests.snippets import Snippet, snippets

DOCS = Path(__file__).parents[1] / "docs"
PARTS = {"facts.md"}
"""Pages that show parts of a section, too."""


def shown() -> list[object]:
    pages = sorted((DOCS / "language").glob("*.md"))
    found = [one for page in pages for one in snippets(page) if one.is_of_sections or page.name not in PARTS]
    return [pytest.param(one, id=f"{one.page.stem}-{one.line}") for one in found]


@pytest.mark.parametrize("snippet", shown())
def test_a_snippet_is_a_policy(snippet: Snippet, tmp_path: Path):
    errors = [finding for finding in snippet.findings(tmp_path) if finding.severity is Severity.ERROR]

    assert errors == []


@pytest.mark.parametrize("snippet", shown())
def test_a_snippet_that_says_it_is_complete_brings_its_header(snippet: Snippet):
    complete = snippet.text.startswith("# complete\n")

    assert not complete or snippet.complete() == snippet.text


def test_every_section_of_the_language_has_its_page_with_a_policy():
    pages = {"segments", "risk", "acceptance", "limits", "terms", "reminders", "escalation", "exceptions", "decisions"}

    assert {page for page in pages if not list(snippets(DOCS / "language" / f"{page}.md"))} == set()
