"""What an editor would say of a policy, beside what the check says."""

from pathlib import Path

import pytest

from creditpolicy.diagnostics import Code
from creditpolicy.syntax.against_schema import against_schema

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(
    path for folder in ("policies/nl-b2b", "examples/ledger-usd-cad/policy") for path in (ROOT / folder).glob("*.yaml")
)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_an_editor_is_content_with_the_shipped_policies(path: Path):
    assert against_schema(path.name, path.read_text("utf-8")) == ()


def test_the_schema_points_at_the_word_that_does_not_fit():
    text = "policy: p\nlanguage: 1\nversion: a\ncurrency: EUR\ndecisions:\n  d: {hit: frist}\n"
    (hit, *_) = [finding for finding in against_schema("policy.yaml", text) if "frist" in finding.message]

    assert (hit.code, hit.at.line, hit.at.column) == (Code.SCHEMA, 6, 12)


def test_what_is_no_yaml_is_left_to_the_check():
    assert against_schema("policy.yaml", "a: [") == ()
