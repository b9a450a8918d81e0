"""Pieces of work done by several processes, which share nothing but files."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import cast

from creditpolicy.diagnostics.errors import InvariantError
from creditpolicy.portfolio.file_words import Remedy, Useless
from creditpolicy.portfolio.unusable import UnusableInput

_A_MOMENT = 5.0
"""Seconds within which the system tells how a process ended, once it is gone."""


def by_processes(do: Callable[[int], None], numbers: Iterable[int], jobs: int, done: Callable[[int], None]) -> None:
    """Do the pieces with these numbers, by so many processes; `done` hears of each that is done.

    Raises:
        UnusableInput: somebody ended one of the processes.

    """
    waiting = iter(numbers)
    with _started(do, jobs) as workers:
        busy: dict[Connection, int] = {}

        def give(connection: Connection) -> None:
            number = next(waiting, None)
            if number is not None:
                connection.send(number)
                busy[connection] = number

        try:
            for connection in workers:
                give(connection)
            while busy:
                for ready in _ready(busy):
                    failure = ready.recv()
                    if failure is not None:
                        raise failure
                    done(busy.pop(ready))
                    give(ready)
        except (EOFError, ConnectionError):
            code = _code_of_the_dead(workers.values())
            raise UnusableInput(Useless.WORKER_DIED(code=code), help=Remedy.FEWER_JOBS()) from None


def _ready(busy: Iterable[Connection]) -> list[Connection]:
    """Those that have something to say, or are gone; it waits for the first."""
    return cast("list[Connection]", wait(list(busy)))


def _code_of_the_dead(workers: Iterable[BaseProcess]) -> int | None:
    by_sentinel = {worker.sentinel: worker for worker in workers}
    dead = [worker for sentinel, worker in by_sentinel.items() if sentinel in wait(list(by_sentinel), _A_MOMENT)]
    for worker in dead:
        worker.join()
    return next((worker.exitcode for worker in dead), None)


@contextmanager
def _started(do: Callable[[int], None], jobs: int) -> Iterator[dict[Connection, BaseProcess]]:
    """So many processes, by the connections to them; none of them outlives the block."""
    # Never forked: a child of a process with threads, such as Polars has, may hang.
    context = multiprocessing.get_context("spawn")
    workers: dict[Connection, BaseProcess] = {}
    try:
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            worker: BaseProcess = context.Process(target=_work, args=(do, theirs), daemon=True)
            workers[ours] = worker
            with _deaf():
                worker.start()
            theirs.close()
        yield workers
    finally:
        for connection, worker in workers.items():
            if worker.pid is not None:
                worker.terminate()
                worker.join()
            connection.close()


@contextmanager
def _deaf() -> Iterator[None]:
    """No Ctrl-C while a process is born: it inherits that, and is never stopped before it has a say."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(do: Callable[[int], None], connection: Connection) -> None:
    """What a process does: the pieces that it is given, one after the other."""
    # Ctrl-C reaches all processes of a terminal: the first of them says what happened, and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Where the first process is gone there is nobody to tell.
    with suppress(EOFError, ConnectionError):
        while True:
            number = connection.recv()
            try:
                do(number)
            except Exception as error:  # noqa: BLE001 - whoever asked raises it
                _send(error, connection)
            else:
                connection.send(None)


def _send(error: Exception, connection: Connection) -> None:
    try:
        connection.send(error)
    except Exception:  # noqa: BLE001 - whatever can't be sent is told in words
        connection.send(InvariantError(f"{type(error).__name__}: {error}"))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
