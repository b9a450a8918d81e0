"""A checked policy: every name resolved, every type and unit agreed, all sections as tables and definitions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from creditpolicy.diagnostics import Place
from creditpolicy.facts.vocabulary import Duration, Titles, Vocabulary
from creditpolicy.formulas import Definition, Override, Point, Table


@dataclass(frozen=True, slots=True)
class Role:
    """Who may be asked; `reports_to` is the role above."""

    id: str
    titles: Titles
    reports_to: str | None


@dataclass(frozen=True, slots=True)
class TermLine:
    """One instalment: its share of the whole and when it is due, in the policy's words."""

    share: str
    due: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Payment terms; a higher rank is better for the customer."""

    id: str
    titles: Titles
    rank: int
    lines: tuple[TermLine, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Whose policy it is, which version, and when it holds; `at` is where that is written."""

    id: str
    version: str
    titles: Titles
    first_day: date | None
    last_day: date | None
    owner: str | None
    currencies: tuple[str, ...]
    roles: tuple[Role, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class Worklist:
    """How a day's work is planned: minutes for each kind of work, minutes there are (None: no bound), shares kept."""

    effort: tuple[tuple[str, Fraction], ...]
    capacity: int | None
    reserve: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one section turns into. `total` tables must answer every case; `max_ages` bound the age of facts."""

    definitions: tuple[Definition, ...] = ()
    tables: tuple[Table, ...] = ()
    overrides: tuple[Override, ...] = ()
    points: tuple[Point, ...] = ()
    total: frozenset[str] = frozenset()
    max_ages: Mapping[str, Duration] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a policy, without faults. `worklist` is None where the policy sets no priorities.

    `own_facts` says where each fact that is not of the standard vocabulary was declared. `reasons` are the texts of
    reason codes.
    """

    header: Header
    digest: str
    vocabulary: Vocabulary
    definitions: tuple[Definition, ...]
    tables: tuple[Table, ...]
    overrides: tuple[Override, ...]
    points: tuple[Point, ...]
    total: frozenset[str]
    max_ages: Mapping[str, Duration]
    reasons: Mapping[str, Titles]
    terms: tuple[Terms, ...]
    worklist: Worklist | None
    own_facts: Mapping[str, Place]
