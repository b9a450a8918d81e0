"""Some rows of a table of cases to their part of the results: decisions, rejected rows and counts. It stands by itself.

A part is a function of files to files, so any process may make it, here or on a cluster, and make it again.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import polars

from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.diagnostics.inert import inert
from creditpolicy.diagnostics.phrases import Language, Phrase, said, said_or_none
from creditpolicy.facts.errors import Problem
from creditpolicy.facts.reading import read_value
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.frames import DecidingFrames
from creditpolicy.frames.words import Cell
from creditpolicy.ir.version import Version
from creditpolicy.portfolio.bundle_at import of_bundle
from creditpolicy.portfolio.full_disk import told_by_system
from creditpolicy.portfolio.tables import TableFormat
from creditpolicy.portfolio.work_folder import WorkFolder, begin_part, end_part
from creditpolicy.values.types import BooleanType

DECISIONS, REJECTED, COUNTS = "decisions", "rejected.csv", "counts.json"
REJECTED_COLUMNS = ("row", "where", "wanted", "help")
_STATISTICS = {"min": False, "max": False, "distinct_count": False, "null_count": True}
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class CaseTerms:
    """What is the same for every part of one run."""

    source: str
    rows: int
    first_row: int
    rows_of_a_part: int
    point: str
    as_of: date
    keep: tuple[str, ...]
    language: Language
    table_format: TableFormat

    def to_json(self) -> str:
        """For a process that makes a part."""
        return json.dumps({**asdict(self), "as_of": self.as_of.isoformat()}, ensure_ascii=True)

    @classmethod
    def from_json(cls, text: str) -> "CaseTerms":
        """What `to_json` wrote."""
        data = json.loads(text)
        return cls(**{**data, "as_of": date.fromisoformat(data["as_of"]), "keep": tuple(data["keep"])})


@dataclass(frozen=True, slots=True)
class CasePart:
    """Makes the parts of the run that works in a folder, by their numbers."""

    work: WorkFolder

    def __call__(self, number: int) -> None:
        """Make one: a folder that is there whole, or not at all."""
        terms = CaseTerms.from_json(self.work.terms.read_text("ascii"))
        frames = _frames(self.work.bundle)
        first = number * terms.rows_of_a_part
        changed = Path(terms.source).stat().st_mtime_ns
        given = _scanned(terms.source, changed).slice(first, terms.rows_of_a_part).collect()
        decided, unfit = _decided(frames, terms, given, first + terms.first_row)
        unfinished = begin_part(self.work.part(number))
        if terms.table_format == "parquet":
            write_decisions(unfinished / f"{DECISIONS}.parquet", decided)
        else:
            with told_by_system():
                decided.write_csv(unfinished / f"{DECISIONS}.csv")
        _write_rejected(unfinished / REJECTED, unfit, first + terms.first_row, terms.language)
        undecided = int((decided["status"] == "undecided").sum())
        counts = {"rows": given.height, "decided": decided.height - undecided, "undecided": undecided}
        (unfinished / COUNTS).write_text(json.dumps(counts), encoding="ascii")
        end_part(unfinished, self.work.part(number))


@lru_cache(maxsize=1)
def _scanned(source: str, changed: int) -> polars.LazyFrame:  # noqa: ARG001 - when it was changed, for another answer
    """The rows of a file. Where each stands in it is read once for all parts."""
    return polars.scan_parquet(source)


@of_bundle
def _frames(version: Version) -> DecidingFrames:
    """What decides by the bundle at a path."""
    return DecidingFrames(Deciding(version.program, reason_text), joined=True)


def _decided(
    frames: DecidingFrames, terms: CaseTerms, given: polars.DataFrame, first_row: int
) -> tuple[polars.DataFrame, list[tuple[int, Problem]]]:
    """The decisions of the rows that fit, lists as text, and the others by their number."""
    given, numbers, unfit = _with_truths(given, frames.program.vocabulary, terms.keep, first_row)
    point = frames.program.points[terms.point]
    found = frames.answer(point, given, terms.as_of, terms.keep, first_row)
    unfit += [(int(numbers[row]), problem) for row, problem in found.unfit]
    return found.frame, sorted(unfit, key=lambda one: one[0])


def _with_truths(
    given: polars.DataFrame, vocabulary: Vocabulary, keep: tuple[str, ...], first_row: int
) -> tuple[polars.DataFrame, polars.Series, list[tuple[int, Problem]]]:
    """Texts of a text file that stand for true and false; rows in which they stand for neither are rejected."""
    numbers = polars.arange(given.height, eager=True)
    unfit: list[tuple[int, Problem]] = []
    for name in _truths(given.schema, vocabulary, keep):
        found = given[name].str.to_lowercase().replace_strict(_TRUTHS, default=None, return_dtype=polars.Boolean)
        wrong = found.is_null() & given[name].is_not_null()
        for row in wrong.arg_true():
            path = Cell.ROW(row=int(numbers[row]) + first_row, column=name)
            problem = read_value(path, given[name][row], BooleanType(), None, ())
            if isinstance(problem, Problem):
                unfit.append((int(numbers[row]), problem))
        given, numbers = given.with_columns(found).filter(~wrong), numbers.filter(~wrong)
    return given, numbers, unfit


def _truths(schema: Mapping[str, polars.DataType], vocabulary: Vocabulary, keep: tuple[str, ...]) -> list[str]:
    facts = [fact for fact in vocabulary.facts.values() if isinstance(fact.type, BooleanType)]
    names = ({fact.name for fact in facts} | {fact.key for fact in facts}) - set(keep)
    return [name for name, dtype in schema.items() if dtype == polars.String and name in names]


def write_decisions(path: Path, decided: polars.DataFrame) -> None:
    """Made to be read as a whole: the lightest compression, and no least and greatest value of each group of rows."""
    schema = _plain(decided.schema)
    with told_by_system():
        decided.write_parquet(
            path, arrow_schema=schema, compression="zstd", compression_level=1, statistics=_STATISTICS
        )


def _plain(schema: polars.Schema) -> polars.Schema:
    """The types as all parts have them: not which texts are among them."""
    is_text = {name: isinstance(dtype, polars.Categorical) for name, dtype in schema.items()}
    return polars.Schema({name: polars.Categorical() if is_text[name] else dtype for name, dtype in schema.items()})


def _write_rejected(path: Path, unfit: list[tuple[int, Problem]], first_row: int, language: Language) -> None:
    with path.open("w", encoding="utf-8", newline="", errors="backslashreplace") as file:
        writer = csv.writer(file, lineterminator="\n")
        for row, problem in unfit:
            told = (_where(problem), said(problem.message, language), said_or_none(problem.help, language))
            writer.writerow((row + first_row, *(inert(text or "") for text in told)))


def _where(problem: Problem) -> str:
    """The column, or the fact within a list; the row has a column of its own."""
    about = problem.path.about if isinstance(problem.path, Phrase) else {}
    return str(about.get("column") or about.get("path") or problem.path)
