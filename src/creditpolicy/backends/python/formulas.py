"""A formula to an expression of Python. Values first, conditions below.

A condition is written twice: as whether it may hold and as whether it certainly does. That is strong Kleene logic
without a third truth value: it is false where it may not hold, and unknown where it may but not certainly does.
"""

from dataclasses import replace
from fractions import Fraction

from creditpolicy.backends.python.amounts import amount_of
from creditpolicy.backends.python.applied import applied
from creditpolicy.backends.python.code import (
    Code,
    Here,
    NotCompiled,
    Tests,
    Writes,
    alike,
    at_scale,
    constant,
    held,
    known_only,
    literal,
    number,
    valued,
    where_known,
)
from creditpolicy.backends.python.over import over
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
from creditpolicy.values.money import Money
from creditpolicy.values.types import DateType, EnumType, MoneyType, MonthsType, TextType, Type

_SIGNS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def value(w: Writes, formula: Formula, here: Here) -> Code:
    """An expression that is None where the formula is unknown."""
    match formula:
        case Const(value=given):
            return constant(w, given)
        case Amounts():
            return Code("None", plain=True)
        case Subject():
            if here.subject is None:
                raise NotCompiled
            return here.subject
        case Today():
            return Code(w.today, maybe=False, plain=True)
        case Read(name=name):
            return w.read(name, here)
        case Arith():
            return _arithmetic(w, formula, here)
        case Apply():
            return applied(w, formula, here)
        case Choose(condition=condition, yes=yes, no=no):
            return _chosen(w, here, w.tests(condition, here), (w.value(yes, here), w.value(no, here)))
        case IfMissing(of=of, instead=instead):
            return _instead(w, w.value(of, here), w.value(instead, here))
        case Over():
            return over(w, formula, here)
        case Holds(of=of):
            return w.value(of, here)
        case Compare() if w.currency or not isinstance(formula.left.type, MoneyType):
            left, right = sides(w, formula, here)
            asked, names = known_only(w, (left, right))
            return Code(where_known(asked, test_text(w, formula, left, right, names)), maybe=bool(asked))
        case Compare() | AllOf() | AnyOf() | Negate() | IsMissing():
            return three_valued(w.tests(formula, here))


def operand(w: Writes, formula: Formula, here: Here) -> Code:
    """A value to count or compare with."""
    return valued(w.value(formula, here))


def _chosen(w: Writes, here: Here, condition: Tests, branches: tuple[Code, Code]) -> Code:
    left, right = alike(branches)
    otherwise, may_differ = right.text, False
    if not condition.known:
        # Both branches may still agree.
        left, right, both = w.weighed(left, right, here)
        otherwise, may_differ = f"{both} if {condition.may} else {right.text}", both != "hand_over()"
    return replace(
        left,
        text=f"({left.text} if {condition.sure} else {otherwise})",
        maybe=left.maybe or right.maybe or may_differ,
        plain=False,
        nothing=left.nothing or right.nothing,
        constant=None,
    )


def _instead(w: Writes, of: Code, instead: Code) -> Code:
    if not of.maybe:
        return of
    left, right = alike((of, instead))
    if of.is_unknown:
        return right
    first, name = held(w, left)
    return replace(
        left,
        text=f"({name} if {first} is not None else {right.text})",
        maybe=right.maybe,
        plain=False,
        nothing=left.nothing or right.nothing,
        constant=None,
    )


def _arithmetic(w: Writes, formula: Arith, here: Here) -> Code:
    left, right = operand(w, formula.left, here), operand(w, formula.right, here)
    if formula.op == "/" and w.currency and (inverse := _inverse(w, right)) is not None:
        formula, right = replace(formula, op="*"), inverse
    if not w.currency and isinstance(formula.left.type, MoneyType) | isinstance(formula.right.type, MoneyType):
        return _with_pairs(w, formula, left, right)
    days = isinstance(formula.left.type, DateType), isinstance(formula.right.type, DateType)
    if any(days):
        return _with_days(w, formula, left, right, days)
    money = isinstance(formula.left.type, MoneyType), isinstance(formula.right.type, MoneyType)
    if formula.op == "*":
        asked, (one, other) = known_only(w, (left, right))
        ambiguous = None in {left.currency, right.currency}
        currency = None if ambiguous else left.currency or right.currency
        # What is divided by a power of ten is multiplied by one.
        text = one if right.constant == 1 else other if left.constant == 1 else f"({one} * {other})"
        text = where_known(asked, text)
        return Code(text, maybe=bool(asked), scale=left.scale + right.scale, currency=currency)
    if formula.op == "/":
        if money == (False, True):
            raise NotCompiled
        asked, (one, other) = known_only(w, (left, right))
        text = where_known(asked, f"divided({one} * {10**right.scale}, {other})")
        return Code(text, scale=left.scale, currency="" if all(money) else left.currency)
    left, right = alike((left, right))
    asked, (one, other) = known_only(w, (left, right))
    text = where_known(asked, f"({one} {formula.op} {other})")
    return Code(text, maybe=bool(asked), scale=left.scale, currency=_joined(formula.type, left, right))


def _with_pairs(w: Writes, formula: Arith, left: Code, right: Code) -> Code:
    if formula.op == "/" and not isinstance(formula.left.type, MoneyType):
        raise NotCompiled
    asked, (one, other) = known_only(w, (left, right))
    both = isinstance(formula.left.type, MoneyType) and isinstance(formula.right.type, MoneyType)
    if formula.op == "*":
        pair, factor, by = (one, other, right) if isinstance(formula.left.type, MoneyType) else (other, one, left)
        return Code(where_known(asked, f"amount_times({pair}, {factor}, {by.scale})"), maybe=bool(asked))
    if formula.op == "/":
        text = f"amounts_divided({one}, {other})" if both else f"amount_divided({one}, {other}, {right.scale})"
        return Code(where_known(asked, text))
    return Code(where_known(asked, f"amounts_added({one}, {other}, {formula.op}1)"))


def _inverse(w: Writes, divisor: Code) -> Code | None:
    """What to multiply with instead, where that has a finite number of digits."""
    if not divisor.constant or divisor.currency:
        return None
    inverse = number(w, Fraction(10**divisor.scale, divisor.constant))
    return inverse if inverse.constant is not None else None


def _joined(of: Type, left: Code, right: Code) -> str | None:
    """The currency of a sum: that of the one that has any; either where that is left to the case."""
    if not isinstance(of, MoneyType):
        return ""
    known = {left.currency, right.currency} - {"", None}
    return known.pop() if known else None if None in {left.currency, right.currency} else ""


def _with_days(w: Writes, formula: Arith, left: Code, right: Code, days: tuple[bool, bool]) -> Code:
    asked, (one, other) = known_only(w, (left, right))
    if all(days):
        text = f"({one} - {other}).days"
    else:
        day, count, by = (one, other, right) if days[0] else (other, one, left)
        of = formula.right.type if days[0] else formula.left.type
        later = "months_later" if isinstance(of, MonthsType) else "days_later"
        sign = "-" if formula.op == "-" else ""
        text = f"{later}({day}, {sign}{count}, {by.scale})"
    return Code(where_known(asked, text), maybe=bool(asked))


def tests(w: Writes, formula: Formula, here: Here) -> Tests:
    """Whether a condition may hold, and whether it certainly does."""
    match formula:
        case Compare():
            return _compared(w, formula, here)
        case Holds(of=of):
            return w.tests(of, here)
        case Const(value=bool() as given):
            return Tests(str(given), str(given))
        case AllOf(parts=parts):
            return _joined_tests([w.tests(part, here) for part in parts], "and")
        case AnyOf(parts=parts):
            return _joined_tests([w.tests(part, here) for part in parts], "or")
        case Negate(part=part):
            inner = w.tests(part, here)
            return Tests(f"(not {inner.sure})", f"(not {inner.may})")
        case IsMissing(of=of):
            found = w.value(of, here)
            text = "True" if found.is_unknown else f"({found.text} is None)" if found.maybe else "False"
            return Tests(text, text)
        case Const() | Amounts() | Read() | Subject() | Today() | Arith() | Apply() | Choose() | IfMissing() | Over():
            return truth(operand(w, formula, here))


def three_valued(tests: Tests) -> Code:
    """Whether a condition holds, as a value."""
    if tests.known:
        return Code(tests.may, maybe=False)
    return Code(f"(True if {tests.sure} else None if {tests.may} else False)")


def truth(code: Code) -> Tests:
    """Whether a value that is known or not holds."""
    if code.is_unknown:
        return Tests("True", "False")
    if not code.maybe:
        return Tests(code.text, code.text)
    return Tests(f"({code.text} is not False)", f"({code.text} is True)")


def _joined_tests(inner: list[Tests], word: str) -> Tests:
    neutral = "True" if word == "and" else "False"
    mays = [one.may for one in inner if one.may != neutral]
    sures = [one.sure for one in inner if one.sure != neutral]
    return Tests(_joined_text(mays, word, neutral), _joined_text(sures, word, neutral))


def _joined_text(texts: list[str], word: str, neutral: str) -> str:
    if not texts:
        return neutral
    return texts[0] if len(texts) == 1 else f"({f' {word} '.join(texts)})"


def _compared(w: Writes, formula: Compare, here: Here) -> Tests:
    if not w.currency and isinstance(formula.left.type, MoneyType):
        return _compared_pairs(w, formula, here)
    left, right = sides(w, formula, here)
    if left.is_unknown or right.is_unknown:
        return Tests("True", "False")
    asked, names = known_only(w, (left, right))
    test = test_text(w, formula, left, right, names)
    if not asked:
        return Tests(test, test)
    may = " or ".join((*(f"{one} is None" for one in asked), test))
    sure = " and ".join((*(f"{one} is not None" for one in asked), test))
    return Tests(f"({may})", f"({sure})")


def _compared_pairs(w: Writes, formula: Compare, here: Here) -> Tests:
    """Amounts that may be in two currencies: then it is unknown how they compare."""
    left, right = formula.left, formula.right
    threshold = left if isinstance(left, Amounts) else right if isinstance(right, Amounts) else None
    op = literal(formula.op)
    if threshold is None:
        asked, (one, other) = known_only(w, (operand(w, left, here), operand(w, right, here)))
        test = f"amounts_hold({op}, {one}, {other})"
    else:
        amounts = {currency: amount_of(one) for currency, one in threshold.by_currency if isinstance(one, Money)}
        value_side = right if threshold is left else left
        if isinstance(value_side, Amounts) or len(amounts) != len(threshold.by_currency):
            raise NotCompiled
        asked, (one,) = known_only(w, (operand(w, value_side, here),))
        test = f"amount_holds({op}, {one}, {w.bound(amounts)}, turned={threshold is left})"
    may = " or ".join((*(f"{one} is None" for one in asked), f"{test} is not False"))
    sure = " and ".join((*(f"{one} is not None" for one in asked), f"{test} is True"))
    return Tests(f"({may})", f"({sure})")


def sides(w: Writes, formula: Compare, here: Here) -> tuple[Code, Code]:
    """What is compared."""
    if isinstance(formula.left, Amounts) and isinstance(formula.right, Amounts):
        raise NotCompiled
    sides = []
    for side in (formula.left, formula.right):
        if isinstance(side, Amounts):
            # The threshold of the policy's one currency.
            if [currency for currency, _ in side.by_currency] != [w.currency]:
                raise NotCompiled
            sides.append(constant(w, side.by_currency[0][1]))
        elif formula.op in {"=", "!="} and isinstance(side.type, DateType | EnumType | TextType):
            # The known nothing is equal to nothing else.
            sides.append(w.value(side, here))
        else:
            sides.append(operand(w, side, here))
    return sides[0], sides[1]


def test_text(w: Writes, formula: Compare, left: Code, right: Code, names: tuple[str, ...]) -> str:
    """The comparison of two values that are known, under their names."""
    sign = _SIGNS[formula.op]
    of = formula.left.type
    if isinstance(of, EnumType) and formula.op not in {"=", "!="}:
        rank = w.bound({member: index for index, member in enumerate(of.members)})
        return f"({rank}[{names[0]}] {sign} {rank}[{names[1]}])"
    if names[1] in {"True", "False"} and formula.op in {"=", "!="}:
        return names[0] if (names[1] == "True") is (formula.op == "=") else f"(not {names[0]})"
    one, other = (
        at_scale(replace(code, text=name, maybe=False), max(left.scale, right.scale)).text
        for code, name in zip((left, right), names, strict=True)
    )
    return f"({one} {sign} {other})"
