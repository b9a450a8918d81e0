"""One language speaking about one program: conditions as claims, everything else as the name of a value."""

from fractions import Fraction
from itertools import groupby

from creditpolicy.backends.prose.names import name_in_words, record_in_words, records_in_words
from creditpolicy.backends.prose.plain import plain
from creditpolicy.backends.prose.values import value_in_words
from creditpolicy.backends.prose.words import Words
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
from creditpolicy.frozen import dataclass, replace
from creditpolicy.ir.program import Program
from creditpolicy.values.types import BooleanType, DateType, EnumType, NumberType

_EXTREMES_OF_DATES = {"min": "earliest", "max": "latest"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Formulas in, words out. Conditions come in the form that `plain` gives."""

    program: Program
    words: Words

    def claim(self, formula: Formula) -> str:
        """A condition as a sentence."""
        match formula:
            case Const(value=value):
                return self.words.always if value is True else self.words.never
            case AllOf(parts=parts):
                return self._joined(parts, self.words.and_) or self.words.always
            case AnyOf(parts=parts):
                return self._joined(parts, self.words.or_) or self.words.never
            case Negate(part=part):
                return self._denied(part)
            case Holds(of=of):
                return self.claim(of)
            case Compare(left=left):
                if isinstance(left.type, BooleanType):
                    return self._agreement(formula)
                return self._compared((formula,), self.words.and_)
            case IsMissing(of=of):
                return self._known(of, self.words.missing, self.words.not_known_whether)
            case Choose(condition=condition, yes=yes, no=no):
                return self.words.if_then.format(self._inner(condition), self._inner(yes), self._inner(no))
            case IfMissing(of=of, instead=Const(value=value)):
                template = self.words.met_if_unknown if value is True else self.words.unmet_if_unknown
                return template.format(self._inner(of))
            case IfMissing(of=of, instead=instead):
                return self.words.unknown_then.format(self._inner(of), self._inner(instead))
            case Amounts() | Read() | Subject() | Today() | Arith() | Apply() | Over():
                return self.value(formula)

    def value(self, formula: Formula) -> str:
        """What a formula gives, as the name of it."""
        match formula:
            case Const(value=value, type=of):
                return value_in_words(value, of, self.words)
            case Amounts(name=name, by_currency=amounts, type=of):
                listed = ", ".join(value_in_words(amount, of, self.words) for _, amount in amounts)
                return f"{name.replace('_', ' ')} ({listed})"
            case Read():
                return name_in_words(self.program, formula, self.words)
            case Subject():
                return self.words.cell
            case Today():
                return self.words.today
            case Arith(op=op, left=left, right=right):
                return self._arithmetic(op, left, right)
            case Apply(function=function, arguments=arguments):
                called = _with_preference(_on_dates(function, formula), arguments)
                return self._applied(self.words.functions[called], function, arguments)
            case Choose(condition=condition, yes=yes, no=no):
                return self.words.value_if.format(self.claim(plain(condition)), self._operand(yes), self._operand(no))
            case IfMissing(of=of, instead=instead):
                return self.words.if_missing.format(self.value(of), self.value(instead))
            case Over():
                return self._over(formula)
            case AllOf() | AnyOf() | Negate() | Compare() | Holds() | IsMissing():
                return self.claim(plain(formula))

    def _denied(self, part: Formula) -> str:
        match part:
            case IsMissing(of=of):
                return self._known(of, self.words.known, self.words.known_whether)
            case Apply(function=function, arguments=arguments) if function in self.words.refused:
                return self._applied(self.words.refused[function], function, arguments)
        return self.words.untrue.format(self._inner(part))

    def _known(self, of: Formula, value: str, claim: str) -> str:
        return (claim if isinstance(of.type, BooleanType) else value).format(self.value(of))

    def _joined(self, parts: tuple[Formula, ...], word: str) -> str:
        """Parts side by side; comparisons of one value in a row share its name: `is at least 3 and at most 10`."""
        together = [tuple(run) for _, run in groupby(parts, key=_compared_value)]
        said = []
        for run in together:
            if _compared_value(run[0]) is not run[0]:
                said.append(self._compared(run, word))
            elif len(parts) == 1:
                said.append(self.claim(run[0]))
            else:
                said.extend(self._inner(part) for part in run)
        return _listed(said, word)

    def _compared(self, tests: tuple[Formula, ...], word: str) -> str:
        compared = [test for test in tests if isinstance(test, Compare)]
        about = compared[0].left
        name, others = self._operand(about), [self._operand(test.right) for test in compared]
        for position, test in enumerate(compared):
            if others[position] == name:
                name, others[position] = self._with_record(about), self._with_record(test.right)
        answers = [f"{self._relation(test)}{other}" for test, other in zip(compared, others, strict=True)]
        return f"{name} is {_listed(answers, word)}"

    def _relation(self, test: Compare) -> str:
        if isinstance(test.left.type, DateType):
            return self.words.dates[test.op]
        return (self.words.order if isinstance(test.left.type, EnumType) else self.words.numbers)[test.op]

    def _with_record(self, formula: Formula) -> str:
        """Two facts of one title are told apart by their records."""
        if not isinstance(formula, Read):
            return self._operand(formula)
        record = record_in_words(self.program, formula.name.partition(".")[0], self.words)
        return self.words.of_record.format(self.value(formula), record)

    def _agreement(self, test: Compare) -> str:
        right = test.right if test.op == "=" else plain(test.right, positive=False)
        return self.words.exactly_if.format(self._inner(test.left), self._inner(right))

    def _arithmetic(self, op: str, left: Formula, right: Formula) -> str:
        for share, whole in ((left, right), (right, left)):
            if op == "*" and isinstance(share, Const) and isinstance(share.type, NumberType) and share.type.percent:
                return self.words.share_of.format(self.value(share), self._operand(whole))
        is_sum = op in {"+", "-"} and isinstance(left, Arith) and left.op in {"+", "-"}
        said = self.value(left) if is_sum else self._operand(left)
        if op == "+" and isinstance(right, Const) and isinstance(right.value, Fraction) and right.value < 0:
            return self.words.arithmetic["-"].format(said, self.value(replace(right, value=-right.value)))
        return self.words.arithmetic[op].format(said, self._operand(right))

    def _applied(self, template: str, function: str, arguments: tuple[Formula, ...]) -> str:
        said = [self._operand(argument) for argument in arguments]
        return (
            template.format(_listed(said, self.words.and_))
            if function in _EXTREMES_OF_DATES
            else template.format(*said)
        )

    def _over(self, formula: Over) -> str:
        where = "" if formula.where is None else self.words.where.format(self._inner(plain(formula.where)))
        default = "" if formula.default is None else self.words.default.format(self.value(formula.default))
        subject = formula.subject
        about = "" if subject is None else self._inner_or_value(subject)
        return self.words.aggregates[_on_dates(formula.kind, formula)].format(
            record=record_in_words(self.program, formula.record, self.words),
            records=records_in_words(self.program, formula.record, self.words),
            value=about,
            where=where,
            default=default,
        )

    def _inner_or_value(self, formula: Formula) -> str:
        return self._inner(plain(formula)) if isinstance(formula.type, BooleanType) else self.value(formula)

    def _operand(self, formula: Formula) -> str:
        """A value inside another one: in brackets where it is made of several words with a sign between."""
        text = self.value(formula)
        return f"({text})" if isinstance(formula, Arith | Choose | IfMissing | Over) else text

    def _inner(self, formula: Formula) -> str:
        """A claim inside another one: in brackets where it is made of several."""
        text = self.claim(formula)
        several = isinstance(formula, AllOf | AnyOf) and len({_compared_value(part) for part in formula.parts}) > 1
        return f"({text})" if several or isinstance(formula, Choose | IfMissing | Over) else text


def _compared_value(part: Formula) -> Formula:
    """What a comparison is about, so that those of one value share its name; any other claim is about itself."""
    return part.left if isinstance(part, Compare) and not isinstance(part.left.type, BooleanType) else part


def _on_dates(function: str, formula: Formula) -> str:
    """The lowest date is the earliest one."""
    return _EXTREMES_OF_DATES.get(function, function) if isinstance(formula.type, DateType) else function


def _with_preference(function: str, arguments: tuple[Formula, ...]) -> str:
    """The next allowed day has another sentence where some of them are preferred."""
    return f"{function}, rather" if function == "next allowed day" and len(arguments) == 3 else function


def _listed(said: list[str], word: str) -> str:
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} {word} {said[-1]}"
