"""Expressions as written. Each node knows its stretch of the text; nothing is resolved or typed yet."""

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets into the expression's text; the end is exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """`12`, `0.30`, `40%`; `text` is as written, without the `%`."""

    text: str
    percent: bool
    span: Span


@dataclass(frozen=True, slots=True)
class AmountLiteral:
    """`5000 EUR`."""

    text: str
    currency: str
    span: Span


@dataclass(frozen=True, slots=True)
class DurationLiteral:
    """`14 days`, `1 day`, `2 months`, `1 year` (12 months); `text` is the number."""

    text: str
    unit: Literal["days", "months", "years"]
    span: Span


@dataclass(frozen=True, slots=True)
class TextLiteral:
    """`"41"`; `value` is without quotes and escapes."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """`2026-01-31` (an extension) or FEEL's `date("2026-01-31")`; `text` is the ISO date."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class BooleanLiteral:
    """`true` or `false`."""

    value: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, definition, output or bare enum member: `customer.segment`, `net_14`, `as_of`, `C`."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Property:
    """`operand.year`, `.month`, `.day`, `.weekday` where the operand is no plain name."""

    operand: "Expression"
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Negation:
    """`-operand`."""

    operand: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`left op right`."""

    op: Literal["+", "-", "*", "/"]
    left: "Expression"
    right: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left op right`; no chains."""

    op: Literal["=", "!=", "<", "<=", ">", ">="]
    left: "Expression"
    right: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Equal:
    """A test without an operator: `C`, `"41"`, `12`."""

    value: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Against:
    """A test with an operator: `<= 10`, `!= C`."""

    op: Literal["=", "!=", "<", "<=", ">", ">="]
    value: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Range:
    """`[a..b)`; FEEL's `]a..b[` is read as `(a..b)`."""

    low: "Expression"
    high: "Expression"
    low_closed: bool
    high_closed: bool
    span: Span


@dataclass(frozen=True, slots=True)
class NotTests:
    """`not(a, b)` in a cell: none of the tests holds."""

    tests: tuple["CellTest", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class In:
    """`value in (tests)`, `value in [a..b)`; `between a and b` is `in [a..b]`."""

    value: "Expression"
    tests: tuple["CellTest", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more."""

    parts: tuple["Expression", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two or more."""

    parts: tuple["Expression", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    """`not(operand)`."""

    operand: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class IfThenElse:
    """`if condition then yes else no`."""

    condition: "Expression"
    yes: "Expression"
    no: "Expression"
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """`name(arguments)`, with blanks in the name folded to one: `round half up(x, 2)`, `is missing(x)`."""

    name: str
    name_span: Span
    arguments: tuple["Expression", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`count|sum|min|max|any|all(subject where condition, default value)` with a `where` or a `default`.

    Without either it is parsed as a `Call`; the checker tells `max(a, b)` from `max(invoice.x)`.
    """

    name: Literal["count", "sum", "min", "max", "any", "all"]
    name_span: Span
    subject: "Expression"
    where: "Expression | None"
    default: "Expression | None"
    span: Span


Expression: TypeAlias = (
    NumberLiteral
    | AmountLiteral
    | DurationLiteral
    | TextLiteral
    | DateLiteral
    | BooleanLiteral
    | Name
    | Property
    | Negation
    | Arithmetic
    | Comparison
    | In
    | And
    | Or
    | Not
    | IfThenElse
    | Call
    | Aggregate
)
CellTest: TypeAlias = Equal | Against | Range | NotTests


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in an input cell of a table; no tests is `-`: any value, missing or not."""

    tests: tuple[CellTest, ...]
    span: Span
