"""Condition trees (`any`, `all`, `none`, leaves with a reason) to one formula."""

from creditpolicy.checked.expressions import check_condition
from creditpolicy.checked.findings import Findings
from creditpolicy.checked.guards import contradiction
from creditpolicy.checked.scope import Scope
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import AllOf, AnyOf, Const, Formula, IfMissing, Negate
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.parts import AllConditions, AnyCondition, Condition, Leaf, NoCondition
from creditpolicy.values.types import BooleanType


def check_conditions(node: Condition, scope: Scope, findings: Findings) -> Formula | None:
    """The formula of a condition as written, one text or a tree; None where any part was in error (reported)."""
    match node:
        case Scalar():
            return check_condition(Fragment.whole(node), scope, findings)
        case AnyCondition(any=parts):
            return _parts(node, parts, scope, findings)
        case AllConditions(all=parts):
            return _parts(node, parts, scope, findings)
        case NoCondition(none=parts):
            inner = _parts(node, parts, scope, findings)
            return None if inner is None else Negate(inner)
        case Leaf():
            return _leaf(node, scope, findings)


def _parts(
    node: AnyCondition | AllConditions | NoCondition, parts: tuple[Condition, ...], scope: Scope, findings: Findings
) -> Formula | None:
    if not parts:
        findings.lacks(Code.WRONG_SHAPE, "an empty list of conditions", node.here, "write at least one condition")
        return None
    formulas = [check_conditions(part, scope, findings) for part in parts]
    known = tuple(formula for formula in formulas if formula is not None)
    if len(known) < len(formulas):
        return None
    is_and = isinstance(node, AllConditions)
    problem = contradiction(known, is_and=is_and)
    if problem is not None:
        findings.add(Code.ALWAYS_FALSE if is_and else Code.ALWAYS_TRUE, problem, node.here)
        return None
    return AllOf(known) if is_and else AnyOf(known)


def _leaf(node: Leaf, scope: Scope, findings: Findings) -> Formula | None:
    inner = check_condition(Fragment.whole(node.if_), scope, findings)
    if inner is None or node.if_missing is None:
        return inner
    return IfMissing(inner, Const(node.if_missing.text == "match", BooleanType()), BooleanType())
