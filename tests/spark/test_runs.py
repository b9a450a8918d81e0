"""Runs and frames on Spark, against the same on this machine."""

import csv
import threading
import time
from datetime import date
from pathlib import Path
from random import Random

import pytest

from creditpolicy import Policy
from creditpolicy.loading import load
from creditpolicy.portfolio import Portions, Processes, Target, Telling, engine_of, parse_mapping, run
from creditpolicy.spark import Cluster
from tests.spark.conftest import Standalone, kill

pytestmark = [pytest.mark.needs("pyspark"), pytest.mark.slow]
ROOT = Path(__file__).parents[2]
STARTER = ROOT / "policies" / "starter"
SAMPLE = ROOT / "examples" / "sample"
AS_OF = date(2026, 6, 1)
COLUMNS = ("customer.debtor_type", "customer.insolvency_flag", "customer.customer_since", "order.amount", "ref")


def deals(path: Path, count: int) -> Path:
    """Orders of customers as a Parquet file, every tenth with a gap, every hundredth with a word that is none."""
    import polars

    random = Random(1)  # noqa: S311 - cases, not secrets
    rows = [
        (
            "busines" if number % 100 == 7 else random.choice(("business", "consumer", "public_body")),
            random.choice((True, False, False, False)),
            None if number % 10 == 3 else date(2015 + random.randrange(12), 1 + random.randrange(5), 1),
            f"{random.randrange(1, 2_000_000) / 100:.2f}",
            number,
        )
        for number in range(count)
    ]
    polars.DataFrame(rows, schema=COLUMNS, orient="row").write_parquet(path)
    return path


def decided_cases(hands: "Cluster | Processes", cases: Path, out: Path) -> dict[str, bytes]:
    from creditpolicy.portfolio.case_table import CaseRun, decide_cases

    version = Policy.load(STARTER).version(AS_OF)
    asked = CaseRun(cases, "accept", AS_OF, keep=("ref",), rows_of_a_part=500)
    decide_cases(version, asked, Target(out, table_format="csv"), hands, Telling())
    return files_of(out)


def files_of(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def test_a_table_of_cases_comes_out_the_same_though_a_worker_is_killed(standalone: Standalone, tmp_path: Path):
    cases = deals(tmp_path / "deals.parquet", 6000)
    out = tmp_path / "spark"

    def kill_one() -> None:
        while len(list(tmp_path.glob(".spark.partial/parts/00???"))) < 2:
            time.sleep(0.02)
        kill(standalone.workers[0])

    killer = threading.Thread(target=kill_one, daemon=True)
    with Cluster(standalone.master, options=standalone.options) as cluster:
        killer.start()
        there = decided_cases(cluster, cases, out)

    assert there == decided_cases(Processes(1), cases, tmp_path / "here")
    assert len(list(csv.reader(there["rejected.csv"].decode().splitlines()))) == 61


def test_a_ledger_comes_out_the_same(standalone: Standalone, tmp_path: Path):
    version = load(ROOT / "policies" / "nl-b2b")[-1].version
    assert version is not None
    engine = engine_of(version)
    mapping, findings = parse_mapping("m", (SAMPLE / "mapping.yaml").read_text("utf-8"), engine.vocabulary)
    assert mapping is not None, findings
    lines = (SAMPLE / "invoices.csv").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "invoices.csv").write_text("".join(lines[:1200]), encoding="utf-8")
    files = {"invoices": tmp_path / "invoices.csv"}
    files |= {name: SAMPLE / f"{name}.csv" for name in ("customers", "payments", "contacts", "promises", "disputes")}

    def decided(hands: Cluster | Processes, out: Path) -> dict[str, bytes]:
        portions = Portions(in_memory=100, partition=200)
        run(engine, files, mapping, AS_OF, Target(out), page=lambda _: "", hands=hands, portions=portions)
        return files_of(out)

    with Cluster(standalone.master, options=standalone.options) as cluster:
        there = decided(cluster, tmp_path / "there")

    assert there == decided(Processes(1), tmp_path / "here")
    assert there["invoices.csv"].count(b"\n") > 500


# What PySpark says of pandas does not touch us: nothing of it is used.
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
def test_a_frame_in_spark_is_decided_as_one_here(tmp_path: Path):
    import polars
    from pyspark.sql import SparkSession

    from creditpolicy.spark import decide

    frame = polars.read_parquet(deals(tmp_path / "deals.parquet", 3000)).filter(
        polars.col("customer.debtor_type") != "busines"
    )
    frame.write_parquet(tmp_path / "fit.parquet")
    policy = Policy.load(STARTER)
    with Cluster("local[2]"):
        session = SparkSession.getActiveSession()
        assert session is not None
        given = session.read.parquet(str(tmp_path / "fit.parquet")).repartition(4)
        found = decide(given, policy, "accept", as_of=AS_OF, keep=("ref",)).toArrow()

    there = polars.DataFrame(polars.from_arrow(found)).sort("ref")
    here = policy.decide_frame(frame.to_arrow(), "accept", as_of=AS_OF, keep=("ref",))
    assert there.rows() == polars.DataFrame(polars.from_arrow(here)).sort("ref").rows()
