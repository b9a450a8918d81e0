"""When a fact that was given counts as missing all the same: expired, stale, or not yet."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from creditpolicy.facts.case import Case, Given, Lapse
from creditpolicy.facts.vocabulary import Duration, Fact, Vocabulary
from creditpolicy.values.calendar import add_months


def lapse(fact: Fact, path: str, given: Given, case: Case, max_ages: Mapping[str, Duration]) -> Lapse | None:
    """How it came that the fact is missing on the day of the case, None where it counts.

    Args:
        fact: the fact, which was given.
        path: where it stands.
        given: all facts of its record, for the one that says until when it is valid.
        case: the case, for its day and the days that facts are of.
        max_ages: how old facts may be under the policy.

    """
    until = given.get(fact.valid_until) if fact.valid_until else None
    if isinstance(until, date) and until < case.as_of:
        return Lapse("expired", until, (case.as_of - until).days)
    day = case.dated.get(path)
    if day is None:
        return None
    age = (case.as_of - day).days
    if age < 0:
        return Lapse("not yet", day, age)
    most = max_ages.get(fact.name)
    return Lapse("stale", day, age, most) if most is not None and later(day, most) < case.as_of else None


def lapse_days(case: Case, vocabulary: Vocabulary, max_ages: Mapping[str, Duration]) -> Iterator[date]:
    """Every day on which some fact of the case lapses or begins to count."""
    for given in (case.single, *(given for listed in case.lists.values() for given in listed)):
        for name in given:
            until = given.get(vocabulary.facts[name].valid_until or "")
            if isinstance(until, date):
                yield until + timedelta(days=1)
    for path, day in case.dated.items():
        yield day
        name = _name(path, vocabulary)
        if name in max_ages:
            yield later(day, max_ages[name]) + timedelta(days=1)


def later(day: date, by: Duration) -> date:
    """`day` moved on; month ends clamp."""
    return add_months(day, by.count) if by.unit == "months" else day + timedelta(days=by.count)


def _name(path: str, vocabulary: Vocabulary) -> str:
    """`invoices[3].due_date` as the fact `invoice.due_date`."""
    head, _, key = path.rpartition(".")
    many = head.partition("[")[0]
    record = next((one.name for one in vocabulary.records.values() if many in {one.many, one.name}), many)
    return f"{record}.{key}"
