"""Governance: what the organisation must be able to show of the policy itself. The point `governance` asks for it."""

from dataclasses import replace
from datetime import date

from creditpolicy.checked.policy import Header, Part
from creditpolicy.checked.sections.context import Context, not_empty
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Code, Place
from creditpolicy.facts.vocabulary import Duration, Titles
from creditpolicy.formulas import Answer, Const, Definition, Output, Point, Read, Row, Table
from creditpolicy.syntax.tree.document import PolicyNode
from creditpolicy.syntax.tree.oversight import GovernanceNode
from creditpolicy.values.types import DateType, ListType, TextType

_LIST = ListType(TextType())
_DUE_ON, _FOUND, _ROLES = "governance.review_due_on", "governance.findings", "governance.not_acknowledged"


def check_governance(
    node: GovernanceNode | None, head: PolicyNode, header: Header, context: Context, *, of_stages: bool
) -> Part:
    """When the policy itself is to be reviewed, what came of reviews and changes, and who has not read it.

    `of_stages` says that the stages from order to cash are asked about one by one, as triggers do.
    """
    findings = context.findings
    if node is None and head.review_every is None:
        return Part()
    at = head.key_at("review_every") if node is None else node.here
    every = None if head.review_every is None else context.lasting(head.review_every)
    if header.first_day is None:
        if node is not None and head.in_force is None:
            message = "`governance` counts from the first day of the policy, which is not given"
            findings.add(Code.MISSING_KEY, message, at, "write `in_force: {from: 2026-01-01}`")
        return Part()
    definitions, rows, answers = [], [], [Answer("findings", Read(_FOUND, _LIST))]
    if every is not None:
        due_on = _due_on(every, header.first_day, context, at)
        definitions += due_on
        rows += _rows("policy_review_due", f"{_DUE_ON} <= as_of", _DUE, context, at) if due_on else []
        answers.append(Answer("policy_review_due_on", Read(_DUE_ON, DateType())))
    if node is not None and node.measures_after_review is not None:
        text = "any(policy_review.measure_count = 0 where policy_review.held_on <= as_of)"
        rows += _rows("review_without_measures", text, _WITHOUT, context, node.key_at("measures_after_review"))
    if node is not None and node.what_if_before_change is not None:
        rows += _rows("change_without_what_if", _NOT_TRIED, _UNTRIED, context, node.key_at("what_if_before_change"))
    tables = []
    if node is not None and node.acknowledged is not None:
        not_read, late = _not_acknowledged(node, header, context)
        tables += not_read
        rows += late
        answers.append(Answer("not_acknowledged", Read(_ROLES, _LIST)))
    tables.append(Table("governance", None, "collect", "list", (), tuple(rows), (Output(_FOUND, _LIST),), None, at))
    point = Point("governance", tuple(answers), None, None, (), ())
    if of_stages:
        point = replace(point, record="stage", record_key="stage.name", record_group="stages")
    return Part(tuple(definitions), tuple(tables), points=(point,))


_DUE = Titles("het beleid zelf moet worden herzien", "the policy itself is due for review")
_WITHOUT = Titles(
    "een herziening van het beleid leidde niet tot maatregelen", "a review of the policy led to no measures"
)
_NOT_TRIED = (
    "any(is missing(policy_change.what_if_on) or policy_change.what_if_on > policy_change.decided_on"
    " where policy_change.decided_on <= as_of)"
)
_UNTRIED = Titles(
    "over een wijziging van het beleid is besloten zonder de gevolgen eerst door te rekenen",
    "a change of the policy was decided before its effect was worked out",
)
_UNREAD = Titles(
    "niet elke rol heeft de geldende versie voor gezien getekend",
    "not every role has acknowledged the version in force",
)


def _due_on(every: Duration, first_day: date, context: Context, at: Place) -> list[Definition]:
    last = f"max(policy_review.held_on where policy_review.held_on <= as_of, default {first_day})"
    formula = spelled(f"max({last}, {first_day}) + {every.count} {every.unit}", context.scope, at)
    titles = Titles("dag van de volgende herziening van het beleid", "day of the next review of the policy")
    return [] if formula is None else [Definition(_DUE_ON, None, formula, titles, supplied=False, at=at)]


def _rows(called: str, text: str, titles: Titles, context: Context, at: Place) -> list[Row]:
    scope = context.scope.adding({_DUE_ON: (DateType(), None), _ROLES: (_LIST, None)})
    guard = spelled(text, scope, at)
    return [] if guard is None else [Row(called, (), guard, (Const((called,), _LIST),), at, titles=titles)]


def _not_acknowledged(node: GovernanceNode, header: Header, context: Context) -> tuple[list[Table], list[Row]]:
    """The roles that have not acknowledged this version, and the finding once the time for it is over."""
    asked = node.acknowledged
    if asked is None:
        return [], []
    not_empty(asked.by, "role", asked.key_at("by"), context.findings)
    rows = []
    for scalar in asked.by:
        if scalar.text not in context.sources["roles"]:
            context.findings.unknown(Code.UNKNOWN_NAME, "role", scalar.text, scalar.at, context.sources["roles"])
            continue
        version = header.version.replace("\\", "\\\\").replace('"', '\\"')
        text = (
            f'not(any(acknowledgement.role = {scalar.text} and acknowledgement.policy_version = "{version}"'
            " where acknowledgement.acknowledged_on <= as_of))"
        )
        guard = spelled(text, context.scope, scalar.at)
        titles = Titles(f"{scalar.text} tekende niet voor gezien", f"{scalar.text} has not acknowledged the version")
        if guard is not None:
            rows.append(Row(scalar.text, (), guard, (Const((scalar.text,), _LIST),), scalar.at, titles=titles))
    within = context.age(asked.within)
    table = Table(
        "governance.acknowledged", None, "collect", "list", (), tuple(rows), (Output(_ROLES, _LIST),), None, asked.here
    )
    if within is None:
        return [], []
    text = f"as_of > {header.first_day} + {within.count} {within.unit} and count({_ROLES}) > 0"
    return [table], _rows("not_acknowledged", text, _UNREAD, context, asked.here)
