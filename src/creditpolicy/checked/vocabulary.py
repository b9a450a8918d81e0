"""The standard vocabulary and a policy's own records and facts to one vocabulary."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from creditpolicy.checked.findings import Findings
from creditpolicy.checked.spans import MINUTES_OF_A_DAY
from creditpolicy.checked.titles import titles_of
from creditpolicy.checked.types_written import type_written
from creditpolicy.diagnostics import Code, Note, Place
from creditpolicy.facts.vocabulary import Duration, Fact, Record, Titles, Vocabulary
from creditpolicy.syntax.scalars import duration, flag, name, whole_number
from creditpolicy.syntax.tree.base import Key
from creditpolicy.syntax.tree.document import SectionsNode
from creditpolicy.syntax.tree.vocabulary import FactNode, RecordNode
from creditpolicy.values.types import Bounds, DateType, NumberType

Sources = Mapping[str, tuple[str, ...]]
STANDARD = "standard/"
_MOST_RECORDS = 1_000_000


def check_vocabulary(
    standard: tuple[SectionsNode, ...],
    files: tuple[SectionsNode, ...],
    sources: Sources,
    currencies: tuple[str, ...],
    findings: Findings,
) -> tuple[Vocabulary, Mapping[str, Place]]:
    """All records and facts, without those in error (reported); and where a policy declares its own, with those."""
    computed = frozenset(str(key) for file in standard for key in file.definitions or {})
    building = _Building({}, {}, {}, computed, sources, currencies, findings)
    for file in (*standard, *files):
        for key, record in (file.records or {}).items():
            building.add_record(key, record)
    for file in (*standard, *files):
        for key, fact in (file.facts or {}).items():
            building.add_fact(key.partition(".")[0], key.partition(".")[2], key, fact)
    _references(building)
    _minutes(building)
    own = {name: at for name, at in building.places.items() if "." in name and not is_standard(at)}
    return Vocabulary(building.records, building.facts, currencies), own


def is_standard(at: Place) -> bool:
    """Whether a place lies in the standard vocabulary."""
    return at.file.startswith(STANDARD)


class _Building:
    def __init__(
        self,
        records: dict[str, Record],
        facts: dict[str, Fact],
        places: dict[str, Place],
        computed: frozenset[str],
        sources: Sources,
        currencies: tuple[str, ...],
        findings: Findings,
    ) -> None:
        self.records = records
        self.facts = facts
        self.places = places
        self.computed = computed
        self.sources = sources
        self.currencies = currencies
        self.findings = findings

    def add_record(self, key: Key, node: RecordNode) -> None:
        called = self.findings.take(name(key.scalar))
        if called is None:
            return
        if called in self.records:
            self._again(f"the record `{called}`", called, key)
            return
        many = None if node.many is None else self.findings.take(name(node.many))
        clash = next((one for one in self.records.values() if many is not None and many in {one.many, one.name}), None)
        if clash is not None and node.many is not None:
            self.findings.add(
                Code.REDEFINED, f"`{many}` is the list of `{clash.name}` already", node.many.at, "choose another name"
            )
            return
        most = 100_000 if node.max_count is None else self.findings.take(whole_number(node.max_count))
        if most is not None and node.max_count is not None and not 1 <= most <= _MOST_RECORDS:
            self.findings.add(
                Code.BAD_NUMBER, f"`max_count: {most}` lies outside 1 to {_MOST_RECORDS}", node.max_count.at
            )
        self.records[called] = Record(called, titles_of(node.title, called.replace("_", " ")), many, most or 1)
        self.places[called] = key.scalar.at
        for fact_key, fact in node.facts.items():
            self.add_fact(called, fact_key, fact_key, fact)

    def add_fact(self, record: str, key: str, written: Key, node: FactNode) -> None:
        full = f"{record}.{key}"
        scalar = written.scalar
        if not key:
            self.findings.add(
                Code.BAD_NAME,
                f"expected a record and a name, got `{written}`",
                scalar.at,
                f"write `customer.{written}`",
            )
            return
        if record not in self.records:
            self.findings.unknown(Code.UNKNOWN_NAME, "record", record, scalar.at, self.records)
            return
        if not all(
            part.isascii() and part.replace("_", "a").isalnum() and part[0].isalpha() and part.islower()
            for part in (key,)
        ):
            self.findings.add(
                Code.BAD_NAME, f"`{key}` is no name", scalar.at, "use small letters, digits and `_`, a letter first"
            )
            return
        if full in self.facts or full in self.computed:
            self._again(f"the fact `{full}`", full, written)
            return
        self.places[full] = scalar.at
        kind = type_written(full, node, self.sources, self.currencies, self.findings)
        if kind is None:
            return
        self.facts[full] = Fact(
            name=full,
            type=kind,
            titles=titles_of(node.title, key.replace("_", " ")),
            max_age=self._age(node),
            valid_until=None if node.valid_until is None else node.valid_until.text,
            derived=node.derived_by is not None,
            purpose=None if node.purpose is None else node.purpose.text,
            sensitive=node.sensitive is not None and self.findings.take(flag(node.sensitive)) is True,
            changeable="any" if node.changeable is None else node.changeable.text,  # type: ignore[arg-type]
        )

    def _age(self, node: FactNode) -> Duration | None:
        found = None if node.max_age is None else self.findings.take(duration(node.max_age))
        return None if found is None else Duration(found.number, "months" if found.unit == "months" else "days")

    def _again(self, what: str, called: str, written: Key) -> None:
        first = self.places.get(called)
        own = first is not None and not is_standard(first)
        note = (Note("first here", first),) if own else ()
        whose = "is declared already" if own else "belongs to the standard vocabulary"
        self.findings.add(Code.REDEFINED, f"{what} {whose}", written.scalar.at, "choose another name", *note)


def _minutes(building: _Building) -> None:
    """Each standard date that says when something happened (`dispute.opened_at`) has its minute beside it."""
    for fact in tuple(building.facts.values()):
        minute = f"{fact.name}_minute"
        at = building.places[fact.name]
        if not (fact.name.endswith("_at") and isinstance(fact.type, DateType) and is_standard(at)):
            continue
        if minute in building.facts or minute in building.computed:
            continue  # a policy's own fact of that name came first
        titles = Titles(f"minuut van de dag bij {fact.titles.nl}", f"minute of the day of {fact.titles.en}")
        building.facts[fact.name] = replace(fact, minute=minute)
        kind = NumberType(0, Bounds(Fraction(0), Fraction(MINUTES_OF_A_DAY - 1)))
        building.facts[minute] = Fact(minute, kind, titles, changeable=fact.changeable)
        building.places[minute] = at


def _references(building: _Building) -> None:
    """Each `valid_until` names a fact of the vocabulary."""
    for fact in building.facts.values():
        if fact.valid_until is None:
            continue
        until, at = building.facts.get(fact.valid_until), building.places[fact.name]
        if until is None:
            building.findings.unknown(Code.UNKNOWN_NAME, "fact", fact.valid_until, at, building.facts)
        elif not isinstance(until.type, DateType) or until.record != fact.record:
            message = f"`valid_until` of `{fact.name}` names `{until.name}`, which is no date of the same record"
            building.findings.add(Code.TYPE_MISMATCH, message, at, "name a fact of the type `date`")
