"""What must be at hand: facts named under `present`."""

from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.sections.context import Context
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import AnyOf, Formula, IsMissing, Read
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.nodes import Scalar


def absent(names: tuple[Scalar, ...], context: Context) -> Formula | None:
    """Whether one of the named facts is missing; None where a name is in error (reported)."""
    tests = [one for scalar in names if (one := is_absent(scalar, context)) is not None]
    return AnyOf(tuple(tests)) if tests and len(tests) == len(names) else None


def is_absent(scalar: Scalar, context: Context) -> IsMissing | None:
    """Whether the named fact is missing."""
    formula = check_value(Fragment.whole(scalar), context.scope, context.findings, None)
    named = getattr(formula, "of", formula)
    if isinstance(named, Read):
        return IsMissing(named, f"{scalar.text} is missing", scalar.at)
    if formula is not None:
        message = f"`present` names facts, found `{scalar.text}`"
        context.findings.add(Code.WRONG_SHAPE, message, scalar.at, "use `holds`")
    return None
