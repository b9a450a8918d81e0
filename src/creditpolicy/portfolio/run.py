"""A ledger to decisions for all its customers, and back to files.

Reads all files as they were on one day, lays their rows apart by customer, decides each partition by itself, and joins
the parts in the order of the customers. Neither the order of the input nor the number of parts or processes changes a
byte. What is large goes through a folder beside the results, from which a run that was stopped goes on.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from creditpolicy.diagnostics.phrases import Language, said
from creditpolicy.portfolio.engine import Engine
from creditpolicy.portfolio.file_words import Remedy
from creditpolicy.portfolio.fingerprint import fingerprint
from creditpolicy.portfolio.folder import check_out
from creditpolicy.portfolio.hands import Hands
from creditpolicy.portfolio.joining import join
from creditpolicy.portfolio.ledger import ledger_of
from creditpolicy.portfolio.mapping import LedgerMapping
from creditpolicy.portfolio.part import Partition, write_part
from creditpolicy.portfolio.partitions import Portions, partitions_of
from creditpolicy.portfolio.progress import Progress, Stage, silent
from creditpolicy.portfolio.reading import Reading
from creditpolicy.portfolio.scatter import kept_rows
from creditpolicy.portfolio.summary import Summary
from creditpolicy.portfolio.tables import TableFormat, check_table_format
from creditpolicy.portfolio.terms import Terms
from creditpolicy.portfolio.work_folder import WorkFolder, work_folder


@dataclass(frozen=True, slots=True)
class Target:
    """Where the results go, and how. `protected` are folders that are never replaced."""

    out: Path
    overwrite: bool = False
    table_format: TableFormat = "csv"
    protected: tuple[Path, ...] = ()


def _nothing(_sentence: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Telling:
    """Whom a run tells what: its progress, and a sentence now and then; and in which language."""

    language: Language = "en"
    progress: Progress = silent
    note: Callable[[str], None] = _nothing


def run(  # noqa: PLR0913 - one for each thing that a run is given
    engine: Engine,
    files: Mapping[str, Path],
    mapping: LedgerMapping | None,
    as_of: date,
    target: Target,
    *,
    page: Callable[[Summary], str],
    telling: Telling | None = None,
    hands: Hands | None = None,
    portions: Portions | None = None,
) -> Summary:
    """Decide the ledger and write the results.

    Args:
        engine: the policy.
        files: the ledger's files by section: `invoices`, and as far as they are there `customers`, `payments`...
        mapping: how to read them; None if their columns are named as the facts are.
        as_of: the day; what is dated later has no effect.
        target: where to write.
        page: makes the page for people (`summary.html`).
        telling: whom to tell of progress, and the language of what is written for people.
        hands: who decides the partitions, where there are several and the engine can be bundled; else this process.
        portions: how much is held in memory.

    Returns:
        What it came to; the same as in `summary.json`.

    Raises:
        UnusableInput: a file, the mapping or the target is of no use as a whole, or the disk is full; nothing has been
            written in the place of the results.

    """
    check_table_format(target.table_format)
    check_out(target.out, overwrite=target.overwrite, protected=target.protected, inputs=files.values())
    running = _Running(engine, telling or Telling(), portions or Portions(), hands)
    known = fingerprint(
        files,
        mapping=mapping,
        policy=engine.header,
        as_of=as_of,
        language=running.telling.language,
        table_format=target.table_format,
        portions=running.portions,
    )
    with work_folder(target.out.resolve(), overwrite=target.overwrite) as work:
        sizes = work.resumed(known, running.telling.note)
        try:
            if sizes is None:
                terms, sizes = running.lay_apart(work, files, mapping, as_of, target.table_format, known)
            else:
                terms = Terms.from_json(work.terms.read_text("utf-8"))
            running.decide(work, terms, sizes)
            running.telling.progress(Stage.JOINING, 0, None)
            return join([work.part(number) for number in range(len(sizes))], work.results, engine, terms, page)
        except KeyboardInterrupt:
            if work.is_kept:
                running.telling.note(Remedy.KEPT())
            raise


@dataclass(frozen=True, slots=True)
class _Running:
    """The steps of a run before the last."""

    engine: Engine
    telling: Telling
    portions: Portions
    hands: Hands | None

    def lay_apart(
        self,
        work: WorkFolder,
        files: Mapping[str, Path],
        mapping: LedgerMapping | None,
        as_of: date,
        table_format: TableFormat,
        known: str,
    ) -> tuple[Terms, tuple[int, ...]]:
        """Read all files. What fits into memory is decided at once, and the rest laid apart in the folder."""
        vocabulary = self.engine.vocabulary
        reading = Reading(files, mapping, vocabulary, as_of)
        terms = reading.terms(self.telling.language, table_format)
        apart = partitions_of(reading, terms, vocabulary, work.path, self.portions, self.telling.progress)
        warnings = tuple((str(warning), said(warning, terms.language)) for warning in reading.warnings)
        terms = replace(terms, read=reading.read, warnings=warnings)
        work.terms.write_text(terms.to_json(), encoding="utf-8")
        if apart.rows.on_disk:
            work.keep(known, apart.sizes)
        else:
            for number in range(len(apart.sizes)):
                ledger = apart.ledger(number, terms, vocabulary)
                write_part(self.engine, terms, ledger, work.part(number), self._telling(apart.sizes, number))
        return terms, apart.sizes

    def decide(self, work: WorkFolder, terms: Terms, sizes: tuple[int, ...]) -> None:
        """Decide the partitions that are not decided yet."""
        missing = [number for number in range(len(sizes)) if not work.part(number).exists()]
        done = sum(sizes) - sum(sizes[number] for number in missing)

        def is_done(number: int) -> None:
            nonlocal done
            done += sizes[number]
            # What is decided takes no more room than its part.
            shutil.rmtree(work.rows(number), ignore_errors=True)
            self.telling.progress(Stage.DECIDING, done, sum(sizes))

        if missing:
            self.telling.progress(Stage.DECIDING, done, sum(sizes))
        bundle = self.engine.bundle() if self.hands is not None and len(missing) > 1 else None
        if self.hands is not None and bundle is not None:
            work.bundle.write_bytes(bundle)
            self.hands.each(Partition(work), missing, is_done)
            return
        for number in missing:
            rows = work.rows(number)
            ledger = ledger_of(partial(kept_rows, rows), terms, self.engine.vocabulary)
            write_part(self.engine, terms, ledger, work.part(number))
            is_done(number)

    def _telling(self, sizes: tuple[int, ...], number: int) -> Callable[[int], None]:
        """Tells the progress within one partition."""
        done = sum(sizes[:number])

        def tell(rows: int) -> None:
            nonlocal done
            done += rows
            self.telling.progress(Stage.DECIDING, done, sum(sizes))

        return tell
