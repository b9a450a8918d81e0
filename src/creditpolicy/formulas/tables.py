"""Definitions, tables, overrides and decision points over typed expressions: all that sections turn into."""

from fractions import Fraction
from typing import Literal, TypeAlias

from creditpolicy.diagnostics import Place
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas.tree import Const, Formula
from creditpolicy.frozen import dataclass
from creditpolicy.values.types import Type


@dataclass(frozen=True, slots=True)
class Definition:
    """A named formula. `record` is the list record it belongs to, None: the case; `supplied` ones may come as facts."""

    name: str
    record: str | None
    formula: Formula
    titles: Titles
    supplied: bool
    at: Place


@dataclass(frozen=True, slots=True)
class AnyValue:
    """A cell that every value passes, a missing one too."""


@dataclass(frozen=True, slots=True)
class CellTests:
    """A cell as one formula over the column's value, with the author's words and their place."""

    test: Formula
    text: str
    at: Place


Cell: TypeAlias = AnyValue | CellTests


@dataclass(frozen=True, slots=True)
class Column:
    """An input of a table. `header` is the author's; a missing value matches no row if `no_match_if_missing`."""

    header: str
    formula: Formula
    no_match_if_missing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One answer to a table's question.

    It holds if all cells and the guard do. An `otherwise` row holds only where no other row does. `reason`, `titles`
    and `because` are for people and ride along. `written` is False for a row that no author wrote, such as that of a
    ladder that has come to its end: tests need not reach it. INVARIANT: an `otherwise` row stands last.
    """

    id: str
    cells: tuple[Cell, ...]
    guard: Formula | None
    outputs: tuple[Formula, ...]
    at: Place
    otherwise: bool = False
    reason: str | None = None
    titles: Titles | None = None
    because: str | None = None
    written: bool = True


@dataclass(frozen=True, slots=True)
class Output:
    """A typed answer, read by others as `name`."""

    name: str
    type: Type


Hit: TypeAlias = Literal["unique", "first", "collect"]
Combine: TypeAlias = Literal["strictest", "sum", "min", "max", "list"]


@dataclass(frozen=True, slots=True)
class Table:
    """A question with its rows.

    `record` is the list record it is asked for, None: once a case. `combine` stands for hit `collect` only:
    `strictest` takes the outputs of the row whose first output comes last in its enum; `list` gives all. `total` is set
    once it is proved that one of the rows holds in every case, whatever the facts that are missing turn out to be.
    """

    name: str
    record: str | None
    hit: Hit
    combine: Combine | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    outputs: tuple[Output, ...]
    because: str | None
    at: Place
    total: bool = False


@dataclass(frozen=True, slots=True)
class Override:
    """A granted exception replaces the output `target` right after its table.

    `record` is the list of grants; `holds` and `value` are formulas over one of them (and the case, where the
    output itself is called `base.<target>`). `rank` orders scopes: the grant with the highest rank wins, two of
    one rank are an error of the data. `id_fact` names the grant.
    """

    target: str
    route: str
    record: str
    holds: Formula
    value: Formula
    rank: Formula
    id_fact: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One field of an outcome: its key (`limit.amount` is a field within a field) and the formula that gives it.

    The rows behind a field that `explains` are reasons of the decision; those behind the others only detail it.
    One that `accrues` grows from day to day by itself: nobody looks ahead to its next change.
    """

    key: str
    formula: Formula
    explains: bool = True
    accrues: bool = False


@dataclass(frozen=True, slots=True)
class Apart:
    """Records that are looked at apart from the others: those for which `by` has the same value, such as one payer's.

    `answers` are asked once for each: those of the records that have none are given under `own`, the others under
    `group` by the value. Aggregates that are `together` see the records of one only.
    """

    by: Formula
    own: str
    group: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A decision point.

    `answers` are asked once a case; `record_answers` for each record of `record`, given under `record_group` and keyed
    by the fact `record_key`. `fallback` holds the fields that an undecided outcome carries, as constants.
    `looks_ahead` points also say for each record when their answer will next be another. `by_currency` points ask about
    records in several currencies apart, as sums over them would have none; others look at all records together.
    `behind` are days that stand behind the answer for a record and are no part of it: a timeline asks for them.
    `apart` says which records are looked at together; all, if it is None.
    """

    name: str
    answers: tuple[Answer, ...]
    record: str | None
    record_key: str | None
    record_answers: tuple[Answer, ...]
    fallback: tuple[tuple[str, Const], ...]
    record_group: str | None = None
    looks_ahead: bool = False
    by_currency: bool = True
    behind: tuple[Answer, ...] = ()
    apart: Apart | None = None


@dataclass(frozen=True, slots=True)
class Worklist:
    """How a day's work is planned: minutes for each kind of work, minutes there are (None: no bound), shares kept."""

    effort: tuple[tuple[str, Fraction], ...]
    capacity: int | None
    reserve: tuple[tuple[str, Fraction], ...]
