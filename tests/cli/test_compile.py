"""`compile`: which questions become code, the code of one, and what is said to wrong use."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

POLICY = Path(__file__).parents[2] / "policies" / "starter"


def test_each_question_is_compiled_or_interpreted(cli):
    shown = [line.partition(",")[0] for line in cli("compile", "--policy", POLICY).out.splitlines()]

    assert shown == [
        "collect: compiled",
        "accept: compiled",
        "review: compiled",
    ]


def test_the_code_of_a_question_is_python_and_says_what_its_names_are(cli):
    shown = cli("compile", "accept", "--policy", POLICY, "--show").out

    assert "def decide(data, as_of):" in shown
    assert "# f.fact2 is 'customer.legal_name'" in shown
    assert ast.parse(shown)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_code_is_the_same_on_each_run(cli, seed):
    here = cli("compile", "accept", "--policy", POLICY, "--show").out

    command = [sys.executable, "-m", "creditpolicy.cli", "compile", "accept", "--policy", str(POLICY), "--show"]
    there = subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout

    assert there.decode().split() == here.split()


def test_for_programs_the_code_is_a_text(cli):
    found = cli("compile", "accept", "--policy", POLICY, "--show", "--format", "json").json()

    assert found["points"][0]["compiled"] is True
    assert ast.parse(found["points"][0]["source"])


def test_an_unknown_question_is_answered_with_the_nearest(cli):
    found = cli("compile", "acept", "--policy", POLICY)

    assert found.code == 2
    assert "nothing is called `acept`" in found.err
    assert "did you mean `accept`?" in found.err


def test_one_question_is_shown_at_a_time(cli):
    found = cli("compile", "--policy", POLICY, "--show")

    assert found.code == 2
    assert "`--show` shows one question: name it" in found.err
