"""What a condition establishes for what stands to its right, and conditions that contradict themselves."""

from bisect import bisect_left
from fractions import Fraction

from creditpolicy.formulas import AllOf, AnyOf, Compare, Formula, Holds, Negate
from creditpolicy.formulas.sets import ValueSet, covers_everything, join_all, meet_all, set_of
from creditpolicy.formulas.tree import MIRRORED
from creditpolicy.syntax.expressions import show
from creditpolicy.syntax.expressions import tree as written


def zero_excluded(node: written.Expression, *, holds: bool) -> frozenset[str]:
    """The expressions, as canonical text, that are not zero once `node` holds (or, `holds` off, once it failed)."""
    match node:
        case written.And(parts=parts) if holds:
            return frozenset().union(*(zero_excluded(part, holds=True) for part in parts))
        case written.Or(parts=parts) if not holds:
            return frozenset().union(*(zero_excluded(part, holds=False) for part in parts))
        case written.Not(operand=operand):
            return zero_excluded(operand, holds=not holds)
        case written.Comparison(op=op, left=left, right=right):
            return _compared(op if holds else _OPPOSITE[op], left, right)
    return frozenset()


def contradiction(parts: tuple[Formula, ...], *, is_and: bool) -> str | None:
    """The sentence that says why `parts` can never hold together (or never all fail), None where they can."""
    by_subject: dict[Formula, list[tuple[ValueSet, str]]] = {}
    for part in parts:
        found = set_of(part)
        if found is not None:
            by_subject.setdefault(found[0], []).append((found[1], _words(part)))
    for about, tests in by_subject.items():
        sets = [accepted for accepted, _ in tests]

        def contradicts(count: int, sets: list[ValueSet] = sets, about: Formula = about) -> bool:
            first = sets[:count]
            return meet_all(first).is_empty if is_and else covers_everything(join_all(first), about.type)

        if len(sets) > 1 and contradicts(len(sets)):
            # Once some of them contradict each other, more of them do so too.
            index = bisect_left(range(len(sets)), x=True, lo=1, key=lambda last: contradicts(last + 1))
            text, words = tests[index - 1][1], tests[index][1]
            return f"`{text}` and `{words}` never hold together" if is_and else f"`{text}` or `{words}` always holds"
    return None


def _words(part: Formula) -> str:
    match part:
        case Compare(text=text) | Holds(text=text):
            return text
        case Negate(part=inner):
            return f"not({_words(inner)})"
        case AllOf(parts=parts) | AnyOf(parts=parts):
            # Both ends of a range have the words of the range.
            words = dict.fromkeys(_words(inner) for inner in parts)
            return (" and " if isinstance(part, AllOf) else " or ").join(words)
    return "the condition"


def _compared(op: str, left: written.Expression, right: written.Expression) -> frozenset[str]:
    number = _number(right)
    if number is not None and _keeps_off_zero(op, number):
        return frozenset({show(left)})
    number = _number(left)
    if number is not None and _keeps_off_zero(MIRRORED[op], number):
        return frozenset({show(right)})
    return frozenset()


def _number(node: written.Expression) -> Fraction | None:
    match node:
        case written.Negation(operand=operand):
            inner = _number(operand)
            return None if inner is None else -inner
        case written.NumberLiteral(text=text) | written.AmountLiteral(text=text) | written.DurationLiteral(text=text):
            return Fraction(text)
    return None


def _keeps_off_zero(op: str, number: Fraction) -> bool:
    match op:
        case "!=":
            return number == 0
        case "=":
            return number != 0
        case ">":
            return number >= 0
        case ">=":
            return number > 0
        case "<":
            return number <= 0
        case "<=":
            return number < 0
    return False


_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
