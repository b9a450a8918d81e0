"""A ledger in many parts comes to the same as in one, byte for byte."""

import tempfile
import tracemalloc
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.ledgers import write_ledger
from creditpolicy.bundle import bundle_bytes
from creditpolicy.diagnostics import Place
from creditpolicy.loading import load
from creditpolicy.portfolio import Engine, Portions, Target, parse_mapping, run
from creditpolicy.portfolio.engine import engine_at
from creditpolicy.portfolio.mapping import Column, FileMapping, Format
from creditpolicy.portfolio.matching import MOST_SAMPLED, Sample
from creditpolicy.portfolio.part import Partition
from creditpolicy.portfolio.partitions import partitions_of
from creditpolicy.portfolio.plain_form import PlainForm
from creditpolicy.portfolio.plain_rows import PlainRows
from creditpolicy.portfolio.progress import silent
from creditpolicy.portfolio.readers import Row, Sheet
from creditpolicy.portfolio.reading import Reading
from creditpolicy.portfolio.typed_rows import Reject, typed_rows
from creditpolicy.portfolio.work_folder import WorkFolder
from creditpolicy.reports.summary_html import summary_html
from tests.unit.portfolio.fakes import HEAD, HEADER, MAPPING, VOCABULARY, Recorder, decide_ledger, mapping

ROOT = Path(__file__).parents[3]
AS_OF = date(2026, 6, 1)
AT = Place("m", 1, 1, 1, 2)
TEXT = MAPPING.replace("contacts, ", "").replace("disputes, ", "").replace(", paid_at: paid", "") + (
    "customers:\n  columns: {customer_id: c, legal_name: n, debtor_type: t}\n"
    "payments:\n  columns: {invoice_id: i, paid_at: d, amount: a, currency: u}\n"
    "contacts:\n  columns: {customer_id: c, invoice_id: i, at: d, step_id: s}\n"
    "disputes:\n  columns: {invoice_id: i, opened_at: d}\n"
    "derive: [customer.customer_since, customer.avg_days_late, customer.on_time_share, customer.revenue_12m]\n"
)
HEADS = {
    "invoices": "id,who,made,due,total",
    "customers": "c,n,t",
    "payments": "i,d,a,u",
    "contacts": "c,i,d,s",
    "disputes": "i,d",
}
days = st.integers(-400, 60).map(lambda count: AS_OF + timedelta(days=count))
numbers = st.integers(1, 9)
names = st.sampled_from(("1", "2", "3", "10", "é", "BAD"))
amounts = st.integers(-2000, 20000).map(lambda cents: f"{cents / 100:.2f}") | st.just("ten")
ledgers = st.fixed_dictionaries(
    {
        "invoices": st.lists(
            st.tuples(numbers | st.just("BAD1") | st.just("WORSE1"), names, days, days | st.just(""), amounts),
            min_size=1,
            max_size=12,
        ),
        "customers": st.lists(st.tuples(names, st.just("x;y"), st.sampled_from(("business", "", "firm"))), max_size=6),
        "payments": st.lists(st.tuples(numbers, days, amounts, st.sampled_from(("EUR", "USD", ""))), max_size=6),
        "contacts": st.lists(
            st.tuples(names | st.just(""), numbers | st.just(""), days, st.just('"a, ""b"""')), max_size=6
        ),
        "disputes": st.lists(st.tuples(numbers, days), max_size=3),
    }
)


def outputs(ledger, portions, table_format="csv"):
    """All bytes of a run."""
    texts = {
        section: "\n".join([HEADS[section], *(",".join(map(str, row)) for row in ledger[section])]) for section in HEADS
    }
    invoices = texts.pop("invoices")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        decide_ledger(folder, invoices, AS_OF, text=TEXT, others=texts, portions=portions, table_format=table_format)
        assert not list(folder.glob(".out*"))
        return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


@given(ledgers, st.integers(1, 20), st.integers(1, 20))
def test_neither_memory_nor_parts_change_a_byte(ledger, in_memory, partition):
    assert outputs(ledger, Portions(in_memory, partition)) == outputs(ledger, None)


@pytest.mark.needs("polars")
def test_parquet_has_the_same_bytes_however_many_parts(monkeypatch):
    monkeypatch.setattr("creditpolicy.portfolio.tables._BATCH", 5)
    rows = [(number, number % 7, AS_OF - timedelta(days=number), "", "10.00") for number in range(1, 40)]
    ledger = {**{section: [] for section in HEADS}, "invoices": rows}
    found = [outputs(ledger, portions, "parquet") for portions in (None, Portions(5, 5), Portions(9, 17))]

    assert found[0]["invoices.parquet"]
    assert found[0] == found[1] == found[2]


cells = st.fixed_dictionaries(
    {
        "invoice_id": st.sampled_from(("F1", " F2 ", "", "-", "é,")),
        "customer_id": st.sampled_from(("7", "7.0", "7.5", "", "C")),
        "invoice_date": st.sampled_from(("31-5-2026", "1-6-2026", "2-6-2026 10:00", "31-2-2026", "", "-", "soon")),
        "due_date": st.sampled_from(("1-7-2026", "1-6-2027 8:00Z", "", "x")),
        "amount_total": st.sampled_from(
            ("12,5", "12,50", "99,99", "0,10", "-0,00", "1.234,56", "12.5", "1,234", "7 EUR", "7 USD", "", "9e9")
        ),
        "currency": st.sampled_from(("EUR", "E", "ZZZ", "")),
        "last_step_at": st.sampled_from(("1-5-2026", "1-7-2026", "")),
        "last_step_id": st.sampled_from(("mail", "")),
    }
)
READ = {
    "customer_id": Column("customer_id", "customer_id", AT, whole_number=True, pad_left=(3, "0")),
    "currency": Column("currency", "currency", AT, lookup={"E": "EUR", "EUR": "EUR"}),
}
KEYS = ("invoice_id", "customer_id", "invoice_date", "due_date", "amount_total", "currency")
COLUMNS = tuple(READ.get(key, Column(key, key, AT)) for key in (*KEYS, "last_step_at", "last_step_id"))
GERMAN = Format(dates=("D-M-YYYY",), decimal=",", thousands=".", missing=("-", "99,99"))


@given(st.lists(cells, max_size=8), st.sampled_from(("", "currency", "due_date")), st.booleans())
def test_the_short_cut_reads_what_is_read_row_by_row(rows, stated, is_broken):
    columns = tuple(column for column in COLUMNS if column.key != stated)
    constants = {"currency": {"currency": "EUR"}, "due_date": {"due_date": "2026-07-01"}}.get(stated, {})
    described = FileMapping("invoices", AT, GERMAN, columns, constants)
    header = tuple(column.column for column in columns)

    def sheet():
        read = [Row(line, tuple(row[title] for title in header)) for line, row in enumerate(rows, 2)]
        if is_broken:
            read.append(Row(len(rows) + 2, ("x",), "broken"))
        return Sheet("f.csv", header, iter(read))

    plain = PlainRows(sheet(), described, VOCABULARY, AS_OF)
    expected = list(typed_rows(sheet(), described, VOCABULARY, AS_OF))
    found = [row if isinstance(row, Reject) else plain.form.entry(row) for row in plain.rows()]

    def place(row):
        return row.line

    assert sorted(found, key=place) == sorted(expected, key=place)


promised = st.fixed_dictionaries(
    {
        "made_at": st.sampled_from(("2026-05-01", "2026-07-01", "", "x")),
        "amount": st.sampled_from(("12.50", "12.50 EUR", "12.50 GBP", "")),
        "invoice_id": st.sampled_from(("F1", "")),
        "customer_id": st.sampled_from(("7", "")),
        "currency": st.sampled_from(("EUR", "USD", "GBP", "")),
    }
)


@given(st.lists(promised, max_size=6), st.sets(st.sampled_from(("currency", "customer_id", "made_at"))))
def test_the_short_cut_of_a_list_reads_what_is_read_row_by_row(rows, left_out):
    keys = [key for key in ("amount", "made_at", "invoice_id", "customer_id", "currency") if key not in left_out]
    constants = {"currency": "EUR"} if "customer_id" in left_out and "currency" in left_out else {}
    described = FileMapping("promises", AT, Format(), tuple(Column(key, key, AT) for key in keys), constants)

    def sheet():
        return Sheet("f.csv", tuple(keys), (Row(n, tuple(row[key] for key in keys)) for n, row in enumerate(rows, 2)))

    plain = PlainRows(sheet(), described, VOCABULARY, AS_OF)
    expected = list(typed_rows(sheet(), described, VOCABULARY, AS_OF))

    assert [row if isinstance(row, Reject) else plain.form.entry(row) for row in plain.rows()] == expected


def test_what_is_known_to_be_nothing_is_not_what_is_unknown():
    form = PlainForm("customers", ("customer_id", "legal_name", "country"), VOCABULARY)
    entry = form.entry(("2", "C", "\0", ""))

    assert entry.values == {"customer_id": "C", "legal_name": ""}
    assert form.row(entry) == ("2", "C", "\0", "")


def test_a_sample_cuts_customers_into_even_parts():
    sample = Sample()
    for number in range(3 * MOST_SAMPLED):
        for _ in range(1 + number % 3):
            sample.add(f"C{number:06}")
    bounds = [int(bound[1:]) for bound in sample.bounds(10)]
    sizes = [end - start for start, end in zip([0, *bounds], [*bounds, 3 * MOST_SAMPLED], strict=True)]

    assert len(sizes) == 10
    assert max(sizes) < 1.2 * min(sizes)


class Forgetful(Recorder):
    """A policy that keeps nothing of what it was asked."""

    def __call__(self, point, facts, as_of):
        answer = super().__call__(point, facts, as_of)
        self.asked.clear()
        return answer


def most_held(folder, count):
    """The most bytes that were held at a time in a run over so many invoices, one in ten of them rejected."""
    folder.mkdir()
    with (folder / "invoices.csv").open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for n in range(count):
            file.write(f"F{n},C{n // 3},2026-04-01,2026-05-01,{'ten' if n % 10 == 0 else '10.00'},\n")
    engine = Engine(HEADER, VOCABULARY, Forgetful())
    files = {"invoices": folder / "invoices.csv"}
    tracemalloc.start()
    run(engine, files, mapping(), AS_OF, Target(folder / "out"), page=summary_html, portions=Portions(500, 500))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.slow
def test_memory_does_not_grow_with_the_ledger(tmp_path, monkeypatch):
    monkeypatch.setattr("creditpolicy.portfolio.matching.MOST_SAMPLED", 100)
    monkeypatch.setattr("creditpolicy.portfolio.plain_rows._BATCH", 100)
    most_held(tmp_path / "warm", 100)

    assert most_held(tmp_path / "large", 6_000) < 1.3 * most_held(tmp_path / "small", 1_000)


def test_a_part_that_is_decided_twice_stays_as_it_is(tmp_path):
    laid_apart(tmp_path)
    for _ in range(2):
        Partition(WorkFolder(tmp_path))(0)

    assert [path.name for path in (tmp_path / "parts").iterdir()] == ["00000"]
    assert (tmp_path / "parts" / "00000" / "customers.csv").read_text("utf-8").startswith("C00000000,Firm 0,decided,")


def test_another_policy_at_the_same_path_is_another_engine(tmp_path):
    first = laid_apart(tmp_path)
    before = engine_at(tmp_path / "policy.bundle")
    other = replace(first.program, version="other")
    (tmp_path / "policy.bundle").write_bytes(bundle_bytes((replace(first, program=other),)))

    assert (before.header.version, engine_at(tmp_path / "policy.bundle").header.version) == ("1", "other")


def laid_apart(folder):
    """A ledger of few invoices laid apart in a folder, with the bundle of a policy; its version."""
    version = load(ROOT / "policies" / "starter")[-1].version
    assert version is not None
    vocabulary = version.program.vocabulary
    (folder / "policy.bundle").write_bytes(bundle_bytes((version,)))
    write_ledger(folder, 20)
    described, _ = parse_mapping("m", (folder / "mapping.yaml").read_text("utf-8"), vocabulary)
    files = {section: folder / f"{section}.csv" for section in ("invoices", "customers", "payments")}
    reading = Reading(files, described, vocabulary, AS_OF)
    terms = reading.terms("en", "csv")
    partitions_of(reading, terms, vocabulary, folder, Portions(5, 1000), silent)
    (folder / "terms.json").write_text(terms.to_json(), encoding="utf-8")
    return version
