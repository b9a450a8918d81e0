"""Limits: max(0, min(cap, round(base) + additions)), and until when."""

from fractions import Fraction

from creditpolicy.checked.arithmetic import result
from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.outputs import fit_output
from creditpolicy.checked.policy import Part
from creditpolicy.checked.rounding import read_rounding, rounded
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.tables import TableAsked, check_table
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Apply, Arith, Const, Definition, Formula, Output, Read, Today
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.sections import LimitsNode
from creditpolicy.values.money import Money
from creditpolicy.values.types import Bounds, DateType, DaysType, MoneyType, MonthsType, Type


def limit_outputs(currencies: tuple[str, ...]) -> dict[str, Type]:
    """What the section publishes."""
    return {"limits.amount": _money(currencies, 2), "limits.valid_until": DateType()}


def check_limits(node: LimitsNode, context: Context) -> Part:
    """The table of bases and caps and the definitions `limits.amount` and `limits.valid_until`."""
    currencies, findings = context.scope.vocabulary.currencies, context.findings
    is_rounded = node.round is not None or node.here in findings.lost.around
    rounding = None if node.round is None else read_rounding(node.round, currencies, findings, steps=True)
    base = Output("limits.base", _money(currencies, None if is_rounded else 2))
    cap = Output("limits.cap", _money(currencies, 2))
    because = node.because.text if node.because else None
    asked = TableAsked("limits", None, node.hit.text, None, {"base": base, "cap": cap}, because, node.here)
    table = check_table(node.table, asked, node.if_missing, context.scope, findings)
    valid_for = context.lasting(node.valid_for)
    additions = [_addition(scalar, context) for scalar in node.additions or ()]
    known = [addition for addition in additions if addition is not None]
    if (
        table is None
        or valid_for is None
        or len(known) < len(additions)
        or (node.round is not None and rounding is None)
    ):
        return Part()
    own: Formula = Read(base.name, base.type)
    amount = own if rounding is None else rounded(own, rounding)
    for addition in known:
        kind = result("+", amount.type, addition.type)
        amount = Arith("+", amount, addition, amount.type if isinstance(kind, str) else kind)
    most = Apply("min", (Read(cap.name, cap.type), amount), _money(currencies, 2))
    nothing = Const(Money(Fraction(0), currencies[0] if len(currencies) == 1 else ""), _money(currencies, 2))
    # Who was paid back more than was sold has a revenue below zero, and no credit.
    limit = Apply("max", (nothing, most), _money(currencies, 2))
    span: Type = MonthsType(Bounds()) if valid_for.unit == "months" else DaysType(0)
    until = Arith("+", Today(DateType()), Const(Fraction(valid_for.count), span), DateType())
    definitions = (
        Definition("limits.amount", None, limit, Titles("kredietlimiet", "credit limit"), supplied=False, at=node.here),
        Definition(
            "limits.valid_until",
            None,
            until,
            Titles("limiet geldig tot en met", "limit valid until"),
            supplied=False,
            at=node.here,
        ),
    )
    return Part(definitions, (table,), total=frozenset({"limits"}))


def _addition(scalar: Scalar, context: Context) -> Formula | None:
    fragment = Fragment.whole(scalar)
    wanted = _money(context.scope.vocabulary.currencies, 2)
    formula = check_value(fragment, context.scope, context.findings, wanted)
    return None if formula is None else fit_output(formula, wanted, fragment, context.findings)


def _money(currencies: tuple[str, ...], scale: int | None) -> MoneyType:
    return MoneyType(currencies[0] if len(currencies) == 1 else None, scale)
