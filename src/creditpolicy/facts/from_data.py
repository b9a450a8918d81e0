"""A case as the caller has it (dictionaries, dataclasses, models) to checked facts; every fault at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import islice

from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.facts.case import Case, Given
from creditpolicy.facts.errors import FactsError, Problem
from creditpolicy.facts.moments import read_moment
from creditpolicy.facts.reading import FIRST_DAY, LAST_DAY, outside, own_kind, read_value, shown
from creditpolicy.facts.vocabulary import Fact, Record, Vocabulary
from creditpolicy.facts.words import Fault, Wanted, WayOut
from creditpolicy.values.types import DateType
from creditpolicy.values.value import Value

_WRAPPED = dict.fromkeys(("value", "source", "as_of"))
_MOST_PROBLEMS = 50


def read_case(data: object, vocabulary: Vocabulary, as_of: date) -> Case:
    """Check the facts of a case.

    Args:
        data: a mapping, dataclass or model with a key for each record (`customer`, `invoices`, ...).
        vocabulary: what may be known.
        as_of: the day for which is decided.

    Raises:
        FactsError: anything unknown, of a wrong type, out of bounds or twice there; all of it together.

    """
    if not FIRST_DAY <= as_of <= LAST_DAY:
        raise FactsError((Problem("as_of", outside(as_of)),))
    calendar = vocabulary.calendar
    if calendar is not None and calendar.outside(as_of) is not None:
        wanted = Wanted.DAY_OF_CALENDAR(name=calendar.name, first=calendar.first, last=calendar.last)
        raise FactsError((Problem("as_of", Fault.WANTED(found=as_of, wanted=wanted)),))
    reading = _Reading(vocabulary, as_of)
    case = reading.case(data)
    if reading.problems:
        raise FactsError(tuple(reading.problems[:_MOST_PROBLEMS]))
    return case


class _Reading:
    def __init__(self, vocabulary: Vocabulary, as_of: date) -> None:
        self.vocabulary = vocabulary
        self.as_of = as_of
        self.problems: list[Problem] = []
        self.dated: dict[str, date] = {}
        self.by_key = {record.many or record.name: record for record in vocabulary.records.values()}

    def case(self, data: object) -> Case:
        top = as_mapping(data)
        if top is None:
            self.problems.append(Problem("facts", Fault.WANTED(found=shown(data), wanted=Wanted.CASE())))
            top = {}
        single: dict[str, Value] = {}
        lists: dict[str, tuple[Given, ...]] = {}
        for key, given in top.items():
            record = self.by_key.get(key) if isinstance(key, str) else None
            if record is None or not isinstance(key, str):
                self._unknown("", key, self.by_key)
            elif given is None:
                continue
            elif record.many is None:
                single |= self._record(record, given, key)
            else:
                listed = self._list(record, given, key)
                if listed is not None:
                    lists[record.name] = listed
        return Case(self.as_of, single, lists, self.dated)

    def _list(self, record: Record, given: object, path: str) -> tuple[Given, ...] | None:
        if isinstance(given, str | Mapping) or not isinstance(given, Sequence):
            self.problems.append(Problem(path, Fault.WANTED(found=shown(given), wanted=Wanted.LIST())))
            return None
        if len(given) > record.max_count:
            self.problems.append(Problem(path, Fault.TOO_MANY(count=len(given), most=record.max_count)))
            return None
        taken = islice(given, len(given))  # one that never ends still says how many it has
        found = tuple(self._record(record, one, f"{path}[{index}]") for index, one in enumerate(taken))
        self._ids_differ(record, found, path)
        return found

    def _ids_differ(self, record: Record, found: tuple[Given, ...], path: str) -> None:
        key = next(
            (one for one in (f"{record.name}.{record.name}_id", f"{record.name}.id") if one in self.vocabulary.facts),
            None,
        )
        seen: dict[Value, int] = {}
        for index, given in enumerate(found):
            own = given.get(key) if key else None
            if own is None or key is None:
                continue
            if own in seen:
                short = key.partition(".")[2]
                message = Fault.TWICE(id=quoted(str(own)), first=f"{path}[{seen[own]}]")
                self.problems.append(Problem(f"{path}[{index}].{short}", message))
            seen.setdefault(own, index)

    def _record(self, record: Record, given: object, path: str) -> dict[str, Value]:
        data = as_mapping(given)
        if data is None:
            self.problems.append(Problem(path, Fault.WANTED(found=shown(given), wanted=Wanted.FACTS())))
            return {}
        known = self.vocabulary.facts
        currency = self._currency(data)
        found: dict[str, Value] = {}
        for key, value in data.items():
            name = f"{record.name}.{key}" if isinstance(key, str) else ""
            fact = known.get(name)
            if fact is None:
                if name in self.vocabulary.worked_out:
                    self.problems.append(Problem(f"{path}.{key}", Fault.WORKED_OUT(), WayOut.RESTS_ON()))
                else:
                    self._unknown(path, key, (one.key for one in known.values() if one.record == record.name))
                continue
            minutes: dict[str, Value] = {}
            read = self._fact(fact, value, f"{path}.{key}", currency, minutes)
            if read is not None:
                self._keep(found, {fact.name: read, **minutes}, f"{path}.{key}")
        return found

    def _keep(self, found: dict[str, Value], read: Mapping[str, Value], path: str) -> None:
        """Keep what was read; the minute of a time may be given apart too, if it is the same."""
        for name, value in read.items():
            if found.get(name, value) != value:
                other = name.partition(".")[2]
                self.problems.append(Problem(path, Fault.TIMES_DIFFER(other=other), WayOut.LEAVE_ONE_OUT()))
            found[name] = value

    def _currency(self, data: Mapping[object, object]) -> str | None:
        """In which currency a bare number is meant: the record's own, else the policy's only one."""
        own = data.get("currency")
        if isinstance(own, str):
            return own
        return self.vocabulary.currencies[0] if len(self.vocabulary.currencies) == 1 else None

    def _fact(self, fact: Fact, given: object, path: str, currency: str | None, minutes: dict[str, Value]) -> Value:
        if isinstance(given, Mapping) and "value" in given:
            strange = [key for key in given if key not in _WRAPPED]
            for key in strange:
                self._unknown(path, key, _WRAPPED)
            return None if strange else self._dated(fact, given, path, currency, minutes)
        return self._plain(fact, given, path, currency, minutes)

    def _plain(self, fact: Fact, given: object, path: str, currency: str | None, minutes: dict[str, Value]) -> Value:
        """The value; the minute of its time, where it has one, is put beside it."""
        if given is None:
            return None
        if fact.minute is not None:
            return self._moment(path, given, fact.minute, minutes)
        read = read_value(path, given, fact.type, currency, self.vocabulary.currencies)
        if isinstance(read, Problem):
            self.problems.append(read)
            return None
        return read

    def _moment(self, path: str, given: object, minute: str, minutes: dict[str, Value]) -> Value:
        read = read_moment(path, given, self.vocabulary.time_zone)
        if isinstance(read, Problem):
            self.problems.append(read)
            return None
        if read.minute is not None:
            minutes[minute] = Fraction(read.minute)
        return read.day

    def _dated(
        self, fact: Fact, given: Mapping[object, object], path: str, currency: str | None, minutes: dict[str, Value]
    ) -> Value:
        """A value with its source and the day it is of."""
        value = self._plain(fact, given["value"], path, currency, minutes)
        if given.get("as_of") is None:
            return value
        day = read_value(f"{path}.as_of", given["as_of"], DateType(), None, ())
        if isinstance(day, Problem):
            self.problems.append(day)
            return None
        if isinstance(day, date):
            self.dated[path] = day
        return value

    def _unknown(self, path: str, key: object, known: Iterable[str]) -> None:
        where = f"{path}." if path else ""
        name = key if isinstance(key, str) else _shown_key(key)
        near = nearest(name, known) if len(name) <= 100 and len(self.problems) < _MOST_PROBLEMS else None
        what = Fault.UNKNOWN_FACT() if path else Fault.UNKNOWN_RECORD()
        all_of_them = None if path else WayOut.KNOWN(known=", ".join(known))
        way_out = WayOut.DID_YOU_MEAN(near=near) if near else all_of_them
        self.problems.append(Problem(f"{where}{quoted(name)[1:-1]}", what, way_out))


def _shown_key(key: object) -> str:
    return repr(key) if key is None or isinstance(key, int | float) else f"a key of the kind {type(key).__name__}"


def as_mapping(data: object) -> Mapping[object, object] | None:
    """A mapping of `data`: itself, or the fields of a dataclass or model; None where it has none."""
    try:
        return _mapping(data)
    except Exception:  # noqa: BLE001 - the caller's own code: what it can't give is not there
        return None


def _mapping(data: object) -> Mapping[object, object] | None:
    if isinstance(data, Mapping):
        return {own_kind(key): value for key, value in data.items()}
    if hasattr(type(data), "__dataclass_fields__"):
        from dataclasses import fields, is_dataclass  # heavy, and most facts are mappings

        return {field.name: getattr(data, field.name) for field in fields(data)} if is_dataclass(data) else None
    dump = getattr(data, "model_dump", None)
    if callable(dump) and not isinstance(data, type):
        dumped = dump(exclude_unset=True)
        return dict(dumped) if isinstance(dumped, Mapping) else None
    return None
