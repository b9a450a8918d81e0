"""A program: inputs, definitions and tables, ordered. No sections, no YAML."""

from collections.abc import Mapping

from creditpolicy.facts.vocabulary import Duration, Titles, Vocabulary
from creditpolicy.formulas import Definition, Override, Point, Table
from creditpolicy.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """All that a back end needs.

    INVARIANT: each definition and table stands after what it reads. `outputs` says for each output which table gives
    it, and as which of its outputs. `reasons` are the texts of reason codes. `law` has the digest of each
    table of rates or costs that the program counts with. `guessed` are for each table the facts that count as
    something while they are missing.
    """

    id: str
    version: str
    digest: str
    vocabulary: Vocabulary
    max_ages: Mapping[str, Duration]
    definitions: Mapping[str, Definition]
    tables: Mapping[str, Table]
    outputs: Mapping[str, tuple[str, int]]
    overrides: Mapping[str, tuple[Override, ...]]
    points: Mapping[str, Point]
    reasons: Mapping[str, Titles]
    law: Mapping[str, str]
    guessed: Mapping[str, frozenset[str]]

    def record_of(self, name: str) -> str | None:
        """The list record that a definition or output belongs to; None for the case (and for facts)."""
        definition = self.definitions.get(name)
        if definition is not None:
            return definition.record
        output = self.outputs.get(name)
        return None if output is None else self.tables[output[0]].record
