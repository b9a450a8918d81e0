"""The sample ledger: made again it is the same, and all that is wrong in it is wrong on purpose."""

import csv
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "examples" / "sample"
ENCODINGS = {
    "contacts.csv": "utf-8",
    "customers.csv": "cp1252",
    "disputes.csv": "utf-8",
    "exceptions.csv": "utf-8",
    "invoices.csv": "utf-8-sig",
    "payments.csv": "utf-8",
    "promises.csv": "utf-8",
}
AS_OF = date(2026, 6, 1)
DATED_BY = {
    "contacts.csv": "datum",
    "disputes.csv": "gemeld op",
    "exceptions.csv": "geldig vanaf",
    "invoices.csv": "factuurdatum",
    "payments.csv": "betaaldatum",
    "promises.csv": "gemaakt op",
}
PAST = {
    "customers.csv": ("klant sinds", "overeenkomst"),
    "disputes.csv": ("opgelost op",),
    "invoices.csv": ("kopie verstuurd",),
    "promises.csv": ("bevestigd op", "verbroken op"),
}


def make(out: Path, *options: str) -> None:
    subprocess.run([sys.executable, SAMPLE / "generate.py", "--out", out, *options], check=True)


def rows(name: str, folder: Path = SAMPLE) -> list[dict[str, str]]:
    with (folder / name).open(encoding=ENCODINGS[name], newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def day(text: str) -> date | None:
    """The day of a cell such as 31-01-2026; None where there is none, or none that exists."""
    found = re.fullmatch(r"([0-9]{2})-([0-9]{2})-([0-9]{4})", text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def test_making_it_again_gives_the_same_bytes(tmp_path: Path):
    make(tmp_path)

    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: (SAMPLE / name).read_bytes() for name in ENCODINGS}


def test_a_larger_ledger_begins_as_a_smaller_one(tmp_path: Path):
    make(tmp_path / "small", "--customers", "100")
    make(tmp_path / "large", "--customers", "300")

    small, large = (
        [row for row in rows("customers.csv", tmp_path / size) if row["debiteurnummer"] < "10101"]
        for size in ("small", "large")
    )
    # The last row is the customer number that stands there twice.
    assert len(small) == 101
    assert large == small


def test_too_small_a_ledger_is_refused_in_a_sentence(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, SAMPLE / "generate.py", "--customers", "5", "--out", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.endswith("--customers must be 100 at least, found 5\n")


def test_it_is_of_a_size_that_can_be_kept():
    assert sum((SAMPLE / name).stat().st_size for name in ENCODINGS) < 3_000_000


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("customers.csv", 1250, 1260),
        ("invoices.csv", 9_000, 12_000),
        ("payments.csv", 9_000, 12_000),
        ("contacts.csv", 5_000, 9_000),
        ("promises.csv", 100, 300),
        ("disputes.csv", 60, 200),
        ("exceptions.csv", 5, 20),
    ],
)
def test_each_file_holds_what_the_sample_promises(name: str, least: int, most: int):
    assert least <= len(rows(name)) <= most


def test_the_customer_file_is_no_utf_8():
    with pytest.raises(UnicodeDecodeError):
        (SAMPLE / "customers.csv").read_text("utf-8")


def test_every_customer_of_an_invoice_is_there_but_one():
    known = {row["debiteurnummer"] for row in rows("customers.csv")}

    assert [row["debiteurnummer"] for row in rows("invoices.csv") if row["debiteurnummer"] not in known] == [
        "",
        "9999999",
    ]


@pytest.mark.parametrize(
    ("name", "strangers"),
    [("payments.csv", ["V-9999"]), ("contacts.csv", []), ("promises.csv", []), ("disputes.csv", [])],
)
def test_every_invoice_that_is_named_is_there(name: str, strangers: list[str]):
    known = {row["factuurnummer"] for row in rows("invoices.csv")} | {""}

    assert [row["factuurnummer"] for row in rows(name) if row["factuurnummer"] not in known] == strangers


@pytest.mark.parametrize(("name", "strangers"), [("contacts.csv", ["9999998"]), ("exceptions.csv", [])])
def test_every_customer_that_is_named_is_there(name: str, strangers: list[str]):
    known = {row["debiteurnummer"] for row in rows("customers.csv")}

    assert [row["debiteurnummer"] for row in rows(name) if row["debiteurnummer"] not in known] == strangers


def test_every_step_is_one_of_the_policy():
    policy = (ROOT / "policies" / "nl-b2b" / "reminders.yaml").read_text("utf-8")
    steps = set(re.findall(r"^ +- id: (\w+)$", policy, re.MULTILINE))
    taken = {row["stap"] for row in rows("contacts.csv")} | {row["na stap"] for row in rows("disputes.csv")}

    assert taken - steps == {""}


def test_a_number_is_used_twice_only_on_purpose():
    numbers = [row["factuurnummer"] for row in rows("invoices.csv")]

    assert len(numbers) - len(set(numbers)) == 2


@pytest.mark.parametrize("name", sorted(DATED_BY))
def test_only_a_few_rows_are_of_days_to_come(name: str):
    later = [row for row in rows(name) if (day(row[DATED_BY[name]]) or AS_OF) > AS_OF]

    assert len(later) <= 12


def test_some_rows_are_of_days_to_come():
    later = {name for name in DATED_BY for row in rows(name) if (day(row[DATED_BY[name]]) or AS_OF) > AS_OF}

    assert later == set(DATED_BY) - {"exceptions.csv"}


@pytest.mark.parametrize("name", sorted(PAST))
def test_nothing_that_was_done_lies_after_the_last_day(name: str):
    days = [day(row[column]) for row in rows(name) for column in PAST[name]]

    assert max(found for found in days if found is not None) <= AS_OF


@pytest.mark.parametrize("strange", ["=cmd()|' /C calc'!A0", "<script>alert(1)</script>"])
def test_a_strange_name_is_a_customer_with_invoices(strange: str):
    (customer,) = [row["debiteurnummer"] for row in rows("customers.csv") if row["naam"] == strange]

    assert any(row["debiteurnummer"] == customer for row in rows("invoices.csv"))


def test_the_readme_says_how_many_rows_there_are():
    told = re.findall(r"^\| `(\w+\.csv)` \|.*\| ([0-9,]+) \| ", (SAMPLE / "README.md").read_text("utf-8"), re.MULTILINE)

    assert {name: int(count.replace(",", "")) for name, count in told} == {name: len(rows(name)) for name in ENCODINGS}
