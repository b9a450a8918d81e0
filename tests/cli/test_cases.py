"""`run --cases`: a question about every row of a file."""

import csv
import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.needs("polars", "narwhals")

ROWS = """\
customer.debtor_type,customer.insolvency_flag,customer.customer_since,order.amount,ref
business,false,2020-01-01,1200.50,a
business,maybe,2020-01-01,10,b
busines,true,2020-01-01,10,c
consumer,TRUE,2020-01-01,10.005,d
public_body,,,,e
"""


@pytest.fixture
def asked(begun):
    (begun / "rows.csv").write_text(ROWS, encoding="utf-8")
    return (
        *("run", "--policy", "my", "--cases", "rows.csv", "--point", "accept", "--keep", "ref"),
        *("--as-of", "2026-06-01", "--out", "results"),
    )


def test_each_row_is_decided_as_by_itself(cli, asked, begun):
    answer = cli(*asked)

    assert answer.out.splitlines() == [
        "accept as of 2026-06-01: 5 cases, 1 decided, 1 undecided, 3 rejected",
        "results/decisions.csv",
    ]
    first, last = csv.DictReader((begun / "results" / "decisions.csv").read_text("utf-8").splitlines())
    facts = {
        "customer": {"debtor_type": "business", "insolvency_flag": False, "customer_since": "2020-01-01"},
        "order": {"amount": 1200.5},
    }
    (begun / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    alone = cli(
        "decide", "accept", "--policy", "my", "--facts", "facts.json", "--as-of", "2026-06-01", "--format", "json"
    )
    decision = alone.json()
    assert (first["ref"], last["ref"]) == ("a", "e")
    assert first["status"] == decision["status"]
    assert first["missing"] == "; ".join(decision["missing"])
    assert first["deciding"] == "; ".join(decision["deciding"])
    assert first["acceptance"] == decision["outcome"]["acceptance"]


def test_rows_that_do_not_fit_are_told_with_their_place(cli, asked, begun):
    cli(*asked)

    assert (begun / "results" / "rejected.csv").read_text("utf-8").splitlines() == [
        "row,where,wanted,help",
        '3,customer.insolvency_flag,"found `maybe`, wanted true or false",',
        (
            '4,customer.debtor_type,"found `busines`, wanted one of business, consumer, public_body",'
            "did you mean `business`?"
        ),
        '5,order.amount,"found `10.005`, wanted at most 2 digits after the point",round it before it is handed over',
    ]


def test_parquet_is_decided_to_parquet(cli, asked, begun):
    import polars

    given = polars.read_csv(begun / "rows.csv", infer_schema=False).filter(polars.col("ref").is_in(["a", "e"]))
    given.with_columns(polars.col("customer.insolvency_flag") == "true").write_parquet(begun / "rows.parquet")
    where = [word.replace("rows.csv", "rows.parquet") for word in asked]

    assert cli(*where, "--table-format", "parquet", "--strict").code == 1
    found = polars.read_parquet(begun / "results" / "decisions")
    assert found["ref"].to_list() == ["a", "e"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("--cases", "none.csv"), "no file of cases `none.csv`"),
        (("--cases", "my"), "`my` is a folder, wanted a file of cases"),
        (("--cases", "my/policy.yaml"), "`my/policy.yaml` is no file of cases"),
        (("--point", "acept"), "'my-policy' has no decision point 'acept'; did you mean 'accept'?"),
        (("--keep", "order.amount"), None),
        (("--keep", "reff"), "columns of `rows.csv`: `reff`: there is no such column to keep"),
        (("--keep", "order.amount", "--keep", "ref"), None),
        (("--mapping", "m.yaml"), "--cases is a whole run, --mapping belongs to a ledger"),
        (("--engine", "spark"), "--engine spark asks for --master, such as spark://host:7077"),
        (("--master", "local[2]"), "--master is for --engine spark"),
        (("--engine", "spark", "--master", "local[2]", "--jobs", "2"), "--jobs is for this machine"),
    ],
)
def test_wrong_use_is_refused(cli, asked, begun, change, said):
    answer = cli(*asked, *change)

    if said is None:
        assert answer.code == 0
        return
    assert answer.code == 2
    assert said in answer.err
    assert not (begun / "results").exists()
    assert not (begun / ".results.partial").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "there is nothing to decide: name a ledger with --invoices, or a table of cases with --cases and --point"),
        (("--cases", "rows.csv"), "--cases asks for --point, the decision point"),
        (("--invoices", "rows.csv", "--point", "accept"), "--point is for --cases"),
        (("--cases", "rows.csv", "--point", "accept"), "columns of `rows.csv`: `ref`: no fact is called so"),
    ],
)
@pytest.mark.usefixtures("asked")
def test_half_a_command_is_refused(cli, arguments, said):
    answer = cli("run", "--policy", "my", "--as-of", "2026-06-01", "--out", "results", *arguments)

    assert answer.code == 2
    assert said in answer.err


def test_a_file_without_rows_is_refused(cli, asked, begun):
    (begun / "rows.csv").write_text(ROWS.splitlines()[0] + "\n", encoding="utf-8")

    assert "has a header and no rows" in cli(*asked).err


def test_an_earlier_run_is_replaced_where_that_is_asked(cli, asked):
    cli(*asked)

    assert "`results` exists" in cli(*asked).err
    assert cli(*asked, "--overwrite").code == 0


@pytest.mark.parametrize("line", ['{"ref":', "[1]", "7", '{"ref": 1}}'])
def test_a_line_that_is_no_object_is_told(cli, asked, begun, line):
    (begun / "rows.jsonl").write_text(f'{{"ref": "a"}}\n\n{line}\n', encoding="utf-8")
    where = [word.replace("rows.csv", "rows.jsonl") for word in asked]

    answer = cli(*where)

    assert (answer.code, "line 3 of `rows.jsonl` is no JSON object" in answer.err) == (2, True), answer.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("customer.debtor_type,customer.debtor_type\na,b\n", "`rows.csv` has two columns named `customer.debtor_type`"),
        ("customer.debtor_type,status\nbusiness,1\n", "`status`: no fact is called so"),
        ("caf\xe9,b\n1,2\n", "`rows.csv` is not UTF-8"),
        ('a,b\n1,2\n"x\ny",2\n1,2,3\n', "line 5 of `rows.csv` has 3 cells, the header has 2\nhelp: put a text that"),
        ("", "`rows.csv` is empty, expected a header and rows"),
    ],
)
def test_files_that_cannot_be_used_are_refused(cli, asked, begun, text, said):
    (begun / "rows.csv").write_text(text, encoding="latin-1")

    answer = cli(*asked)

    assert answer.code == 2
    assert said in answer.err
    assert not (begun / ".results.partial").exists()


def test_columns_may_stand_between_semicolons(cli, asked, begun):
    (begun / "rows.csv").write_text(ROWS.replace(",", ";"), encoding="utf-8")

    assert "5 cases, 1 decided, 1 undecided, 3 rejected" in cli(*asked).out


def test_a_kept_column_is_not_called_as_one_of_the_answer(cli, asked, begun):
    (begun / "rows.csv").write_text("customer.debtor_type,reasons,ref\nbusiness,x,1\n", encoding="utf-8")

    answer = cli(*asked, "--keep", "reasons")

    assert "`reasons`: a column of the answer has this name too" in answer.err
    assert not (begun / ".results.partial").exists()


def test_lists_of_answers_do_not_go_to_csv(cli, asked, begun):
    answer = cli(*asked, "--point", "collect")

    assert "`collect` answers with a list for each case, which CSV can't hold" in answer.err
    assert "help: add --table-format parquet" in answer.err
    assert not (begun / ".results.partial").exists()
    assert cli(*asked, "--point", "collect", "--table-format", "parquet").code == 0


def test_a_kept_column_is_no_fact(cli, asked, begun):
    (begun / "rows.csv").write_text("customer.insolvency_flag,ref\nperhaps,1\n", encoding="utf-8")

    assert "0 rejected" in cli(*asked, "--keep", "customer.insolvency_flag").out


def test_where_all_rows_are_rejected_the_file_that_says_why_is_named(cli, asked, begun):
    (begun / "rows.csv").write_text("customer.debtor_type,ref\nnobody,1\n", encoding="utf-8")

    answer = cli(*asked)

    assert answer.code == 2
    assert "help: look at `rejected.csv`" in answer.err


@pytest.mark.parametrize(("name", "row"), [("rows.csv", 3), ("rows.jsonl", 2)])
def test_rows_are_counted_as_a_person_counts_them(cli, asked, begun, name, row):
    rows = {
        "rows.csv": "ref,customer.debtor_type\na,business\nb,person\n",
        "rows.jsonl": '{"ref": "a"}\n{"ref": "b", "customer.debtor_type": "person"}\n',
    }
    (begun / name).write_text(rows[name], encoding="utf-8")

    cli(*[word.replace("rows.csv", name) for word in asked])

    _, told = (begun / "results" / "rejected.csv").read_text("utf-8").splitlines()
    assert told.startswith(f"{row},customer.debtor_type,")


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("table_format", ["csv", "parquet"])
def test_a_full_disk_is_told_as_such_and_the_same_command_goes_on(cli, asked, begun, kind, table_format):
    rows = [f"business,false,2020-01-01,{number}.50,{number * 7919**8:x}" for number in range(30_000)]
    (begun / "rows.csv").write_text("\n".join([ROWS.partition("\n")[0], *rows, ""]), encoding="utf-8")
    if kind == "parquet":
        polars = pytest.importorskip("polars")
        polars.read_csv(begun / "rows.csv", infer_schema=False).write_parquet(begun / "rows.parquet")
    command = [*asked, "--table-format", table_format, "--jobs", "1"]
    command[command.index("rows.csv")] = f"rows.{kind}"
    # No file grows beyond so many blocks.
    limited = f'ulimit -f 200; exec "{sys.executable}" -m creditpolicy.cli "$@"'
    full = subprocess.run(["sh", "-c", limited, "sh", *command], capture_output=True, text=True, cwd=begun, check=False)

    assert full.returncode == 2
    assert full.stderr.startswith("error: the results can't be written to `")
    assert full.stderr.partition("`: ")[2].splitlines()[0] == "File too large"
    assert cli(*command).code == 0
    results = {file: file.read_bytes() for file in (begun / "results").rglob("*") if file.is_file()}
    cli(*command, "--overwrite")
    assert {file: file.read_bytes() for file in (begun / "results").rglob("*") if file.is_file()} == results
