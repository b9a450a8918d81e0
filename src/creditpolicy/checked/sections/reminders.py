"""Reminders: which ladder an invoice is on, what stops it, and which step is next."""

from dataclasses import dataclass

from creditpolicy.checked.members import NO_LADDER, NO_STEP
from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.behind_the_day import days_behind
from creditpolicy.checked.sections.collecting import collect_point
from creditpolicy.checked.sections.consolidation import letter_part
from creditpolicy.checked.sections.contact_days import ContactDays, read_contact_days
from creditpolicy.checked.sections.context import Context, not_empty
from creditpolicy.checked.sections.escalation import (
    check_moments,
    escalation_answers,
    escalation_part,
    hand_over_definitions,
)
from creditpolicy.checked.sections.follow_through import SYMBOLS as FOLLOW_THROUGH
from creditpolicy.checked.sections.follow_through import unfulfilled_definition
from creditpolicy.checked.sections.ladder_names import names_differ, old_steps_are_gone, steps_differ
from creditpolicy.checked.sections.ladders import Ladder, check_ladder
from creditpolicy.checked.sections.next_step import TONE, StepOutputs
from creditpolicy.checked.sections.returns import Return
from creditpolicy.checked.sections.rows import Asked, next_step_rows
from creditpolicy.checked.sections.steps import StepNames, define_steps, last_step_on, names_of, symbols_of
from creditpolicy.checked.sections.stops import STOP, Stop, read_stops, stop_table, stop_words
from creditpolicy.checked.sections.tones import CEILING, ceiling_table
from creditpolicy.checked.sections.totals import check_minimum, total_definitions, total_symbols
from creditpolicy.checked.sections.words import known_channel
from creditpolicy.checked.tables import TableAsked, check_table
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import Definition, Output, Table
from creditpolicy.syntax.tree.reminders import RemindersNode
from creditpolicy.syntax.tree.sections import EscalationNode
from creditpolicy.values.types import EnumType, Type


@dataclass(frozen=True, slots=True)
class _Rules:
    """What holds for all ladders."""

    min_gap: int
    fallback: tuple[str, ...]
    stops: list[Stop]
    minimum: str | None
    days: ContactDays
    assign: Table
    ceiling: Table | None


def check_reminders(
    node: RemindersNode,
    escalations: tuple[EscalationNode, ...],
    context: Context,
    returns: tuple[Return, ...] = (),
) -> Part:
    """The definitions of all steps, the tables that stop, assign and choose, and the point `collect`.

    `returns` are the steps at which ladders begin again once an agreement was broken.
    """
    context = context.recorded().inside("invoice")
    ladders = _ladders(node, escalations, context)
    rules = _rules(node, context)
    if ladders is None or rules is None:
        check_moments(escalations, context)
        return Part()
    names = {ladder.id: names_of(ladder, returns) for ladder in ladders}
    outputs = StepOutputs(
        EnumType("reminders", (NO_STEP, "manual", *context.sources["reminders"])),
        stop_words(rules.stops),
        context.enum("goals"),
    )
    scope = context.scope.adding(_own_names(names, outputs, rules, context))
    asked = Asked(
        ladders,
        names,
        rules.stops,
        rules.fallback,
        rules.minimum,
        node.credit_notes is not None and node.credit_notes.text == "net",
        rules.ceiling is not None,
        outputs,
        scope,
    )
    rows = next_step_rows(asked)
    next_table = Table("reminders", "invoice", "first", None, (), rows, outputs.listed(), None, node.here)
    letter = letter_part(ladders, outputs, node.consolidate, node.key_at("consolidate"))
    more = hand_over_definitions(ladders, names, scope, node.here)
    handing = escalation_part(
        escalations,
        ladders,
        context,
        scope.adding({one.name: (one.formula.type, "invoice") for one in more}),
        node.here,
    )
    answers = escalation_answers(escalations, ladders, outputs.step)
    behind = days_behind(ladders, names, rules.min_gap, outputs.step, scope)
    goals = [step.brief.goal for ladder in ladders for step in ladder.steps if isinstance(step.brief.goal, Table)]
    stopping = stop_table(rules.stops, outputs.stopped, scope, node.key_at("stop_when"))
    own_tables = (rules.assign, stopping, *([] if rules.ceiling is None else [rules.ceiling]), *goals, next_table)
    return Part(
        definitions=(*_definitions(node, asked, rules), *letter.definitions, *more, *handing.definitions),
        tables=(*own_tables, *handing.tables),
        points=(collect_point(outputs, scope, node, ladders, letter, answers, behind),),
        total=frozenset({"reminders.assign"}),
    )


def _ladders(node: RemindersNode, escalations: tuple[EscalationNode, ...], context: Context) -> list[Ladder] | None:
    """The ladders; None where one of them is in error (reported)."""
    findings = context.findings
    by_id = {one.id.text: one for one in escalations}
    called = [(str(key), key.scalar, ladder) for key, ladder in node.ladders.items()]
    for name, scalar, _ in called:
        if name == NO_LADDER:
            findings.add(Code.BAD_NAME, f"`{NO_LADDER}` means that no ladder applies", scalar.at, "choose another name")
    names_are_right = names_differ(called, context)
    not_empty(called, "ladder", node.key_at("ladders"), findings)
    ladders = [
        ladder for name, _, written in called if (ladder := check_ladder(name, written, by_id, context)) is not None
    ]
    steps_differ(tuple(ladders), context)
    old_steps_are_gone(tuple(ladders), context)
    if len(ladders) == len(called):
        _some_step_comes_before_the_due_date(tuple(ladders), node, context)
    return ladders if names_are_right and 0 < len(ladders) == len(called) else None


def _rules(node: RemindersNode, context: Context) -> _Rules | None:
    """What stands beside the ladders; None where a part that can't be done without is in error (reported)."""
    min_gap = 1 if node.min_gap is None else context.days(node.min_gap)
    fallback = tuple(
        word for scalar in node.channels or () if (word := known_channel(scalar, context.findings)) is not None
    )
    minimum = None if node.minimum is None else check_minimum(node.minimum, context)
    days = read_contact_days(node, context)
    stops = read_stops(node, context)
    ceiling = ceiling_table(node, context)
    assign = _assign(node, context)
    if min_gap is None or days is None or stops is None or assign is None:
        return None
    return _Rules(max(1, min_gap), fallback, stops, minimum, days, assign, ceiling)


def _definitions(node: RemindersNode, asked: Asked, rules: _Rules) -> tuple[Definition, ...]:
    """Everything that the table of next steps rests on."""
    scope, outside = asked.scope, asked.scope.leaving("invoice")
    found = list(last_step_on(scope, node.here))
    found += rules.days.definitions(outside, node.here)
    found += total_definitions(scope, outside, node.here, net=asked.net)
    for ladder in asked.ladders:
        found += define_steps(ladder, asked.names[ladder.id], rules.min_gap, rules.days, scope)
    return (*found, *unfulfilled_definition(asked.ladders, dict(asked.names), scope, node.here))


def _own_names(
    names: dict[str, tuple[StepNames, ...]], outputs: StepOutputs, rules: _Rules, context: Context
) -> dict[str, tuple[Type, str | None]]:
    found: dict[str, tuple[Type, str | None]] = {}
    for steps in names.values():
        found |= symbols_of(steps)
    found |= {output.name: (output.type, "invoice") for output in outputs.listed()}
    found |= {STOP: (outputs.stopped, "invoice"), CEILING: (TONE, "invoice")}
    found |= total_symbols(context.scope) | FOLLOW_THROUGH | rules.days.symbols()
    found["reminders.ladder"] = (context.enum("ladders"), "invoice")
    return found


def _assign(node: RemindersNode, context: Context) -> Table | None:
    output = Output("reminders.ladder", context.enum("ladders"))
    because = node.assign.because.text if node.assign.because else None
    asked = TableAsked(
        "reminders.assign", "invoice", node.assign.hit.text, None, {"ladder": output}, because, node.assign.here
    )
    return check_table(node.assign.table, asked, node.assign.if_missing, context.scope, context.findings)


def _some_step_comes_before_the_due_date(ladders: tuple[Ladder, ...], node: RemindersNode, context: Context) -> None:
    if ladders and not any(step.window.is_before_due for ladder in ladders for step in ladder.steps):
        context.findings.lacks(
            Code.NO_PRE_DUE_STEP,
            "no step reaches a customer before the due date",
            node.key_at("ladders"),
            "add one: `at: 5 days before due_date`",
        )
