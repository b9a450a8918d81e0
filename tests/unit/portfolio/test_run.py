"""Whole runs over small ledgers: counts, rejects, what was visible, and a folder that is whole or not there."""

import csv
import json
from datetime import date

import pytest

from creditpolicy.portfolio import Engine, Stage, Target, Telling, UnusableInput, output_schemas, run
from creditpolicy.reports.summary_text import summary_text
from tests.unit.portfolio.fakes import HEAD, HEADER, MAPPING, VOCABULARY, Recorder, decide_ledger, mapping

AS_OF = date(2026, 6, 1)
OPEN = "F1,100,2026-04-01,2026-05-01,10.00,\n"
PLAIN = "invoice_id,customer_id,invoice_date,due_date,currency,amount_open\n"


def table(folder, name):
    with (folder / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_counts_add_up_and_every_bad_row_is_kept(tmp_path):
    rows = [
        OPEN,
        "F1,100,2026-04-01,2026-05-01,10.00,\n",
        "F2,,2026-04-01,2026-05-01,10.00,\n",
        "F3,100,2026-04-01,2026-13-01,ten,\n",
        "F4,100,later,2026-05-01,10.00,\n",
        "F5,100,2026-04-01,2026-05-01\n",
        "BAD6,100,2026-04-01,2026-05-01,10.00,\n",
        "WORSE7,200,2026-04-01,2026-05-01,10.00,\n",
        "F8,100,2026-04-01,,10.00,\n",
        "F9,100,2026-07-01,never,ten,\n",
    ]
    summary = decide_ledger(tmp_path, HEAD + "".join(rows), AS_OF)

    found = [(row["line"], row["column"], row["found"]) for row in table(tmp_path, "rejected")]
    assert summary.to_dict()["rows"] == {"read": 9, "decided": 1, "undecided": 1, "rejected": 7}
    assert found == [
        ("3", "id", "F1"),
        ("4", "who", ""),
        ("5", "due", "2026-13-01"),
        ("6", "made", "later"),
        ("7", "", "F5,100,2026-04-01,2026-05-01"),
        ("8", "due", "2026-05-01"),
        ("9", "who", "200"),
    ]


def test_all_problems_of_a_row_are_told(tmp_path):
    decide_ledger(tmp_path, HEAD + OPEN + "F3,100,2026-04-01,x,ten,\n", AS_OF)
    (row,) = table(tmp_path, "rejected")

    assert (row["wanted"], row["others"]) == (
        "a date as YYYY-MM-DD",
        "total: found `ten`, wanted a number written as 1234.56",
    )


def test_an_invoice_paid_later_is_open(tmp_path):
    rows = "F1,100,2026-04-01,2026-05-01,10.00,2026-06-02\nF2,100,2026-04-01,2026-05-01,7.00,2026-06-01\n"
    decide_ledger(tmp_path, HEAD + rows, AS_OF)

    found = [(row["amount_open"], row["ageing"], row["stopped"]) for row in table(tmp_path, "invoices")]
    assert found == [("10.00", "31-60", ""), ("0.00", "", "paid")]


def test_a_row_dated_later_is_not_there_whatever_else_is_wrong_with_it(tmp_path):
    rows = "F2,\x001,2026-07-01,2026-08-01,10.00,\n" + "F3,1,2026-07-01," + "x" * 200_000 + ",ten,\n"
    summary = decide_ledger(tmp_path, HEAD + OPEN + rows, AS_OF)

    assert summary.to_dict()["rows"] == {"read": 1, "decided": 1, "undecided": 0, "rejected": 0}


def test_payments_are_taken_off_as_they_become_visible(tmp_path):
    text = MAPPING.replace(", paid_at: paid", "") + "payments:\n  columns: {invoice_id: i, paid_at: d, amount: a}\n"
    invoices = "id,who,made,due,total\nF1,1,2026-04-01,2026-05-01,10.00\nF2,1,2026-04-01,2026-05-01,10.00\n"
    payments = "i,d,a\nF1,2026-05-05,4.00\nF1,2026-06-02,6.00\nF2,2026-05-05,12.00\nF9,2026-05-05,1.00\n"
    summary = decide_ledger(tmp_path, invoices, AS_OF, text=text, others={"payments": payments})

    found = [(row["amount_open"], row["note"]) for row in table(tmp_path, "invoices")]
    assert found == [("6.00", ""), ("0.00", "overpaid")]
    assert summary.to_dict()["other_files"] == {"payments": {"read": 3, "rejected": 1}}
    assert summary.rows.rejected == 0


def test_a_customer_without_a_valid_decision_is_reviewed_first(tmp_path):
    columns = "{customer_id: c, segment: s, risk_class: r, credit_decision_valid_until: u, legal_name: n}"
    text = f"{MAPPING}customers:\n  columns: {columns}\n"
    customers = "c,s,r,u,n\n100,loyal,B,2026-06-01,=cmd()\n200,loyal,B,2026-05-31,x\n300,,B,2026-12-31,y\n"
    rows = OPEN + OPEN.replace("F1,100", "F2,200") + OPEN.replace("F1,100", "F3,300")
    recorder = Recorder()
    summary = decide_ledger(tmp_path, HEAD + rows, AS_OF, text=text, others={"customers": customers}, decide=recorder)

    asked = [
        (point, facts["customer"]["customer_id"], facts["customer"].get("segment"))
        for point, facts, _ in recorder.asked
    ]
    assert asked == [
        ("collect", "100", "loyal"),
        ("review", "200", "loyal"),
        ("collect", "200", "new"),
        ("review", "300", None),
        ("collect", "300", "new"),
    ]
    assert summary.reviewed_first == 2
    assert [row["legal_name"] for row in table(tmp_path, "customers")] == ["'=cmd()", "x", "y"]


def test_a_list_is_empty_if_stated_and_unknown_if_not(tmp_path):
    recorder = Recorder()
    decide_ledger(tmp_path, HEAD + OPEN, AS_OF, text=MAPPING.replace("contacts, ", ""), decide=recorder)
    facts = recorder.asked[-1][1]

    assert [key for key in ("contacts", "promises", "disputes", "exceptions") if facts.get(key) == []] == [
        "promises",
        "disputes",
        "exceptions",
    ]
    assert "contacts" not in facts


def test_contacts_go_to_their_customer_and_later_ones_are_not_there(tmp_path):
    text = MAPPING.replace("contacts, ", "") + "contacts:\n  columns: {invoice_id: i, at: d, step_id: s}\n"
    contacts = "i,d,s\nF1,2026-05-20,mail\nF1,2026-06-02,call\nF7,2026-05-01,mail\n"
    recorder = Recorder()
    summary = decide_ledger(tmp_path, HEAD + OPEN, AS_OF, text=text, others={"contacts": contacts}, decide=recorder)

    assert recorder.asked[-1][1]["contacts"] == [{"invoice_id": "F1", "at": date(2026, 5, 20), "step_id": "mail"}]
    assert summary.to_dict()["other_files"] == {"contacts": {"read": 2, "rejected": 1}}


def test_a_step_taken_later_takes_its_name_along(tmp_path):
    head = "invoice_id,customer_id,invoice_date,currency,amount_open,last_step_at,last_step_id\n"
    recorder = Recorder()
    decide_ledger(tmp_path, head + "F1,1,2026-01-01,EUR,1.00,2026-06-02,call\n", AS_OF, text=None, decide=recorder)

    assert {"last_step_at", "last_step_id"}.isdisjoint(recorder.asked[-1][1]["invoices"][0])


def test_a_mixed_ledger_never_adds_currencies(tmp_path):
    amounts = ("EUR,1.00", "USD,2.00", "GBP,3.00")
    rows = "".join(f"F{number},1,2026-04-01,2026-05-01,{amount}\n" for number, amount in enumerate(amounts))
    summary = decide_ledger(tmp_path, PLAIN + rows, AS_OF, text=None)

    assert [(row.currency, row.count, row.amount) for row in summary.ageing if row.count] == [
        ("EUR", 1, "1.00"),
        ("USD", 1, "2.00"),
    ]
    assert summary.rejected[0].column == "currency"
    assert table(tmp_path, "customers")[0]["amount_open"] == "1.00 EUR; 2.00 USD"


def test_undecided_invoices_are_counted_by_the_fact_that_they_lack(tmp_path):
    rows = "F1,1,2026-04-01,,10.00,\nF2,1,2026-04-01,,10.00,\n"
    summary = decide_ledger(tmp_path, HEAD + rows, AS_OF)

    assert dict(summary.undecided_by_fact) == {"invoice.due_date": 2}
    assert summary.warnings == ("open invoices in EUR without a due date, which stand in no ageing bucket: 2",)


def test_what_a_spreadsheet_or_a_browser_would_run_is_inert(tmp_path):
    evil = '=cmd()|"<script>alert(1)</script>",'
    rows = f"F1,{evil}2026-04-01,2026-05-01,10.00,\n".replace('|"', "<b>").replace('",', ",")
    bad = "<script>,1,<img src=x onerror=alert(1)>,2026-05-01,10.00,\n"
    decide_ledger(tmp_path, HEAD + rows + bad, AS_OF)
    page = (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")

    assert table(tmp_path, "invoices")[0]["customer_id"].startswith("'=cmd()")
    assert [mark for mark in ("<script", "<img", "<b>", "http:", "https:") if mark in page] == []


def test_the_files_have_the_columns_of_their_schemas(tmp_path):
    decide_ledger(tmp_path, HEAD + OPEN + "F2\n", AS_OF)
    schemas = output_schemas()

    for name in ("invoices", "customers", "rejected"):
        assert list(table(tmp_path, name)[0]) == schemas[f"run-{name}.schema.json"]["required"]


@pytest.mark.needs("polars")
def test_parquet_says_the_same_as_csv(tmp_path):
    import polars

    rows = OPEN + "F2,100,2026-04-01,,-3.00,\nF3\n"
    for kind in ("csv", "parquet"):
        (tmp_path / kind).mkdir()
        decide_ledger(tmp_path / kind, HEAD + rows, AS_OF, table_format=kind)

    for name in ("invoices", "customers", "rejected"):
        frame = polars.read_parquet(tmp_path / "parquet" / "out" / f"{name}.parquet")
        texts = [
            ["" if cell is None else str(cell).replace("True", "true").replace("False", "false") for cell in row]
            for row in frame.iter_rows()
        ]
        assert texts == [list(row.values()) for row in table(tmp_path / "csv", name)]


def test_summary_json_is_the_summary(tmp_path):
    summary = decide_ledger(tmp_path, HEAD + OPEN, AS_OF)
    written = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))

    assert written == summary.to_dict()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(summary.outputs)


def test_the_text_for_the_terminal_is_a_screenful(tmp_path):
    summary = decide_ledger(tmp_path, HEAD + OPEN + "F2,1,2026-04-01,,10.00,\nF3\n", AS_OF)
    english, dutch = summary_text(summary), summary_text(summary, "nl")

    assert "Undecided                  1   33.3%" in english
    assert "31-60 dagen              1  10,00 EUR" in dutch
    assert len(english.splitlines()) < 40


class TestFolder:
    """The folder of results is whole, or not there, and never in the place of something else."""

    def test_results_are_not_replaced_unasked(self, tmp_path):
        decide_ledger(tmp_path, HEAD + OPEN, AS_OF)

        with pytest.raises(UnusableInput, match="exists"):
            decide_ledger(tmp_path, HEAD + OPEN, AS_OF)
        assert decide_ledger(tmp_path, HEAD + OPEN * 1, AS_OF, overwrite=True).rows.read == 1

    def test_a_folder_with_other_files_is_never_replaced(self, tmp_path):
        decide_ledger(tmp_path, HEAD + OPEN, AS_OF)
        (tmp_path / "out" / "thesis.docx").write_text("years of work")

        with pytest.raises(UnusableInput, match=r"thesis\.docx"):
            decide_ledger(tmp_path, HEAD + OPEN, AS_OF, overwrite=True)

    @pytest.mark.parametrize("where", [".", "policy", "/", "invoices.csv"])
    def test_places_of_others_are_refused(self, tmp_path, where):
        (tmp_path / "policy").mkdir()
        (tmp_path / "invoices.csv").write_text(HEAD + OPEN)
        target = Target(tmp_path / where, overwrite=True, protected=(tmp_path / "policy",))
        engine = Engine(HEADER, VOCABULARY, Recorder())

        with pytest.raises(UnusableInput):
            run(engine, {"invoices": tmp_path / "invoices.csv"}, mapping(), AS_OF, target, page=str)

    @pytest.mark.parametrize("failure", [KeyboardInterrupt, RuntimeError])
    def test_a_run_that_stops_leaves_nothing_behind(self, tmp_path, failure):
        (tmp_path / "invoices.csv").write_text(HEAD + OPEN)

        def stop(stage, *_):
            if stage is Stage.DECIDING:
                raise failure

        with pytest.raises(failure):
            run(
                Engine(HEADER, VOCABULARY, Recorder()),
                {"invoices": tmp_path / "invoices.csv"},
                mapping(),
                AS_OF,
                Target(tmp_path / "deep" / "out"),
                page=str,
                telling=Telling(progress=stop),
            )
        assert [path.name for path in tmp_path.iterdir()] == ["invoices.csv"]

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ("", "is empty"),
            (HEAD, "a header and no rows"),
            ("id;who\n1;2\n", "no column"),
            ("id,who,made,due,total,paid,x\n", "`x`"),
        ],
    )
    def test_a_ledger_of_no_use_is_one_sentence_and_writes_nothing(self, tmp_path, content, words):
        with pytest.raises(UnusableInput, match=words):
            decide_ledger(tmp_path, content, AS_OF)
        assert not (tmp_path / "out").exists()
