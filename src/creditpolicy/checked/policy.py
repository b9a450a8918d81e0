"""A checked policy: every name resolved, every type and unit agreed, all sections as tables and definitions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from creditpolicy.diagnostics import Place
from creditpolicy.facts.vocabulary import Duration, Titles, Vocabulary
from creditpolicy.formulas import Definition, Formula, Override, Point, Table, Worklist
from creditpolicy.law import RateTable, Scale
from creditpolicy.values.money import Money


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
class Answered:
    """A legal finding that the owner of the policy answers with a reason."""

    code: str
    because: str
    at: Place


@dataclass(frozen=True, slots=True)
class Header:
    """Whose policy it is, which version, and when it holds; `at` is where that is written.

    `jurisdiction` is the country whose law holds, `creditor_size` who gives the credit, `purposes` what sensitive facts
    are used for: legal guards look at them.
    """

    id: str
    version: str
    titles: Titles
    first_day: date | None
    last_day: date | None
    owner: str | None
    currencies: tuple[str, ...]
    roles: tuple[Role, ...]
    at: Place
    jurisdiction: str | None = None
    creditor_size: str | None = None
    purposes: frozenset[str] = frozenset()
    answered: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs by a scale, or a fixed amount; `after` default or notice; only where `when` holds, if there is one."""

    after: str
    scale: Scale | None
    fixed: Money | None
    when: Formula | None
    at: Place


@dataclass(frozen=True, slots=True)
class ChargeRule:
    """What the debtors for whom `guard` is the first to hold are charged; without a guard all others."""

    id: str
    guard: Formula | None
    rates: RateTable | None
    costs: Costs | None
    at: Place


@dataclass(frozen=True, slots=True)
class Part:
    """What one section turns into. `total` tables must answer every case; `max_ages` bound the age of facts."""

    definitions: tuple[Definition, ...] = ()
    tables: tuple[Table, ...] = ()
    overrides: tuple[Override, ...] = ()
    points: tuple[Point, ...] = ()
    total: frozenset[str] = frozenset()
    max_ages: Mapping[str, Duration] = field(default_factory=dict)
    charges: tuple[ChargeRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a policy, without faults. `worklist` is None where the policy sets no priorities.

    `own_facts` says where each fact that is not of the standard vocabulary was declared. `reasons` are the texts of
    reason codes. `law` has the digest of each table of rates or costs that the policy counts with.
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
    charges: tuple[ChargeRule, ...] = ()
    law: Mapping[str, str] = field(default_factory=dict)
    law_scales: Mapping[str, Scale] = field(default_factory=dict)
