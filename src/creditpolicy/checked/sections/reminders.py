"""Reminders: which ladder an invoice is on, what stops it, and which step is next."""

from dataclasses import dataclass, replace

from creditpolicy.checked.expressions import check_condition
from creditpolicy.checked.members import NO_LADDER, NO_STEP
from creditpolicy.checked.policy import Part
from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.context import Context, check_ids, not_empty
from creditpolicy.checked.sections.escalation import (
    check_moments,
    escalation_answers,
    escalation_part,
    hand_over_definitions,
)
from creditpolicy.checked.sections.ladders import CHANNELS, TONES, Ladder, Step, check_ladder
from creditpolicy.checked.sections.rows import next_step_rows
from creditpolicy.checked.sections.steps import StepNames, define_steps, last_step_on, names_of, symbols_of
from creditpolicy.checked.spelled import spelled
from creditpolicy.checked.tables import TableAsked, check_table
from creditpolicy.diagnostics import Code, Note
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Answer, Choose, Compare, Const, Formula, Output, Point, Read, Row, Table
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.sections import EscalationNode, LadderNode, RemindersNode
from creditpolicy.values.types import BooleanType, DateType, DaysType, EnumType, TextType, Type

PAID, NOTHING_TO_CHASE, FINISHED, UNASSIGNED = "paid", "nothing_to_chase", "ladder_finished", "no_ladder"
NOT_STOPPED = "none"


@dataclass(frozen=True, slots=True)
class StepOutputs:
    """The outputs of the table of next steps, in their order."""

    step: EnumType
    stopped: EnumType

    def listed(self) -> tuple[Output, ...]:
        """Name and type of each."""
        return (
            Output("reminders.step", self.step),
            Output("reminders.on", DateType()),
            Output("reminders.due_now", BooleanType()),
            Output("reminders.late", BooleanType()),
            Output("reminders.channel", EnumType("channels", (*CHANNELS, "none"))),
            Output("reminders.tone", EnumType("tones", TONES, ordered=True)),
            Output("reminders.template", TextType()),
            Output("reminders.announces", TextType()),
            Output("reminders.announces_after", DaysType()),
            Output("reminders.requires", TextType()),
            Output("reminders.stopped", self.stopped),
        )


def check_reminders(node: RemindersNode, escalations: tuple[EscalationNode, ...], context: Context) -> Part:
    """The definitions of all steps, the tables that stop, assign and choose, and the point `collect`."""
    context = context.recorded().inside("invoice")
    findings = context.findings
    by_id = {one.id.text: one for one in escalations}
    called = [(str(key), key.scalar, ladder) for key, ladder in node.ladders.items()]
    for name, scalar, _ in called:
        if name == NO_LADDER:
            findings.add(Code.BAD_NAME, f"`{NO_LADDER}` means that no ladder applies", scalar.at, "choose another name")
    names_are_right = _names_differ(called, context)
    not_empty(called, "ladder", node.key_at("ladders"), findings)
    ladders = [
        ladder for name, _, written in called if (ladder := check_ladder(name, written, by_id, context)) is not None
    ]
    _steps_differ(tuple(ladders), context)
    if len(ladders) == len(called):
        _some_step_comes_before_the_due_date(tuple(ladders), node, context)
    min_gap = 1 if node.min_gap is None else context.days(node.min_gap)
    fallback = tuple(scalar.text for scalar in node.channels or () if _is_channel(scalar, context))
    stops = _stops(node, context)
    assign = _assign(node, context)
    ladders_are_right = names_are_right and 0 < len(ladders) == len(called)
    if not ladders_are_right or min_gap is None or stops is None or assign is None:
        check_moments(escalations, context)
        return Part()
    names = {ladder.id: names_of(ladder) for ladder in ladders}
    outputs = StepOutputs(
        EnumType("reminders", (NO_STEP, "manual", *context.sources["reminders"])),
        EnumType("stops", (NOT_STOPPED, PAID, *(stop[0] for stop in stops), NOTHING_TO_CHASE, FINISHED, UNASSIGNED)),
    )
    scope = context.scope.adding(_own_names(names, outputs, context))
    definitions = list(last_step_on(scope, node.here))
    definitions += [one for ladder in ladders for one in define_steps(ladder, names[ladder.id], max(1, min_gap), scope)]
    stop_table = _stop_table(stops, outputs.stopped, scope, node)
    rows = next_step_rows(ladders, names, fallback, outputs.step, outputs.stopped, scope)
    next_table = Table("reminders", "invoice", "first", None, (), rows, outputs.listed(), None, node.here)
    more = hand_over_definitions(ladders, names, scope, node.here)
    handing = escalation_part(
        escalations,
        ladders,
        context,
        scope.adding({one.name: (one.formula.type, "invoice") for one in more}),
        node.here,
    )
    point = _collect(outputs, scope, node, escalation_answers(escalations, ladders, outputs.step))
    return Part(
        definitions=(*definitions, *more, *handing.definitions),
        tables=(assign, stop_table, next_table, *handing.tables),
        points=(point,),
        total=frozenset({"reminders.assign"}),
    )


def _own_names(
    names: dict[str, tuple[StepNames, ...]], outputs: StepOutputs, context: Context
) -> dict[str, tuple[Type, str | None]]:
    found: dict[str, tuple[Type, str | None]] = {}
    for steps in names.values():
        found |= symbols_of(steps)
    found |= {output.name: (output.type, "invoice") for output in outputs.listed()}
    found["reminders.ladder"] = (context.enum("ladders"), "invoice")
    found["reminders.stop"] = (outputs.stopped, "invoice")
    return found


def _is_channel(scalar: Scalar, context: Context) -> bool:
    if scalar.text in CHANNELS:
        return True
    context.findings.unknown(Code.UNKNOWN_WORD, "channel", scalar.text, scalar.at, CHANNELS)
    return False


def _stops(node: RemindersNode, context: Context) -> list[tuple[str, Formula]] | None:
    """What stops a reminder, by the policy's own words."""
    found: dict[str, Formula] = {}
    before = len(context.findings.made)
    for scalar in node.stop_when or ():
        formula = check_condition(Fragment.whole(scalar), context.scope, context.findings)
        if scalar.text in found:
            context.findings.add(
                Code.DUPLICATE_ID, f"`{scalar.text}` stops reminders twice", scalar.at, "leave one out"
            )
        if formula is not None:
            found[scalar.text] = formula
    return list(found.items()) if len(context.findings.made) == before else None


def _stop_table(stops: list[tuple[str, Formula]], kind: EnumType, scope: Scope, node: RemindersNode) -> Table:
    at = node.key_at("stop_when")
    paid = spelled("invoice.amount_open <= 0", scope, at)
    nothing = spelled("invoice.chaseable_amount <= 0", scope, at)
    guards = [(PAID, paid), *stops, (NOTHING_TO_CHASE, nothing)]
    rows = [Row(name, (), guard, (Const(name, kind),), at) for name, guard in guards]
    goes_on = Titles("niets houdt een aanmaning tegen", "nothing stops a reminder")
    rows.append(Row("goes_on", (), None, (Const(NOT_STOPPED, kind),), at, otherwise=True, titles=goes_on))
    return Table(
        "reminders.stops", "invoice", "first", None, (), tuple(rows), (Output("reminders.stop", kind),), None, at
    )


def _assign(node: RemindersNode, context: Context) -> Table | None:
    output = Output("reminders.ladder", context.enum("ladders"))
    because = node.assign.because.text if node.assign.because else None
    asked = TableAsked(
        "reminders.assign", "invoice", node.assign.hit.text, None, {"ladder": output}, because, node.assign.here
    )
    return check_table(node.assign.table, asked, node.assign.if_missing, context.scope, context.findings)


def _names_differ(called: list[tuple[str, Scalar, LadderNode]], context: Context) -> bool:
    """Whether the name of each ladder is well formed, and no other looks like it."""
    before = len(context.findings.made)
    check_ids((scalar for _, scalar, _ in called), "ladder", context.findings)
    seen: dict[str, Scalar] = {}
    for name, scalar, _ in called:
        first = seen.setdefault(name.replace("-", "_"), scalar)
        if first is not scalar:
            note = Note("the other one", first.at)
            context.findings.add(Code.DUPLICATE_ID, f"ladder `{name}` is too much like another", scalar.at, None, note)
    return len(context.findings.made) == before


def _steps_differ(ladders: tuple[Ladder, ...], context: Context) -> None:
    """A step id stands in one ladder, so that the log of contacts is never read for another ladder's step."""
    seen: dict[str, tuple[Ladder, Step]] = {}
    for ladder in ladders:
        for step in ladder.steps:
            slug = step.id.replace("-", "_")
            if slug in seen and seen[slug][0] is not ladder:
                note = Note("first used here", seen[slug][1].at)
                context.findings.add(
                    Code.DUPLICATE_ID,
                    f"step id `{step.id}` is used in `{seen[slug][0].id}` too",
                    step.at,
                    f"write `{ladder.id}_{step.id}`",
                    note,
                )
            elif slug in (other.id.replace("-", "_") for other in ladder.steps if other is not step):
                context.findings.add(Code.DUPLICATE_ID, f"step id `{step.id}` is too much like another", step.at)
            seen.setdefault(slug, (ladder, step))


def _some_step_comes_before_the_due_date(ladders: tuple[Ladder, ...], node: RemindersNode, context: Context) -> None:
    if ladders and not any(step.window.is_before_due for ladder in ladders for step in ladder.steps):
        context.findings.lacks(
            Code.NO_PRE_DUE_STEP,
            "no step reaches a customer before the due date",
            node.key_at("ladders"),
            "add one: `at: 5 days before due_date`",
        )


def _collect(outputs: StepOutputs, scope: Scope, node: RemindersNode, handing: tuple[Answer, ...]) -> Point:
    kinds = {output.name: output.type for output in outputs.listed()}

    def read(name: str) -> Formula:
        return Read(f"reminders.{name}", kinds[f"reminders.{name}"])

    answers = (
        Answer("step", _unless(read("step"), NO_STEP)),
        Answer("on", read("on")),
        Answer("due_now", read("due_now")),
        Answer("late", read("late")),
        Answer("channel", read("channel")),
        Answer("tone", read("tone")),
        Answer("template", read("template")),
        Answer("announces.action", read("announces")),
        Answer("announces.after_days", read("announces_after")),
        Answer("requires", read("requires")),
        Answer("stopped", _unless(read("stopped"), NOT_STOPPED)),
        Answer("ladder", _where_it_goes_on(outputs.stopped, scope)),
        *handing,
    )
    due = spelled("count(invoice where reminders.due_now)", _outside(scope), node.here)
    totals = () if due is None else (Answer("customer.invoices_due", due),)
    fallback = (("step", Const(node.if_undecided.text, outputs.step)),)
    return Point("collect", totals, "invoice", "invoice.invoice_id", answers, fallback, "invoices", looks_ahead=True)


def _where_it_goes_on(stops: EnumType, scope: Scope) -> Formula:
    """The ladder; nothing where reminders are stopped, so that nothing about it needs to be known either."""
    ladder = Read("reminders.ladder", scope.type_of("reminders.ladder") or TextType())
    goes_on = Compare("=", Read("reminders.stop", stops), Const(NOT_STOPPED, stops), "reminders go on", NOWHERE)
    return Choose(goes_on, ladder, Const(None, ladder.type), ladder.type)


def _unless(formula: Formula, word: str) -> Formula:
    """`formula`, but nothing where it is the member that stands for nothing."""
    kind = formula.type
    test = Compare("=", formula, Const(word, kind), f"is {word}", NOWHERE)
    return Choose(test, Const(None, kind), formula, kind)


def _outside(scope: Scope) -> Scope:
    return replace(scope, at_hand=scope.at_hand - {"invoice"})
