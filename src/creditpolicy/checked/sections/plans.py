"""Payment plans: which are agreed to, what is proposed instead, and whether one is in force or broken.

The instalments of a plan are equal but for the last, which is what is left: together they are the debt to the cent.
None is more than the policy lets the customer pay a month, and there are no more of them than it has months.
"""

from dataclasses import dataclass

from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.defining import Defining
from creditpolicy.checked.sections.follow_up import check_step, step_type
from creditpolicy.checked.sections.instalments import Limits, check_limits_of_plan, define_limits, instalments_for
from creditpolicy.checked.sections.offers import offer_answers, offer_part
from creditpolicy.checked.sections.plan_states import BROKEN_ON, COVERS, PENDING, RECORD, STATE, define_states
from creditpolicy.checked.sections.service_level import read_within
from creditpolicy.checked.spans import Span
from creditpolicy.diagnostics import Code
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Answer, Choose, Const, Formula, Output, Point, Row, Table
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.arrangements import PlanNode
from creditpolicy.values.types import BooleanType, DateType, EnumType, TextType, Type

ANSWER = EnumType("arrangements.answer", ("accept", "adjust", "refer", "refuse"), ordered=True)


def plan_outputs() -> dict[str, tuple[Type, str | None]]:
    """What the section publishes of each plan, and of each invoice about its plans."""
    return {
        "arrangements.answer": (ANSWER, RECORD),
        "arrangements.state": (STATE, RECORD),
        "arrangement.broken_on": (DateType(), RECORD),
        PENDING: (BooleanType(), "invoice"),
        BROKEN_ON: (DateType(), "invoice"),
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the policy asks of plans: `confirm` is the time for the confirmation, `grace` the days for an instalment."""

    limits: Limits
    refuse: Formula | None
    refer: Formula | None
    confirm: Span | None
    grace: int
    step: str | None
    escalate: str | None


def check_plans(node: PlanNode, refer: Scalar, escalations: tuple[str, ...], context: Context) -> Part:
    """The tables of answers and offers, how a plan stands, and the point `arrangement`."""
    asked = _asked(node, escalations, context)
    offer = None if node.offer is None else offer_part(node.offer, context)
    if asked is None or (node.offer is not None and offer is None):
        return Part()
    defining = Defining(context.scope, node.here)
    define_limits(asked.limits, defining)
    states = define_states(asked.confirm, asked.grace, defining)
    _define_proposal(asked.limits, defining)
    table = _answers(node, asked, defining)
    case_answers: tuple[Answer, ...] = ()
    tables = [table, states]
    if offer is not None:
        offers, case_answers = offer_answers(offer, asked.limits, defining)
        tables.append(offers)
    point = _point(asked, refer, case_answers, defining)
    return Part(definitions=tuple(defining.made), tables=tuple(tables), points=(point,))


def _asked(node: PlanNode, escalations: tuple[str, ...], context: Context) -> _Asked | None:
    findings = context.findings
    before = len(findings.made)
    limits = check_limits_of_plan(node, context)
    inside = context.inside(RECORD)
    refuse, refer = inside.condition(node.refuse_when), inside.condition(node.refer_when)
    confirm = None
    if node.confirm_within is not None:
        confirm = read_within(node.confirm_within, context)
    is_required = node.written_confirmation.text == "required"
    if is_required and node.confirm_within is None:
        message = "a plan waits for its written confirmation, but for how long is not said"
        findings.add(Code.MISSING_KEY, message, node.written_confirmation.at, "add `confirm_within: 7 days`")
    if not is_required and node.confirm_within is not None:
        message = "`confirm_within` goes with `written_confirmation: required`"
        findings.add(Code.KEYS_EXCLUDE, message, node.key_at("confirm_within"))
    missed = node.when_missed
    grace = context.days(missed.after)
    step = None if missed.step is None else check_step(missed.step, context)
    if (missed.step is None) == (missed.escalate is None):
        message = "`when_missed` says `step` or `escalate`, one of them"
        findings.add(Code.KEYS_EXCLUDE, message, missed.here, "for example `step: final`")
    if missed.escalate is not None and missed.escalate.text not in escalations:
        findings.unknown(Code.UNKNOWN_NAME, "escalation", missed.escalate.text, missed.escalate.at, escalations)
    if len(findings.made) > before or limits is None or grace is None:
        return None
    escalate = None if missed.escalate is None else missed.escalate.text
    return _Asked(limits, refuse, refer, confirm, grace, step, escalate)


def _define_proposal(limits: Limits, defining: Defining) -> None:
    """What was asked, and the nearest to it that fits."""
    defining.add(
        "arrangements.debt",
        RECORD,
        "if not(is missing(arrangement.amount)) then arrangement.amount"
        f" else if count(invoice where {COVERS}) > 0 then sum(invoice.amount_open where {COVERS})"
        " else arrangement.amount",
        Titles("bedrag van de regeling", "amount of the arrangement"),
    )
    defining.add(
        "arrangements.asked_amount",
        RECORD,
        "if is missing(arrangement.proposed_instalment)"
        " then round up(arrangements.debt / max(1, arrangement.proposed_months / 1 month), 2)"
        " else arrangement.proposed_instalment",
        Titles("gevraagd termijnbedrag", "instalment asked for"),
    )
    defining.add(
        "arrangements.asked_count",
        RECORD,
        instalments_for("arrangements.debt", "arrangements.asked_amount"),
        Titles("gevraagd aantal termijnen", "number of instalments asked for"),
    )
    fewest = instalments_for("arrangements.debt", "arrangements.most")
    titles = Titles("kleinst mogelijke aantal termijnen", "smallest possible number of instalments")
    defining.add("arrangements.fewest", RECORD, fewest, titles)
    titles = Titles("grootst mogelijke aantal termijnen", "largest possible number of instalments")
    defining.add("arrangements.largest_count", RECORD, limits.largest_count("arrangements.debt"), titles)
    nearest = "max(arrangements.fewest, min(arrangements.largest_count, arrangements.asked_count))"
    titles = Titles("aangepast termijnbedrag", "adjusted instalment")
    defining.add("arrangements.nearest_amount", RECORD, f"round up(arrangements.debt / {nearest}, 2)", titles)


def _answers(node: PlanNode, asked: _Asked, defining: Defining) -> Table:
    """Refused or referred by the policy's own words, accepted where it fits, adjusted where something near it does."""
    rows: list[Row] = []
    because = node.because.text if node.because else None

    def row(called: str, guard: Formula | None, answer: str, nl: str, en: str) -> None:
        given = (Const(answer, ANSWER),)
        titles = Titles(nl, en)
        rows.append(Row(called, (), guard, given, node.here, guard is None, titles=titles, because=because))

    if asked.refuse is not None:
        row("refused", asked.refuse, "refuse", "hier wordt geen regeling voor getroffen", "no plan is made here")
    if asked.refer is not None:
        row("referred", asked.refer, "refer", "hierover beslist een mens", "a person decides on this")
    nothing = defining.formula("arrangements.debt <= 0", RECORD)
    row("nothing_owed", nothing, "refer", "er staat niets open", "nothing is owed")
    fits = defining.formula(
        "arrangements.asked_amount > 0 and arrangements.asked_amount <= arrangements.most"
        " and arrangements.asked_count <= arrangements.largest_count"
        " and (is missing(arrangement.proposed_months)"
        " or arrangements.asked_count <= max(1, arrangement.proposed_months / 1 month))",
        RECORD,
    )
    row("fits", fits, "accept", "voorstel past bij de betaalcapaciteit", "proposal fits the customer's means")
    near = defining.formula("arrangements.fewest <= arrangements.largest_count", RECORD)
    row("adjusted", near, "adjust", "voorstel past na aanpassing", "proposal fits once adjusted")
    nl = "schuld past niet binnen de langste looptijd"
    row("too_much", None, "refer", nl, "debt does not fit within the longest term")
    outputs = (Output("arrangements.answer", ANSWER),)
    defining.scope = defining.scope.adding({"arrangements.answer": (ANSWER, RECORD)})
    defining.add(
        "arrangements.instalment",
        RECORD,
        "if arrangements.answer = accept then min(arrangements.debt, arrangements.asked_amount)"
        " else arrangements.nearest_amount",
        Titles("termijnbedrag", "instalment"),
    )
    count = instalments_for("arrangements.debt", "arrangements.instalment")
    defining.add("arrangements.instalments", RECORD, count, Titles("aantal termijnen", "number of instalments"))
    return Table("arrangements", RECORD, "first", None, (), tuple(rows), outputs, None, node.here)


def _point(asked: _Asked, refer: Scalar, offered: tuple[Answer, ...], defining: Defining) -> Point:
    """A proposal is answered; of what was agreed it is said how it stands and what follows."""
    proposed = "arrangements.state = proposed"
    planned = defining.formula("arrangements.answer in (accept, adjust)", RECORD)
    steps = step_type(defining.scope)
    breached = defining.formula("arrangements.state = breached", RECORD)
    running = "(arrangements.state = active or arrangements.state = pending)"

    def follows(word: str | None, kind: Type) -> Formula:
        return Choose(breached, Const(word, kind), Const(None, kind), kind)

    def only(key: str, condition: str, text: str) -> Answer:
        return Answer(key, defining.only(condition, text, RECORD))

    def plan(key: str, text: str) -> Answer:
        # Two choices, not one condition: of a plan that runs, nothing about its proposal needs to be known.
        value = defining.formula(text, RECORD)
        nothing = Const(None, value.type)
        inner = Choose(planned, value, nothing, value.type)
        return Answer(key, Choose(defining.formula(proposed, RECORD), inner, nothing, value.type))

    due, amount = "arrangement.next_instalment_due", "arrangement.next_instalment_amount"
    last = "arrangements.debt - (arrangements.instalments - 1) * arrangements.instalment"
    answers = (
        only("arrangement", proposed, "arrangements.answer"),
        Answer("state", defining.formula("arrangements.state", RECORD)),
        plan("instalments", "arrangements.instalments"),
        plan("amount", "arrangements.instalment"),
        plan("last_amount", last),
        *(
            []
            if asked.confirm is None
            else [only("confirm_by", "arrangements.state = pending", asked.confirm.after("arrangement.agreed_at"))]
        ),
        only("next_due", f"{running} and not(is missing({due}))", due),
        only("next_amount", f"{running} and not(is missing({amount}))", amount),
        only("broken_on", "arrangements.state = breached", "arrangement.broken_on"),
        *([] if asked.step is None else [Answer("next_step", follows(asked.step, steps))]),
        *([] if asked.escalate is None else [Answer("escalate", follows(asked.escalate, TextType()))]),
    )
    fallback = [("arrangement", Const(refer.text, ANSWER))]
    fallback += [
        (answer.key, Const(refer.text, answer.formula.type)) for answer in offered if answer.key == "offer.answer"
    ]
    return Point(
        "arrangement",
        offered,
        RECORD,
        "arrangement.id",
        answers,
        tuple(fallback),
        "arrangements",
        looks_ahead=True,
        by_currency=False,
    )
