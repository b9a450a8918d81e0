"""Disputes: of what class each is, whose it is, by when it must be assessed, and what of it keeps reminders away.

The table classes a dispute until somebody has assessed it; what that person recorded counts from then on.
"""

from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.defining import Defining
from creditpolicy.checked.sections.handling import define_handling, handling_answers
from creditpolicy.checked.sections.service_level import read_within
from creditpolicy.checked.tables import TableAsked, check_table
from creditpolicy.diagnostics import Code
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Answer, Choose, Const, Output, Point, Row, Table
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.disputes import CLASSES, DisputesNode
from creditpolicy.values.types import BooleanType, DateType, EnumType, MoneyType, TextType, Type

RECORD, UNKNOWN = "dispute", "unknown"
CLASS = EnumType("dispute.classification", CLASSES)
_STOPS = EnumType("stops", ("nothing", "part", "whole"))
_ASSESSED = (
    "not(is missing(dispute.assessed_at)) and dispute.assessed_at <= as_of and not(is missing(dispute.classification))"
)
# What was settled without being assessed was assessed by then at the latest.
_HANDLED_ON = (
    "if is missing(dispute.assessed_at) and (is missing(dispute.status) or dispute.status = registered) then as_of"
    " else if is missing(dispute.assessed_at) and not(is missing(dispute.resolved_at)) then dispute.resolved_at"
    " else dispute.assessed_at"
)
_TITLES = {
    "genuine": Titles("geschil is terecht", "dispute is genuine"),
    "miscommunication": Titles("geschil berust op een misverstand", "dispute rests on a misunderstanding"),
    "delay": Titles("geschil is uitstel", "dispute is a delay"),
    "unknown": Titles("soort geschil is nog onduidelijk", "class of the dispute is not clear yet"),
}


def dispute_outputs(roles: EnumType) -> dict[str, tuple[Type, str | None]]:
    """What the section publishes of each dispute."""
    return {
        "disputes.class": (CLASS, RECORD),
        "disputes.route": (roles, RECORD),
        "disputes.deadline": (DateType(), RECORD),
        "disputes.breached": (BooleanType(), RECORD),
    }


def check_disputes(node: DisputesNode, context: Context) -> Part:
    """The tables of classes and routes, what follows from them, and the point `dispute`."""
    context = context.recorded()
    within = read_within(node.assess_within, context)
    late_to = None if node.if_late is None else _role(node.if_late.to, context)
    proposed = _classes(node, context)
    routes = _routes(node, context)
    _stopping(node, context)
    defining = Defining(context.scope, node.here)
    lists = define_handling(node.handling, node.key_at("handling"), defining, context)
    if within is None or proposed is None or routes is None or lists is None:
        return Part()
    defining.scope = defining.scope.adding({"disputes.proposed_class": (CLASS, RECORD)})
    defining.add(
        "disputes.class",
        RECORD,
        f"if {_ASSESSED} then dispute.classification else disputes.proposed_class",
        Titles("soort geschil", "class of the dispute"),
    )
    deadline = Titles("uiterste dag van beoordeling", "last day for the assessment")
    defining.add("disputes.deadline", RECORD, within.after("dispute.opened_at"), deadline)
    breached = Titles("beoordeling is te laat", "assessment is late")
    late = f"as_of > disputes.deadline and ({_HANDLED_ON}) > disputes.deadline"
    defining.add("disputes.breached", RECORD, late, breached)
    stops = "if dispute.stops_reminders then if is missing(dispute.amount_disputed) then whole else part else nothing"
    defining.add("disputes.stops", RECORD, stops, expected=_STOPS)
    point = _point(node, defining, late_to, routes)
    return Part(
        definitions=tuple(defining.made),
        tables=(proposed, routes, *lists),
        points=(point,),
        total=frozenset({"disputes.classify"}),
    )


def _classes(node: DisputesNode, context: Context) -> Table | None:
    grid = node.classify
    because = grid.because.text if grid.because else None
    output = Output("disputes.proposed_class", CLASS)
    asked = TableAsked("disputes.classify", RECORD, grid.hit.text, None, {"class": output}, because, grid.here)
    return check_table(grid.table, asked, grid.if_missing, context.scope, context.findings)


def _routes(node: DisputesNode, context: Context) -> Table | None:
    """A row for each class; every class has one."""
    findings, roles = context.findings, context.enum("roles")
    before = len(findings.made)
    for key in node.route:
        if key not in CLASSES:
            findings.unknown(Code.UNKNOWN_MEMBER, "class", key, key.scalar.at, CLASSES)
    lacking = [one for one in CLASSES if one not in node.route]
    if lacking and len(findings.made) == before:
        shown = " and ".join(f"`{one}`" for one in lacking)
        findings.add(
            Code.NO_ROUTE,
            f"nobody handles disputes of class {shown}",
            node.key_at("route"),
            f"add `{lacking[0]}: role`",
        )
    defining = Defining(context.scope, node.here)
    rows = []
    for key, scalar in node.route.items():
        role = _role(scalar, context)
        if role is None or key not in CLASSES:
            continue
        guard = defining.formula(f"disputes.class = {key}", RECORD)
        rows.append(Row(str(key), (), guard, (Const(role, roles),), key.scalar.at, titles=_TITLES[key]))
    if len(findings.made) > before:
        return None
    return Table(
        "disputes", RECORD, "first", None, (), tuple(rows), (Output("disputes.route", roles),), None, node.here
    )


def _role(scalar: Scalar, context: Context) -> str | None:
    if scalar.text in context.sources["roles"]:
        return scalar.text
    context.findings.unknown(Code.UNKNOWN_NAME, "role", scalar.text, scalar.at, context.sources["roles"])
    return None


def _stopping(node: DisputesNode, context: Context) -> None:
    """The classes that stop reminders are classes, and at least one does."""
    for scalar in node.stops_reminders or ():
        if scalar.text not in CLASSES:
            context.findings.unknown(Code.UNKNOWN_MEMBER, "class", scalar.text, scalar.at, CLASSES)
    if node.stops_reminders is not None and not node.stops_reminders:
        at = node.key_at("stops_reminders")
        message = "no dispute stops reminders: what is rightly disputed would be chased"
        context.findings.add(Code.WRONG_SHAPE, message, at, "name `genuine` at least, or leave the key out")


def _point(node: DisputesNode, defining: Defining, late_to: str | None, routes: Table) -> Point:
    def read(name: str) -> Answer:
        return Answer(name, defining.formula(f"disputes.{name}", RECORD))

    roles = routes.outputs[0].type
    assessed = defining.formula(_ASSESSED, RECORD)
    proposed = defining.formula("disputes.proposed_class", RECORD)
    nobody = Const(None, roles)
    late = defining.formula("disputes.breached", RECORD)
    money = MoneyType(None)
    amount = defining.only("disputes.stops = part", "dispute.amount_disputed", RECORD)
    owed = next(row for row in routes.rows if row.id == UNKNOWN).outputs[0]
    return Point(
        "dispute",
        (),
        RECORD,
        "dispute.id",
        (
            # Not read from the definition: the table gave no reason where somebody has assessed the dispute.
            Answer("class", Choose(assessed, defining.formula("dispute.classification", RECORD), proposed, CLASS)),
            read("route"),
            Answer("open", defining.formula("dispute.is_open", RECORD)),
            read("deadline"),
            read("breached"),
            *([] if late_to is None else [Answer("escalate_to", Choose(late, Const(late_to, roles), nobody, roles))]),
            read("stops"),
            Answer("stops_amount", amount if amount.type != TextType() else Const(None, money)),
            *handling_answers(node.handling, defining, roles),
        ),
        tuple(
            (key, value)
            for key, value in (("class", Const(node.if_undecided.text, CLASS)), ("route", owed))
            if isinstance(value, Const)
        ),
        "disputes",
        looks_ahead=True,
        by_currency=False,
    )
