"""Priorities: a score per customer for the worklist, and how much work fits into a day.

The score is asked by the point `priority`. Ranking, capacity and reserve are about all customers together, and so for
a run over a ledger.
"""

from fractions import Fraction

from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.policy import Part
from creditpolicy.checked.rounding import read_rounding, rounded
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.words import CHANNELS
from creditpolicy.diagnostics import Code
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Answer, Const, Definition, Point, Read, Worklist
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.scalars import decimal_number, percent, whole_number
from creditpolicy.syntax.tree.oversight import PrioritiesNode
from creditpolicy.values.types import NumberType

SCORE = "priorities.score"
ESCALATION = "hand_over"
"""The work of a step that reaches nobody, but escalates."""


def check_priorities(node: PrioritiesNode, context: Context) -> tuple[Part, Worklist | None]:
    """The definition of the score with the point that asks it, and what a run needs to plan a day."""
    findings = context.findings
    recorded = context.recorded()
    rounding = read_rounding(node.round, (), findings, steps=False)
    fallback = findings.take(decimal_number(node.if_undecided))
    score = check_value(Fragment.whole(node.score), recorded.scope, findings, NumberType(None))
    worklist = _worklist(node, context)
    if score is not None and not isinstance(score.type, NumberType):
        way_out = "divide by a unit: `customer.exposure_overdue / 1000 EUR`"
        findings.add(Code.TYPE_MISMATCH, f"`{node.score.text}` is no plain number", node.score.at, way_out)
        return Part(), worklist
    if score is None or rounding is None or fallback is None:
        return Part(), worklist
    formula = rounded(score, rounding)
    titles = Titles("prioriteit", "priority")
    definition = Definition(SCORE, None, formula, titles, supplied=False, at=node.score.at)
    answer = Answer("score", Read(SCORE, formula.type))
    point = Point("priority", (answer,), None, None, (), (("score", Const(fallback.value, formula.type)),))
    return Part((definition,), points=(point,)), worklist


def _worklist(node: PrioritiesNode, context: Context) -> Worklist | None:
    """How long each kind of work takes, how many minutes there are, what is kept for which kind."""
    findings = context.findings
    if node.effort_minutes is None:
        for key in ("capacity_minutes", "reserve"):
            if getattr(node, key) is not None:
                message = f"`{key}` needs `effort_minutes`"
                findings.add(
                    Code.MISSING_KEY, message, node.key_at(key), "write `effort_minutes: {email: 1, phone: 15}`"
                )
        return Worklist((), None, ())
    before = len(findings.made)
    effort: list[tuple[str, Fraction]] = []
    for key, scalar in node.effort_minutes.items():
        minutes = findings.take(decimal_number(scalar))
        if key not in (*CHANNELS, ESCALATION):
            findings.unknown(Code.UNKNOWN_WORD, "channel", key, key.scalar.at, (*CHANNELS, ESCALATION))
        elif minutes is not None and minutes.value < 0:
            findings.add(Code.BAD_NUMBER, f"work of `{key}` takes {scalar.text} minutes", scalar.at, "write 0 or more")
        elif minutes is not None:
            effort.append((str(key), minutes.value))
    capacity = None if node.capacity_minutes is None else findings.take(whole_number(node.capacity_minutes))
    if capacity is not None and capacity < 0 and node.capacity_minutes is not None:
        message = f"found {capacity} minutes, wanted 0 or more"
        findings.add(Code.BAD_NUMBER, message, node.capacity_minutes.at, "write `480` for a day of eight hours")
    reserve: list[tuple[str, Fraction]] = []
    for key, scalar in (node.reserve or {}).items():
        share = findings.take(percent(scalar))
        if key not in dict(effort):
            findings.unknown(Code.UNKNOWN_WORD, "kind of work", key, key.scalar.at, dict(effort))
        elif share is not None and share.value < 0:
            findings.add(Code.BAD_NUMBER, f"found `{scalar.text}`, wanted 0% or more", scalar.at)
        elif share is not None:
            reserve.append((str(key), share.value))
    if sum((share for _, share in reserve), Fraction(0)) > 1:
        findings.add(Code.SHARES, "more than 100% is reserved", node.key_at("reserve"), "lower the shares")
    if reserve and node.capacity_minutes is None:
        message = "`reserve` is a share of `capacity_minutes`, which is not given"
        findings.add(Code.MISSING_KEY, message, node.key_at("reserve"), "write `capacity_minutes: 480`")
    return Worklist(tuple(effort), capacity, tuple(reserve)) if len(findings.made) == before else None
