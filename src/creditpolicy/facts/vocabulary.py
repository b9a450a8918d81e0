"""What may be known of a case: records and their facts, each with its type and its meaning in two languages."""

from collections.abc import Mapping
from typing import Literal

from creditpolicy.diagnostics.phrases import Language
from creditpolicy.frozen import dataclass
from creditpolicy.values.business_days import Calendar
from creditpolicy.values.types import Type


@dataclass(frozen=True, slots=True)
class Titles:
    """The same words in Dutch and English; a missing language falls back to the other."""

    nl: str
    en: str

    def said(self, language: Language) -> str:
        """The words in one language."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of calendar time: whole months (their ends clamp) or days."""

    count: int
    unit: Literal["days", "months"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One input value.

    `name` is `<record>.<key>`. A fact whose day of origin is longer ago than `max_age` is missing (stale), and one
    whose `valid_until` fact lies before `as_of` is missing (expired). `derived` marks the standard vocabulary's
    computed facts: there is a definition of the same name, and a supplied value must agree with it where both exist.
    A date with a `minute` may be given with its time: the fact called so is then its minute of the day.
    `purpose` says what a sensitive fact is used for.
    """

    name: str
    type: Type
    titles: Titles
    max_age: Duration | None = None
    valid_until: str | None = None
    derived: bool = False
    sensitive: bool = False
    changeable: Literal["up", "down", "any", "no"] = "any"
    minute: str | None = None
    purpose: str | None = None

    @property
    def record(self) -> str:
        """The record that the fact belongs to."""
        return self.name.partition(".")[0]

    @property
    def key(self) -> str:
        """The name within its record, as a data file or a column header has it."""
        return self.name.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Record:
    """A kind of thing a case holds: one of it (`many` None) or a list under the key `many`, of at most `max_count`."""

    name: str
    titles: Titles
    many: str | None = None
    max_count: int = 100_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that a policy can name, the standard and its own, and by which calendar and clock it counts.

    Keys are the names of records and facts. `time_zone` is a name of the IANA database (`Europe/Amsterdam`).
    `worked_out` are names that are no facts: the policy works them out, and nobody can give them.
    """

    records: Mapping[str, Record]
    facts: Mapping[str, Fact]
    currencies: tuple[str, ...]
    calendar: Calendar | None = None
    time_zone: str | None = None
    worked_out: frozenset[str] = frozenset()
