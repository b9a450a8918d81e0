"""The command line as a user has it: arguments in, exit code and both outputs out."""

import io
import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from creditpolicy.cli.main import main


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
