"""What lark reads, as nodes. Each function is named in `grammar.lark`, and gets every token and node of its rule.

Lark calls it while it reads, so no tree of lark's is ever built and nothing here recurses.
"""

import re
from dataclasses import replace
from datetime import date
from typing import Final, Literal, TypeAlias, cast

from lark import Token, Transformer, v_args

from creditpolicy.syntax.expressions.bad_expression import BadExpression
from creditpolicy.syntax.expressions.refusal import shown
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
    Span,
    TextLiteral,
)

DAYS_IN_A_WEEK: Final = 7
MINOR_UNITS_3: Final = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
"""The currencies of ISO 4217 with three digits behind the point; no currency has more that is used in trade."""

_AGGREGATES: Final = ("count", "sum", "min", "max", "any", "all")
_PROPERTIES: Final = (".year", ".month", ".day", ".weekday")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|([\s\S]))")
_ESCAPED: Final = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}

_Part: TypeAlias = Token | Expression | CellTest


@v_args(inline=True)
class Builder(Transformer[Token, Expression | Cell]):
    """One function for each rule of the grammar that makes a node."""

    def number(self, token: Token) -> NumberLiteral:
        return NumberLiteral(_digits(token, str(token)), percent=False, span=_span(token))

    def percent(self, token: Token) -> NumberLiteral:
        return NumberLiteral(_digits(token, token[:-1]), percent=True, span=_span(token))

    def amount(self, token: Token) -> AmountLiteral:
        text, currency = token.split()
        behind_the_point = len(text.partition(".")[2])
        if behind_the_point >= 3 and not (behind_the_point == 3 and currency in MINOR_UNITS_3):
            whole = text.replace(".", "")
            raise _refused(
                token,
                f"`{shown(token)}` has {behind_the_point} digits behind the point, an amount in {currency} at most two",
                f"write `{whole} {currency}` if the point parts thousands",
            )
        return AmountLiteral(_digits(token, text), currency, _span(token))

    def duration(self, token: Token) -> DurationLiteral:
        text, word = token.split()
        _digits(token, text)
        unit = word if word.endswith("s") else word + "s"
        if unit != "days" and "." in text:
            raise _refused(
                token, f"`{shown(token)}` is no whole number of {unit}", "write it in days, such as `10 days`"
            )
        if unit == "weeks":
            text, unit = str(int(text) * DAYS_IN_A_WEEK), "days"
        return DurationLiteral(text, cast(Literal["days", "months", "years"], unit), _span(token))

    def day(self, token: Token) -> DateLiteral:
        return DateLiteral(_calendar_day(token, str(token)), _span(token))

    def text(self, token: Token) -> TextLiteral:
        return TextLiteral(_unescaped(token), _span(token))

    def boolean(self, token: Token) -> BooleanLiteral:
        return BooleanLiteral(token == "true", _span(token))

    def name(self, token: Token) -> Name | Property:
        return _name(str(token), _span(token))

    def property(self, operand: Expression, token: Token) -> Property:
        return Property(operand, token[1:].strip(), _span(operand, token))

    def grouped(self, opening: Token, inside: Expression, closing: Token) -> Expression:
        # The stretch of what stands in parentheses includes them, so that a finding underlines a whole operand.
        return replace(inside, span=_span(opening, closing))

    def negative(self, minus: Token, operand: Expression) -> Negation:
        return Negation(operand, _span(minus, operand))

    def arithmetic(self, left: Expression, op: Token, right: Expression) -> Arithmetic:
        return Arithmetic(cast(Literal["+", "-", "*", "/"], str(op)), left, right, _span(left, right))

    def compared(self, left: Expression, op: Token, right: Expression) -> Comparison:
        return Comparison(_comparison(op), left, right, _span(left, right))

    def between(self, value: Expression, _between: Token, low: Expression, _and: Token, high: Expression) -> In:
        inside = Range(low, high, low_closed=True, high_closed=True, span=_span(low, high))
        return In(value, (inside,), _span(value, high))

    def within(self, value: Expression, _in: Token, *parts: _Part) -> In:
        return In(value, _tests(parts), _span(value, parts[-1]))

    def all_of(self, *parts: _Part) -> And:
        return And(_expressions(parts), _span(parts[0], parts[-1]))

    def any_of(self, *parts: _Part) -> Or:
        return Or(_expressions(parts), _span(parts[0], parts[-1]))

    def negated(self, word: Token, _opening: Token, operand: Expression, closing: Token) -> Not:
        return Not(operand, _span(word, closing))

    def conditional(self, word: Token, *parts: _Part) -> IfThenElse:
        condition, yes, no = _expressions(parts)
        return IfThenElse(condition, yes, no, _span(word, no))

    def call(self, word: Token, *parts: _Part) -> Call | DateLiteral:
        name = " ".join(word.split())
        arguments = _expressions(parts)
        if name == "date":
            if len(arguments) == 1 and isinstance(arguments[0], TextLiteral):
                day = _calendar_day(arguments[0].span, arguments[0].value)
                return DateLiteral(day, _span(word, parts[-1]))
            raise BadExpression(
                "`date` takes one text in quotes, year-month-day",
                _start(word),
                _end(parts[-1]),
                'write `date("2026-01-31")`',
            )
        return Call(name, _span(word), arguments, _span(word, parts[-1]))

    def aggregate(self, word: Token, _opening: Token, subject: Expression, *parts: _Part) -> Aggregate:
        name = shown(word)
        keywords = [part.type for part in parts if isinstance(part, Token)]
        if name not in _AGGREGATES:
            raise _refused(
                word,
                f"`{name}` takes no `{'where' if 'WHERE' in keywords else 'default'}`, only an aggregate does",
                "the aggregates are `count`, `sum`, `min`, `max`, `any` and `all`",
            )
        rest = iter(_expressions(parts))
        where = next(rest) if "WHERE" in keywords else None
        default = next(rest) if "DEFAULT" in keywords else None
        kind = cast(Literal["count", "sum", "min", "max", "any", "all"], name)
        return Aggregate(kind, _span(word), subject, where, default, _span(word, parts[-1]))

    def cell(self, *parts: _Part) -> Cell:
        return Cell(_tests(parts), _span(parts[0], parts[-1]))

    def equal(self, value: Expression) -> Equal:
        return Equal(value, value.span)

    def against(self, op: Token, value: Expression) -> Against:
        return Against(_comparison(op), value, _span(op, value))

    def range(self, opening: Token, low: Expression, _dots: Token, high: Expression, closing: Token) -> Range:
        return Range(low, high, low_closed=opening == "[", high_closed=closing == "]", span=_span(opening, closing))

    def not_tests(self, word: Token, *parts: _Part) -> NotTests:
        return NotTests(_tests(parts), _span(word, parts[-1]))


def _span(first: _Part | Span, last: _Part | Span | None = None) -> Span:
    """From the start of `first` to the end of `last`, or of `first` alone."""
    return Span(_start(first), _end(first if last is None else last))


def _start(part: _Part | Span) -> int:
    if isinstance(part, Token):
        return cast("int", part.start_pos)
    return part.start if isinstance(part, Span) else part.span.start


def _end(part: _Part | Span) -> int:
    if isinstance(part, Token):
        return cast("int", part.end_pos)
    return part.end if isinstance(part, Span) else part.span.end


def _expressions(parts: tuple[_Part, ...]) -> tuple[Expression, ...]:
    """The nodes among `parts`; the tokens between them have done their work."""
    return tuple(cast(Expression, part) for part in parts if not isinstance(part, Token))


def _tests(parts: tuple[_Part, ...]) -> tuple[CellTest, ...]:
    return tuple(cast(CellTest, part) for part in parts if not isinstance(part, Token))


def _comparison(op: Token) -> Literal["=", "!=", "<", "<=", ">", ">="]:
    return cast(Literal["=", "!=", "<", "<=", ">", ">="], str(op))


def _refused(at: Token | Span, message: str, way_out: str) -> BadExpression:
    span = _span(at)
    return BadExpression(message, span.start, span.end, way_out)


def _digits(token: Token, text: str) -> str:
    """`text`, unless it starts with a zero that counts for nothing: an id, or an octal number elsewhere."""
    if text[0] == "0" and text[1:2].isdigit():
        stripped = text.lstrip("0")
        stripped = stripped if stripped[:1].isdigit() else f"0{stripped}"
        fixed = shown(token.replace(text, stripped, 1))
        raise _refused(
            token,
            f"expected a number without a leading zero, got `{shown(token)}`",
            f'write `{fixed}`, or `"{shown(token)}"` in quotes if it is a code',
        )
    return text


def _calendar_day(at: Token | Span, text: str) -> str:
    """`text`, if it is a day of the calendar."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise _refused(
            at, f"`{shown(text)}` is no day of the calendar", "a date is year-month-day, such as `2026-01-31`"
        )
    return text


def _name(text: str, span: Span) -> Name | Property:
    """A name, or a part of a date: what a fact is called has one dot at most, so a third word is a property.

    `customer.day` may be a fact; `customer.due_date.day` and `as_of.day` are parts of dates.
    """
    for ending in _PROPERTIES:
        rest = text.removesuffix(ending)
        if rest != text and ("." in rest or rest == "as_of"):
            return Property(_name(rest, Span(span.start, span.end - len(ending))), ending[1:], span)
    return Name(text, span)


def _unescaped(token: Token) -> str:
    r"""The value of a text in quotes, with FEEL's escapes: `\n \t \r \" \' \\`, `\u00e9` and `\U01f600`."""
    start = _start(token) + 1

    def value(match: re.Match[str]) -> str:
        short, long, letter = match.groups()
        if letter is None and int(short or long, 16) <= 0x10FFFF:
            return chr(int(short or long, 16))
        if letter in _ESCAPED:
            return _ESCAPED[letter]
        raise BadExpression(
            f"`{shown(match[0])}` has no meaning in a text",
            start + match.start(),
            start + match.end(),
            'write `\\\\` for a backslash; the others are `\\n`, `\\t`, `\\r`, `\\"`, `\\u00e9`',
        )

    text = _ESCAPE.sub(value, token[1:-1])
    try:
        # DMN 1.5, 10.3.1.2: two escapes of a surrogate pair are one character.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        end = start + len(token) - 2
        raise BadExpression("found half of a character (`\\ud800` to `\\udfff` go in pairs)", start, end) from None
