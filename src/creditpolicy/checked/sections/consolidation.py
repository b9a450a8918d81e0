"""One letter for all that is due of a customer, or of a payer: its step, tone, channel, total, and the day of the next.

The letter takes the firmest tone of the steps that are due, and of steps in that tone the furthest; or those of the
oldest invoice. Each invoice keeps its own step, and only its own step announces.
"""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from creditpolicy.checked.sections.ladders import Ladder
from creditpolicy.checked.sections.next_step import ACTION, CHANNEL, TONE, StepOutputs
from creditpolicy.diagnostics import Place
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import (
    Aggregate,
    AllOf,
    Answer,
    AnyOf,
    Apart,
    Choose,
    Compare,
    Const,
    Definition,
    Formula,
    Holds,
    IfMissing,
    Over,
    Read,
)
from creditpolicy.syntax.tree.reminders import ConsolidateNode
from creditpolicy.values.types import BooleanType, Bounds, DateType, EnumType, MoneyType, NumberType, TextType, Type

WRITTEN = "reminders.written"
"""Whether the next step is one that reaches the customer."""
_RANK = NumberType(0, Bounds(Fraction(0), Fraction(100_000)))
_NONE = Const(Fraction(0), _RANK)
_FAR = Const(date(9999, 12, 31), DateType())
_CHASEABLE = Read("invoice.chaseable_amount", MoneyType(None))
PAYER = "reminders.payer"
"""Who gets the letter about an invoice; nothing where that is the customer itself."""
_LETTER, _PAYER_LETTERS = "customer.letter", "customer.payer_letters"
_Ranked = tuple[str, EnumType, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LetterPart:
    """What letters need: definitions, answers about the customer and each invoice, and who gets one apart."""

    definitions: tuple[Definition, ...] = ()
    answers: tuple[Answer, ...] = ()
    of_invoice: tuple[Answer, ...] = ()
    apart: Apart | None = None


def letter_part(ladders: list[Ladder], outputs: StepOutputs, node: ConsolidateNode | None, at: Place) -> LetterPart:
    """The letter for the customer; or one for each payer, and one for the customer with what nobody else pays."""
    if node is None:
        return LetterPart()
    definitions, answers = _letter(ladders, outputs, at, node.tone.text)
    if node.per.text == "customer":
        return LetterPart(definitions, tuple(replace(one, key=f"{_LETTER}.{one.key}") for one in answers))
    payer = _define(PAYER, "invoice", _payer(), at)
    by = Read(PAYER, TextType())
    apart = Apart(by, _LETTER, _PAYER_LETTERS, answers)
    return LetterPart((*definitions, payer), (), (Answer("payer", by),), apart)


def _payer() -> Formula:
    """The payer of the invoice, or else the customer's, where that is somebody else than the customer."""
    text = TextType()
    nobody = Const(None, text)
    payer = IfMissing(Read("invoice.payer_id", text), IfMissing(Read("customer.payer_id", text), nobody, text), text)
    same = Compare("=", payer, Read("customer.customer_id", text), "the customer pays", NOWHERE)
    return Choose(IfMissing(same, Const(value=False, type=BooleanType()), BooleanType()), nobody, payer, text)


def _letter(
    ladders: list[Ladder], outputs: StepOutputs, at: Place, tone: str
) -> tuple[tuple[Definition, ...], tuple[Answer, ...]]:
    """The definitions behind a letter and what is said of it; `tone` as the policy writes it."""
    steps = _by_position(ladders)
    written = Read(WRITTEN, BooleanType())
    is_written = AnyOf(tuple(_is("step", step, outputs.step) for step in sorted(steps)))
    definitions = [_define(WRITTEN, "invoice", is_written, at)]
    next_on = _over("min", Read("reminders.on", DateType()), _true(written), _FAR, DateType())
    is_never = Compare("=", next_on, _FAR, "no letter to come", NOWHERE)
    on = Answer("on", Choose(is_never, Const(None, DateType()), next_on, DateType()))
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
        definitions.append(_define(lead.name, None, _over("max", rank, leading, _NONE, _RANK), at))
        answers.append(Answer(key, _word_of(lead, kind, words)))
        leading = AllOf((leading, Compare("=", rank, lead, f"the leading {key}", NOWHERE)))
    by_hand = _over("any", _is("action", "manual", ACTION), due, None, BooleanType())
    action = Choose(by_hand, Const("manual", ACTION), Const("automatic", ACTION), ACTION)
    some = _over("any", _true(written), due, None, BooleanType())
    total = _over("sum", _CHASEABLE, due, None, MoneyType(None))
    count = _over("count", None, due, None, _RANK)
    answers += [
        Answer("action", Choose(some, action, Const(None, ACTION), ACTION)),
        Answer("invoices", count),
        Answer("total", Choose(some, total, Const(None, MoneyType(None)), MoneyType(None))),
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
    definitions.append(_define(oldest.name, None, _over("min", day, due, _FAR, DateType()), at))
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


def _over(kind: Aggregate, subject: Formula | None, where: Formula, default: Formula | None, of: Type) -> Over:
    """An aggregate over the invoices that one letter is about."""
    return Over(kind, "invoice", subject, where, default, of, together=True)


def _is(key: str, word: str, kind: EnumType) -> Formula:
    return Compare("=", Read(f"reminders.{key}", kind), Const(word, kind), f"reminders.{key} = {word}", NOWHERE)


def _true(claim: Read) -> Formula:
    return Holds(claim, claim.name, NOWHERE)


def _define(name: str, record: str | None, formula: Formula, at: Place) -> Definition:
    return Definition(name, record, formula, Titles(name, name), supplied=False, at=at)
