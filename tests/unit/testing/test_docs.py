"""The tests that the documentation shows pass, beside the policy of `init`."""

from pathlib import Path

import pytest

from creditpolicy.loading import load_version
from creditpolicy.testing import run_tests
from tests.snippets import Snippet, snippets

DOCS = Path(__file__).parents[3] / "docs"
POLICY = (Path(__file__).parents[3] / "policies" / "starter" / "policy.yaml").read_text(encoding="utf-8")
SHOWN = [pytest.param(one, id=str(one.line)) for one in snippets(DOCS / "language" / "tests.md")]


@pytest.mark.parametrize("snippet", SHOWN)
def test_a_shown_test_passes(snippet: Snippet, tmp_path: Path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "tests" / "a_test.yaml").write_text(snippet.text, encoding="utf-8")
    version = load_version(tmp_path, "policy.yaml")

    tested = run_tests(tmp_path, ("tests/a_test.yaml",), version)

    assert tested.diagnostics == ()
    assert tested.results is not None
    assert [one for one in tested.results.tests if not one.passed] == []


def test_there_are_tests_shown_of_each_kind():
    text = "".join(str(one.values[0]) for one in SHOWN)

    assert [kind for kind in ("each:", "boundary:", "days:", "unreachable:", "until:") if kind not in text] == []
