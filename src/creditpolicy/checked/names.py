"""A name in an expression to what it stands for."""

from creditpolicy.checked.asking import Asking
from creditpolicy.checked.literals import Word
from creditpolicy.checked.scope import Scope
from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.formulas import Amounts, Const, Formula, Read, Today
from creditpolicy.syntax.expressions.tree import Name, Span
from creditpolicy.values.types import BooleanType, DateType, EnumType, MoneyType, Type


def resolve(node: Name, asking: Asking, expected: Type | None, *, facts: bool = False) -> Formula | Word | None:
    """The formula for a name; a `Word` for one that may be a member of an enum; None where reported.

    Args:
        node: the name as written.
        asking: where it stands.
        expected: the type that its place wants, where it is known.
        facts: whether a fact may be named by its last part, as in the header of a table.

    """
    scope, text = asking.scope, node.text
    if text == "as_of":
        return Today(DateType())
    if text in scope.amounts:
        if not asking.compared:
            asking.complain(
                Code.UNIT_MISMATCH,
                node.span,
                f"`{text}` is one amount for each currency, and can only be compared with",
                f"compare one amount with it: `... > {text}`",
            )
            return None
        return Amounts(text, scope.amounts[text], MoneyType(None))
    found = scope.find(text, facts=facts)
    if isinstance(expected, EnumType) and text in expected.members:
        if text in scope.symbols:
            asking.complain(
                Code.UNKNOWN_MEMBER,
                node.span,
                f"`{text}` is both a name and a member of `{expected.name}`",
                "rename one of them",
            )
            return None
        return Const(text, expected)
    if isinstance(expected, EnumType) and text not in scope.symbols and _is_no_word(text, found, expected, scope):
        return Word(text, node.span)
    if not found:
        if "." in text:
            asking.unknown_name(text, node.span)
            return None
        return Word(text, node.span)
    if len(found) > 1 and not facts:
        found = _at_hand(found, scope) or found
    if len(found) > 1:
        listed = " or ".join(f"`{name}`" for name in found)
        asking.complain(Code.UNKNOWN_NAME, node.span, f"`{text}` may mean {listed}", "write the full name")
        return None
    return _read(found[0], node.span, asking)


def _is_no_word(text: str, found: tuple[str, ...], of: EnumType, scope: Scope) -> bool:
    """Whether a short name where a word of `of` is wanted is rather a wrong word, such as `insolvent` of segments."""
    claims = any(isinstance(scope.type_of(name), BooleanType) for name in found)
    return claims or nearest(text, of.members) is not None


def _at_hand(names: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
    """Of several phrases those about a record that is looked at here: no other can be meant."""
    records = ((name, scope.symbols[name].record) for name in names)
    return tuple(name for name, record in records if record is None or record in scope.at_hand)


def _read(name: str, span: Span, asking: Asking) -> Formula | None:
    scope = asking.scope
    symbol = scope.symbols[name]
    if symbol.fresh and not scope.allow_fresh:
        asking.complain(
            Code.FRESH_NAME,
            span,
            f"`{name}` is computed by `accept` and `review` only",
            f"read what was recorded: `{_recorded(name)}`" if _recorded(name) in scope.symbols else None,
        )
        return None
    if symbol.record is not None and symbol.record not in scope.at_hand:
        asking.complain(
            Code.WRONG_RECORD,
            span,
            f"`{name}` belongs to each {symbol.record}, and no one {symbol.record} is looked at here",
            f"define an aggregate, such as `count({symbol.record} where ...)` or `max({name}, default 0)`",
        )
        return None
    kind = scope.type_of(name)
    return None if kind is None else Read(name, kind)


def _recorded(name: str) -> str:
    return {
        "segment": "customer.segment",
        "risk.class": "customer.risk_class",
        "risk.score": "customer.score",
        "limits.amount": "customer.credit_limit",
    }.get(name, f"customer.{name.rpartition('.')[2]}")
