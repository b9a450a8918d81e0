"""The log of contacts as it grows while steps are carried out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from creditpolicy.backends.interpreter import Evaluation
from creditpolicy.facts.case import Case, Given
from creditpolicy.ir.program import Program
from creditpolicy.timeline.said import Said
from creditpolicy.values.unknown import Unknown
from creditpolicy.values.value import Value

_CONTACT = "contact"


def on_day(case: Case, day: date) -> Case:
    """The same facts on another day."""
    return replace(case, as_of=day)


def with_contacts(case: Case, done: Iterable[Said], day: date) -> Case:
    """The case once these steps were carried out: each is in the log, and arrived."""
    logged = tuple(_contact(one, day) for one in done)
    return replace(case, lists={**case.lists, _CONTACT: (*case.lists.get(_CONTACT, ()), *logged)})


def _contact(done: Said, day: date) -> Given:
    found: dict[str, Value] = {
        "contact.at": day,
        "contact.invoice_id": done.invoice,
        "contact.step_id": done.step,
        "contact.channel": done.channel,
        "contact.direction": None if done.channel is None else "outbound",
        "contact.outcome": "delivered",
    }
    return {name: value for name, value in found.items() if value is not None}


def left_to_work_out(program: Program, case: Case) -> Case:
    """The case without supplied totals that the other facts give too: those hold for one day, and are worked out after.

    One that can't be worked out stays as it was supplied.
    """
    evaluation = Evaluation(program, case)
    gone: set[tuple[str | None, int, str]] = set()
    for definition in program.definitions.values():
        if not definition.supplied:
            continue
        for index in _places(case, definition.record):
            at = () if definition.record is None else ((definition.record, index),)
            if not isinstance(evaluation.value(definition.formula, at), Unknown):
                gone.add((definition.record, index, definition.name))
    single = {name: value for name, value in case.single.items() if (None, 0, name) not in gone}
    lists = {
        record: tuple(
            {name: value for name, value in given.items() if (record, index, name) not in gone}
            for index, given in enumerate(listed)
        )
        for record, listed in case.lists.items()
    }
    return replace(case, single=single, lists=lists)


def _places(case: Case, record: str | None) -> Iterator[int]:
    yield from range(1 if record is None else len(case.lists.get(record, ())))
