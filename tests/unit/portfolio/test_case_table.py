"""Tables of cases in parts: the same whatever the parts, and whoever makes them; a run that was stopped goes on."""

import csv
from datetime import date
from pathlib import Path

import pytest

from creditpolicy import Policy
from creditpolicy.portfolio import Processes, Target, Telling
from creditpolicy.portfolio.file_words import Remedy

pytestmark = pytest.mark.needs("polars", "narwhals")
ROOT = Path(__file__).parents[3]
AS_OF = date(2026, 6, 1)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    import polars

    count = 1000
    polars.DataFrame(
        {
            "customer.debtor_type": ["business" if row % 7 else "busines" for row in range(count)],
            "customer.insolvency_flag": [row % 5 == 0 for row in range(count)],
            "customer.customer_since": [date(2000 + row % 26, 1, 1) if row % 3 else None for row in range(count)],
            "order.amount": [f"{row * 13}.{row % 100:02}" for row in range(count)],
            "ref": range(count),
        }
    ).write_parquet(tmp_path / "cases.parquet")
    return tmp_path / "cases.parquet"


class Stopped(Exception):
    """Who makes the parts is gone."""


class Stopping:
    """Makes so many parts, and is gone."""

    def __init__(self, parts: int) -> None:
        self.parts = parts

    def each(self, do, numbers, done):
        for number in numbers[: self.parts]:
            do(number)
            done(number)
        raise Stopped


def decided(cases: Path, out: Path, rows: int, hands=None, telling=None) -> dict[str, bytes]:
    from creditpolicy.portfolio.case_table import CaseRun, decide_cases

    version = Policy.load(ROOT / "policies" / "starter").version(AS_OF)
    asked = CaseRun(cases, "accept", AS_OF, ("ref",), rows)
    decide_cases(version, asked, Target(out), hands or Processes(1), telling or Telling())
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def test_the_number_of_parts_and_processes_changes_nothing(cases, tmp_path):
    whole = decided(cases, tmp_path / "whole", 5000)

    assert decided(cases, tmp_path / "parts", 130) == whole
    assert decided(cases, tmp_path / "processes", 300, Processes(2)) == whole
    assert whole["decisions.csv"].count(b"\n") + whole["rejected.csv"].count(b"\n") == 1002


def test_the_pieces_in_which_rows_are_read_change_nothing(cases, tmp_path, monkeypatch):
    import polars

    from creditpolicy.backends.columnar import stages

    whole = decided(cases, tmp_path / "whole", 5000)
    polars.read_parquet(cases).write_parquet(tmp_path / "groups.parquet", row_group_size=70)
    monkeypatch.setattr(stages, "LEAST_AT_ONCE", 60)
    monkeypatch.setattr(stages, "MOST_AT_ONCE", 40)

    assert decided(tmp_path / "groups.parquet", tmp_path / "pieces", 500) == whole


@pytest.mark.needs("pyarrow")
def test_other_libraries_read_in_parquet_what_stands_in_csv(cases, tmp_path):
    import pyarrow.parquet

    from creditpolicy.portfolio.case_table import CaseRun, decide_cases

    text = decided(cases, tmp_path / "csv", 300)["decisions.csv"].decode()
    version = Policy.load(ROOT / "policies" / "starter").version(AS_OF)
    target = Target(tmp_path / "parquet", table_format="parquet")
    decide_cases(version, CaseRun(cases, "accept", AS_OF, ("ref",), 300), target, Processes(1), Telling())

    read = pyarrow.parquet.read_table(tmp_path / "parquet" / "decisions").to_pylist()

    assert len(list((tmp_path / "parquet" / "decisions").iterdir())) == 4
    assert [{key: told(value) for key, value in row.items()} for row in read] == list(csv.DictReader(text.splitlines()))


def told(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_a_run_that_was_stopped_goes_on(cases, tmp_path):
    with pytest.raises(Stopped):
        decided(cases, tmp_path / "out", 100, Stopping(4))
    notes: list[str] = []

    found = decided(cases, tmp_path / "out", 100, telling=Telling(note=notes.append))

    assert notes == [Remedy.RESUMED(done=4, count=10)]
    assert found == decided(cases, tmp_path / "other", 100)
    assert not (tmp_path / ".out.partial").exists()


def test_another_question_begins_anew(cases, tmp_path):
    with pytest.raises(Stopped):
        decided(cases, tmp_path / "out", 100, Stopping(4))
    notes: list[str] = []

    decided(cases, tmp_path / "out", 200, telling=Telling(note=notes.append))

    assert notes == [Remedy.ANEW()]
