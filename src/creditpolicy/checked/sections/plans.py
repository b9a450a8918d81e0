"""Payment plans: which are agreed to, what is proposed instead, and whether one is in force or broken.

The instalments of a plan are equal but for the last, which is what is left: together they are the debt to the cent.
None is more than the policy lets the customer pay a month, and there are no more of them than it has months.
"""

from dataclasses import dataclass

from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.defining import NEVER, Defining
from creditpolicy.checked.sections.follow_up import check_step, step_type
from creditpolicy.checked.sections.instalments import Limits, check_limits_of_plan, define_limits, instalments_for
from creditpolicy.checked.sections.offers import offer_answers, offer_part
from creditpolicy.checked.sections.service_level import days_within
from creditpolicy.diagnostics import Code
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Answer, Choose, Const, Formula, Output, Point, Row, Table
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.arrangements import PlanNode
from creditpolicy.values.types import BooleanType, DateType, EnumType, TextType, Type

RECORD, BROKEN_ON, PENDING = "arrangement", "invoice.arrangement_broken_on", "invoice.arrangement_pending"
ANSWER = EnumType("arrangements.answer", ("accept", "adjust", "refer", "refuse"), ordered=True)
STATE = EnumType("arrangements.state", ("proposed", "pending", "unconfirmed", "active", "completed", "breached"))
_COVERS = (
    "(not(is missing(invoice.arrangement_id)) and invoice.arrangement_id = arrangement.id)"
    " or (not(is missing(customer.active_arrangement)) and customer.active_arrangement = arrangement.id)"
)
_NO_PLAN = "is missing(invoice.arrangement_id) and is missing(customer.active_arrangement)"


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
    """What the policy asks of plans: `confirm` is the days for the confirmation, `grace` those for an instalment."""

    limits: Limits
    refuse: Formula | None
    refer: Formula | None
    confirm: int | None
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
    states = _define_state(asked, defining)
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
        confirm = days_within(node.confirm_within, context)
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


def _define_state(asked: _Asked, defining: Defining) -> Table:
    """Not in force before it is confirmed in writing, broken once an instalment is later than the days of grace."""
    late = f"arrangement.oldest_missed_on + {asked.grace} days < as_of"
    next_late = f"arrangement.next_instalment_due + {asked.grace} days < as_of"
    defining.add(
        "arrangement.is_missed",
        RECORD,
        f"if not(is missing(arrangement.oldest_missed_on)) then {late}"
        # The next one was not moved on, so it was not paid.
        f" else (not(is missing(arrangement.next_instalment_due)) and {next_late})"
        f" or (if is missing(arrangement.next_instalment_due) then arrangement.missed_count > 0 and {late}"
        f" else not(is missing(arrangement.missed_count)) and arrangement.missed_count > 0 and {late})",
        Titles("een termijn is niet betaald", "an instalment was not paid"),
    )
    unconfirmed = "is missing(arrangement.written_confirmation_at) or arrangement.written_confirmation_at > as_of"
    defining.add(
        "arrangement.unconfirmed",
        RECORD,
        unconfirmed if asked.confirm is not None else "false",
        Titles("regeling is niet schriftelijk bevestigd", "arrangement was not confirmed in writing"),
    )
    states = defining.choose(
        "arrangements.states",
        "arrangements.state",
        STATE,
        RECORD,
        (
            ("proposed", "arrangement.state = proposed", Titles("regeling is voorgesteld", "arrangement is proposed")),
            ("completed", "arrangement.state = completed", Titles("regeling is afgelost", "arrangement was paid off")),
            (
                "unconfirmed",
                (
                    "arrangement.state = active and arrangement.unconfirmed"
                    f" and as_of > arrangement.agreed_at + {asked.confirm or 0} days"
                ),
                Titles("regeling is niet op tijd bevestigd", "arrangement was not confirmed in time"),
            ),
            (
                "pending",
                "arrangement.state = active and arrangement.unconfirmed",
                Titles("regeling wacht op bevestiging", "arrangement awaits its confirmation"),
            ),
            (
                "breached",
                "arrangement.state = breached or arrangement.is_missed",
                Titles("regeling is niet nagekomen", "arrangement was broken"),
            ),
            ("active", None, Titles("regeling is van kracht", "arrangement is in force")),
        ),
    )
    # INVARIANT: the day does not move as days go by.
    defining.add(
        "arrangement.broken_on",
        RECORD,
        f"if arrangements.state != breached then {NEVER}"
        " else if arrangement.state = breached then arrangement.oldest_missed_on + 1 days"
        " else if not(is missing(arrangement.oldest_missed_on))"
        f" then arrangement.oldest_missed_on + {asked.grace + 1} days"
        f" else arrangement.next_instalment_due + {asked.grace + 1} days",
        Titles("dag waarop de regeling is verbroken", "day on which the arrangement was broken"),
    )
    defining.add(
        PENDING,
        "invoice",
        f"not({_NO_PLAN}) and count(arrangement where arrangements.state = pending and ({_COVERS})) > 0",
        Titles("een betalingsregeling wacht op bevestiging", "an arrangement awaits its confirmation"),
    )
    defining.add(
        BROKEN_ON,
        "invoice",
        f"if {_NO_PLAN} then {NEVER} else max(arrangement.broken_on where {_COVERS}, default {NEVER})",
        Titles("dag waarop een regeling is verbroken", "day on which an arrangement was broken"),
    )
    return states


def _define_proposal(limits: Limits, defining: Defining) -> None:
    """What was asked, and the nearest to it that fits."""
    defining.add(
        "arrangement.debt",
        RECORD,
        "if not(is missing(arrangement.amount)) then arrangement.amount"
        f" else if count(invoice where {_COVERS}) > 0 then sum(invoice.amount_open where {_COVERS})"
        " else arrangement.amount",
        Titles("bedrag van de regeling", "amount of the arrangement"),
    )
    defining.add(
        "arrangement.asked_amount",
        RECORD,
        "if is missing(arrangement.proposed_instalment)"
        " then round up(arrangement.debt / max(1, arrangement.proposed_months / 1 month), 2)"
        " else arrangement.proposed_instalment",
        Titles("gevraagd termijnbedrag", "instalment asked for"),
    )
    defining.add(
        "arrangement.asked_count",
        RECORD,
        instalments_for("arrangement.debt", "arrangement.asked_amount"),
        Titles("gevraagd aantal termijnen", "number of instalments asked for"),
    )
    fewest = instalments_for("arrangement.debt", "arrangements.most")
    titles = Titles("kleinst mogelijke aantal termijnen", "smallest possible number of instalments")
    defining.add("arrangement.fewest", RECORD, fewest, titles)
    titles = Titles("grootst mogelijke aantal termijnen", "largest possible number of instalments")
    defining.add("arrangement.largest_count", RECORD, limits.largest_count("arrangement.debt"), titles)
    nearest = "max(arrangement.fewest, min(arrangement.largest_count, arrangement.asked_count))"
    titles = Titles("aangepast termijnbedrag", "adjusted instalment")
    defining.add("arrangement.nearest_amount", RECORD, f"round up(arrangement.debt / {nearest}, 2)", titles)


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
    nothing = defining.formula("arrangement.debt <= 0", RECORD)
    row("nothing_owed", nothing, "refer", "er staat niets open", "nothing is owed")
    fits = defining.formula(
        "arrangement.asked_amount > 0 and arrangement.asked_amount <= arrangements.most"
        " and arrangement.asked_count <= arrangement.largest_count"
        " and (is missing(arrangement.proposed_months)"
        " or arrangement.asked_count <= max(1, arrangement.proposed_months / 1 month))",
        RECORD,
    )
    row("fits", fits, "accept", "voorstel past bij de betaalcapaciteit", "proposal fits the customer's means")
    near = defining.formula("arrangement.fewest <= arrangement.largest_count", RECORD)
    row("adjusted", near, "adjust", "voorstel past na aanpassing", "proposal fits once adjusted")
    nl = "schuld past niet binnen de langste looptijd"
    row("too_much", None, "refer", nl, "debt does not fit within the longest term")
    outputs = (Output("arrangements.answer", ANSWER),)
    defining.scope = defining.scope.adding({"arrangements.answer": (ANSWER, RECORD)})
    defining.add(
        "arrangement.instalment",
        RECORD,
        "if arrangements.answer = accept then min(arrangement.debt, arrangement.asked_amount)"
        " else arrangement.nearest_amount",
        Titles("termijnbedrag", "instalment"),
    )
    count = instalments_for("arrangement.debt", "arrangement.instalment")
    defining.add("arrangement.instalments", RECORD, count, Titles("aantal termijnen", "number of instalments"))
    return Table("arrangements", RECORD, "first", None, (), tuple(rows), outputs, None, node.here)


def _point(asked: _Asked, refer: Scalar, offered: tuple[Answer, ...], defining: Defining) -> Point:
    """A proposal is answered; of what was agreed it is said how it stands and what follows."""
    proposed = "arrangements.state = proposed"
    planned = defining.formula("arrangements.answer in (accept, adjust)", RECORD)
    steps = step_type(defining.scope)
    breached = defining.formula("arrangements.state = breached", RECORD)
    running = "(arrangements.state = active or arrangements.state = pending)"
    confirm_by = f"arrangement.agreed_at + {asked.confirm} days"

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
    last = "arrangement.debt - (arrangement.instalments - 1) * arrangement.instalment"
    answers = (
        only("arrangement", proposed, "arrangements.answer"),
        Answer("state", defining.formula("arrangements.state", RECORD)),
        plan("instalments", "arrangement.instalments"),
        plan("amount", "arrangement.instalment"),
        plan("last_amount", last),
        *([] if asked.confirm is None else [only("confirm_by", "arrangements.state = pending", confirm_by)]),
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
