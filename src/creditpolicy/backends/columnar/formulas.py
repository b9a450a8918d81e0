"""A formula to a column. Unknown is null, so that what cannot be known needs no code of its own."""

from dataclasses import replace

import polars

from creditpolicy.backends.columnar import arithmetic, days
from creditpolicy.backends.columnar.column import (
    BOOLEAN,
    NOTHING,
    UNKNOWN,
    VARIES,
    Column,
    Expr,
    NotCompiled,
    alike,
    among,
    constant,
    day_number,
    nothing_known,
    truth,
    whole,
)
from creditpolicy.backends.columnar.functions import applied
from creditpolicy.backends.columnar.logic import conjunction, disjunction, negation
from creditpolicy.backends.columnar.writes import Writes
from creditpolicy.formulas import (
    AllOf,
    Amounts,
    AnyOf,
    Apply,
    Arith,
    Choose,
    Compare,
    Const,
    Formula,
    Holds,
    IfMissing,
    IsMissing,
    Negate,
    Over,
    Read,
    Subject,
    Today,
)
from creditpolicy.values.types import BooleanType, DateType, EnumType, ListType, MoneyType, MonthsType, TextType, Type


def value(w: Writes, formula: Formula, subject: Column | None) -> Column:
    """A column that is null where the formula is unknown."""
    match formula:
        case Const(value=given):
            return constant(given)
        case Amounts():
            return nothing_known()
        case Subject():
            if subject is None:
                raise NotCompiled
            return subject
        case Today():
            return whole(day_number(w.as_of), kind=polars.Int32())
        case Read(name=name):
            return w.read(name)
        case Arith():
            return _arithmetic(w, formula, subject)
        case Apply():
            return applied(w, formula, tuple(_operand(w, one, subject) for one in formula.arguments))
        case Choose(condition=condition, yes=yes, no=no, type=of):
            sides = w.value(yes, subject), w.value(no, subject)
            return chosen(w.value(condition, subject), sides[0], sides[1], of)
        case IfMissing(of=of, instead=other, type=kind):
            return instead(w.value(of, subject), w.value(other, subject), kind)
        case Holds(of=of):
            return _operand(w, of, subject)
        case Compare():
            return _compared(w, formula, subject)
        case AllOf(parts=parts):
            return conjunction(_operand(w, part, subject) for part in parts)
        case AnyOf(parts=parts):
            return disjunction(_operand(w, part, subject) for part in parts)
        case Negate(part=part):
            return negation(_operand(w, part, subject))
        case IsMissing(of=of):
            found = w.value(of, subject)
            if found.constant is UNKNOWN:
                return truth(value=True)
            return Column(~found.known, maybe=False) if found.maybe else truth(value=False)
        case Over(record=record):
            return w.aggregate(record)


def _operand(w: Writes, formula: Formula, subject: Column | None) -> Column:
    """A value to count or compare with: rows in which it is the known nothing are left open."""
    found = w.value(formula, subject)
    if found.constant is NOTHING:
        raise NotCompiled
    if found.nothing is None:
        return found
    w.opens(found.nothing)
    return replace(found, nothing=None, maybe=True)


def _arithmetic(w: Writes, formula: Arith, subject: Column | None) -> Column:
    left, right = _operand(w, formula.left, subject), _operand(w, formula.right, subject)
    is_day = isinstance(formula.left.type, DateType), isinstance(formula.right.type, DateType)
    if formula.op == "*":
        return arithmetic.times(left, right)
    if formula.op == "/":
        if isinstance(formula.right.type, MoneyType) and not isinstance(formula.left.type, MoneyType):
            raise NotCompiled
        return arithmetic.divided(left, right)
    sign = 1 if formula.op == "+" else -1
    if all(is_day):
        return days.days_between(left, right)
    if not any(is_day):
        return arithmetic.added(left, right, sign)
    day, count, of = (left, right, formula.right.type) if is_day[0] else (right, left, formula.left.type)
    move = days.moved_by_months if isinstance(of, MonthsType) else days.moved_by_days
    return move(day, count, sign)


def chosen(condition: Column, yes: Column, no: Column, of: Type) -> Column:
    """The branch that the condition takes; where it is unknown, what both branches give."""
    if condition.constant is True:
        return yes
    if condition.constant is False:
        return no
    (left, right), like = alike(of, (yes, no))
    test = polars.lit(None, dtype=BOOLEAN) if condition.constant is UNKNOWN else condition.expr
    agree = None
    if condition.maybe and {UNKNOWN, NOTHING}.isdisjoint({yes.constant, no.constant}):
        agree = equal(left, right)

    def pick(one: Expr, other: Expr) -> Expr:
        if not condition.maybe:
            return polars.when(test).then(one).otherwise(other)
        both = polars.when(test).then(one).when(~test).then(other)
        return both if agree is None else both.when(agree).then(one)

    found = replace(
        like, expr=pick(left.expr, right.expr), maybe=condition.maybe or left.maybe or right.maybe, constant=VARIES
    )
    if left.over is not None and right.over is not None and like.over is not None:
        found = replace(found, over=replace(like.over, expr=pick(left.over.expr, right.over.expr)))
    if yes.nothing is not None or no.nothing is not None:
        one, other = (polars.lit(value=False) if one.nothing is None else one.nothing for one in (yes, no))
        found = replace(found, nothing=polars.when(test).then(one).when(~test).then(other).otherwise(one & other))
    return found


def equal(left: Column, right: Column) -> Expr:
    """Whether two columns that are alike hold the same."""
    if left.over is not None and right.over is not None:
        return arithmetic.compared("=", left, right).expr
    return left.expr == right.expr


def instead(of: Column, other: Column, kind: Type) -> Column:
    """A value, or another where it is unknown."""
    if of.constant is UNKNOWN:
        return other
    if not of.maybe:
        return of
    (left, right), like = alike(kind, (of, other))
    known = of.known

    def pick(one: Expr, two: Expr) -> Expr:
        return polars.when(known).then(one).otherwise(two)

    found = replace(like, expr=pick(left.expr, right.expr), maybe=right.maybe, constant=VARIES)
    if left.over is not None and right.over is not None and like.over is not None:
        found = replace(found, over=replace(like.over, expr=pick(left.over.expr, right.over.expr)))
    if of.nothing is not None or other.nothing is not None:
        none = polars.lit(value=False)
        found = replace(found, nothing=pick(*(none if one.nothing is None else one.nothing for one in (of, other))))
    return found


def _compared(w: Writes, formula: Compare, subject: Column | None) -> Column:
    left, right = (_side(w, side, subject) for side in (formula.left, formula.right))
    if UNKNOWN in {left.constant, right.constant}:
        return nothing_known()
    match formula.left.type:
        case BooleanType():
            return _same(formula.op, left, right)
        case EnumType() as of:
            return _words(formula.op, left, right, of)
        case TextType():
            return _plain(formula.op, left, right)
        case ListType() as of:
            return _lists(formula.op, left, right, of)
    return arithmetic.compared(formula.op, left, right)


def _side(w: Writes, formula: Formula, subject: Column | None) -> Column:
    if not isinstance(formula, Amounts):
        return _operand(w, formula, subject)
    # The threshold of the policy's one currency.
    if not w.currency or [currency for currency, _ in formula.by_currency] != [w.currency]:
        raise NotCompiled
    return constant(formula.by_currency[0][1])


def _same(op: str, left: Column, right: Column) -> Column:
    if isinstance(left.constant, bool):
        left, right = right, left
    if isinstance(right.constant, bool):
        return left if right.constant is (op == "=") else negation(left)
    return _plain(op, left, right)


def _plain(op: str, left: Column, right: Column) -> Column:
    if isinstance(left.constant, bool | str) and isinstance(right.constant, bool | str):
        return truth((left.constant == right.constant) is (op == "="))
    test = left.expr == right.expr if op == "=" else left.expr != right.expr
    return Column(test, left.maybe or right.maybe)


def _lists(op: str, left: Column, right: Column, of: ListType) -> Column:
    if isinstance(left.constant, tuple) and isinstance(right.constant, tuple):
        return truth((left.constant == right.constant) is (op == "="))
    (left, right), _ = alike(of, (left, right))
    test = left.expr == right.expr if op == "=" else left.expr != right.expr
    return Column(test, left.maybe or right.maybe)


def _words(op: arithmetic.Op, left: Column, right: Column, of: EnumType) -> Column:
    if isinstance(left.constant, str) and isinstance(right.constant, str):
        left, right = among(left, of.members), among(right, of.members)
        places = [of.members.index(str(one.constant)) for one in (left, right)]
        return arithmetic.compared(op, whole(places[0]), whole(places[1]))
    members = of.members if op not in {"=", "!="} else left.members or right.members
    left, right = among(left, members), among(right, members)
    for one, other, turned in ((left, right, False), (right, left, True)):
        if isinstance(other.constant, str):
            place = whole(members.index(other.constant))
            plain = replace(one, low=0, high=len(members) - 1)
            return arithmetic.compared(op, place, plain) if turned else arithmetic.compared(op, plain, place)
    plain_left, plain_right = replace(left, low=0, high=len(members)), replace(right, low=0, high=len(members))
    return arithmetic.compared(op, plain_left, plain_right)
