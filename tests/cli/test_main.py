"""The entry point: our bugs, Ctrl-C, a closed pipe, terminals that show little."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from creditpolicy.cli import decide as decide_module
from creditpolicy.diagnostics.errors import InvariantError

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "creditpolicy.cli")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
ASK = ("decide", "accept", "--policy", "my", "--as-of", "2026-06-01", "--facts", "my/example/case.json")


def process(*arguments, **more):
    return subprocess.run((*COMMAND, *arguments), env=ENVIRONMENT, capture_output=True, check=False, **more)


@pytest.mark.parametrize("error", [InvariantError("rows are in priority order"), KeyError("terms"), RecursionError()])
@pytest.mark.usefixtures("begun")
def test_our_bug_is_called_so(cli, monkeypatch, error):
    def fail(_):
        raise error

    monkeypatch.setattr(decide_module, "usable_policy", fail)

    told = cli(*ASK)
    report = cli(*ASK, "--format", "json").json()

    assert told.code == 3
    assert "this is a bug in creditpolicy" in told.err
    assert "Traceback" not in told.err
    assert "Traceback" in cli(*ASK, "--debug").err
    assert report["error"]["kind"] == "bug"


@pytest.mark.usefixtures("begun")
def test_stopping_it_is_clean(cli, monkeypatch):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(decide_module, "usable_policy", stop)
    answer = cli(*ASK)

    assert (answer.code, answer.out, answer.err) == (130, "", "stopped\n")


@pytest.mark.usefixtures("begun")
def test_a_reader_that_leaves_is_no_failure():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        done = subprocess.run(
            (*COMMAND, *ASK, "--trace"), env=ENVIRONMENT, stdout=nobody, stderr=subprocess.PIPE, check=False
        )

    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, b"")


@pytest.mark.usefixtures("begun")
def test_a_terminal_without_the_signs_gets_plain_ones():
    environment = {**ENVIRONMENT, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run((*COMMAND, *ASK, "--trace", "--lang", "nl"), env=environment, capture_output=True, check=True)

    assert done.stdout.isascii()
    assert b"|- x insolvent" in done.stdout


@pytest.mark.usefixtures("begun")
def test_it_is_the_same_as_a_process():
    done = process("check", "my")

    assert (done.returncode, done.stdout, done.stderr) == (0, b"my: ok (my-policy version 1)\n", b"")


def test_a_process_reads_standard_input(begun):
    done = process(*ASK[:-1], "-", "--format", "json", input=(begun / "my" / "example" / "case.json").read_bytes())

    assert done.returncode == 0
    assert b'"acceptance": "accept"' in done.stdout


def on_a_terminal(*arguments, **environment):
    """What a command shows on a terminal, standard error included."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        (*COMMAND, *arguments), env={**ENVIRONMENT, "TERM": "xterm", **environment}, stdout=theirs, stderr=theirs
    ):
        os.close(theirs)
        shown = b""
        while part := read_terminal(ours):
            shown += part
    os.close(ours)
    return shown.decode()


def read_terminal(descriptor):
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so where the other end is closed
        return b""


def test_a_terminal_has_colours_unless_they_are_not_wanted(begun):
    (begun / "bad.yaml").write_text("policy: x\nlanguag: 1\n", encoding="utf-8")

    assert "\x1b[31;1merror[" in on_a_terminal("check", "bad.yaml", NO_COLOR="")
    assert "\x1b" not in on_a_terminal("check", "bad.yaml", NO_COLOR="1")


@pytest.mark.usefixtures("begun")
def test_a_terminal_is_told_how_far_a_run_is():
    ledger = ("--invoices", "my/example/invoices.csv", "--mapping", "my/example/mapping.yaml", "--as-of", "2026-06-01")

    assert "\rdeciding" in on_a_terminal("run", "--policy", "my", *ledger, "--out", "out")


def test_asking_for_help_loads_nothing_heavy():
    heavy = ("jsonschema", "lark", "polars", "pydantic", "yaml")
    ask = f"import sys, creditpolicy.cli.main; print(*sorted(set(sys.modules) & {set(heavy)!r}))"
    done = subprocess.run((sys.executable, "-c", ask), env=ENVIRONMENT, capture_output=True, text=True, check=True)

    assert done.stdout.split() == []
