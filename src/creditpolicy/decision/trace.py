"""How a decision came about: every table, every row, every test with both values. Nothing is left out."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from creditpolicy.diagnostics import Place
from creditpolicy.facts.case import Lapse

Verdict: TypeAlias = Literal["held", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class TestShown:
    """One test: the author's words, both values as the language writes them (`?`: unknown), and how it came out."""

    text: str
    left: str
    right: str
    verdict: Verdict
    missing: tuple[str, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of a table, whether it decided, and why it is there."""

    id: str
    verdict: Verdict
    deciding: bool
    otherwise: bool
    tests: tuple[TestShown, ...]
    because: str | None
    at: Place


@dataclass(frozen=True, slots=True)
class TableShown:
    """One table, for one record where it is asked for each (`about`), and its outputs by name."""

    table: str
    about: str | None
    hit: str
    rows: tuple[RowShown, ...]
    outputs: tuple[tuple[str, str], ...]
    because: str | None
    at: Place


@dataclass(frozen=True, slots=True)
class ValueShown:
    """A definition that was read: its name, for which record, and its value."""

    name: str
    about: str | None
    value: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """All tables that the decision asked, in the order of the program, and all definitions that they read.

    `lapsed` are facts that were given but count as missing, with the cause (stale, expired, not yet) and the age.
    """

    tables: tuple[TableShown, ...]
    values: tuple[ValueShown, ...]
    lapsed: tuple[tuple[str, Lapse], ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "tables": [_table(table) for table in self.tables],
            "values": [
                {"name": one.name, "about": one.about, "value": one.value, "missing": list(one.missing)}
                for one in self.values
            ],
            "lapsed": [_lapse(fact, lapse) for fact, lapse in self.lapsed],
        }


def _lapse(fact: str, lapse: Lapse) -> dict[str, Any]:
    most = lapse.max_age
    return {
        "fact": fact,
        "cause": lapse.cause,
        "day": lapse.day.isoformat(),
        "age_days": lapse.age_days,
        "max_age": None if most is None else f"{most.count} {most.unit}",
    }


def _table(table: TableShown) -> dict[str, Any]:
    return {
        "table": table.table,
        "about": table.about,
        "hit": table.hit,
        "because": table.because,
        "at": place_text(table.at),
        "outputs": dict(table.outputs),
        "rows": [
            {
                "id": row.id,
                "verdict": row.verdict,
                "deciding": row.deciding,
                "otherwise": row.otherwise,
                "because": row.because,
                "at": place_text(row.at),
                "tests": [
                    {
                        "text": test.text,
                        "left": test.left,
                        "right": test.right,
                        "verdict": test.verdict,
                        "missing": list(test.missing),
                        "at": place_text(test.at),
                    }
                    for test in row.tests
                ],
            }
            for row in table.rows
        ],
    }


def place_text(at: Place) -> str:
    """`terms.yaml:12:5`."""
    return f"{at.file}:{at.line}:{at.column}"
