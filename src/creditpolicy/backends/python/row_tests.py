"""The conditions of a row as code: those of its cells, and its guard."""

from collections.abc import Iterable

from creditpolicy.backends.python.code import Code, Here, Tests, Writes
from creditpolicy.formulas import AnyValue, CellTests, Row, Table, with_subject

PUT_IN = Code("", maybe=False)
"""Stands for a column whose own formula is put into its tests."""


def conditions(w: Writes, table: Table, row: Row, columns: tuple[Code, ...], here: Here) -> list[Tests]:
    """Each thing that must hold for a row; `columns` are the values of the columns."""
    found: list[Tests] = []
    for cell, column, subject in zip(row.cells, table.columns, columns, strict=True):
        match cell:
            case AnyValue():
                continue
            case CellTests(test=test) if subject is PUT_IN:
                found.append(w.tests(with_subject(test, column.formula), here))
            case CellTests(test=test):
                if column.no_match_if_missing and subject.maybe:
                    is_there = "False" if subject.is_unknown else f"{subject.text} is not None"
                    found.append(Tests(is_there, is_there))
                found.append(w.tests(test, Here(here.records, subject)))
    if row.guard is not None:
        found.append(w.tests(row.guard, here))
    return found


def all_of(texts: Iterable[str]) -> str:
    """Whether all of them hold."""
    kept = [text for text in texts if text != "True"]
    if not kept:
        return "True"
    return kept[0] if len(kept) == 1 else f"({' and '.join(kept)})"
