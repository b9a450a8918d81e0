"""A policy written by a newcomer, broken in one spot at a time: each time refused, at the right line, with a way out.

The policies are in `newcomer/`; what is done to them in `typos.py`, and in a file for each kind of mistake.
"""

import re
import shutil
from typing import Any

import pytest

from creditpolicy.diagnostics.nearest import edit_distance
from tests.cli.newcomer.meaning import MEANING
from tests.cli.newcomer.shape import SHAPE
from tests.cli.newcomer.tables import TABLES
from tests.cli.newcomer.typos import TYPOS
from tests.cli.newcomer.variants import HERE, Variant
from tests.cli.newcomer.yaml_traps import YAML

MISTAKES = (*YAML, *SHAPE, *MEANING, *TABLES)
MOST_FINDINGS = 3
FEWEST_ANSWERED = 0.95


@pytest.fixture
def findings(cli, tmp_path):
    """What `check` says about a variant, and the lines on which it should."""

    def check(variant: Variant) -> tuple[list[dict[str, Any]], set[int]]:
        lines = variant.write(tmp_path / "policy")
        answer = cli("check", tmp_path / "policy", "--format", "json")
        assert (answer.code, answer.err) == (1, ""), f"exit {answer.code} {answer.err}"
        shutil.rmtree(tmp_path / "policy")
        return answer.json()["diagnostics"], lines

    return check


@pytest.mark.parametrize("folder", ["dealers", "export"])
def test_the_policy_of_the_newcomer_is_fine(cli, folder):
    assert cli("check", HERE / folder, "--strict").code == 0


@pytest.mark.parametrize("variant", [*TYPOS, *MISTAKES], ids=str)
def test_a_broken_spot_is_found_where_it_is_and_makes_no_noise(findings, variant):
    found, lines = findings(variant)
    errors = [one for one in found if one["severity"] == "error"]
    places = {(one["file"], one["line"]) for one in errors}
    sentences = [f"{one['message']} {one['help']}" for one in errors]

    assert places & {(variant.file, line) for line in lines}, f"not at line {lines}: {places}"
    assert len(found) <= MOST_FINDINGS
    assert any(variant.says in sentence for sentence in sentences)
    assert not any(word in sentence for sentence in sentences for word in ("Traceback", "Error:", "NoneType"))


def test_a_typo_is_answered_with_the_right_word(findings):
    missed = [variant for variant in TYPOS if not _is_answered(variant, findings(variant)[0])]

    print(*missed, sep="\n")
    assert 1 - len(missed) / len(TYPOS) >= FEWEST_ANSWERED


def test_a_typo_is_one_letter():
    assert [str(one) for one in TYPOS if edit_distance(one.old, one.new) != 1] == []


def test_there_are_enough_of_each_kind():
    assert len(TYPOS) >= 80
    assert len(MISTAKES) >= 80
    assert len({(one.file, one.old, one.new) for one in (*TYPOS, *MISTAKES)}) == len(TYPOS) + len(MISTAKES)


@pytest.mark.parametrize("variant", [*TYPOS, *MISTAKES][::12], ids=str)
def test_people_are_shown_the_line(cli, tmp_path, variant):
    variant.write(tmp_path / "policy")
    answer = cli("check", tmp_path / "policy")

    assert (answer.code, answer.err) == (1, "")
    assert re.search(rf"^ +--> {variant.file}:\d+:\d+$", answer.out, re.MULTILINE)
    assert "^" in answer.out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("policy: g", "\ufeffpolicy: g", id="a byte order mark"),
        pytest.param("\n", "\r\n", id="line ends of Windows"),
        pytest.param("nl: Hoofd krediet", "nl: \"__import__('os').system('true') {0.__class__} %s\"", id="code"),
        pytest.param("nl: Hoofd krediet", "nl: Överkreditchef ☂ 信用", id="letters of the world"),
        pytest.param("owner: head", "owner:   head", id="blanks"),
    ],
)
def test_what_only_looks_strange_is_fine(cli, tmp_path, old, new):
    shutil.copytree(HERE / "dealers", tmp_path / "policy")
    head = tmp_path / "policy" / "policy.yaml"
    head.write_bytes(head.read_text("utf-8").replace(old, new).encode("utf-8"))

    assert cli("check", tmp_path / "policy").code == 0


def _is_answered(variant: Variant, found: list[dict[str, Any]]) -> bool:
    """Whether a help has the right word, alone or as part of what it says to write."""
    whole = re.compile(rf"(?<!\w){re.escape(variant.word)}(?!\w)")
    written = [words for one in found for words in re.findall("`([^`]*)`", one["help"] or "")]
    return any(whole.search(words) for words in written)
