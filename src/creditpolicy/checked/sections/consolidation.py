"""One letter for all that is due of a customer: its step, tone, channel and total, and the day of the next one.

The letter takes the firmest tone of the steps that are due, and of steps in that tone the furthest; or those of the
oldest invoice. Each invoice keeps its own step, and only its own step announces.
"""

from datetime import date
from fractions import Fraction

from creditpolicy.checked.sections.ladders import Ladder
from creditpolicy.checked.sections.next_step import ACTION, CHANNEL, TONE, StepOutputs
from creditpolicy.diagnostics import Place
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import (
    AllOf,
    Answer,
    AnyOf,
    Choose,
    Compare,
    Const,
    Definition,
    Formula,
    Holds,
    Over,
    Read,
)
from creditpolicy.values.types import BooleanType, Bounds, DateType, EnumType, MoneyType, NumberType

WRITTEN = "reminders.written"
"""Whether the next step is one that reaches the customer."""
_RANK = NumberType(0, Bounds(Fraction(0), Fraction(100_000)))
_NONE = Const(Fraction(0), _RANK)
_FAR = Const(date(9999, 12, 31), DateType())
_CHASEABLE = Read("invoice.chaseable_amount", MoneyType(None))
_Ranked = tuple[str, EnumType, tuple[str, ...]]


def letter_part(
    ladders: list[Ladder], outputs: StepOutputs, at: Place, tone: str
) -> tuple[tuple[Definition, ...], tuple[Answer, ...]]:
    """The definitions behind the letter and what `collect` says of it; `tone` as the policy writes it."""
    steps = _by_position(ladders)
    written = Read(WRITTEN, BooleanType())
    is_written = AnyOf(tuple(_is("step", step, outputs.step) for step in sorted(steps)))
    definitions = [_define(WRITTEN, "invoice", is_written, at)]
    next_on = Over("min", "invoice", Read("reminders.on", DateType()), _true(written), _FAR, DateType())
    is_never = Compare("=", next_on, _FAR, "no letter to come", NOWHERE)
    on = Answer("customer.letter.on", Choose(is_never, Const(None, DateType()), next_on, DateType()))
    if tone == "each":
        return tuple(definitions), (on,)
    due = AllOf((_true(written), _true(Read("reminders.due_now", BooleanType()))))
    ranked: tuple[_Ranked, ...] = (
        ("tone", TONE, TONE.members),
        ("step", outputs.step, steps),
        ("channel", CHANNEL, CHANNEL.members),
    )
    leading = AllOf((due, _is_oldest(due, definitions, at))) if tone == "leading oldest" else due
    answers = []
    for key, kind, words in ranked:
        rank, lead = Read(f"reminders.{key}_rank", _RANK), Read(f"reminders.leading_{key}", _RANK)
        definitions.append(_define(rank.name, "invoice", _rank_of(key, kind, words), at))
        definitions.append(_define(lead.name, None, Over("max", "invoice", rank, leading, _NONE, _RANK), at))
        answers.append(Answer(f"customer.letter.{key}", _word_of(lead, kind, words)))
        leading = AllOf((leading, Compare("=", rank, lead, f"the leading {key}", NOWHERE)))
    by_hand = Over("any", "invoice", _is("action", "manual", ACTION), due, None, BooleanType())
    action = Choose(by_hand, Const("manual", ACTION), Const("automatic", ACTION), ACTION)
    some = Over("any", "invoice", _true(written), due, None, BooleanType())
    total = Over("sum", "invoice", _CHASEABLE, due, None, MoneyType(None))
    count = Over("count", "invoice", None, due, None, _RANK)
    answers += [
        Answer("customer.letter.action", Choose(some, action, Const(None, ACTION), ACTION)),
        Answer("customer.letter.invoices", count),
        Answer("customer.letter.total", Choose(some, total, Const(None, MoneyType(None)), MoneyType(None))),
        on,
    ]
    return tuple(definitions), tuple(answers)


def _by_position(ladders: list[Ladder]) -> tuple[str, ...]:
    """The steps that reach the customer, those that come first on their ladder first."""
    placed = [
        (index, number, step.id)
        for number, ladder in enumerate(ladders)
        for index, step in enumerate(ladder.steps)
        if step.escalates is None
    ]
    return tuple(step for _, _, step in sorted(placed))


def _is_oldest(due: Formula, definitions: list[Definition], at: Place) -> Formula:
    """Whether no invoice of which a step is due had to be paid earlier."""
    day, oldest = Read("invoice.payable_by", DateType()), Read("reminders.oldest_due", DateType())
    definitions.append(_define(oldest.name, None, Over("min", "invoice", day, due, _FAR, DateType()), at))
    return Compare("=", day, oldest, "the oldest invoice that is due", NOWHERE)


def _rank_of(key: str, kind: EnumType, words: tuple[str, ...]) -> Formula:
    """The number of an output's word, from one; zero where it is nothing."""
    found: Formula = _NONE
    for index, word in reversed(list(enumerate(words, 1))):
        found = Choose(_is(key, word, kind), Const(Fraction(index), _RANK), found, _RANK)
    return found


def _word_of(rank: Formula, kind: EnumType, words: tuple[str, ...]) -> Formula:
    found: Formula = Const(None, kind)
    for index, word in reversed(list(enumerate(words, 1))):
        is_it = Compare("=", rank, Const(Fraction(index), _RANK), f"is {word}", NOWHERE)
        found = Choose(is_it, Const(word, kind), found, kind)
    return found


def _is(key: str, word: str, kind: EnumType) -> Formula:
    return Compare("=", Read(f"reminders.{key}", kind), Const(word, kind), f"reminders.{key} = {word}", NOWHERE)


def _true(claim: Read) -> Formula:
    return Holds(claim, claim.name, NOWHERE)


def _define(name: str, record: str | None, formula: Formula, at: Place) -> Definition:
    return Definition(name, record, formula, Titles(name, name), supplied=False, at=at)
