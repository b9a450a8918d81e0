"""`run`, `map`: a ledger end to end as a user has it."""

import json

import pytest

LEDGER = ("--policy", "my", "--mapping", "my/example/mapping.yaml", "--invoices")


@pytest.fixture
def run(cli, begun):
    del begun  # commands are run from there

    def decide(*arguments, ledger="my/example/invoices.csv", day="2026-06-01"):
        return cli("run", *LEDGER, ledger, "--as-of", day, "--out", "out", *arguments)

    return decide


def test_people_get_a_summary_and_the_page(run, begun):
    answer = run()

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Policy my-policy 1")
    assert answer.out.rstrip().endswith("summary.html")
    assert (begun / "out" / "summary.html").is_file()


def test_programs_get_what_stands_in_the_file(run, begun):
    answer = run("--format", "json")

    assert answer.json() == json.loads((begun / "out" / "summary.json").read_text("utf-8"))


def test_results_are_replaced_only_where_asked(run):
    codes = [run().code, run().code, run("--overwrite").code]

    assert codes == [0, 2, 0]


def test_a_bad_row_stops_nothing(run, begun):
    text = (begun / "my" / "example" / "invoices.csv").read_text("utf-8")
    (begun / "ledger.csv").write_text(text.replace("2026-05-06", "6 May"), encoding="utf-8")

    answer = run("--format", "json", ledger="ledger.csv")

    assert (answer.code, answer.json()["rows"]["rejected"]) == (0, 1)


def test_only_bad_rows_are_unusable_input(run, begun):
    text = (begun / "my" / "example" / "invoices.csv").read_text("utf-8")
    (begun / "ledger.csv").write_text(text.replace("2026-", "2026/"), encoding="utf-8")

    answer = run(ledger="ledger.csv")

    assert answer.code == 2
    assert "every row was rejected (4)" in answer.err
    assert "2026/04-24" in (begun / "out" / "rejected.csv").read_text("utf-8")


def test_a_day_before_the_first_invoice_has_nothing_to_decide(run):
    answer = run(day="2026-01-01")

    assert answer.code == 2
    assert "no invoice had been sent by 2026-01-01" in answer.err


def test_a_policy_without_reminders_can_not_run(run, begun):
    policy = begun / "my" / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").partition("# How do we remind")[0], encoding="utf-8")

    answer = run()

    assert answer.code == 2
    assert "wanted `collect`\nhelp: give it a section `reminders`" in answer.err


def test_a_drafted_mapping_runs(cli, run, begun):
    draft = cli("map", "my/example/invoices.csv").out
    (begun / "my" / "example" / "mapping.yaml").write_text(draft, encoding="utf-8")

    assert run("--format", "json").json()["rows"]["rejected"] == 0


def test_a_draft_is_written_where_asked(cli, begun):
    answer = cli("map", "my/example/invoices.csv", "--out", "draft.yaml")

    assert answer.code == 0
    assert (begun / "draft.yaml").read_text("utf-8").startswith("# Drafted from")
