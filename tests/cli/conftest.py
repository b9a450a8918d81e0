"""The command line as a user has it: arguments in, exit code and both outputs out."""

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from creditpolicy.cli.main import main
from tests.cli.timelines import FACTS, POLICY, schema


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def cli(capfd, monkeypatch):
    """Run a command; `stdin` is what it can read there."""

    def run(*arguments: object, stdin: bytes = b"") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        sys.stdout.flush()
        sys.stderr.flush()
        return Answer(code, *capfd.readouterr())

    return run


@pytest.fixture
def begun(cli, tmp_path, monkeypatch):
    """A folder with the policy that `init` makes, in `my`; commands are run from that folder."""
    monkeypatch.chdir(tmp_path)
    assert cli("init", "my").code == 0
    return tmp_path


@pytest.fixture
def written(begun: Path):
    """Write the one file of tests of the policy in `my`."""

    def write(text: str, name: str = "a_test.yaml") -> Path:
        folder = begun / "my" / "tests"
        for other in folder.iterdir():
            other.unlink()
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def ask(cli, tmp_path, monkeypatch):
    """Ask for the timeline of a case."""
    monkeypatch.chdir(tmp_path)

    def asked(*arguments, given=FACTS, as_of="2026-03-14", policy=POLICY):
        options = ("--policy", policy, "--facts", "-", "--as-of", as_of)
        return cli("timeline", *options, *arguments, stdin=json.dumps(given).encode())

    return asked


@pytest.fixture
def told(ask):
    """What a timeline tells, as JSON of the form that is published."""

    import jsonschema

    def entries(given, as_of, *arguments):
        found = ask("--format", "json", *arguments, given=given, as_of=as_of).json()
        jsonschema.Draft202012Validator(schema()).validate(found)
        return found["entries"]

    return entries
