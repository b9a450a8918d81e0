"""A run that was stopped goes on where it was, and comes to the same."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench.ledgers import write_ledger
from creditpolicy.portfolio.locking import locked

SCRIPT = Path(__file__).with_name("large_run.py")
DIED = -signal.SIGKILL
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it ends processes as only POSIX can")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A small ledger, and what it comes to in one piece."""
    folder = tmp_path_factory.mktemp("whole")
    write_ledger(folder, 60)
    assert decide(folder, 1, "none", 0) == (0, "")
    return folder


@pytest.fixture
def ledger(whole, tmp_path):
    for file in whole.glob("*.*"):
        shutil.copy2(file, tmp_path)
    return tmp_path


def decide(folder, jobs, event, after):
    command = [sys.executable, SCRIPT, folder, str(jobs), event, str(after)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, start_new_session=True)
    assert done.stderr == ""
    return done.returncode, done.stdout.strip()


def results(folder):
    assert not (folder / ".out.partial").exists()
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


def parts(folder):
    return len(list((folder / ".out.partial" / "parts").glob("?????")))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("event", "code", "said"),
    [
        ("die", DIED, ""),
        ("stop", 130, "what is done is kept: the same command goes on from there"),
    ],
)
def test_a_run_goes_on_where_it_was_stopped(whole, ledger, jobs, event, code, said):
    assert decide(ledger, jobs, event, 4) == (code, said)
    assert not (ledger / "out").exists()
    done = parts(ledger)
    again = decide(ledger, 3 - jobs, "none", 0)

    assert done >= 3
    assert (again[0], again[1].partition(" of ")[0]) == (0, f"going on with an earlier run: {done}")
    assert results(ledger) == results(whole)


def test_a_run_that_dies_before_anything_is_decided_begins_again(whole, ledger):
    (ledger / ".out.partial" / "buckets" / "00001").mkdir(parents=True)
    (ledger / ".out.partial" / "buckets" / "00001" / "invoices.csv").write_text("half a r", encoding="utf-8")

    assert decide(ledger, 1, "none", 0) == (0, "")
    assert results(ledger) == results(whole)


def test_a_process_that_dies_is_told_of_and_the_run_goes_on_later(whole, ledger):
    code, said = decide(ledger, 2, "orphan", 2)

    assert code == 2
    assert said.startswith("a process of the run was ended from outside (code -9)\nhelp: give the same command again")
    assert not (ledger / "out").exists()
    assert decide(ledger, 2, "none", 0)[0] == 0
    assert results(ledger) == results(whole)


def test_a_full_disk_leaves_nothing_half_written(whole, ledger):
    code, said = decide(ledger, 1, "fill", 2)

    assert (code, said.splitlines()[1]) == (
        2,
        "help: mend that, and give the same command again: it goes on where this one stopped",
    )
    assert "can't be written" in said
    assert not (ledger / "out").exists()
    assert decide(ledger, 2, "none", 0)[0] == 0
    assert results(ledger) == results(whole)


def test_what_was_done_over_other_files_is_thrown_away_and_told(whole, ledger):
    decide(ledger, 1, "die", 4)
    text = (ledger / "customers.csv").read_text("utf-8")
    (ledger / "customers.csv").write_text(text.replace("Firm 3,", "Other,"), encoding="utf-8")

    code, said = decide(ledger, 1, "none", 0)

    assert (code, said.partition(":")[0]) == (0, "an earlier run stopped here, over other files or with other options")
    changed = results(ledger)
    assert b"Other" in changed["customers.csv"]
    assert changed["invoices.csv"] == results(whole)["invoices.csv"]


def test_two_runs_never_write_to_one_place(ledger):
    folder = ledger / ".out.partial"
    folder.mkdir()
    with locked(folder / "lock"):
        code, said = decide(ledger, 1, "none", 0)

    assert (code, said.splitlines()[0]) == (2, f"another run is writing to `{ledger / 'out'}`")
    assert decide(ledger, 1, "none", 0) == (0, "")


def test_a_folder_of_someone_else_is_not_taken(ledger):
    folder = ledger / ".out.partial"
    folder.mkdir()
    (folder / "thesis.docx").write_text("years of work")

    assert decide(ledger, 1, "none", 0)[0] == 2
    assert (folder / "thesis.docx").exists()
