"""Expressions to typed formulas: every name resolved, every unit agreed, every divisor proved not to be zero."""

from creditpolicy.checked import arithmetic, bounds
from creditpolicy.checked.aggregates import aggregate
from creditpolicy.checked.asking import Asking
from creditpolicy.checked.calls import check_call, check_property
from creditpolicy.checked.comparisons import compare
from creditpolicy.checked.findings import Findings
from creditpolicy.checked.guards import contradiction, zero_excluded
from creditpolicy.checked.literals import Word, as_literal, is_bare_number, literal, member, negated
from creditpolicy.checked.names import resolve
from creditpolicy.checked.ranges import cell_test
from creditpolicy.checked.scope import Scope
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import (
    AllOf,
    AnyOf,
    Apply,
    Arith,
    Choose,
    Const,
    Formula,
    Holds,
    Negate,
    Read,
    Subject,
)
from creditpolicy.syntax.expressions import BadExpression, parse_cell, parse_expression, show
from creditpolicy.syntax.expressions import tree as written
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.values.describe import type_words
from creditpolicy.values.types import BooleanType, DateType, EnumType, Type

Typed = Formula | Word | None


def check_condition(fragment: Fragment, scope: Scope, findings: Findings) -> Formula | None:
    """A condition: an expression that is true or false, or unknown."""
    formula = check_value(fragment, scope, findings, BooleanType())
    if formula is None:
        return None
    if not isinstance(formula.type, BooleanType):
        findings.add(
            Code.TYPE_MISMATCH,
            f"found {type_words(formula.type)}, wanted a condition",
            fragment.at,
            "compare it: `... > 5`",
        )
        return None
    if isinstance(formula, Const):
        code = Code.ALWAYS_TRUE if formula.value else Code.ALWAYS_FALSE
        findings.add(
            code,
            f"`{fragment.text}` is the same for every case",
            fragment.at,
            "name a fact, or write `otherwise: true`",
        )
        return None
    return formula


def check_value(
    fragment: Fragment,
    scope: Scope,
    findings: Findings,
    expected: Type | None,
    unit: str | None = None,
    *,
    compared: bool = False,
) -> Formula | None:
    """An expression of any type; `expected` lets bare words and numbers find theirs. None where it was in error.

    One that is `compared` may be a threshold per currency, as its section compares something with it.
    """
    asking = Asking(fragment, scope, findings, unit, compared)
    try:
        tree = parse_expression(fragment.text)
    except BadExpression as bad:
        findings.add(Code.BAD_EXPRESSION, bad.message, fragment.place(bad.start, bad.end), bad.help)
        return None
    formula = typed(tree, asking, expected)
    if isinstance(formula, Word):
        formula = _explained(formula, expected, asking)
    if formula is not None and arithmetic.too_wide(formula.type):
        findings.add(Code.TOO_MANY_DIGITS, "this may need more than 38 digits", fragment.at, "round first")
        return None
    if isinstance(formula, Read) and isinstance(formula.type, BooleanType):
        return Holds(formula, " ".join(fragment.text.split()), fragment.at)
    return formula


def check_cell(
    fragment: Fragment, subject: Type, scope: Scope, findings: Findings, unit: str | None
) -> tuple[Formula | None, bool]:
    """An input cell as a formula over the column's value.

    Returns:
        The formula (None for `-` and for a cell in error), and whether the cell says anything at all.

    """
    asking = Asking(fragment, scope, findings, unit)
    try:
        cell = parse_cell(fragment.text)
    except BadExpression as bad:
        findings.add(Code.BAD_EXPRESSION, bad.message, fragment.place(bad.start, bad.end), bad.help)
        return None, True
    tests = [cell_test(test, Subject(subject), asking, typed) for test in cell.tests]
    known = tuple(test for test in tests if test is not None)
    if len(known) < len(tests) or not tests:
        return None, bool(tests)
    return (known[0] if len(known) == 1 else AnyOf(known)), True


def typed(node: written.Expression, asking: Asking, expected: Type | None) -> Typed:
    """The typed form of `node`; a `Word` where it is a bare word that only its place can explain."""
    simple = as_literal(node)
    if simple is not None:
        return literal(simple, asking, expected)
    if not isinstance(node, written.Name):
        asking = asking.beside(compared=False)
    match node:
        case written.Name():
            return resolve(node, asking, expected)
        case written.Negation(operand=inner, span=span):
            return _negation(inner, span, asking, expected)
        case written.Arithmetic():
            return _arithmetic(node, asking, expected)
        case written.Comparison():
            return _comparison(node, asking)
        case written.In():
            return _in(node, asking)
        case written.And(parts=parts, span=span) | written.Or(parts=parts, span=span):
            return _connective(node, parts, span, asking)
        case written.Not(operand=inner):
            part = condition(inner, asking)
            return None if part is None else Negate(part)
        case written.IfThenElse():
            return _choice(node, asking, expected)
        case written.Property():
            return check_property(node, asking, operand)
        case written.Call():
            return check_call(node, asking, operand, typed)
        case written.Aggregate():
            return aggregate(node, asking, typed)
    return None


def condition(node: written.Expression, asking: Asking) -> Formula | None:
    """A part that must be true or false."""
    formula = operand(node, asking, BooleanType())
    if formula is None:
        return None
    if not isinstance(formula.type, BooleanType):
        asking.complain(
            Code.TYPE_MISMATCH,
            node.span,
            f"found {type_words(formula.type)}, wanted a condition",
            "compare it: `... > 5`",
        )
        return None
    if isinstance(formula, Const):
        code = Code.ALWAYS_TRUE if formula.value else Code.ALWAYS_FALSE
        asking.complain(code, node.span, f"`{asking.text(node.span)}` is the same for every case", "leave it out")
        return None
    if isinstance(formula, Read):
        return Holds(formula, asking.text(node.span), asking.at(node.span))
    return formula


def operand(node: written.Expression, asking: Asking, expected: Type | None) -> Formula | None:
    """A part with a value; a bare word that nothing explains is an unknown name."""
    found = typed(node, asking, expected)
    return _explained(found, expected, asking) if isinstance(found, Word) else found


def _explained(word: Word, expected: Type | None, asking: Asking) -> Const | None:
    """A bare word as a member of the enum that its place wants; elsewhere it is an unknown name."""
    if isinstance(expected, EnumType):
        return member(word, expected, asking)
    if isinstance(expected, BooleanType) and not asking.meant(word.text):
        help_text, message = "write `true` or `false`, or a condition", f"found `{word.text}`, wanted true or false"
        asking.findings.unknown_name(Code.TYPE_MISMATCH, message, word.text, asking.at(word.span), help_text)
        return None
    asking.unknown_name(word.text, word.span)
    return None


def _negation(
    operand_node: written.Expression, span: written.Span, asking: Asking, expected: Type | None
) -> Formula | None:
    inner = operand(operand_node, asking, expected)
    if inner is None:
        return None
    if isinstance(inner, Const) and (constant := negated(inner)) is not None:
        return constant
    kind = arithmetic.negation(inner.type)
    if isinstance(kind, str):
        asking.complain(Code.TYPE_MISMATCH, span, kind)
        return None
    return Apply("negate", (inner,), kind)


def _arithmetic(node: written.Arithmetic, asking: Asking, expected: Type | None) -> Formula | None:
    """The result; 5 + x takes its unit from x, not from where the sum is used."""
    if isinstance(expected, EnumType) and node.op == "-":
        _hyphenated(asking.text(node.span), node.span, expected, asking)
        return None
    left = operand(node.left, asking, None) if not is_bare_number(node.left) else None
    right = operand(node.right, asking, _unit_from(left, node.op)) if left or not is_bare_number(node.right) else None
    if left is None and is_bare_number(node.left):
        left = operand(node.left, asking, _unit_from(right, node.op))
    if right is None and is_bare_number(node.right):
        right = operand(node.right, asking, _unit_from(left, node.op))
    if left is None or right is None:
        return None
    kind = arithmetic.result(node.op, left.type, right.type)
    if isinstance(kind, str):
        asking.complain(Code.UNIT_MISMATCH, node.span, kind)
        return None
    if isinstance(kind, DateType):
        for side, formula in ((node.left, left), (node.right, right)):
            if arithmetic.beyond_the_calendar(formula.type):
                message = f"`{asking.text(side.span)}` is longer than the calendar, so that no day lies so far off"
                asking.complain(Code.BAD_DURATION, side.span, message, "write what is meant, such as `30 days`")
                return None
    if node.op == "/" and not (arithmetic.divisor_is_safe(right) or show(node.right) in asking.scope.nonzero):
        divisor = asking.text(node.right.span)
        if isinstance(right, Const):
            asking.complain(Code.DIVISOR_MAY_BE_ZERO, node.right.span, f"cannot divide by `{divisor}`")
            return None
        asking.complain(
            Code.DIVISOR_MAY_BE_ZERO,
            node.right.span,
            f"`{divisor}` may be zero",
            f"guard it to the left: `{divisor} > 0 and ...`, or give the fact a `low` above zero",
        )
        return None
    if arithmetic.too_wide(kind):
        asking.complain(Code.TOO_MANY_DIGITS, node.span, "this may need more than 38 digits", "round first")
        return None
    return Arith(node.op, left, right, kind)


def _hyphenated(text: str, span: written.Span, of: EnumType, asking: Asking) -> None:
    """Say of a word with a hyphen, where a word is wanted, that it is unknown or that it stands in quotes."""
    if text in of.members:
        asking.complain(Code.BAD_EXPRESSION, span, f"found `{text}`, which reads as minus", f'write `"{text}"`')
    else:
        asking.findings.unknown(Code.UNKNOWN_MEMBER, "word", text, asking.at(span), of.members)


def _unit_from(other: Formula | None, op: str) -> Type | None:
    """A bare number beside days or months takes that unit; a factor is a plain number, and money wants its currency."""
    if other is None or op in {"*", "/"}:
        return None
    return arithmetic.DAYS if isinstance(other.type, DateType) else other.type


def _comparison(node: written.Comparison, asking: Asking) -> Formula | None:
    asking = asking.beside(compared=True)
    left, right = typed(node.left, asking, None), None
    if left is None:
        return None
    if isinstance(left, Word) or is_bare_number(node.left):
        right = typed(node.right, asking, None)
        if isinstance(right, Word):  # of two words that nothing explains, the first is meant to be a name
            return _explained(left if isinstance(left, Word) else right, None, asking)
        if right is None:
            return None
        left = operand(node.left, asking, right.type)
    else:
        right = operand(node.right, asking, left.type)
    if left is None or right is None:
        return None
    return compare(node.op, left, right, node.span, asking)


def _in(node: written.In, asking: Asking) -> Formula | None:
    value = operand(node.value, asking, None)
    if value is None:
        return None
    tests = [cell_test(test, value, asking, typed) for test in node.tests]
    known = tuple(test for test in tests if test is not None)
    if len(known) < len(tests):
        return None
    return known[0] if len(known) == 1 else AnyOf(known)


def _connective(
    node: written.And | written.Or, parts: tuple[written.Expression, ...], span: written.Span, asking: Asking
) -> Formula | None:
    is_and = isinstance(node, written.And)
    formulas, here = [], asking
    for part in parts:
        formulas.append(condition(part, here))
        here = here.within(here.scope.knowing(zero_excluded(part, holds=is_and)))
    known = tuple(formula for formula in formulas if formula is not None)
    if len(known) < len(formulas):
        return None
    problem = contradiction(known, is_and=is_and)
    if problem is not None:
        code = Code.ALWAYS_FALSE if is_and else Code.ALWAYS_TRUE
        asking.complain(code, span, problem)
        return None
    return AllOf(known) if is_and else AnyOf(known)


def _choice(node: written.IfThenElse, asking: Asking, expected: Type | None) -> Formula | None:
    test = condition(node.condition, asking)
    known, otherwise = (zero_excluded(node.condition, holds=holds) for holds in (True, False))
    yes = typed(node.yes, asking.within(asking.scope.knowing(known)), expected)
    no_scope = asking.within(asking.scope.knowing(otherwise))
    no = typed(node.no, no_scope, yes.type if isinstance(yes, Formula) else expected)
    if isinstance(yes, Word) and isinstance(no, Formula):
        yes = member(yes, no.type, asking)
    if isinstance(yes, Word):
        return _explained(yes, None, asking)
    if isinstance(no, Word):
        return _explained(no, None, asking)
    if test is None or yes is None or no is None:
        return None
    kind = _join(yes.type, no.type)
    if kind is None:
        message = f"`then` gives {type_words(yes.type)}, `else` {type_words(no.type)}"
        asking.complain(Code.TYPE_MISMATCH, node.span, message, "both must give the same kind of value")
        return None
    return Choose(test, yes, no, kind)


def _join(left: Type, right: Type) -> Type | None:
    if left == right:
        return left
    if isinstance(left, EnumType) and isinstance(right, EnumType) and left.name == right.name:
        return left
    inner = bounds.either(arithmetic.bounds_of(left), arithmetic.bounds_of(right))
    return arithmetic.same_kind(left, right, inner, arithmetic.widest(left, right))
