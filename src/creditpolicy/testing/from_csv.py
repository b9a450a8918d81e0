"""A CSV file of a fixture to the records of a list: columns are named after facts, an empty cell is missing."""

import csv
from collections.abc import Mapping
from typing import Any

from creditpolicy.diagnostics import Code, Place
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.facts.vocabulary import Fact
from creditpolicy.testing.cells import cell_value
from creditpolicy.testing.findings import Findings

_LONGEST_CELL = 10_000


def csv_records(
    name: str, text: str, record: str, facts: Mapping[str, Fact], findings: Findings
) -> list[Mapping[str, Any]]:
    """The records of `text`; what is wrong with its columns or lines is noted in `findings`.

    Args:
        name: of the file, for places.
        text: with a line of names and a line for each record; comma or semicolon between the cells.
        record: the record that a line is.
        facts: by their names within the record.
        findings: takes what is wrong.

    """
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    columns: list[str] = []
    records: list[Mapping[str, Any]] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            at = Place(name, reader.line_num, 1, reader.line_num, 2)
            if not columns:
                columns = _columns(cells, record, facts, at, findings)
            elif len(cells) != len(columns):
                message = f"found {len(cells)} cells under {len(columns)} columns"
                findings.add(Code.FIXTURE, message, at)
            else:
                pairs = zip(columns, cells, strict=True)
                records.append({key: cell_value(cell.strip(), facts[key]) for key, cell in pairs if cell.strip()})
    except (csv.Error, KeyError) as error:
        if isinstance(error, csv.Error):
            at = Place(name, max(reader.line_num, 1), 1, max(reader.line_num, 1), 2)
            findings.add(Code.FIXTURE, f"the line can't be read: {error}", at, "is a quotation mark left open?")
        return []
    if not columns:
        findings.add(Code.FIXTURE, f"{quoted(name)} is empty, wanted a line of names", Place(name, 1, 1, 1, 2))
    return records


def _columns(cells: list[str], record: str, facts: Mapping[str, Fact], at: Place, findings: Findings) -> list[str]:
    columns = [cell.strip().removeprefix(f"{record}.") for cell in cells]
    for index, column in enumerate(columns):
        if column not in facts:
            findings.unknown(Code.FIXTURE, f"`{record}` fact", column, at, facts)
        elif column in columns[:index]:
            findings.add(Code.FIXTURE, f"the column {quoted(column)} stands twice", at)
    return columns
