"""The days behind the day of the next step: where it began, and to which day each rule moved it on, in turn.

They are no part of the answer. A timeline says by them why a step is on its day.
"""

from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.ladders import Ladder
from creditpolicy.checked.sections.steps import StepNames, delays
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.formulas import Answer, Choose, Compare, Const, Formula, Read
from creditpolicy.values.types import DateType, EnumType

_NO_DAY = Const(None, DateType())


def days_behind(
    ladders: list[Ladder], names: dict[str, tuple[StepNames, ...]], min_gap: int, steps: EnumType, scope: Scope
) -> tuple[Answer, ...]:
    """By the word for what moved the day, the day that it gave; nothing for what the next step does not wait for."""
    by_word: dict[str, list[tuple[str, Formula]]] = {}
    for ladder in ladders:
        for index, one in enumerate(names[ladder.id]):
            for word, text in _days(one, names[ladder.id][:index], min_gap):
                formula = spelled(text, scope, one.step.at)
                if formula is not None:
                    by_word.setdefault(word, []).append((one.step.id, formula))
    return tuple(Answer(word, _of_the_next(days, steps)) for word, days in by_word.items())


def _days(one: StepNames, earlier: tuple[StepNames, ...], min_gap: int) -> list[tuple[str, str]]:
    """INVARIANT: in the order in which they move the day of a step, as `define_steps` has it."""
    waits: dict[str, list[str]] = {}
    for word, text in delays(one, earlier, min_gap):
        waits.setdefault(word, []).append(text)
    latest = [(word, texts[0] if len(texts) == 1 else f"max({', '.join(texts)})") for word, texts in waits.items()]
    moved = [("cap", one.allowed), ("preference", one.suited), ("excluded_day", one.on)]
    return [("window", one.first_day), *latest, *moved]


def _of_the_next(days: list[tuple[str, Formula]], steps: EnumType) -> Formula:
    """The day that belongs to the step that is next."""
    found: Formula = _NO_DAY
    for step, day in reversed(days):
        is_next = Compare("=", Read("reminders.step", steps), Const(step, steps), f"reminders.step = {step}", NOWHERE)
        found = Choose(is_next, day, found, DateType())
    return found
