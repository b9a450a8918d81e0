"""The tests that the documentation shows pass, beside the policy of `init`; and the how-to shows what comes out."""

import re
from pathlib import Path

import pytest

from creditpolicy.loading import load_version
from creditpolicy.testing import run_tests
from tests.snippets import Snippet, snippets

DOCS = Path(__file__).parents[3] / "docs"
POLICY = (Path(__file__).parents[3] / "policies" / "starter" / "policy.yaml").read_text(encoding="utf-8")
SHOWN = [pytest.param(one, id=str(one.line)) for one in snippets(DOCS / "language" / "tests.md")]
_STEP = re.compile(
    r'<!-- replace "(?P<old>[^"]+)" with "(?P<new>[^"]+)" in (?P<file>\S+) -->'
    r"|^```(?P<kind>sh|text)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


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


def test_the_how_to_does_what_it_shows(cli, begun):
    said, absent, shown = "", [], 0
    for step in _STEP.finditer((DOCS / "how-to" / "testing.md").read_text("utf-8")):
        if step["file"]:
            path = begun / step["file"].replace("my-policy", "my")
            text = path.read_text("utf-8")
            assert text.count(step["old"]) >= 1
            path.write_text(text.replace(step["old"], step["new"], 1), encoding="utf-8")
        elif step["kind"] == "sh":
            lines = [line.replace("my-policy", "my").split()[1:] for line in step["text"].splitlines()]
            said = "".join(cli(*line).out for line in lines if line[0] != "init")
        else:
            shown += 1
            wanted = (line.replace("my-policy/", "my/") for line in step["text"].splitlines())
            absent += [line for line in wanted if line not in said]

    assert shown == 2
    assert absent == []
