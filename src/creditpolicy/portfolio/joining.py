"""The parts of a run to its results: tables one after the other, tasks and rejected rows in one order."""

import heapq
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from creditpolicy.diagnostics.phrases import said
from creditpolicy.portfolio.engine import Engine
from creditpolicy.portfolio.file_words import Warned
from creditpolicy.portfolio.folder import PAGE, SUMMARY
from creditpolicy.portfolio.outputs import OUTPUTS
from creditpolicy.portfolio.part import TALLY
from creditpolicy.portfolio.plain_form import PlainRow
from creditpolicy.portfolio.rejects import REJECTED, Rejected, place_of, reject_of
from creditpolicy.portfolio.result_rows import reject_row, work_row
from creditpolicy.portfolio.scatter import read_rows, write_rows
from creditpolicy.portfolio.summary import Summary
from creditpolicy.portfolio.tables import Tables
from creditpolicy.portfolio.tally import Tally, Told
from creditpolicy.portfolio.terms import Terms
from creditpolicy.portfolio.worklist import TASKS, plan, task_of
from creditpolicy.portfolio.worklist import place_of as place_of_task

_MOST_OPEN = 64
"""Files that are read at a time; systems allow some hundreds."""


def join(parts: Sequence[Path], results: Path, engine: Engine, terms: Terms, page: Callable[[Summary], str]) -> Summary:
    """Write all files of a run to the folder `results`; `parts` are in the order of their customers."""
    planned = engine.worklist is not None
    outputs = {name: columns for name, columns in OUTPUTS.items() if planned or name != "worklist"}
    results.mkdir()
    tally, told = _counted(parts, engine, terms, tuple(f"{name}.{terms.table_format}" for name in outputs))
    rejected = Rejected()
    order = {section: index for index, section in enumerate(("invoices", *terms.keys))}
    with Tables(results, outputs, terms.table_format) as tables:
        for part in parts:
            for name in ("invoices", "customers"):
                tables.append(name, part)
        if engine.worklist is not None:
            tasks = map(task_of, _merged(parts, TASKS, lambda cells: place_of_task(task_of(cells))))
            for one in plan(tasks, engine.worklist):
                tables.write("worklist", work_row(one))
        for cells in _merged(parts, f"{REJECTED}.kept", lambda cells: place_of(reject_of(cells), order)):
            reject = reject_of(cells)
            rejected.add(reject)
            tables.write("rejected", reject_row(reject))
    summary = tally.summary(engine.header, rejected, told)
    content = json.dumps(summary.to_dict(), ensure_ascii=False, indent=2) + "\n"
    (results / SUMMARY).write_text(content, encoding="utf-8", errors="backslashreplace", newline="\n")
    (results / PAGE).write_text(page(summary), encoding="utf-8", errors="backslashreplace", newline="\n")
    return summary


def _counted(parts: Sequence[Path], engine: Engine, terms: Terms, tables: tuple[str, ...]) -> tuple[Tally, Told]:
    """What all parts counted."""
    tally = Tally(engine.vocabulary, terms.as_of)
    refused: Counter[str] = Counter()
    strangers = 0
    for part in parts:
        counted = json.loads((part / TALLY).read_text("utf-8"))
        tally.add(counted["tally"])
        refused.update(counted["refused"])
        strangers += counted["strangers"]
    warnings = list(terms.warnings)
    if strangers:
        about = Warned.STRANGERS(count=strangers)
        warnings.append((str(about), said(about, terms.language)))
    told = tuple(text for _, text in sorted(warnings))
    return tally, Told(terms.language, terms.read, refused, told, (*tables, SUMMARY, PAGE))


def _merged(parts: Sequence[Path], name: str, key: Callable[[PlainRow], Any]) -> Iterator[PlainRow]:
    """The rows of files that are in order each, in one order; those of equal place as the parts are."""
    files = [part / name for part in parts]
    level = 0
    while len(files) > _MOST_OPEN:
        level += 1
        groups = [files[start : start + _MOST_OPEN] for start in range(0, len(files), _MOST_OPEN)]
        files = [_merged_to(group, group[0].with_name(f"{name}.{level}"), key) for group in groups]
    return heapq.merge(*map(read_rows, files), key=key)


def _merged_to(files: Sequence[Path], into: Path, key: Callable[[PlainRow], Any]) -> Path:
    into.unlink(missing_ok=True)
    write_rows(into, heapq.merge(*map(read_rows, files), key=key))
    return into
