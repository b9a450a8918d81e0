"""What a customer may be asked to pay at most or at least, as the policy works it out."""

from creditpolicy.checked.arithmetic import bounds_of
from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.outputs import fit_output
from creditpolicy.checked.sections.context import Context
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import Formula
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.values.types import MoneyType


def amount_written(scalar: Scalar, context: Context, *, compared: bool = False) -> Formula | None:
    """An amount that the policy works out; None where it is in error (reported).

    One that is only `compared` with may be a threshold per currency.
    """
    fragment = Fragment.whole(scalar)
    currencies = context.scope.vocabulary.currencies
    wanted = MoneyType(currencies[0] if len(currencies) == 1 else None, None)
    formula = check_value(fragment, context.scope, context.findings, wanted, compared=compared)
    if formula is None:
        return None
    high = bounds_of(formula.type).high
    if isinstance(formula.type, MoneyType) and high is not None and high <= 0:
        message = f"`{scalar.text}` is never more than nothing, so nobody could pay it"
        context.findings.add(Code.PLAN_NEVER_FITS, message, scalar.at, "write a share of what the customer can pay")
        return None
    return fit_output(formula, wanted, fragment, context.findings)
