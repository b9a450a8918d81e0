"""Formulas that a section turns into, spelled in the language itself: read and typed like everybody's."""

from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.findings import Findings
from creditpolicy.checked.scope import Scope
from creditpolicy.diagnostics import Place
from creditpolicy.diagnostics.errors import InvariantError
from creditpolicy.formulas import Formula
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.values.types import Type


def spelled(text: str, scope: Scope, at: Place, expected: Type | None = None) -> Formula | None:
    """The formula for `text`, standing at the place in the policy that asked for it.

    Returns:
        None where a name in it rests on something that is itself in error or was left out, which was reported there.

    Raises:
        InvariantError: the text is no proper expression.

    """
    scalar = Scalar(text, at, "plain", ((at.line, at.column),) * (len(text) + 1))
    findings = Findings()
    formula = check_value(Fragment.whole(scalar), scope, findings, expected)
    if findings.made and scope.is_whole:
        message = f"`{text}`: {findings.made[0].message}"
        raise InvariantError(message)
    return formula
