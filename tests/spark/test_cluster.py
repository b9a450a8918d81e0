"""Pieces of work on a Spark cluster."""

import threading
import time
from pathlib import Path

import pytest

from creditpolicy.spark import Cluster, NoCluster
from tests.spark import pieces
from tests.spark.conftest import Standalone, kill

pytestmark = [pytest.mark.needs("pyspark"), pytest.mark.slow]


def test_every_piece_is_done_once_by_one_of_two_workers(standalone: Standalone, tmp_path: Path):
    told: list[tuple[str, int]] = []
    work = [(str(tmp_path), number) for number in range(8)]
    with Cluster(standalone.master, options=standalone.options) as cluster:
        found = cluster.each(pieces.shared, work, told.append)

    assert [number for number, _ in found] == list(range(8))
    assert len({worker for _, worker in found}) == 2
    assert sorted(told) == work


def test_a_worker_that_is_killed_loses_nothing(standalone: Standalone, tmp_path: Path):
    def kill_one() -> None:
        while len(list(tmp_path.glob("*.part"))) < 3:
            time.sleep(0.05)
        kill(standalone.workers[0])

    killer = threading.Thread(target=kill_one, daemon=True)
    with Cluster(standalone.master, options=standalone.options) as cluster:
        killer.start()
        found = cluster.each(pieces.written, [(str(tmp_path), number) for number in range(12)])
    killer.join()

    assert [number for number, _ in found] == list(range(12))
    assert {part.stem: part.read_text() for part in tmp_path.glob("*.part")} == {str(n): str(n * n) for n in range(12)}


def test_many_pieces_share_tasks_and_each_is_heard_of():
    told: list[int] = []
    with Cluster("local[2]") as cluster:
        assert cluster.each(pieces.square, range(100), told.append) == [number * number for number in range(100)]
        assert sorted(told) == [*range(100)]
        with pytest.raises(pieces.Unfit, match="three is no number for us"):
            cluster.each(pieces.refusing, range(100))


def test_what_a_piece_raises_is_raised_here():
    with Cluster("local[2]") as cluster, pytest.raises(pieces.Unfit, match="three is no number for us"):
        cluster.each(pieces.refusing, range(8))


def test_a_piece_that_ends_its_worker_each_time_is_told_in_one_sentence(standalone: Standalone):
    with Cluster(standalone.master, options=standalone.options) as cluster, pytest.raises(NoCluster) as refused:
        cluster.each(pieces.fatal, range(2))

    assert refused.value.message.startswith("the cluster gave up: ")
    assert "\n" not in refused.value.message


@pytest.mark.parametrize(
    ("master", "message"),
    [
        (
            "blah",
            "`blah` names no cluster, expected `spark://host:port`, `local[2]` or another master that Spark knows",
        ),
        ("spark://127.0.0.1:1", "the cluster `spark://127.0.0.1:1` was not reached"),
    ],
)
def test_a_master_that_is_none(master: str, message: str):
    with pytest.raises(NoCluster) as refused, Cluster(master):
        pass

    assert refused.value.message == message


def test_no_work_needs_no_cluster():
    assert Cluster("blah").each(pieces.square, []) == []
