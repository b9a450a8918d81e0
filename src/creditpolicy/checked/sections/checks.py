"""What must be there or hold (`present`, `holds`), turned round: when it is not so. And which of it can't be told."""

from typing import Protocol

from creditpolicy.checked.sections.context import Context, not_empty
from creditpolicy.checked.sections.presence import is_absent
from creditpolicy.diagnostics import Place
from creditpolicy.formulas import Const, Formula, IfMissing, IsMissing, Negate
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.base import Written
from creditpolicy.syntax.tree.parts import Condition
from creditpolicy.values.types import BooleanType


class Reasoned(Protocol):
    """A rule with an id and, if it says so, a reason code of its own."""

    @property
    def id(self) -> Scalar:
        """Its name."""
        ...

    @property
    def reason(self) -> Scalar | None:
        """Its reason code."""
        ...


def reason_code(node: Reasoned) -> str:
    """The code of a rule: its own, else its id in capitals."""
    return node.reason.text if node.reason else node.id.text.upper()


def absent_facts(
    names: tuple[Scalar, ...], node: Written, context: Context
) -> tuple[tuple[Scalar, IsMissing], ...] | None:
    """For each fact that must be present the test that it is missing; None where one is in error (reported)."""
    not_empty(names, "fact", node.key_at("present"), context.findings, "name a fact, or leave the check out")
    tests = [(scalar, test) for scalar in names if (test := is_absent(scalar, context)) is not None]
    return tuple(tests) if tests and len(tests) == len(names) else None


def broken(holds: Condition | None, context: Context) -> Formula | None:
    """That what must hold does not."""
    held = context.condition(holds)
    return None if held is None else Negate(held)


def certainly(formula: Formula) -> Formula:
    """That it holds for certain; what can't be known does not."""
    if isinstance(formula, IsMissing):  # always known
        return formula
    return IfMissing(formula, Const(value=False, type=BooleanType()), BooleanType())


def unclear(formula: Formula, called: str, at: Place) -> Formula:
    """That it can't be known whether it holds."""
    return IsMissing(formula, f"{called} can't be told", at)
