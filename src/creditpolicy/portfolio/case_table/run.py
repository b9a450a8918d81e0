"""A file with a row for each case to the decisions about all of them, in parts; a run that was stopped goes on."""

import json
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from creditpolicy.bundle import Unbundled, bundle_bytes
from creditpolicy.diagnostics.phrases import listed
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.words import Fault
from creditpolicy.frames import columns_of, names_of_answer, outcomes_of
from creditpolicy.ir.version import Version
from creditpolicy.portfolio.case_table.part import (
    COUNTS,
    DECISIONS,
    REJECTED,
    REJECTED_COLUMNS,
    CasePart,
    CaseTerms,
)
from creditpolicy.portfolio.case_table.source import source_of
from creditpolicy.portfolio.file_words import Remedy, Useless
from creditpolicy.portfolio.fingerprint import fingerprint
from creditpolicy.portfolio.folder import SUMMARY, check_out
from creditpolicy.portfolio.hands import Hands
from creditpolicy.portfolio.progress import Stage
from creditpolicy.portfolio.run import Target, Telling
from creditpolicy.portfolio.summary import PolicyHeader
from creditpolicy.portfolio.unusable import UnusableInput
from creditpolicy.portfolio.work_folder import WorkFolder, work_folder

_MOST_TOLD = 5
ROWS = 1 << 18
"""Of a part: enough for columns to pay, and little enough for memory."""


@dataclass(frozen=True, slots=True)
class CaseRun:
    """What is asked of which file: a decision point, the day, columns that are carried along, the rows of a part."""

    cases: Path
    point: str
    as_of: date
    keep: tuple[str, ...] = ()
    rows_of_a_part: int = ROWS


@dataclass(frozen=True, slots=True)
class CasesDecided:
    """What it came to."""

    policy: PolicyHeader
    point: str
    as_of: date
    rows: int
    decided: int
    undecided: int
    rejected: int
    outputs: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """The content of `summary.json`."""
        return {**asdict(self), "as_of": self.as_of.isoformat(), "outputs": list(self.outputs)}


def decide_cases(version: Version, asked: CaseRun, target: Target, hands: Hands, telling: Telling) -> CasesDecided:
    """Decide every row and write the results.

    Args:
        version: the policy, which has the decision point.
        asked: the question and the file.
        target: where to write.
        hands: who makes the parts.
        telling: whom to tell of progress, and the language of what is written for people.

    Returns:
        What it came to; the same as in `summary.json`.

    Raises:
        UnusableInput: the file, its columns or the target is of no use as a whole, or the disk is full; nothing has
            been written in the place of the results.

    """
    check_out(target.out, overwrite=target.overwrite, protected=target.protected, inputs=(asked.cases,))
    known = fingerprint(
        {"cases": asked.cases},
        point=asked.point,
        as_of=asked.as_of,
        keep=asked.keep,
        policy=version.program.digest,
        language=telling.language,
        table_format=target.table_format,
        rows=asked.rows_of_a_part,
    )
    with work_folder(target.out.resolve(), overwrite=target.overwrite) as work:
        sizes = work.resumed(known, telling.note)
        try:
            if sizes is None:
                sizes = _begun(work, version, asked, target, telling)
                work.keep(known, sizes)
            _parts_made(work, sizes, hands, telling)
            telling.progress(Stage.JOINING, 0, None)
            return _joined(work, len(sizes), version, asked, target)
        except KeyboardInterrupt:
            if work.is_kept:
                telling.note(Remedy.KEPT())
            raise


def _begun(work: WorkFolder, version: Version, asked: CaseRun, target: Target, telling: Telling) -> tuple[int, ...]:
    """All that the parts need is in the folder; how many rows each of them has."""
    telling.progress(Stage.READING, 0, None, "cases")
    program, point = version.program, version.program.points[asked.point]
    outcomes = outcomes_of(point, len(program.vocabulary.currencies))
    if outcomes.group is not None and target.table_format == "csv":
        raise UnusableInput(Useless.LISTS_IN_CSV(point=asked.point), Remedy.AS_PARQUET())
    source = source_of(asked.cases, work.path / "rows")
    try:
        columns_of(source.columns, program, point, asked.keep, names_of_answer(outcomes))
    except FactsError as error:
        told = [Fault.AT(path=f"`{one.path}`", fault=one.message) for one in error.problems]
        problems = listed(told[:_MOST_TOLD]) + (", ..." if len(told) > _MOST_TOLD else "")
        message = Useless.CASE_COLUMNS(file=asked.cases.name, problems=problems)
        raise UnusableInput(message, Remedy.KEEP_COLUMN()) from None
    try:
        work.bundle.write_bytes(bundle_bytes((version,)))
    except Unbundled:
        raise UnusableInput(Useless.NO_BUNDLE(policy=version.program.id)) from None
    each = asked.rows_of_a_part
    terms = CaseTerms(
        str(source.path),
        source.rows,
        source.first_row,
        each,
        asked.point,
        asked.as_of,
        asked.keep,
        telling.language,
        target.table_format,
    )
    work.terms.write_text(terms.to_json(), encoding="ascii")
    return tuple(min(each, source.rows - first) for first in range(0, source.rows, each))


def _parts_made(work: WorkFolder, sizes: tuple[int, ...], hands: Hands, telling: Telling) -> None:
    missing = [number for number in range(len(sizes)) if not work.part(number).exists()]
    done = sum(sizes) - sum(sizes[number] for number in missing)

    def is_done(number: int) -> None:
        nonlocal done
        done += sizes[number]
        telling.progress(Stage.DECIDING, done, sum(sizes))

    hands.each(CasePart(work), missing, is_done)


def _joined(work: WorkFolder, count: int, version: Version, asked: CaseRun, target: Target) -> CasesDecided:
    """The results: a folder of Parquet files, or one CSV file; the rejected rows; the summary."""
    work.results.mkdir()
    parts = [work.part(number) for number in range(count)]
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(json.loads((part / COUNTS).read_text("ascii")))
    if target.table_format == "parquet":
        decisions = work.results / DECISIONS
        decisions.mkdir()
        for number, part in enumerate(parts):
            _also_at(part / f"{DECISIONS}.parquet", decisions / f"part-{number:05}.parquet")
    else:
        _one_after_the_other((part / f"{DECISIONS}.csv" for part in parts), work.results / f"{DECISIONS}.csv")
    (work.results / REJECTED).write_text(",".join(REJECTED_COLUMNS) + "\n", encoding="ascii")
    with (work.results / REJECTED).open("ab") as file:
        for part in parts:
            file.write((part / REJECTED).read_bytes())
    found = CasesDecided(
        PolicyHeader(version.program.id, version.program.version, version.program.digest),
        asked.point,
        asked.as_of,
        counts["rows"],
        counts["decided"],
        counts["undecided"],
        counts["rows"] - counts["decided"] - counts["undecided"],
        (DECISIONS if target.table_format == "parquet" else f"{DECISIONS}.csv", REJECTED, SUMMARY),
    )
    text = json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n"
    (work.results / SUMMARY).write_text(text, encoding="utf-8", newline="\n")
    return found


def _also_at(file: Path, place: Path) -> None:
    """The same file under a second name: if the run is stopped here, its part still has it."""
    try:
        place.hardlink_to(file)
    except OSError:  # not every disk can
        shutil.copyfile(file, place)


def _one_after_the_other(files: Iterable[Path], into: Path) -> None:
    """CSV files with the same header as one."""
    with into.open("wb") as whole:
        for number, path in enumerate(files):
            with path.open("rb") as file:
                if number:
                    file.readline()
                shutil.copyfileobj(file, whole)
