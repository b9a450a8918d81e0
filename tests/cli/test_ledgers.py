"""The real ledgers from end to end, with figures that are worked out here from the files themselves."""

import csv
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from creditpolicy.cli.main import main

ROOT = Path(__file__).parents[2]
SETTLED_DAY = date(2013, 6, 30)
OPEN_DAY = date(2020, 5, 22)


def day(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no zone


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def run(policy: str, mapping: str, invoices: Path, as_of: date, out: Path) -> dict[str, Any]:
    arguments = ["run", "--policy", str(ROOT / policy), "--mapping", str(ROOT / mapping), "--invoices", str(invoices)]
    code = main([*arguments, "--as-of", as_of.isoformat(), "--out", str(out)])
    summary: dict[str, Any] = json.loads((out / "summary.json").read_text("utf-8"))
    assert code == 0
    return summary


def bucket(days: int) -> str:
    ends = {0: "not_due", 30: "1-30", 60: "31-60", 90: "61-90"}
    return next((name for end, name in ends.items() if days <= end), "over_90")


def settled(invoices: Path, out: Path) -> dict[str, Any]:
    return run("policies/nl-b2b", "examples/ledger-settled/mapping.yaml", invoices, SETTLED_DAY, out)


def test_the_settled_ledger_is_decided_as_it_was(ledger_data: Path, tmp_path: Path):
    source = ledger_data / "ibm-late-payments" / "accounts_receivable.csv"
    visible = [row for row in rows_of(source) if day(row["InvoiceDate"]) <= SETTLED_DAY]
    still_open = [row for row in visible if day(row["SettledDate"]) > SETTLED_DAY]
    ages = Counter(bucket((SETTLED_DAY - day(row["DueDate"])).days) for row in still_open)

    summary = settled(source, tmp_path / "out")

    assert summary["rows"] == {"read": len(visible), "decided": len(visible), "undecided": 0, "rejected": 0}
    assert {one["bucket"]: one["count"] for one in summary["ageing"] if one["count"]} == dict(ages)
    steps = summary["next_steps"]
    assert sum(steps.values()) == len(visible)
    assert next(count for step, count in steps.items() if "paid" in step) == len(visible) - len(still_open)
    overdue = [row for row in rows_of(tmp_path / "out" / "invoices.csv") if int(row["days_overdue"] or 0) > 0]
    assert overdue
    assert all(bool(row["interest"]) is not bool(row["charges_why_not"]) for row in overdue)


def test_nothing_dated_later_has_any_effect(ledger_data: Path, tmp_path: Path):
    source = ledger_data / "ibm-late-payments" / "accounts_receivable.csv"
    header, *lines = source.read_text("utf-8").splitlines()
    columns = header.split(",")
    kept = []
    for line in lines:
        row = dict(zip(columns, line.split(","), strict=True))
        if day(row["InvoiceDate"]) > SETTLED_DAY:
            continue
        if day(row["SettledDate"]) > SETTLED_DAY:
            row["SettledDate"] = "12/31/2019"
        kept.append(",".join(row[column] for column in columns))
    changed = tmp_path / "changed.csv"
    changed.write_text("\n".join([header, *reversed(kept)]) + "\n", "utf-8")

    settled(source, tmp_path / "one")
    settled(changed, tmp_path / "other")

    for name in ("invoices.csv", "customers.csv", "summary.json", "summary.html"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes(), name


@pytest.mark.slow
def test_the_open_ledger_in_two_currencies_is_decided(ledger_data: Path, tmp_path: Path):
    source = ledger_data / "highradius-open-invoices" / "open_raw_columns.csv"

    summary = run(
        "examples/ledger-usd-cad/policy", "examples/ledger-usd-cad/mapping.yaml", source, OPEN_DAY, tmp_path / "out"
    )

    rows = summary["rows"]
    assert rows["read"] == 9700 == rows["decided"] + rows["undecided"] + rows["rejected"]
    ages: Counter[str] = Counter()
    for one in summary["ageing"]:
        ages[one["bucket"]] += one["count"]
    assert ages == Counter({"not_due": 506, "1-30": 3653, "31-60": 4403, "61-90": 1138, "over_90": 0})
