"""`init`: what it makes checks and runs at once, and it never leaves half of it."""

import shlex
import tomllib
from pathlib import Path

import pytest

from creditpolicy.cli.init import STARTER_FILES
from creditpolicy.cli.schemas import editor_schemas

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "policies" / "starter"


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("begun")
def test_what_it_makes_has_no_finding(cli):
    answer = cli("check", "my", "--strict")

    assert (answer.code, answer.out) == (0, "my: ok (my-policy version 1)\n")


@pytest.mark.usefixtures("begun")
def test_the_commands_that_it_prints_work(cli):
    printed = cli("init", "other", "--format", "json").json()["next"]

    assert [cli(*shlex.split(command)[1:]).code for command in printed] == [0, 0, 0, 0]


@pytest.mark.usefixtures("begun")
def test_the_example_is_decided_whole(cli):
    answer = cli(
        "decide", "collect", "--policy", "my", "--facts", "my/example/case.json", "--as-of", "2026-06-01", "--strict"
    )

    assert answer.code == 0


@pytest.mark.usefixtures("begun")
def test_the_example_ledger_is_decided_whole(cli):
    ledger = ("--invoices", "my/example/invoices.csv", "--mapping", "my/example/mapping.yaml", "--as-of", "2026-06-01")
    answer = cli("run", "--policy", "my", *ledger, "--out", "out", "--strict", "--format", "json")

    assert (answer.code, answer.json()["rows"]) == (0, {"read": 4, "decided": 4, "undecided": 0, "rejected": 0})


def test_the_policy_is_short_and_names_its_schema(begun):
    text = (begun / "my" / "policy.yaml").read_text("utf-8")

    assert text.startswith("# yaml-language-server: $schema=policy.schema.json\n")
    assert text.count("\n") < 80
    assert (begun / "my" / "policy.schema.json").is_file()


def test_an_empty_folder_will_do(cli, tmp_path):
    (tmp_path / "empty").mkdir()

    assert cli("init", tmp_path / "empty").code == 0
    assert (tmp_path / "empty" / "policy.yaml").is_file()


@pytest.mark.parametrize("there", ["a folder", "a file"])
def test_what_is_there_stays_as_it_is(cli, tmp_path, there):
    place = tmp_path / "place"
    if there == "a folder":
        place.mkdir()
        (place / "mine.txt").write_text("mine", encoding="utf-8")
    else:
        place.write_text("mine", encoding="utf-8")

    answer = cli("init", place)

    assert answer.code == 2
    assert "wanted a new or an empty folder" in answer.err
    assert [path.name for path in tmp_path.rglob("*") if path.name.endswith(".partial")] == []
    assert (place / "mine.txt" if place.is_dir() else place).read_text(encoding="utf-8") == "mine"


def test_it_copies_the_starter_that_is_shipped_and_the_schemas_for_the_editor(begun):
    made = files_of(begun / "my")
    schemas = {name: text.encode() for name, text in editor_schemas().items()}

    assert made == files_of(STARTER) | schemas
    assert sorted(files_of(STARTER)) == sorted(STARTER_FILES)


def test_a_wheel_holds_the_starter():
    made = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert made["force-include"]["policies/starter"] == "creditpolicy/cli/starter"
