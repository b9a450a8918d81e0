"""The lines that read a whole case into frames: the records that are asked for one by one, the others only checked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from creditpolicy.backends.python.code import Writes, literal
from creditpolicy.backends.python.given import Reader, Whole, list_reader, none_given, one_reader, told
from creditpolicy.backends.python.loading import Loaded, facts_of, reader_of, record_lines
from creditpolicy.facts.vocabulary import Record

MOST_IN_LINE = 48
"""Of a record with no more facts than this, those are checked in line too that nobody asks for."""


@dataclass(slots=True)
class Frame:
    """What is kept of the case, or of one record of a list: facts, what is worked out once, and what comes with it.

    Beside what is `moving` stands the day on which it may be another.
    """

    variable: str
    facts: dict[str, str] = field(default_factory=dict)
    worked_out: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    moving: list[str] = field(default_factory=list)


class Reads(Writes, Protocol):
    """Whoever keeps frames, that of the case under None."""

    frames: dict[str | None, Frame]
    granted: frozenset[str]
    """The lists in which exceptions stand that would replace anything that is asked for."""


def case_lines(w: Reads) -> list[str]:
    """Lines that read `data` into `f`, and copies of it into `kept_facts`."""
    return list(_Reading(w).lines())


class _Reading:
    def __init__(self, w: Reads) -> None:
        self.w = w

    def lines(self) -> Iterator[str]:
        vocabulary = self.w.program.vocabulary
        yield "if type(data) is not dict:"
        yield "    hand_over()"
        yield "kept_facts = data.copy()"
        yield "f = F()"
        yield "f.today = as_of"
        yield from _unasked(self.w.frames[None])
        yield "count_of_records = 0"
        unasked: dict[str, Whole] = {}
        for record in vocabulary.records.values():
            key = record.many or record.name
            slots = self._slots(record)
            if not slots:
                unasked[key] = self._unasked(record)
                continue
            yield f"given = data.get({literal(key)})"
            yield "if given is None:"
            yield f"    {' = '.join(slots)} = None"
            yield "else:"
            yield "    count_of_records += 1"
            yield from (f"    {line}" for line in (self._one(record) if record.many is None else self._list(record)))
        asked = self.w.bound(frozenset(one.many or one.name for one in vocabulary.records.values()) - set(unasked))
        yield "if count_of_records != len(data):"
        yield f"    rest_given(data, kept_facts, {asked}, {self.w.bound(unasked)})"

    def _slots(self, record: Record) -> list[str]:
        if record.many is not None:
            return [self.w.list_of(record.name)] if record.name in self.w.frames else []
        return [f"f.{slot}" for name, slot in self.w.frames[None].facts.items() if name.startswith(f"{record.name}.")]

    def _unasked(self, record: Record) -> Whole:
        """What checks a record that nobody asks for. Exceptions that might be granted are for the interpreter."""
        if record.name in self.w.granted:
            return none_given
        readers = self._readers(record)
        return (
            one_reader(readers) if record.many is None else list_reader(readers, record.max_count, self._id_of(record))
        )

    def _id_of(self, record: Record) -> str | None:
        ids = (f"{record.name}_id", "id")
        return next((one for one in ids if f"{record.name}.{one}" in self.w.program.vocabulary.facts), None)

    def _one(self, record: Record) -> Iterator[str]:
        yield "if type(given) is not dict:"
        yield "    hand_over()"
        yield f"kept_facts[{literal(record.name)}] = given = given.copy()"
        yield from record_lines(self.w, self._loaded(record, "f"), self.w.currency, self.w.bound(self._readers(record)))

    def _list(self, record: Record) -> Iterator[str]:
        if record.name in self.w.granted:
            yield "if type(given) is not list or given:"
            yield "    hand_over()"
        frame = self.w.frames[record.name]
        loaded = self._loaded(record, frame.variable)
        lines = record_lines(self.w, loaded, self.w.currency, self.w.bound(self._readers(record)))
        made = [f"{frame.variable} = {frame.variable.upper()}()", *_unasked(frame)]
        function = f"read_{frame.variable}"
        self.w.function(function, ("given", "f"), [*made, *lines, f"return {frame.variable}"], record.name)
        call = f"list_given(given, {record.max_count}, {literal(self._id_of(record))}, lambda one: {function}(one, f))"
        yield f"{self.w.list_of(record.name)}, kept_facts[{literal(record.many)}] = {call}"

    def _loaded(self, record: Record, variable: str) -> Loaded:
        frame = self.w.frames.get(None if record.many is None else record.name)
        facts = {} if frame is None else frame.facts
        own = list(facts_of(self.w.program.vocabulary, record.name))
        supplied = {one.name for one in self.w.program.definitions.values() if one.supplied}
        kept = {
            fact.key: (fact, facts.get(fact.name))
            for fact in own
            if fact.name in facts or (len(own) <= MOST_IN_LINE and fact.name not in supplied)
        }
        return Loaded(record, variable, kept)

    def _readers(self, record: Record) -> dict[str, Reader]:
        """For each fact of a record that nobody asks for, what checks it."""
        supplied = {one.name for one in self.w.program.definitions.values() if one.supplied}
        return {
            fact.key: told
            if fact.name in supplied
            else reader_of(fact, self.w.currency, self.w.program.vocabulary.currencies)
            for fact in facts_of(self.w.program.vocabulary, record.name)
        }


def _unasked(frame: Frame) -> Iterator[str]:
    """Lines that say of all that is worked out that it is not yet."""
    lasting = [f"{frame.variable}.{slot}" for slot in frame.worked_out if slot not in frame.moving]
    if lasting:
        yield f"{' = '.join(lasting)} = NOT_YET"
    if frame.moving:
        yield f"{' = '.join(f'{frame.variable}.{slot}_next' for slot in frame.moving)} = NO_DAY"
