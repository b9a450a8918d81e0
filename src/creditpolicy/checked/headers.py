"""The headers of a table: which formula an input column looks at, and in what unit its cells are written."""

import re
from dataclasses import dataclass

from creditpolicy.checked.asking import Asking
from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.findings import Findings
from creditpolicy.checked.literals import Word
from creditpolicy.checked.names import resolve
from creditpolicy.checked.scope import Scope
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import Formula
from creditpolicy.syntax.expressions import BadExpression, parse_expression
from creditpolicy.syntax.expressions.tree import Name
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.values.describe import type_words
from creditpolicy.values.types import DaysType, MoneyType, MonthsType, Type

_GOES_ON = re.compile(r"(?:\b(?:and|or|in|not|if|then|else|between|where)|[-+*/=<>,(\[])\s*$")
"""How an expression ends to which more belongs."""


@dataclass(frozen=True, slots=True)
class Header:
    """An input column: the formula, its name as written without the unit, and the currency of its cells."""

    name: str
    formula: Formula
    unit: str | None


def split_unit(fragment: Fragment) -> tuple[Fragment, Fragment | None]:
    """`order.amount (EUR)` into the name and the unit in the last parentheses that a blank precedes.

    Those behind what can't end an expression belong to it: `customer.sector in (a, b)`.
    """
    text = fragment.text
    opening = text.rfind(" (")
    if opening < 0 or not text.endswith(")") or _GOES_ON.search(text, 0, opening):
        return fragment, None
    return fragment.part(0, opening).stripped(), fragment.part(opening + 2, len(text) - 1).stripped()


def check_header(fragment: Fragment, scope: Scope, findings: Findings) -> Header | None:
    """An input header: a name (or its last part where only one fits), or an expression; then perhaps a unit."""
    named, unit = split_unit(fragment)
    formula = _formula(named, scope, findings)
    if formula is None:
        return None
    currency = check_unit(formula.type, unit, fragment, scope, findings)
    if currency and isinstance(formula.type, MoneyType) and _is_open(formula.type, scope):
        findings.add(
            Code.UNIT_MISMATCH,
            f"`{fragment.text}` may be in any currency of the policy, its cells are in {currency}",
            fragment.at,
            "name the thresholds under `amounts` and make the column a condition: `order.amount > large`",
        )
        return None
    return None if currency is _REFUSED else Header(named.text, formula, currency)


def check_unit(of: Type, unit: Fragment | None, header: Fragment, scope: Scope, findings: Findings) -> str | None:
    """The currency of a column; None where it has none; an impossible unit is reported and gives `""`."""
    currencies = scope.vocabulary.currencies
    match of:
        case MoneyType():
            if unit is None and of.currency is None:
                shown = currencies[0] if currencies else "EUR"
                message = f"the cells of `{header.text}` are amounts without a currency"
                findings.add(Code.UNIT_MISMATCH, message, header.at, f"write `{header.text} ({shown})`")
                return _REFUSED
            if unit is None:
                return of.currency
            if unit.text not in currencies:
                findings.unknown(Code.UNIT_MISMATCH, "currency", unit.text, unit.at, currencies)
                return _REFUSED
            return unit.text
        case DaysType() | MonthsType():
            wanted = "days" if isinstance(of, DaysType) else "months"
            if unit is not None and unit.text != wanted:
                message = f"found the unit `{unit.text}`, wanted `{wanted}`"
                findings.add(Code.UNIT_MISMATCH, message, unit.at, f"write `({wanted})`, or leave the unit out")
                return _REFUSED
            return None
    if unit is not None:
        findings.add(Code.UNIT_MISMATCH, f"{type_words(of)} has no unit `{unit.text}`", unit.at, "leave the unit out")
        return _REFUSED
    return None


def _is_open(of: MoneyType, scope: Scope) -> bool:
    """Whether the amount may be in one of several currencies."""
    return of.currency is None and len(scope.vocabulary.currencies) > 1


_REFUSED = ""


def _formula(fragment: Fragment, scope: Scope, findings: Findings) -> Formula | None:
    try:
        tree = parse_expression(fragment.text)
    except BadExpression as bad:
        findings.add(
            Code.BAD_HEADER, bad.message, fragment.place(bad.start, bad.end), bad.help or "write the name of a fact"
        )
        return None
    if not isinstance(tree, Name):
        return check_value(fragment, scope, findings, None)
    found = resolve(tree, Asking(fragment, scope, findings), None, facts=True)
    if isinstance(found, Word):
        names = (*scope.symbols, *scope.short_names)
        findings.unknown(Code.UNKNOWN_NAME, "name", found.text, fragment.at, names)
        return None
    return found
