"""Two real ledgers through their mappings, against figures computed another way."""

import csv
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from creditpolicy.portfolio import Engine, Target, parse_mapping, run
from creditpolicy.reports.summary_html import summary_html
from tests.unit.portfolio.fakes import HEADER, VOCABULARY, Recorder

EXAMPLES = Path(__file__).parents[3] / "examples"
BUCKETS = ("not_due", "1-30", "31-60", "61-90", "over_90")


def decide(path, mapping, as_of, out):
    recorder = Recorder()
    made, found = parse_mapping(mapping.name, mapping.read_text(encoding="utf-8"), VOCABULARY)
    assert made is not None, found
    engine = Engine(HEADER, VOCABULARY, recorder)
    return run(engine, {"invoices": path}, made, as_of, Target(out), page=summary_html), recorder


def per_bucket(summary):
    counts: Counter[str] = Counter()
    for row in summary.ageing:
        counts[row.bucket] += row.count
    return [counts[bucket] for bucket in BUCKETS]


def american(text):
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no zone


def settled(ledger_data):
    with (ledger_data / "ibm-late-payments" / "accounts_receivable.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_open_items_age_as_they_are_known_to(ledger_data, tmp_path):
    path = ledger_data / "highradius-open-invoices" / "open_raw_columns.csv"
    summary, _ = decide(path, EXAMPLES / "ledger-usd-cad" / "mapping.yaml", date(2020, 5, 22), tmp_path / "out")
    with path.open(newline="") as file:
        by_currency = Counter(row["invoice_currency"] for row in csv.DictReader(file))

    assert per_bucket(summary) == [506, 3653, 4403, 1138, 0]
    assert summary.rows.read == summary.rows.decided == 9700
    assert {row.currency: 0 for row in summary.ageing}.keys() == by_currency.keys()
    assert sum(row.count for row in summary.ageing if row.currency == "CAD") == by_currency["CAD"]


def test_amounts_of_the_open_items_are_exact(ledger_data, tmp_path):
    path = ledger_data / "highradius-open-invoices" / "open_raw_columns.csv"
    summary, _ = decide(path, EXAMPLES / "ledger-usd-cad" / "mapping.yaml", date(2020, 5, 22), tmp_path / "out")
    cents: Counter[str] = Counter()
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            cents[row["invoice_currency"]] += int(Decimal(row["total_open_amount"]) * 100)

    found = {
        currency: sum(int(Decimal(row.amount) * 100) for row in summary.ageing if row.currency == currency)
        for currency in cents
    }
    assert found == dict(cents)


def test_both_exports_of_the_open_items_know_the_same_customers(ledger_data, tmp_path):
    folder = ledger_data / "highradius-open-invoices"
    example = EXAMPLES / "ledger-usd-cad"
    _, one = decide(folder / "open_raw_columns.csv", example / "mapping.yaml", date(2020, 5, 22), tmp_path / "one")
    summary, two = decide(
        folder / "nulldata.csv", example / "mapping_converted.yaml", date(2020, 5, 22), tmp_path / "two"
    )
    invoices = [
        {
            (item["invoice_id"], facts["customer"]["customer_id"])
            for point, facts, _ in asked
            if point == "collect"
            for item in facts["invoices"]
        }
        for asked in (one.asked, two.asked)
    ]
    numbers = [{number for number, _ in found} for found in invoices]

    assert summary.rows.rejected == 0
    assert (len(numbers[0] | numbers[1]), len(numbers[0] & numbers[1])) == (18561, 820)
    assert len(invoices[0] & invoices[1]) == 820


@pytest.mark.parametrize("as_of", [date(2012, 1, 2), date(2012, 6, 30), date(2013, 6, 30), date(2014, 1, 31)])
def test_the_settled_ledger_is_open_as_far_as_it_was(ledger_data, tmp_path, as_of):
    path = ledger_data / "ibm-late-payments" / "accounts_receivable.csv"
    summary, _ = decide(path, EXAMPLES / "ledger-settled" / "mapping.yaml", as_of, tmp_path / "out")
    visible = [row for row in settled(ledger_data) if american(row["InvoiceDate"]) <= as_of]
    still = [(as_of - american(row["DueDate"])).days for row in visible if american(row["SettledDate"]) > as_of]
    bounds = [(-10_000, 0), (1, 30), (31, 60), (61, 90), (91, 10_000)]

    assert summary.rows.read == len(visible)
    assert per_bucket(summary) == [sum(low <= days <= high for days in still) for low, high in bounds]


def test_behaviour_agrees_with_the_ledgers_own_columns(ledger_data, tmp_path):
    as_of = date(2014, 1, 31)
    path = ledger_data / "ibm-late-payments" / "accounts_receivable.csv"
    _, recorder = decide(path, EXAMPLES / "ledger-settled" / "mapping.yaml", as_of, tmp_path / "out")
    by_customer = defaultdict(list)
    for row in settled(ledger_data):
        by_customer[row["customerID"]].append(row)
    expected = {customer: _behaviour(rows) for customer, rows in by_customer.items()}

    keys = ("avg_days_late", "avg_days_to_pay", "paid_invoice_count", "late_count_24m", "on_time_share")
    found = {
        facts["customer"]["customer_id"]: tuple(facts["customer"].get(key) for key in keys)
        for point, facts, _ in recorder.asked
        if point == "review"
    }
    assert found == expected


def _behaviour(rows):
    weight = sum(Decimal(row["InvoiceAmount"]) for row in rows)
    late = Decimal(sum(Decimal(row["InvoiceAmount"]) * int(row["DaysLate"]) for row in rows)) / Decimal(weight)
    recent = [row for row in rows if american(row["SettledDate"]) > date(2012, 1, 31)]
    on_time = Decimal(sum(row["DaysLate"] == "0" for row in rows)) / len(rows)
    return (
        late.quantize(Decimal("0.1"), ROUND_HALF_UP),
        None,
        Decimal(len(rows)),
        Decimal(sum(row["DaysLate"] != "0" for row in recent)),
        on_time.quantize(Decimal("0.01"), ROUND_HALF_UP),
    )
