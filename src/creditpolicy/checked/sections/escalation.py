"""Escalation: moments at which somebody is involved, and what must hold before a claim is handed over."""

from creditpolicy.checked.expressions import check_condition
from creditpolicy.checked.policy import Part
from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.context import Context, check_ids, not_empty, people
from creditpolicy.checked.sections.ladders import HAND_OVER, Ladder
from creditpolicy.checked.sections.steps import StepNames
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Code, Place
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
    Negate,
    Output,
    Read,
    Row,
    Table,
)
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.tree.sections import EscalationNode
from creditpolicy.values.types import BooleanType, EnumType, ListType, TextType

ANNOUNCED, EXPIRED = "invoice.handover_announced", "invoice.announcement_expired"
PHRASES = {ANNOUNCED: (BooleanType(), "invoice"), EXPIRED: (BooleanType(), "invoice")}
"""What ladders say of an invoice, for use as phrases."""
_LIST = ListType(TextType())
_ANSWER = EnumType("hand_over", ("wait", "yes"))


def hand_over_definitions(
    ladders: list[Ladder], names: dict[str, tuple[StepNames, ...]], scope: Scope, at: Place
) -> tuple[Definition, ...]:
    """Whether a hand-over was announced for an invoice, and whether the time that the announcement gave has passed."""
    announcing = [
        one
        for ladder in ladders
        for one in names[ladder.id]
        if one.step.announces and one.step.announces[0] == HAND_OVER
    ]
    announced = " or ".join(one.done for one in announcing) or "false"
    expired = " or ".join(
        f"({one.done} and as_of >= {one.done_on} + {one.step.announces[1]} days)"
        for one in announcing
        if one.step.announces
    )
    found = []
    for name, text, titles in (
        (ANNOUNCED, announced, Titles("overdracht is aangekondigd", "hand-over has been announced")),
        (EXPIRED, expired or "false", Titles("aangekondigde termijn is verstreken", "announced time has passed")),
    ):
        formula = spelled(text, scope, at)
        if formula is not None:
            found.append(Definition(name, "invoice", formula, titles, False, at))  # noqa: FBT003 - not supplied
    return tuple(found)


def check_moments(nodes: tuple[EscalationNode, ...], context: Context) -> list[Row]:
    """A row for each moment at which somebody is involved."""
    findings = context.findings
    check_ids((node.id for node in nodes), "escalation", findings)
    for node in nodes:
        if node.hand_over is None and node.when is None:
            findings.lacks(
                Code.MISSING_KEY,
                f"`{node.id.text}` says neither `when` nor `hand_over`",
                node.id.at,
                "say when it is: `when: ...`",
            )
    return [row for node in nodes if node.when is not None and (row := _moment(node, context)) is not None]


def escalation_part(
    nodes: tuple[EscalationNode, ...], ladders: list[Ladder], context: Context, scope: Scope, reminders: Place
) -> Part:
    """The table of moments and, for each hand-over that a step leads to, the table of what is lacking."""
    moments = check_moments(nodes, context)
    tables = []
    for node in nodes:
        if node.hand_over is not None:
            table = _lacking(node, ladders, context, scope, reminders)
            tables += [] if table is None else [table]
    if moments:
        outputs = (Output("escalation.moments", _LIST), Output("escalation.to", _LIST))
        tables.append(
            Table("escalation", "invoice", "collect", "list", (), tuple(moments), outputs, None, nodes[0].here)
        )
    definitions = tuple(
        one for table in tables if table.name != "escalation" and (one := _answer(table, ladders, scope)) is not None
    )
    return Part(definitions, tuple(tables))


def escalation_answers(nodes: tuple[EscalationNode, ...], ladders: list[Ladder], steps: EnumType) -> tuple[Answer, ...]:
    """What `collect` says of each invoice about escalation."""
    answers: list[Answer] = []
    handing = [(node, ids) for node in nodes if node.hand_over is not None and (ids := _leading_to(node, ladders))]
    if handing:
        for key, kind in (("answer", _ANSWER), ("lacks", _LIST)):
            answers.append(Answer(f"hand_over.{key}", _of_the_one_reached(key, kind, handing, steps)))
    if any(node.when is not None for node in nodes):
        answers.append(Answer("escalations", Read("escalation.moments", _LIST)))
        answers.append(Answer("escalate_to", Read("escalation.to", _LIST)))
    return tuple(answers)


def _leading_to(node: EscalationNode, ladders: list[Ladder]) -> list[str]:
    return [step.id for ladder in ladders for step in ladder.steps if step.escalates == node.id.text]


def _of_the_one_reached(
    key: str, kind: EnumType | ListType, handing: list[tuple[EscalationNode, list[str]]], steps: EnumType
) -> Formula:
    """What is said of the hand-over to which the next step leads; of the last one where it leads to none of them."""
    (last, _), others = handing[-1], handing[:-1]
    found: Formula = Read(f"escalation.{last.id.text}.{key}", kind)
    for node, ids in reversed(others):
        next_step = Read("reminders.step", steps)
        tests = tuple(Compare("=", next_step, Const(one, steps), f"reminders.step = {one}", NOWHERE) for one in ids)
        found = Choose(AnyOf(tests), Read(f"escalation.{node.id.text}.{key}", kind), found, kind)
    return found


def _moment(node: EscalationNode, context: Context) -> Row | None:
    findings = context.findings
    guard = context.condition(node.when)
    if node.to is None:
        findings.lacks(
            Code.NO_APPROVER, f"`{node.id.text}` does not say whom to involve", node.id.at, "write `to: credit_manager`"
        )
    elif node.to.text not in context.sources["roles"]:
        findings.unknown(Code.UNKNOWN_NAME, "role", node.to.text, node.to.at, context.sources["roles"])
    if node.within is not None:
        context.days(node.within)
    if guard is None or node.to is None:
        return None
    named = Const((node.id.text,), _LIST), Const((node.to.text,), _LIST)
    return Row(node.id.text, (), guard, named, node.id.at, **people(node))


def _lacking(
    node: EscalationNode, ladders: list[Ladder], context: Context, scope: Scope, reminders: Place
) -> Table | None:
    """A row for each requirement that does not hold, where the next step is one that hands over here."""
    if node.hand_over is None:
        return None
    not_empty(node.hand_over.requires, "requirement", node.hand_over.here, context.findings)
    steps = _leading_to(node, ladders)
    if not steps:
        context.findings.lacks(
            Code.NEVER_REACHED,
            f"no step leads to `{node.id.text}`",
            node.id.at,
            f"let a ladder's last step say `escalate: {node.id.text}`",
            of=reminders,
        )
        return None
    reached = spelled(" or ".join(f'reminders.step = "{step}"' for step in steps), scope, node.id.at)
    rows = []
    for scalar in node.hand_over.requires:
        formula = check_condition(Fragment.whole(scalar), scope, context.findings)
        if formula is None or reached is None:
            continue
        both = AllOf((reached, Negate(formula)))
        rows.append(Row(scalar.text, (), both, (Const((scalar.text,), _LIST),), scalar.at))
    if len(rows) < len(node.hand_over.requires):
        return None
    name = f"escalation.{node.id.text}"
    return Table(
        name, "invoice", "collect", "list", (), tuple(rows), (Output(f"{name}.lacks", _LIST),), None, node.id.at
    )


def _answer(table: Table, ladders: list[Ladder], scope: Scope) -> Definition | None:
    """Yes where the step is due and nothing is lacking, wait where it is the next but not ripe, nothing otherwise."""
    steps = [step.id for ladder in ladders for step in ladder.steps if f"escalation.{step.escalates}" == table.name]
    inner = scope.adding({f"{table.name}.lacks": (_LIST, "invoice")}).calling({"lacks": f"{table.name}.lacks"})
    reached = spelled(" or ".join(f'reminders.step = "{step}"' for step in steps), scope, table.at)
    ripe = spelled("reminders.due_now and count(lacks) = 0", inner, table.at)
    if reached is None or ripe is None:
        return None
    formula: Formula = _either(
        reached, _either(ripe, Const("yes", _ANSWER), Const("wait", _ANSWER)), Const(None, _ANSWER)
    )
    titles = Titles("overdracht", "hand-over")
    return Definition(f"{table.name}.answer", "invoice", formula, titles, False, table.at)  # noqa: FBT003 - not supplied


def _either(condition: Formula, yes: Formula, no: Formula) -> Formula:
    return Choose(condition, yes, no, _ANSWER)
