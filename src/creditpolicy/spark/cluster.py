"""Pieces of work to the workers of a Spark cluster, and their results back: Spark moves tasks, never rows.

Each piece reads and writes files by itself, so that every worker must see the same folders. A piece may be done twice,
where a worker is lost: it has to write its file whole or not at all.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Generic, Self, TypeVar

from creditpolicy.portfolio import UnusableInput
from creditpolicy.spark.words import Mend, NotDone

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_TASKS_OF_A_CORE = 8
"""At least, where there is so much to do: the last ones end soon after each other."""
Piece = TypeVar("Piece")
Result = TypeVar("Result")


class NoCluster(UnusableInput):
    """The cluster can't be used, or gave up."""


@dataclass(frozen=True, slots=True)
class _Raised:
    """What a piece raised, on its way back to who asked."""

    error: Exception


@dataclass(frozen=True, slots=True)
class _Doing(Generic[Piece, Result]):
    """One piece on a worker. What it raises comes back as a result: to do it again would raise it again."""

    do: Callable[[Piece], Result]

    def __call__(self, piece: Piece) -> "Result | _Raised":
        try:
            return self.do(piece)
        except Exception as error:  # noqa: BLE001 - whoever asked raises it
            return _Raised(error)


class Cluster:
    """A Spark cluster, from entering to leaving."""

    def __init__(self, master: str, *, python: str | None = None, options: Sequence[tuple[str, str]] = ()) -> None:
        """Nothing is started yet.

        Args:
            master: as Spark names it: `spark://host:7077`, `local[2]`, `yarn`.
            python: the Python that workers run, which has creditpolicy too; this one, if left out.
            options: settings of Spark, by name.

        """
        self.master = master
        self._python = python or sys.executable
        self._options = options
        self._session: SparkSession | None = None

    def __enter__(self) -> Self:
        """Start it.

        Raises:
            NoCluster: pyspark or Java is not there, or the master does not answer.

        """
        try:
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError:
            raise NoCluster(NotDone.NO_PYSPARK(), Mend.INSTALL()) from None
        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "OFF",
            # Spark has a task for each core: more threads would only stand in each other's way.
            "spark.executorEnv.POLARS_MAX_THREADS": "1",
            **dict(self._options),
        }
        builder = SparkSession.builder.appName("creditpolicy").master(self.master)
        for name, value in settings.items():
            builder = builder.config(name, value)
        with _kept_apart() as told:
            try:
                self._session = builder.getOrCreate()
                # Which Python its workers run Spark otherwise takes from the environment.
                self._session.sparkContext.pythonExec = self._python
            except PySparkException:
                raise _not_started(self.master, _text(told)) from None
            except Exception as error:  # noqa: BLE001 - whatever Java says comes as one of several kinds
                raise _not_started(self.master, str(error)) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it, with all that it still does."""
        if self._session is not None:
            self._session.sparkContext.cancelAllJobs()
            self._session.stop()
            self._session = None

    def each(
        self, do: Callable[[Piece], Result], pieces: Sequence[Piece], done: Callable[[Piece], None] = lambda _: None
    ) -> list[Result]:
        """Do every piece on some worker; the results, in the order of the pieces.

        Args:
            do: a function of a module that workers can import. What it raises is raised here.
            pieces: what it is called with, one by one.
            done: hears of each piece that is done.

        Raises:
            NoCluster: a piece was lost with its worker, again and again.

        """
        if not pieces or self._session is None:
            return []
        context: Any = self._session.sparkContext
        doing = _Doing(do)
        # A task takes Spark as long as some ten thousand rows take us.
        at_once = max(1, len(pieces) // (_TASKS_OF_A_CORE * context.defaultParallelism))

        def job(some: Sequence[Piece]) -> "list[Result | _Raised]":
            # A job for each task, so that each is heard of by itself; Spark runs them beside each other.
            found: list[Result | _Raised] = context.parallelize(some, 1).map(doing).collect()
            return found

        with ThreadPoolExecutor(2 * context.defaultParallelism) as threads:
            tasks = (pieces[first : first + at_once] for first in range(0, len(pieces), at_once))
            futures = {threads.submit(job, some): some for some in tasks}
            try:
                for future in as_completed(futures):
                    for piece, found in zip(futures[future], future.result(), strict=True):
                        if isinstance(found, _Raised):
                            raise found.error  # noqa: TRY301 - the others are called off, whatever it was
                        done(piece)
            except BaseException as error:
                threads.shutdown(wait=False, cancel_futures=True)
                context.cancelAllJobs()
                if "py4j" in type(error).__module__ or "pyspark" in type(error).__module__:
                    raise NoCluster(NotDone.FAILED(reason=_reason(str(error))), Mend.GO_ON()) from None
                raise
        return [result for future in futures for result in future.result() if not isinstance(result, _Raised)]


@contextmanager
def _kept_apart() -> Iterator[IO[bytes]]:
    """What Java says while it starts, and later, goes to a file that nobody sees, instead of among our own lines."""
    with TemporaryFile() as told:
        ours = os.dup(2)
        try:
            os.dup2(told.fileno(), 2)
            yield told
        finally:
            os.dup2(ours, 2)
            os.close(ours)


def _text(told: IO[bytes]) -> str:
    told.seek(0)
    return told.read().decode("utf-8", "replace")


def _not_started(master: str, said: str) -> NoCluster:
    """Why Spark did not start, from all that it said."""
    for signs, failure in (
        (("Could not parse Master URL", "Master must"), NoCluster(NotDone.NOT_A_MASTER(master=master))),
        (("JAVA_HOME", "java: ", "UnsupportedClassVersionError"), NoCluster(NotDone.NO_JAVA(), Mend.JAVA())),
    ):
        if any(sign in said for sign in signs):
            return failure
    if master.startswith("spark://"):
        # A master that does not answer ends the start at any place, with whatever is met there.
        return NoCluster(NotDone.NOT_REACHED(master=master), Mend.IS_IT_UP())
    return NoCluster(NotDone.FAILED(reason=_reason(said)))


def _reason(said: str) -> str:
    """The one line of a Java or Python trace that says what went wrong."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    named = [line for line in lines if "Error: " in line or "Exception: " in line]
    return (named[-1] if named else lines[0] if lines else "it did not say why")[:300]
