"""A cluster on this machine: a standalone master with two workers, each a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PIECES = Path(__file__).parent


@dataclass(frozen=True)
class Standalone:
    """Where the master listens, and its workers."""

    master: str
    workers: tuple["subprocess.Popen[bytes]", ...]
    options: tuple[tuple[str, str], ...]


@pytest.fixture
def standalone(tmp_path: Path) -> Iterator[Standalone]:
    """Two workers with a core each; gone after the test, with all that they started."""
    port = _free_port()
    master = f"spark://127.0.0.1:{port}"
    started = [_start(tmp_path, "master", "deploy.master.Master", "--host", "127.0.0.1", "--port", str(port))]
    try:
        for index in (1, 2):
            where = str(tmp_path / f"work-{index}")
            limits = ("--cores", "1", "--memory", "800m", "--host", "127.0.0.1", "--work-dir", where)
            started.append(_start(tmp_path, f"worker-{index}", "deploy.worker.Worker", *limits, master))
        _registered(tmp_path / "master.log")
        yield Standalone(master, tuple(started[1:]), _options())
    finally:
        for process in started:
            kill(process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all that it started, at once."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def _options() -> tuple[tuple[str, str], ...]:
    """Workers on this machine find the package, and the tests' own pieces of work, where we do."""
    return (
        ("spark.driver.host", "127.0.0.1"),
        ("spark.driver.bindAddress", "127.0.0.1"),
        ("spark.executor.memory", "512m"),
        # Work begins once both workers are there.
        ("spark.scheduler.minRegisteredResourcesRatio", "1.0"),
        ("spark.scheduler.maxRegisteredResourcesWaitingTime", "60s"),
        ("spark.executorEnv.PYTHONPATH", os.pathsep.join((str(PIECES), *sys.path))),
    )


def _start(folder: Path, name: str, of: str, *arguments: str) -> "subprocess.Popen[bytes]":
    import pyspark

    command = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            (command, f"org.apache.spark.{of}", *arguments, "--webui-port", "0"),
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _registered(log: Path) -> None:
    """Wait until both workers are there."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if log.exists() and log.read_text("utf-8", "replace").count("Registering worker") == 2:
            return
        time.sleep(0.2)
    pytest.fail(f"the workers did not register: {log.read_text('utf-8', 'replace')[-2000:]}")
