"""Golden texts: compared by default, rewritten with `--update-golden` and then read in the diff."""

from pathlib import Path

import pytest


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden texts with what comes out now")


@pytest.fixture
def golden(request):
    """A check that a text equals the golden one at a path."""
    update = request.config.getoption("--update-golden")

    def check(path: Path, text: str) -> None:
        if update:
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path.name} is missing: run with --update-golden, and read what it says"
        assert text == path.read_text(encoding="utf-8")

    return check
