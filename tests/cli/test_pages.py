"""`rule`, `explain`, `completion`, `--version`, `--help`: what the product says of itself."""

from pathlib import Path

import pytest

from creditpolicy import __version__
from creditpolicy.diagnostics import Code

ROOT = Path(__file__).parents[2]


def test_a_code_shows_its_page(cli):
    page = (ROOT / "docs" / "codes" / "CP102.md").read_text("utf-8")

    assert [cli("rule", code).out.rstrip() for code in ("CP102", "cp102")] == [page.rstrip()] * 2


def test_all_codes_are_listed(cli):
    lines = cli("rule").out.splitlines()

    assert [line.split()[0] for line in lines] == [code.value for code in Code]
    assert all(len(line.split()) > 1 for line in lines)


def test_programs_get_the_page_too(cli):
    page = cli("rule", "CP102", "--format", "json").json()

    assert (page["code"], page["title"], page["severity"]) == ("CP102", "not a number", "error")


@pytest.mark.usefixtures("begun")
def test_a_phrase_is_printed_as_it_is_written(cli):
    answer = cli("explain", "promise_open", "--policy", "my", "--lang", "nl")

    assert answer.out.splitlines()[:3] == [
        "invoice.promise_open: er loopt een betaaltoezegging",
        "",
        "  any(promise.is_open where is missing(promise.invoice_id) or promise.invoice_id = invoice.invoice_id)",
    ]
    assert "rust op\n" in answer.out


@pytest.mark.usefixtures("begun")
def test_what_a_table_answers_is_explained_by_the_table(cli):
    answer = cli("explain", "terms.terms", "--policy", "my")

    assert answer.out.splitlines() == [
        "terms.terms: answer of the table `terms`",
        "",
        "at policy.yaml:43:3",
        "",
        "rests on",
        "  segment",
        "  order.amount  order amount",
    ]


@pytest.mark.usefixtures("begun")
def test_a_phrase_is_explained_though_another_reads_alike(cli):
    answer = cli("explain", "dispute_stops_reminders", "--policy", "my")

    assert answer.out.startswith("invoice.dispute_stops_reminders: a dispute stops reminders\n")


@pytest.mark.usefixtures("begun")
def test_a_fact_says_what_it_is(cli):
    explained = cli("explain", "customer.insolvency_flag", "--policy", "my", "--format", "json").json()

    assert (explained["kind"], explained["reads"]) == ("fact", [])


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(cli, shell):
    assert "_CREDITPOLICY_COMPLETE" in cli("completion", shell).out


def test_the_shell_is_told_which_commands_there_are(cli, monkeypatch):
    for name, value in {
        "_CREDITPOLICY_COMPLETE": "bash_complete",
        "COMP_WORDS": "creditpolicy de",
        "COMP_CWORD": "1",
    }.items():
        monkeypatch.setenv(name, value)

    assert cli().out.split() == ["plain,decide"]


def test_the_version_is_the_package_s(cli):
    assert cli("--version").out == f"creditpolicy {__version__}\n"


@pytest.mark.parametrize(
    "command", ["init", "check", "decide", "run", "map", "rule", "explain", "schema", "completion"]
)
def test_every_command_has_help(cli, command):
    answer = cli(command, "--help")

    assert answer.code == 0
    assert f"creditpolicy {command}" in answer.out
    assert "--lang" in answer.out
