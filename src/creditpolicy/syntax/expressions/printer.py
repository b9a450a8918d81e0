"""Trees back to text, in one form: single blanks, no parentheses that change nothing, `between` as a range.

The law: parsing what is printed gives an equal tree, but for the places.
"""

from enum import IntEnum
from typing import Final

from creditpolicy.syntax.expressions.tree import (
    Against,
    Aggregate,
    AmountLiteral,
    And,
    Arithmetic,
    BooleanLiteral,
    Call,
    Cell,
    CellTest,
    Comparison,
    DateLiteral,
    DurationLiteral,
    Equal,
    Expression,
    IfThenElse,
    In,
    Name,
    Negation,
    Not,
    NotTests,
    NumberLiteral,
    Or,
    Property,
    Range,
    TextLiteral,
)


class _Binding(IntEnum):
    """How tightly a node holds together, as the rules of `grammar.lark` stand below each other."""

    EXPRESSION = 0
    DISJUNCTION = 1
    CONJUNCTION = 2
    CLAIM = 3
    SUM = 4
    PRODUCT = 5
    SIGNED = 6
    POSTFIX = 7


_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def show(expression: Expression) -> str:
    """The expression in its one written form."""
    return _show(expression, _Binding.EXPRESSION)


def show_cell(cell: Cell) -> str:
    """The cell in its one written form; `-` where it tests nothing."""
    return ", ".join(map(_show_test, cell.tests)) or "-"


def _show(expression: Expression, least: _Binding) -> str:
    """The expression as an operand that must bind at least as tightly as `least`."""
    text = _bare(expression)
    return text if _binding(expression) >= least else f"({text})"


def _binding(expression: Expression) -> _Binding:
    match expression:
        case IfThenElse():
            return _Binding.EXPRESSION
        case Or():
            return _Binding.DISJUNCTION
        case And():
            return _Binding.CONJUNCTION
        case Not() | Comparison() | In():
            return _Binding.CLAIM
        case Arithmetic(op=op):
            return _Binding.SUM if op in "+-" else _Binding.PRODUCT
        case Negation():
            return _Binding.SIGNED
        case (
            NumberLiteral()
            | AmountLiteral()
            | DurationLiteral()
            | TextLiteral()
            | DateLiteral()
            | BooleanLiteral()
            | Name()
            | Property()
            | Call()
            | Aggregate()
        ):
            return _Binding.POSTFIX


def _bare(expression: Expression) -> str:
    """The expression without parentheses around it."""
    match expression:
        case NumberLiteral(text=text, percent=percent):
            return f"{text}%" if percent else text
        case AmountLiteral(text=text, currency=currency):
            return f"{text} {currency}"
        case DurationLiteral(text=text, unit=unit):
            return f"{text} {unit.removesuffix('s') if text == '1' else unit}"
        case TextLiteral(value=value):
            return f'"{"".join(map(_escaped, value))}"'
        case DateLiteral(text=text) | Name(text=text):
            return text
        case BooleanLiteral(value=value):
            return "true" if value else "false"
        case Property(operand=operand, name=name):
            return f"{_show_dated(operand)}.{name}"
        case Negation(operand=operand):
            return f"-{_show(operand, _Binding.SIGNED)}"
        case Arithmetic(op=op, left=left, right=right):
            own = _binding(expression)
            return f"{_show(left, own)} {op} {_show(right, _Binding(own + 1))}"
        case Comparison(op=op, left=left, right=right):
            return f"{_show(left, _Binding.SUM)} {op} {_show(right, _Binding.SUM)}"
        case In(value=value, tests=tests):
            return f"{_show(value, _Binding.SUM)} in {_show_tests(tests)}"
        case And(parts=parts):
            return " and ".join(_show(part, _Binding.CLAIM) for part in parts)
        case Or(parts=parts):
            return " or ".join(_show(part, _Binding.CONJUNCTION) for part in parts)
        case Not(operand=operand):
            return f"not({show(operand)})"
        case IfThenElse(condition=condition, yes=yes, no=no):
            return f"if {show(condition)} then {show(yes)} else {show(no)}"
        case Call(name=name, arguments=arguments):
            return f"{name}({', '.join(map(show, arguments))})"
        case Aggregate(name=name, subject=subject, where=where, default=default):
            only = "" if where is None else f" where {show(where)}"
            otherwise = "" if default is None else f", default {show(default)}"
            return f"{name}({show(subject)}{only}{otherwise})"


def _show_dated(operand: Expression) -> str:
    """The operand of a property; a short name needs parentheses, or the property would be read as part of it."""
    if isinstance(operand, Name) and "." not in operand.text and operand.text != "as_of":
        return f"({operand.text})"
    return _show(operand, _Binding.POSTFIX)


def _show_tests(tests: tuple[CellTest, ...]) -> str:
    """What stands after `in`: one range or comparison alone, all else in parentheses."""
    if len(tests) == 1 and isinstance(tests[0], Range | Against):
        return _show_test(tests[0])
    return f"({', '.join(map(_show_test, tests))})"


def _show_test(test: CellTest) -> str:
    match test:
        case Equal(value=value):
            return _show(value, _Binding.SUM)
        case Against(op=op, value=value):
            return f"{op} {_show(value, _Binding.SUM)}"
        case Range(low=low, high=high, low_closed=low_closed, high_closed=high_closed):
            opening, closing = "[" if low_closed else "(", "]" if high_closed else ")"
            return f"{opening}{_show(low, _Binding.SUM)}..{_show(high, _Binding.SUM)}{closing}"
        case NotTests(tests=tests):
            return f"not({', '.join(map(_show_test, tests))})"


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable():
        return letter
    return f"\\u{ord(letter):04x}" if ord(letter) <= 0xFFFF else f"\\U{ord(letter):06x}"
