"""`compile`: which questions become code, the code of one, and what is said to wrong use."""

import ast
from pathlib import Path

POLICY = Path(__file__).parents[2] / "policies" / "starter"


def test_each_question_is_compiled_or_interpreted(cli):
    shown = [line.partition(",")[0] for line in cli("compile", "--policy", POLICY).out.splitlines()]

    assert shown == [
        "collect: interpreted",
        "accept: compiled",
        "review: compiled",
    ]


def test_the_code_of_a_question_is_python_and_says_what_its_names_are(cli):
    shown = cli("compile", "accept", "--policy", POLICY, "--show").out

    assert "def decide(data, as_of):" in shown
    assert "is 'customer.exposure_overdue'" in shown or "'customer." in shown
    assert ast.parse(shown)


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
