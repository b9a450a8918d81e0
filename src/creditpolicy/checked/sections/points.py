"""The decision points `accept` and `review`: which outputs answer them."""

from collections.abc import Mapping

from creditpolicy.checked.sections.acceptance import outcome_type
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.formulas import Answer, Choose, Compare, Const, Formula, Point, Read
from creditpolicy.syntax.tree import SectionsNode
from creditpolicy.values.types import Type

_ACCEPT = {
    "acceptance": "acceptance.outcome",
    "segment": "segment",
    "risk_class": "risk.class",
    "score": "risk.score",
    "limit.amount": "limits.amount",
    "limit.valid_until": "limits.valid_until",
    "terms": "terms.terms",
    "security": "terms.security",
    "po_required": "terms.po_required",
    "conditions": "acceptance.conditions",
}
_GRANTED = frozenset({"limit.amount", "limit.valid_until", "terms", "security", "po_required"})
_REVIEW = tuple(key for key in _ACCEPT if key not in {"acceptance", "conditions", "terms", "security", "po_required"})


def acceptance_points(
    files: tuple[SectionsNode, ...], outputs: Mapping[str, tuple[Type, str | None, bool]], reviews: tuple[Answer, ...]
) -> tuple[Point, ...]:
    """`accept` where the policy has acceptance rules, `review` where it has segments, risk, limits or reviews."""
    points = []
    acceptance = next((file.acceptance for file in files if file.acceptance is not None), None)
    if acceptance is not None:
        fallback = (("acceptance", Const(acceptance.if_undecided.text, outcome_type(acceptance))),)
        points.append(Point("accept", _answers(tuple(_ACCEPT), outputs), None, None, (), fallback))
    again = (*_answers(_REVIEW, outputs), *reviews)
    if again:
        points.append(Point("review", again, None, None, (), ()))
    return tuple(points)


def _answers(keys: tuple[str, ...], outputs: Mapping[str, tuple[Type, str | None, bool]]) -> tuple[Answer, ...]:
    return tuple(Answer(key, _formula(key, keys, outputs)) for key in keys if _ACCEPT[key] in outputs)


def _formula(key: str, keys: tuple[str, ...], outputs: Mapping[str, tuple[Type, str | None, bool]]) -> Formula:
    """What a customer gets is nothing where acceptance says no; then nothing about it needs to be known either."""
    own = Read(_ACCEPT[key], outputs[_ACCEPT[key]][0])
    if key not in _GRANTED or "acceptance" not in keys:
        return own
    outcome = Read("acceptance.outcome", outputs["acceptance.outcome"][0])
    declined = Compare("=", outcome, Const("decline", outcome.type), "acceptance is decline", NOWHERE)
    return Choose(declined, Const(None, own.type), own, own.type)
