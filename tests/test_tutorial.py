"""What the tutorial and the how-to pages tell to type works, and says what the page shows."""

import re
from pathlib import Path

import pytest

from creditpolicy.cli.main import main
from tests.snippets import snippets
from tests.walkthrough import follow, steps

DOCS = Path(__file__).parents[1] / "docs"


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What a command line says, on both streams."""
    program, *arguments = words
    assert program == "creditpolicy"
    code = main(arguments)
    said = capsys.readouterr()
    assert code in {0, 1}, said.err
    return said.out + said.err


PAGES = (DOCS / "tutorial.md", *sorted((DOCS / "how-to").glob("*.md")))
OF_ONES_OWN = {"ledger", "embed", "frames", "large-ledgers", "cluster"}
"""Pages that speak of the reader's own files, programs and machines."""
FOLLOWED = [page for page in PAGES if page.stem not in OF_ONES_OWN]


@pytest.mark.needs("polars")
@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: page.stem)
def test_a_page_that_is_followed_to_the_letter_shows_what_is_said(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)

    shown, wrong = follow(page, tmp_path, lambda words: run(words, capsys))

    assert wrong == []
    assert shown > 0


def test_the_tutorial_reaches_every_row_of_the_policy_that_it_makes():
    last = [step.text for step in steps(DOCS / "tutorial.md") if step.kind == "text" and "Rows that" in step.text][-1]

    assert "(100.0 %)" in last.splitlines()[0]


@pytest.mark.needs("polars")
def test_the_export_of_the_how_to_runs_with_its_mapping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    page = DOCS / "how-to" / "ledger.md"
    monkeypatch.chdir(tmp_path)
    export = next(step.text for step in steps(page) if step.kind == "text")
    (tmp_path / "export.csv").write_text(export, encoding="utf-8")
    drafting, running = (step.text.split() for step in steps(page) if step.kind == "sh")
    (mapping,) = snippets(page)
    run(["creditpolicy", "init", "my-policy"], capsys)
    run(drafting, capsys)
    drafted = (tmp_path / "mapping.yaml").read_text("utf-8")
    (tmp_path / "mapping.yaml").write_text(mapping.text, encoding="utf-8")

    said = run(running, capsys)

    assert "invoice_date: Factuurdatum" in drafted
    assert re.search(r"Invoices read +3\n", said)
    assert re.search(r"Undecided +0 ", said)
    assert re.search(r"Rejected +0 ", said)
