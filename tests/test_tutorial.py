"""What the tutorial and the how-to pages tell to type works, and says what the page shows."""

import re
from pathlib import Path

import pytest

from creditpolicy.cli.main import main
from tests.snippets import snippets

DOCS = Path(__file__).parents[1] / "docs"
_BLOCK = re.compile(
    r'(?:<!-- below "(?P<line>[^"]+)" in (?P<file>\S+) -->\s*)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$',
    re.DOTALL | re.MULTILINE,
)


def insert(below: str, path: Path, text: str) -> None:
    """Write `text` below the one line of the file that holds `below`."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    (at,) = [number for number, line in enumerate(lines) if below in line]
    path.write_text("".join([*lines[: at + 1], text, *lines[at + 1 :]]), encoding="utf-8", newline="\n")


def run(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command line says, on both streams."""
    program, *arguments = line.split()
    assert program == "creditpolicy"
    code = main(arguments)
    said = capsys.readouterr()
    assert code in {0, 1}, said.err
    return said.out + said.err


@pytest.mark.needs("polars")
def test_the_tutorial_does_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    said, shown, absent = "", 0, []
    for block in _BLOCK.finditer((DOCS / "tutorial.md").read_text("utf-8")):
        if block["file"]:
            insert(block["line"], tmp_path / block["file"], block["text"])
        elif block["kind"] == "sh":
            said = "".join(run(line, capsys) for line in block["text"].splitlines())
        elif block["kind"] == "text":
            shown += 1
            absent += [line for line in block["text"].splitlines() if line not in said]

    assert shown > 5
    assert absent == []


@pytest.mark.needs("polars")
def test_the_export_of_the_how_to_runs_with_its_mapping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    page = DOCS / "how-to" / "ledger.md"
    monkeypatch.chdir(tmp_path)
    export = next(block["text"] for block in _BLOCK.finditer(page.read_text("utf-8")) if block["kind"] == "text")
    (tmp_path / "export.csv").write_text(export, encoding="utf-8")
    drafting, running = (
        block["text"].strip() for block in _BLOCK.finditer(page.read_text("utf-8")) if block["kind"] == "sh"
    )
    (mapping,) = snippets(page)
    run("creditpolicy init my-policy", capsys)
    run(drafting, capsys)
    drafted = (tmp_path / "mapping.yaml").read_text("utf-8")
    (tmp_path / "mapping.yaml").write_text(mapping.text, encoding="utf-8")

    said = run(running, capsys)

    assert "invoice_date: Factuurdatum" in drafted
    assert re.search(r"Invoices read +3\n", said)
    assert re.search(r"Undecided +0 ", said)
    assert re.search(r"Rejected +0 ", said)
