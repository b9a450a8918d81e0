"""Aggregates over a list of records: `count(invoice where ...)`, `max(invoice.days_overdue, default 0)`."""

from collections.abc import Callable
from fractions import Fraction

from creditpolicy.checked import bounds
from creditpolicy.checked.arithmetic import bounds_of, same_kind, scale_of, too_wide, widest
from creditpolicy.checked.asking import Asking
from creditpolicy.checked.literals import Word, member
from creditpolicy.diagnostics import Code
from creditpolicy.facts.vocabulary import Record
from creditpolicy.formulas import Formula, Holds, Over, Read
from creditpolicy.syntax.expressions import tree as written
from creditpolicy.syntax.expressions.names import names_in
from creditpolicy.values.describe import type_words
from creditpolicy.values.types import (
    BooleanType,
    Bounds,
    DateType,
    DaysType,
    MoneyType,
    MonthsType,
    NumberType,
    Type,
)

AGGREGATES = ("count", "sum", "min", "max", "any", "all")
TypedBy = Callable[[written.Expression, Asking, Type | None], Formula | Word | None]


def aggregate(node: written.Aggregate | written.Call, asking: Asking, typed: TypedBy) -> Formula | None:
    """The typed aggregate; None where it is none (reported, but for a `count` of a list fact, which is a function)."""
    where: written.Expression | None = None
    default: written.Expression | None = None
    if isinstance(node, written.Aggregate):
        subject, where, default = node.subject, node.where, node.default
    else:
        (subject,) = node.arguments
    record = _record(node, subject, asking)
    if record is None:
        return None
    inner = asking.within(asking.scope.inside(record.name))
    condition = _condition(where, inner, typed)
    if where is not None and condition is None:
        return None
    if node.name == "count":
        return _count(node, subject, record, condition, asking)
    value = _value(subject, inner, typed)
    if value is None:
        return None
    fallback = _default(default, value.type, asking, typed)
    if default is not None and fallback is None:
        return None
    return _combined(node, record, value, condition, fallback, asking)


def _record(node: written.Aggregate | written.Call, subject: written.Expression, asking: Asking) -> Record | None:
    """The one list record that the subject looks at and that is not at hand already."""
    scope = asking.scope
    heads = tuple(dict.fromkeys(name.partition(".")[0] for name in names_in(subject)))
    listed = [record for head in heads if (record := scope.list_record(head)) and head not in scope.at_hand]
    if len(listed) == 1:
        return listed[0]
    if node.name == "count" and isinstance(node, written.Call) and not listed:
        return None
    lists = [record.name for record in scope.vocabulary.records.values() if record.many]
    if len(heads) == 1 and "." not in next(iter(names_in(subject)), "."):
        asking.findings.unknown(Code.UNKNOWN_NAME, "record", heads[0], asking.at(subject.span), lists)
        return None
    strange = next((name for name in names_in(subject) if not scope.knows(name)), None)
    if strange is not None:
        asking.unknown_name(strange, subject.span)
        return None
    message = f"`{node.name}` needs one list of records to look at"
    asking.complain(
        Code.WRONG_RECORD, node.span, message, "lists are " + ", ".join(f"`{name}`" for name in sorted(lists))
    )
    return None


def _condition(where: written.Expression | None, inner: Asking, typed: TypedBy) -> Formula | None:
    if where is None:
        return None
    found = typed(where, inner, BooleanType())
    if found is None:
        return None
    if isinstance(found, Word) or not isinstance(found.type, BooleanType):
        message = f"found `{inner.text(where.span)}`, wanted a condition after `where`"
        inner.findings.unknown_name(Code.TYPE_MISMATCH, message, inner.text(where.span), inner.at(where.span))
        return None
    return Holds(found, inner.text(where.span), inner.at(where.span)) if isinstance(found, Read) else found


def _value(subject: written.Expression, inner: Asking, typed: TypedBy) -> Formula | None:
    found = typed(subject, inner, None)
    if isinstance(found, Word):
        inner.complain(
            Code.TYPE_MISMATCH,
            subject.span,
            f"found `{found.text}`, wanted a value of each record",
            f"write `{found.text}.…`",
        )
        return None
    return found


def _count(
    node: written.Aggregate | written.Call,
    subject: written.Expression,
    record: Record,
    condition: Formula | None,
    asking: Asking,
) -> Formula | None:
    if not isinstance(subject, written.Name) or subject.text != record.name:
        if isinstance(node, written.Call):
            return None
        asking.complain(
            Code.TYPE_MISMATCH, subject.span, "`count` counts records", f"write `count({record.name} where ...)`"
        )
        return None
    return Over(
        "count", record.name, None, condition, None, NumberType(0, Bounds(Fraction(0), Fraction(record.max_count)))
    )


def _default(default: written.Expression | None, of: Type, asking: Asking, typed: TypedBy) -> Formula | None:
    if default is None:
        return None
    found = typed(default, asking, of)
    return member(found, of, asking) if isinstance(found, Word) else found


def _combined(
    node: written.Aggregate | written.Call,
    record: Record,
    value: Formula,
    condition: Formula | None,
    default: Formula | None,
    asking: Asking,
) -> Formula | None:
    name = node.name
    kind = value.type
    if name in {"any", "all"}:
        if not isinstance(kind, BooleanType):
            asking.complain(Code.TYPE_MISMATCH, node.span, f"`{name}` takes a condition, found {type_words(kind)}")
            return None
        test = Holds(value, asking.text(node.span), asking.at(node.span)) if isinstance(value, Read) else value
        return Over(name, record.name, test, condition, None, BooleanType())  # type: ignore[arg-type]  # any or all
    if name == "sum":
        return _sum(node, record, value, condition, asking)
    if default is None:
        asking.complain(
            Code.TYPE_MISMATCH,
            node.span,
            f"`{name}` of no records is not known",
            f"say what it is then: `{name}(..., default 0)`",
        )
        return None
    joined: Type | None = kind if isinstance(kind, DateType) and isinstance(default.type, DateType) else None
    if joined is None:
        wide = bounds.either(bounds_of(kind), bounds_of(default.type))
        joined = same_kind(kind, default.type, wide, widest(kind, default.type))
    if joined is None:
        message = f"`default` is {type_words(default.type)}, the values are {type_words(kind)}"
        asking.complain(Code.TYPE_MISMATCH, node.span, message)
        return None
    return Over(name, record.name, value, condition, default, joined)  # type: ignore[arg-type]  # min or max


def _sum(
    node: written.Aggregate | written.Call, record: Record, value: Formula, condition: Formula | None, asking: Asking
) -> Formula | None:
    kind = value.type
    if not isinstance(kind, NumberType | MoneyType | DaysType | MonthsType):
        asking.complain(Code.TYPE_MISMATCH, node.span, f"cannot add up {type_words(kind)}")
        return None
    total = same_kind(kind, kind, bounds.times(bounds_of(kind), record.max_count), scale_of(kind))
    if total is None or too_wide(total):
        asking.complain(
            Code.TOO_MANY_DIGITS, node.span, "this sum may need more than 38 digits", "give the fact closer bounds"
        )
        return None
    return Over("sum", record.name, value, condition, None, total)
