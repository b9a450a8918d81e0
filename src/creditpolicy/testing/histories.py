"""A history day by day: facts accumulate, and on each day something is expected."""

from dataclasses import replace
from datetime import date

from creditpolicy.diagnostics import Code
from creditpolicy.syntax.nodes import Mapping, Scalar
from creditpolicy.syntax.tree.base import describe
from creditpolicy.syntax.tree.policy_tests import CaseNode, DayNode
from creditpolicy.testing.context import Context, Given
from creditpolicy.testing.merging import extended
from creditpolicy.testing.trial import Asked, Trial
from creditpolicy.values.calendar import ONE_DAY

MOST_DAYS = 1_000


def history_trials(node: CaseNode, days: tuple[DayNode, ...], given: Given, context: Context) -> tuple[Trial, ...]:
    """A trial for each day, or stretch of days, on which something is expected."""
    trials: list[Trial] = []
    last: date | None = None
    for day in days:
        first, until = context.day(day.on), context.day(day.until)
        given = _with(given, day, context)
        expected = context.expected(node.expect, day.expect)
        if first is None or (day.until is not None and until is None):
            continue
        if last is not None and first <= last:
            message = f"found {first}, wanted a day after {last}: a history goes forward"
            context.findings.add(Code.HISTORY, message, day.on.at)
        last = max(first, until or first)
        stretch = _stretch(first, last, day, context)
        if not expected:
            continue
        asked = tuple(Asked(each, given.facts, given.nodes, expected) for each in stretch)
        span = first.isoformat() if first == last else f"{first} to {last}"
        trials.append(Trial(f"{node.name.text} / {span}", day.on.at, asked))
    if node.expect is None and all(day.expect is None for day in days):
        message = "nothing is expected on any of these days"
        context.findings.add(Code.NOTHING_EXPECTED, message, node.key_at("days"), "add `expect: {...}` to one of them")
    return tuple(trials)


def _stretch(first: date, last: date, day: DayNode, context: Context) -> list[date]:
    """Every day from the first to the last."""
    until = context.day(day.until)
    if until is not None and until < first:
        context.findings.add(Code.HISTORY, f"`until` {until} lies before `on` {first}", day.key_at("until"))
        return []
    count = (last - first).days + 1
    if count > MOST_DAYS:
        message = f"found {count:,} days, a stretch has at most {MOST_DAYS:,}"
        context.findings.add(Code.HISTORY, message, day.key_at("until"))
        return []
    return [first + index * ONE_DAY for index in range(count)]


def _with(given: Given, day: DayNode, context: Context) -> Given:
    """What is known from that day on: records laid over, then records added behind their lists."""
    given = context.given(day.set).over(given)
    if day.add is None:
        return given
    added = _only_lists(day.add, context)
    facts, where = context.reader.facts(added)
    held = {key: value for key, value in facts.items() if isinstance(value, list)}
    return Given(extended(given.facts, held), (*given.nodes, where))


def _only_lists(node: Mapping, context: Context) -> Mapping:
    """The lists among the facts to add; the others are findings."""
    many = {record.many for record in context.vocabulary.records.values() if record.many}
    one = {record.name for record in context.vocabulary.records.values() if not record.many}
    for key, value in node.entries:
        if key.text in one:
            message = f"`{key.text}` is no list, so nothing can be added to it"
            context.findings.add(Code.HISTORY, message, key.at, f"write `set: {{{key.text}: {{...}}}}`")
        elif key.text in many and isinstance(value, Scalar):
            message = f"expected records of `{key.text}` to add, got {describe(value)}"
            context.findings.add(Code.HISTORY, message, key.at, f"write `{key.text}: [{{...}}]`")
    return replace(node, entries=tuple((key, value) for key, value in node.entries if key.text not in one))
