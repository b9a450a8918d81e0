"""Shipped YAML is YAML to every reader: libyaml lets pass what the reader in pure Python refuses."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path
    for folder in ("policies", "examples", "src", "tests/decisions")
    for ending in ("yaml", "yml")
    for path in (ROOT / folder).rglob(f"*.{ending}")
)
NO_YAML = {"CP010.md", "CP011.md"}
"""Pages that show what no reader takes."""
PAGES = [page for page in sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]) if page.name not in NO_YAML]
_FENCE = re.compile(r"^( *)```yaml\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)


def refused(text: str) -> str | None:
    """What the reader in pure Python says; None where it reads the text."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as error:
        return str(error)
    return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_shipped_file_needs_no_libyaml(path: Path):
    assert refused(path.read_text("utf-8")) is None


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_page_shows_needs_no_libyaml(path: Path):
    shown = [text for _, text in _FENCE.findall(path.read_text("utf-8"))]

    assert [text for text in shown if refused(text) is not None] == []


def test_the_readers_differ():
    text = "title: {nl: of wil hij niet?, en: or not}\n"

    assert "expected ',' or '}'" in str(refused(text))
