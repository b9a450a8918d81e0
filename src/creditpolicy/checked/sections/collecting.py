"""The decision point `collect`: what is said of each invoice, and of the customer with all of them."""

from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.consolidation import LetterPart
from creditpolicy.checked.sections.ladders import Ladder
from creditpolicy.checked.sections.next_step import StepOutputs
from creditpolicy.checked.sections.stops import NOT_STOPPED, STOP
from creditpolicy.checked.sections.words import NOTHING
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.formulas import Answer, Choose, Compare, Const, Formula, Point, Read
from creditpolicy.syntax.tree.reminders import RemindersNode
from creditpolicy.values.types import EnumType, TextType

_ALWAYS = (
    ("on", "on"),
    ("due_now", "due_now"),
    ("late", "late"),
    ("channel", "channel"),
    ("action", "action"),
    ("tone", "tone"),
    ("template", "template"),
    ("announces.action", "announces"),
    ("announces.after_days", "announces_after"),
    ("requires", "requires"),
)
"""Keys of an answer with the outputs that give them; others are there where the policy asks for them."""


def collect_point(
    outputs: StepOutputs,
    scope: Scope,
    node: RemindersNode,
    ladders: list[Ladder],
    letter: LetterPart,
    more: tuple[Answer, ...],
    behind: tuple[Answer, ...],
) -> Point:
    """The point; `more` are the answers about each invoice that other sections give.

    `behind` are the days behind the day of the next step.
    """
    kinds = outputs.types()

    def read(key: str) -> Formula:
        return Read(f"reminders.{key}", kinds[key])

    answers = [Answer("step", _unless(read("step"), NOTHING))]
    answers += [Answer(key, read(output)) for key, output in _ALWAYS]
    answers += [Answer(key, read(key)) for key in _where_asked(node, ladders)]
    answers += letter.of_invoice
    answers += [
        Answer("stopped", _unless(read("stopped"), NOT_STOPPED)),
        Answer("stopped_until", read("stopped_until")),
        Answer("stopped_reason", read("stopped_reason")),
        Answer("ladder", _where_it_goes_on(outputs.stopped, scope)),
        *more,
    ]
    due = spelled("count(invoice where reminders.due_now)", scope.leaving("invoice"), node.here)
    totals = () if due is None else (Answer("customer.invoices_due", due),)
    fallback = (("step", Const(node.if_undecided.text, outputs.step)),)
    return Point(
        "collect",
        (*totals, *letter.answers),
        "invoice",
        "invoice.invoice_id",
        tuple(answers),
        fallback,
        "invoices",
        looks_ahead=True,
        behind=behind,
        apart=letter.apart,
    )


def _where_asked(node: RemindersNode, ladders: list[Ladder]) -> list[str]:
    """What is only said where the policy has a word about it."""
    steps = [step for ladder in ladders for step in ladder.steps]
    asked = {
        "tone_capped": node.tone_ceiling is not None,
        "goal": any(step.brief.goal is not None for step in steps),
        "brief": any(step.brief.facts for step in steps),
        "outcome_required": any(step.brief.outcome for step in steps),
        "unfulfilled": any(step.announces for step in steps),
    }
    return [key for key, is_asked in asked.items() if is_asked]


def _where_it_goes_on(stops: EnumType, scope: Scope) -> Formula:
    """The ladder; nothing where reminders are stopped, so that nothing about it needs to be known either."""
    ladder = Read("reminders.ladder", scope.type_of("reminders.ladder") or TextType())
    goes_on = Compare("=", Read(STOP, stops), Const(NOT_STOPPED, stops), "reminders go on", NOWHERE)
    return Choose(goes_on, ladder, Const(None, ladder.type), ladder.type)


def _unless(formula: Formula, word: str) -> Formula:
    """`formula`, but nothing where it is the member that stands for nothing."""
    kind = formula.type
    test = Compare("=", formula, Const(word, kind), f"is {word}", NOWHERE)
    return Choose(test, Const(None, kind), formula, kind)
