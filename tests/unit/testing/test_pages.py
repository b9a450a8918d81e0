"""The page of each finding about tests shows a file that has it, and one that has not, beside the policy of `init`."""

from pathlib import Path

import pytest

from creditpolicy.loading import load_version
from creditpolicy.testing import run_tests
from tests.snippets import Snippet, snippets

PAGES = sorted((Path(__file__).parents[3] / "docs" / "codes").glob("CP8*.md"))
POLICY = (Path(__file__).parents[3] / "policies" / "starter" / "policy.yaml").read_text(encoding="utf-8")


def examples(word: str) -> list[object]:
    found = [one for page in PAGES for one in snippets(page) if one.word == word]
    return [pytest.param(one, id=one.page.stem) for one in found]


def codes_of(snippet: Snippet, folder: Path) -> list[str]:
    (folder / "tests").mkdir()
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "tests" / "a_test.yaml").write_text(snippet.text, encoding="utf-8")
    version = load_version(folder, "policy.yaml")
    return [one.code.value for one in run_tests(folder, ("tests/a_test.yaml",), version).diagnostics]


@pytest.mark.parametrize("snippet", examples("Wrong"))
def test_a_wrong_example_has_the_finding(snippet: Snippet, tmp_path: Path):
    assert codes_of(snippet, tmp_path) == [snippet.page.stem]


@pytest.mark.parametrize("snippet", examples("Right"))
def test_a_right_example_has_none(snippet: Snippet, tmp_path: Path):
    assert codes_of(snippet, tmp_path) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_both_and_says_why(page: Path):
    words = {one.word for one in snippets(page)}

    assert {"Wrong", "Right"} <= words
    assert "\n## Why\n" in page.read_text("utf-8")
