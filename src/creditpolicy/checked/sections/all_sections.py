"""All sections of a policy in turn, and the decision points that they make up together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from creditpolicy.checked.findings import Findings
from creditpolicy.checked.policy import Header, Part, Terms
from creditpolicy.checked.sections.acceptance import CONDITIONS, check_acceptance, outcome_type
from creditpolicy.checked.sections.arrangements import arrangement_outputs, check_arrangements
from creditpolicy.checked.sections.charges import check_charges, with_charges
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.decisions import check_decision, decision_outputs
from creditpolicy.checked.sections.disputes import check_disputes, dispute_outputs
from creditpolicy.checked.sections.escalation import PHRASES
from creditpolicy.checked.sections.exceptions import check_exceptions
from creditpolicy.checked.sections.governance import check_governance
from creditpolicy.checked.sections.invoicing import check_invoicing, invoicing_outputs
from creditpolicy.checked.sections.limits import check_limits, limit_outputs
from creditpolicy.checked.sections.order_rules import routes_are_named
from creditpolicy.checked.sections.orders import check_orders, order_outputs
from creditpolicy.checked.sections.points import acceptance_points
from creditpolicy.checked.sections.priorities import check_priorities
from creditpolicy.checked.sections.reminders import check_reminders
from creditpolicy.checked.sections.returns import returns_of
from creditpolicy.checked.sections.reviews import check_reviews
from creditpolicy.checked.sections.risk import check_risk, risk_outputs
from creditpolicy.checked.sections.segments import check_segments
from creditpolicy.checked.sections.terms import check_terms, terms_outputs
from creditpolicy.checked.sections.triggers import check_triggers
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import Answer, Worklist
from creditpolicy.law import Law
from creditpolicy.syntax.tree import SectionsNode
from creditpolicy.syntax.tree.document import PolicyNode
from creditpolicy.syntax.tree.oversight import GovernanceNode
from creditpolicy.syntax.tree.sections import EscalationNode
from creditpolicy.values.types import EnumType, Type

Published = Mapping[str, tuple[Type, str | None, bool]]


def published(
    files: tuple[SectionsNode, ...],
    sources: Mapping[str, tuple[str, ...]],
    currencies: tuple[str, ...],
    findings: Findings,
) -> Published:
    """What the tables publish: its type, the record it is asked for, and whether only accept and review compute it."""
    fresh: dict[str, Type] = {}
    own: dict[str, tuple[Type, str | None, bool]] = {}
    for file in files:
        if file.segments is not None:
            fresh["segment"] = EnumType("segments", sources["segments"])
        if file.risk is not None:
            fresh |= risk_outputs(file.risk, EnumType("risk.classes", sources["risk.classes"]))
        if file.limits is not None:
            fresh |= limit_outputs(currencies)
        if file.terms is not None:
            fresh |= terms_outputs(file.terms, EnumType("terms", sources["terms"]))
        if file.acceptance is not None:
            fresh |= {"acceptance.outcome": outcome_type(file.acceptance), "acceptance.conditions": CONDITIONS}
        if file.decisions is not None:
            asked = decision_outputs(file.decisions, sources, currencies, findings)
            own |= {name: (kind, record, False) for name, (kind, record) in asked.items()}
        if file.orders is not None:
            own |= {name: (kind, None, False) for name, kind in order_outputs().items()}
        if file.invoicing is not None:
            own |= {name: (kind, "invoice", False) for name, kind in invoicing_outputs().items()}
        of_records = {} if file.disputes is None else dispute_outputs(EnumType("roles", sources["roles"]))
        of_records |= {} if file.arrangements is None else arrangement_outputs(file.arrangements)
        own |= {name: (kind, record, False) for name, (kind, record) in of_records.items()}
    if any(file.reminders is not None for file in files):
        own |= {name: (kind, record, False) for name, (kind, record) in PHRASES.items()}
    return {name: (kind, None, True) for name, kind in fresh.items()} | own


@dataclass(frozen=True, slots=True)
class AllSections:
    """What the sections of a policy turned into, and what rides along: payment terms, how work is planned."""

    parts: tuple[Part, ...]
    terms: tuple[Terms, ...]
    worklist: Worklist | None


def check_sections(
    head: PolicyNode, files: tuple[SectionsNode, ...], header: Header, outputs: Published, law: Law, context: Context
) -> AllSections:
    """Every section checked."""
    parts: list[Part] = []
    terms: tuple[Terms, ...] = ()
    worklist: Worklist | None = None
    reviews: tuple[Answer, ...] = ()
    for file in files:
        if file.segments is not None:
            parts.append(check_segments(file.segments, file.key_at("segments"), context))
        if file.risk is not None:
            parts.append(check_risk(file.risk, context))
        if file.acceptance is not None:
            parts.append(check_acceptance(file.acceptance, context))
        if file.limits is not None:
            parts.append(check_limits(file.limits, context))
        if file.terms is not None:
            part, terms = check_terms(file.terms, context)
            parts.append(part)
        if file.orders is not None:
            parts.append(check_orders(file.orders, context))
        if file.invoicing is not None:
            parts.append(check_invoicing(file.invoicing, context))
        if file.reminders is not None:
            parts.append(check_reminders(file.reminders, _escalations(files), context, returns_of(files)))
        elif file.escalation is not None and not _has_reminders(files, context):
            at = file.key_at("escalation")
            context.findings.add(Code.MISSING_KEY, "`escalation` needs `reminders`", at, "add the section `reminders`")
        if file.disputes is not None:
            parts.append(check_disputes(file.disputes, context))
        if file.arrangements is not None:
            ids = tuple(node.id.text for node in _escalations(files))
            parts.extend(check_arrangements(file.arrangements, ids, context))
        if file.charges is not None:
            parts.append(check_charges(file.charges, law, context))
        for key, node in (file.decisions or {}).items():
            own = {name: (kind, record) for name, (kind, record, _) in outputs.items()}
            parts.append(check_decision(key, node, own, context))
        if file.reviews is not None:
            part, reviews = check_reviews(file.reviews, file.key_at("reviews"), context)
            parts.append(part)
        if file.priorities is not None:
            part, worklist = check_priorities(file.priorities, context)
            parts.append(part)
    # Exceptions look at the terms, which may stand in a later file.
    parts.extend(
        check_exceptions(file.exceptions, header, terms, context) for file in files if file.exceptions is not None
    )
    routes_are_named(files, context.findings)
    of_stages = any(
        node.each is not None and node.each.text == "stage" for file in files for node in file.triggers or ()
    )
    parts.append(check_governance(_governance(files), head, header, context.recorded(), of_stages=of_stages))
    parts.append(Part(points=acceptance_points(files, outputs, reviews)))
    return AllSections(_with_triggers(files, tuple(with_charges(parts)), context), terms, worklist)


def _governance(files: tuple[SectionsNode, ...]) -> GovernanceNode | None:
    return next((file.governance for file in files if file.governance is not None), None)


def _with_triggers(files: tuple[SectionsNode, ...], parts: tuple[Part, ...], context: Context) -> tuple[Part, ...]:
    """Triggers are asked at the points of the other sections."""
    file = next((file for file in files if file.triggers is not None), None)
    if file is None or file.triggers is None:
        return parts
    points = tuple(point for part in parts for point in part.points)
    own, with_alerts = check_triggers(file.triggers, file.key_at("triggers"), points, context)
    return (*(replace(part, points=()) for part in parts), own, Part(points=with_alerts))


def _has_reminders(files: tuple[SectionsNode, ...], context: Context) -> bool:
    return context.findings.lost.may_hold("reminders") or any(file.reminders is not None for file in files)


def _escalations(files: tuple[SectionsNode, ...]) -> tuple[EscalationNode, ...]:
    return tuple(node for file in files for node in file.escalation or ())
