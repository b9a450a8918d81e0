"""What a formula is made of, read from its tree."""

from collections.abc import Iterator

from creditpolicy.formulas.tree import (
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
from creditpolicy.frozen import replace


def parts(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly inside `formula`, in the order of evaluation."""
    match formula:
        case Const() | Amounts() | Read() | Subject() | Today():
            return ()
        case Arith(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case Apply(arguments=arguments):
            return arguments
        case AllOf(parts=inner) | AnyOf(parts=inner):
            return inner
        case Holds(of=of) | IsMissing(of=of) | Negate(part=of):
            return (of,)
        case IfMissing(of=of, instead=instead):
            return (of, instead)
        case Choose(condition=condition, yes=yes, no=no):
            return (condition, yes, no)
        case Over(subject=subject, where=where, default=default):
            return tuple(part for part in (where, subject, default) if part is not None)


def walk(formula: Formula) -> Iterator[Formula]:
    """`formula` and everything inside it, outermost first."""
    waiting = [formula]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(parts(current)))


def words_added(output: Formula) -> tuple[str, ...] | None:
    """The words that a row with this output adds to a list; None where they are not written in it."""
    match output:
        case Const(value=str() as word):
            return (word,)
        case Const(value=tuple() as words):
            return words
        case Const(value=None):
            return ()
    return None


def names_read(formula: Formula) -> tuple[str, ...]:
    """The facts, definitions and outputs that `formula` names, each once, in order of first use."""
    if reads_nothing(formula):
        return ()
    return tuple(dict.fromkeys(inner.name for inner in walk(formula) if isinstance(inner, Read)))


def reads_nothing(formula: Formula) -> bool:
    """Whether it plainly rests on fixed values alone: as most cells and outputs of a large table do."""
    match formula:
        case Const() | Compare(left=Subject(), right=Const()):
            return True
        case AllOf(parts=inner) | AnyOf(parts=inner):
            return all(map(reads_nothing, inner))
    return False


def with_subject(test: Formula, subject: Formula) -> Formula:
    """The test of a cell with the column's own formula put in."""
    match test:
        case Subject():
            return subject
        case Compare(left=left, right=right):
            return replace(test, left=with_subject(left, subject), right=with_subject(right, subject))
        case AllOf(parts=inner) | AnyOf(parts=inner):
            return replace(test, parts=tuple(with_subject(part, subject) for part in inner))
        case Negate(part=part):
            return replace(test, part=with_subject(part, subject))
        case Holds(of=of):
            return replace(test, of=with_subject(of, subject))
    return test
