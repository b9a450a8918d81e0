"""`run`, `map`: a ledger end to end as a user has it."""

import csv
import json
from pathlib import Path

import pytest

INVOICE_COLUMNS = (
    *("customer_id", "invoice_id", "invoice_date", "due_date", "amount_open", "amount_total", "currency"),
)
CUSTOMER_COLUMNS = (
    *("customer_id", "email", "segment", "risk_class", "credit_decision_valid_until", "last_review_date"),
    *("project_start_date", "external_score_change", "payment_trend", "paid_invoice_count"),
)
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


def test_how_far_it_is_is_told_where_asked(run, begun):
    answer = run("--progress", "--jobs", "2", "--format", "json")

    assert answer.json()["rows"]["read"] == 4
    assert answer.err.splitlines()[-1] == "writing the results"
    assert not (begun / ".out.partial").exists()


def test_no_jobs_is_wrong_use(run):
    assert run("--jobs", "0").code == 2


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
    assert "2026/04-22" in (begun / "out" / "rejected.csv").read_text("utf-8")


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


ARRANGED = """invoices:
  columns:
    invoice_id: invoice_id
    customer_id: customer_id
    invoice_date: invoice_date
    due_date: due_date
    amount_open: amount_open
    arrangement_id: plan
  constants: {currency: EUR}
arrangements:
  columns: {id: plan, customer_id: customer_id, agreed_at: agreed, state: state}
customers:
  from: invoices
  constants: {insolvency_flag: false, email: ledger@example.com, active_arrangement: false}
mapping: plans
language: 1
derive: [customer.customer_since]
none: [contacts, promises, disputes, exceptions]
"""


def test_what_is_arranged_is_left_in_peace_from_the_day_of_the_plan(cli, begun):
    policy = begun / "my" / "policy.yaml"
    text = policy.read_text("utf-8")
    policy.write_text(text.replace("stop_when: [", "stop_when: [arrangement_active, "), encoding="utf-8")
    (begun / "mapping.yaml").write_text(ARRANGED, encoding="utf-8")
    lines = ["F1,10457,2026-04-22,2026-05-22,1250.00,P1", "F2,10457,2026-04-22,2026-05-22,310.50,"]
    lines += ["F3,10457,2026-04-22,2026-05-22,99.00,P2"]
    head = "invoice_id,customer_id,invoice_date,due_date,amount_open,plan"
    (begun / "invoices.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    plans = ["plan,customer_id,agreed,state", "P1,10457,2026-05-30,active", "P2,10457,2026-06-02,active"]
    (begun / "plans.csv").write_text("\n".join([*plans, "P3,10457,2026-05-30,broken", ""]), encoding="utf-8")
    files = ("--invoices", "invoices.csv", "--arrangements", "plans.csv", "--mapping", "mapping.yaml")

    answer = cli("run", "--policy", "my", *files, "--as-of", "2026-06-01", "--out", "out")

    assert (answer.code, answer.err) == (0, "")
    with (begun / "out" / "invoices.csv").open(encoding="utf-8", newline="") as file:
        stopped = {row["invoice_id"]: row["stopped"] for row in csv.DictReader(file)}
    assert stopped == {"F1": "arrangement_active", "F2": "", "F3": ""}
    assert "broken" in (begun / "out" / "rejected.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("section", "dated", "said"),
    [
        ("arrangements", "agreed_at", "`arrangements` needs `customer_id`: whose is a row?"),
        ("contacts", "at", "`contacts` needs `customer_id` or `invoice_id`: whose is a row?"),
    ],
)
def test_a_list_of_nobody_is_told_what_it_can_name(cli, begun, section, dated, said):
    mapping = begun / "my" / "example" / "mapping.yaml"
    text = mapping.read_text("utf-8").replace(f"{section}, ", "")
    mapping.write_text(f"{text}{section}:\n  columns: {{{dated}: day}}\n", encoding="utf-8")
    (begun / "list.csv").write_text("day\n2026-05-01\n", encoding="utf-8")

    answer = cli(
        "run", *LEDGER, "my/example/invoices.csv", f"--{section}", "list.csv", "--as-of", "2026-06-01", "--out", "o"
    )

    assert answer.code == 2
    assert said in answer.err


ABROAD = """
definitions:
  customer.abroad:
    is: not(list contains(organisation.agency_countries, customer.country))
    title: {nl: ons bureau komt daar niet, en: our agency does not go there}
"""


def test_a_policy_may_ask_about_the_organisation_itself(cli, begun):
    policy, mapping = begun / "my" / "policy.yaml", begun / "my" / "example" / "mapping.yaml"
    text = policy.read_text("utf-8").replace("stop_when: [", "stop_when: [customer.abroad, ")
    policy.write_text(text + ABROAD, encoding="utf-8")
    text = mapping.read_text("utf-8").replace("constants: {ins", "constants: {country: DE, ins")

    def stopped(organisation: str) -> set[str]:
        mapping.write_text(f"{text}organisation: {{{organisation}}}\n", encoding="utf-8")
        answer = cli("run", *LEDGER, "my/example/invoices.csv", "--as-of", "2026-06-01", "--out", "out", "--overwrite")
        assert (answer.code, answer.err) == (0, "")
        with (begun / "out" / "invoices.csv").open(encoding="utf-8", newline="") as file:
            return {row["stopped"] or row["missing"] for row in csv.DictReader(file)}

    assert stopped("agency_countries: NL; BE") == {"customer.abroad"}
    assert stopped("agency_countries: NL; DE") == {""}
    assert stopped("agency_registered: true") == {"organisation.agency_countries"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{agency_tones: strict}", "unknown fact `agency_tones`: an organisation has none of that name"),
        ("{agency_tone: loud}", "`loud` does not fit `agency_tone`: expected one of friendly, professional, strict"),
        ("[agency_tone]", "`organisation`"),
        ("agency", "help: write `organisation: {key: value}`"),
        ("{agency_countries: {NL: true}}", "help: write `agency_countries: value`; where it may be several"),
    ],
)
def test_what_is_wrong_about_the_organisation_is_told_with_its_place(run, begun, written, said):
    mapping = begun / "my" / "example" / "mapping.yaml"
    mapping.write_text(f"{mapping.read_text('utf-8')}organisation: {written}\n", encoding="utf-8")

    answer = run()

    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert "mapping.yaml:18:" in answer.err


def test_the_work_of_the_day_is_ranked_and_planned(cli, begun):
    watch = Path(__file__).parents[1] / "decisions" / "watch"
    due = [("A", 5000), ("B", 900), ("C", 2500)]
    lines = [f"{who},F{who},2026-04-01,2026-05-01,{open_},{open_},EUR" for who, open_ in due]
    people = [f"{who},{who.lower()}@example.com,old,A,2026-12-31,2026-05-01,2026-01-01,0,0,0" for who, _ in due]
    tables = {"invoices": (INVOICE_COLUMNS, lines), "customers": (CUSTOMER_COLUMNS, people)}
    mapping = ["mapping: plain", "language: 1", "none: [contacts, promises, disputes, exceptions]"]
    for section, (columns, rows) in tables.items():
        (begun / f"{section}.csv").write_text("\n".join([",".join(columns), *rows, ""]), encoding="utf-8")
        mapping += [f"{section}:", "  columns:", *(f"    {column}: {column}" for column in columns)]
    (begun / "mapping.yaml").write_text("\n".join([*mapping, ""]), encoding="utf-8")
    ledger = ("--invoices", "invoices.csv", "--customers", "customers.csv", "--mapping", "mapping.yaml")

    answer = cli("run", "--policy", str(watch), *ledger, "--as-of", "2026-06-01", "--out", "out")

    assert (answer.code, answer.err) == (0, "")
    # 3 x 5000 / 1000 = 15.0, then 7.5 and 2.7; a message takes a minute.
    assert (begun / "out" / "worklist.csv").read_text("utf-8").splitlines()[1:] == [
        "1,A,15,true,email,1,1,true,",
        "2,C,7.5,true,email,1,1,true,",
        "3,B,2.7,true,email,1,1,true,",
    ]
