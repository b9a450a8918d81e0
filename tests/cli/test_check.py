"""`check`: findings with their lines for people, with their places for programs."""

import re
from pathlib import Path

import pytest

GOLDEN = Path(__file__).with_name("golden")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def broken(begun):
    policy = begun / "my" / "policy.yaml"
    text = policy.read_text("utf-8")
    text = text.replace("relationship_months < 6", "relationship_month < 6").replace("rank: 2", "rank: 0x2")
    policy.write_text(text, encoding="utf-8")
    return begun


@pytest.mark.usefixtures("broken")
def test_findings_are_shown_with_their_lines(cli, golden):
    answer = cli("check", "my")

    golden(GOLDEN / "check.txt", answer.out)
    assert (answer.code, answer.err) == (1, "")


@pytest.mark.usefixtures("broken")
def test_programs_get_places(cli):
    answer = cli("check", "my", "--format", "json")
    report = answer.json()
    keys = ["code", "severity", "message", "file", "line", "column", "end_line", "end_column", "help", "notes"]

    assert (answer.code, list(report), report["ok"]) == (1, ["ok", "diagnostics"], False)
    assert [list(one) for one in report["diagnostics"]] == [keys] * len(report["diagnostics"])
    assert ("policy.yaml", 20, 11) in [(one["file"], one["line"], one["column"]) for one in report["diagnostics"]]


@pytest.mark.usefixtures("begun")
def test_a_good_policy_says_so_to_programs(cli):
    assert cli("check", "my", "--format", "json").json() == {"ok": True, "diagnostics": []}


def test_what_strict_refuses_is_not_called_fine(cli, begun):
    policy = begun / "my" / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("currency: EUR", "currency: EUR\njurisdiction: NL"), "utf-8")

    lenient, strict = cli("check", "my"), cli("check", "my", "--strict")

    assert (lenient.code, lenient.out.splitlines()[-1]) == (0, "my: ok (my-policy version 1), 1 warning")
    assert (strict.code, strict.out.splitlines()[-1]) == (1, "my: 1 warning, and `--strict` allows none")
    assert cli("check", "my", "--strict", "--format", "json").json()["ok"] is False


@pytest.mark.usefixtures("broken")
def test_several_policies_are_told_apart_by_their_folders(cli):
    assert cli("init", "good").code == 0

    answer = cli("check", "my", "good")

    assert answer.code == 1
    assert " --> my/policy.yaml:20:11" in answer.out.replace("\\", "/")
    assert "good: ok (my-policy version 1)" in answer.out


@pytest.mark.usefixtures("broken")
def test_there_is_no_colour_outside_a_terminal(cli):
    assert "\x1b" not in cli("check", "my").out


@pytest.mark.parametrize("where", ["nowhere", "my/example", "my/policy.yml"])
@pytest.mark.usefixtures("begun")
def test_a_path_without_a_policy_is_wrong_use(cli, where):
    answer = cli("check", where, "--format", "json")

    assert (answer.code, answer.json()["ok"], answer.json()["diagnostics"][0]["code"]) == (2, False, "CP001")


def test_the_shipped_policy_is_fine(cli):
    answer = cli("check", ROOT / "policies" / "nl-b2b")

    assert re.search(r": ok \(nl-b2b version 1\)", answer.out)
    assert answer.code == 0


def test_how_many_findings_are_not_shown_is_said(cli, begun):
    policy = begun / "my" / "policy.yaml"
    lines = "".join(f"  customer.x{number}: unheard_of_{number} + {number}\n" for number in range(600))
    policy.write_text(f"{policy.read_text('utf-8')}\ndefinitions:\n{lines}", encoding="utf-8")

    assert cli("check", "my").out.endswith("\nand 100 more, not shown: mend these first\n")
    assert cli("check", "my", "--format", "json").json()["more"] == 100


def test_the_schema_of_tests_is_compared_too(cli, begun):
    path = begun / "my" / "tests" / "policy_test.yaml"
    path.write_text(path.read_text("utf-8").replace("    use: bakker", "    uses: bakker", 1), encoding="utf-8")

    assert cli("check", "my").out == "my: ok (my-policy version 1)\n"
    answer = cli("check", "my", "--schema")

    assert answer.code == 0
    assert "'uses' was unexpected" in answer.out
    assert "tests/policy_test.yaml:" in answer.out
    assert answer.out.endswith("my: ok (my-policy version 1), 1 warning\n")
