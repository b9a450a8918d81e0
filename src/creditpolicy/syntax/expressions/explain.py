"""Why a text does not parse, in one sentence, with its place and the way out.

First the known mistakes that touch the fault (`mistakes/`), then what the parser found and what it could have read.
"""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.syntax.expressions.bad_expression import BadExpression
from creditpolicy.syntax.expressions.mistakes.cells import IN_A_CELL, TWO_IN_A_CELL
from creditpolicy.syntax.expressions.mistakes.language import LANGUAGE, TWO_WORDS
from creditpolicy.syntax.expressions.mistakes.mistake import Mistake
from creditpolicy.syntax.expressions.mistakes.notation import NOTATION
from creditpolicy.syntax.expressions.refusal import refusal, shown, words

if TYPE_CHECKING:
    from lark.parsers.lalr_interactive_parser import InteractiveParser

Read: TypeAlias = Callable[[str], "InteractiveParser"]

NEARBY: Final = 300
"""Characters before and behind the fault in which a known mistake is looked for."""

_LEXEME: Final = re.compile(r"\x00+|\w+(?:\.\w+)*|<=|>=|!=|\.\.|\S")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_WORDS: Final = frozenset({"AND", "BETWEEN", "DEFAULT", "ELSE", "IF", "IN", "NOT", "OR", "THEN", "WHERE"})
_ONE: Final = ("day", "week", "month", "year", "EUR", "GBP", "USD")
_MANY: Final = ("days", "weeks", "months", "years", "EUR", "GBP", "USD")
_PAIRS: Final = re.compile(r"[()\[\]]")
_BEFORE_A_TEST: Final = re.compile(r"(?:^|[,(]|\bin)\s*$")


def explain(text: str, hidden: str, read: Read, *, in_a_cell: bool) -> BadExpression:
    """Why `text` does not parse.

    Args:
        text: as written.
        hidden: `text`, masked.
        read: makes a parser at the start of a text.
        in_a_cell: whether the text is an input cell.

    """
    fault = _fault(text, read)
    found = _known(text, hidden, fault, (*(IN_A_CELL if in_a_cell else ()), *NOTATION, *LANGUAGE))
    if found is not None:
        return found
    accepts = _accepts(text[:fault], read)
    found = _misspelt(text, hidden, fault, accepts, read)
    if found is not None:
        return found
    two_words = () if _lacks_then(hidden, fault, accepts) else TWO_IN_A_CELL if in_a_cell else TWO_WORDS
    return _known(text, hidden, fault, two_words) or (
        _unexpected(text, hidden, fault, accepts) if fault < len(text) else _ends_early(text, hidden, accepts)
    )


def _fault(text: str, read: Read) -> int:
    """Where the first token stands that does not fit; the length of the text where one is lacking."""
    from lark import UnexpectedCharacters, UnexpectedToken

    try:
        read(text).exhaust_lexer()
    except UnexpectedToken as error:
        return len(text) if error.token.start_pos is None else error.token.start_pos
    except UnexpectedCharacters as error:
        return cast("int", error.pos_in_stream)
    return len(text)


def _accepts(before: str, read: Read) -> frozenset[str]:
    """The kinds of token that could follow a text; none where it is not right so far."""
    from lark import UnexpectedInput

    # The parser that met the fault can't say: it has already closed what the fault can't continue.
    parser = read(before)
    try:
        parser.exhaust_lexer()
    except UnexpectedInput:
        return frozenset()  # the text was cut inside a name of several words
    return frozenset(parser.accepts())  # type: ignore[no-untyped-call] # lark leaves it untyped


def _known(text: str, hidden: str, fault: int, mistakes: Iterable[Mistake]) -> BadExpression | None:
    """The first known mistake that covers the fault, or ends just before it."""
    for mistake in mistakes:
        for match in mistake.pattern.finditer(hidden, max(0, fault - NEARBY), fault + NEARBY):
            touches = match.start() <= fault and not hidden[match.end() : fault].strip()
            if touches and (mistake.fix is None or mistake.fix(words(text, match)) != match[0]):
                return refusal(text, match, mistake)
    return None


def _misspelt(text: str, hidden: str, fault: int, accepts: frozenset[str], read: Read) -> BadExpression | None:
    """A word that is nearly one of the language: the one that does not fit, or the one before it."""
    before = _last_lexeme(text, hidden, fault)
    lexeme = _LEXEME.match(hidden, fault)
    if lexeme is not None:
        units = _units_behind(before[0]) if before else ()
        allowed = (*_words_in(accepts), *units)
        found = _meant(lexeme[0], lexeme.start(), allowed)
        if found is not None:
            return found
    if before is None:
        return None
    return _meant(before[0], before[1], _words_in(_accepts(text[: before[1]], read)))


def _units_behind(number: str) -> tuple[str, ...]:
    if _NUMBER.fullmatch(number) is None:
        return ()
    return _ONE if number == "1" else _MANY


def _words_in(accepts: frozenset[str]) -> tuple[str, ...]:
    return tuple(kind.lower() for kind in sorted(accepts & _WORDS))


def _meant(word: str, start: int, allowed: tuple[str, ...]) -> BadExpression | None:
    near = nearest(word, allowed) if word.isidentifier() and word not in allowed else None
    if near is None:
        return None
    return BadExpression(f"found `{word}`, wanted `{near}`", start, start + len(word), f"did you mean `{near}`?")


def _lacks_then(hidden: str, fault: int, accepts: frozenset[str]) -> bool:
    """Whether an `if` comes without its `then` or `else`."""
    return any(kind in accepts and kind.lower() not in hidden[fault:] for kind in ("THEN", "ELSE"))


def _unexpected(text: str, hidden: str, fault: int, accepts: frozenset[str]) -> BadExpression:
    """A token that does not fit, and no mistake that we know."""
    lexeme = _LEXEME.match(hidden, fault)
    end = lexeme.end() if lexeme else fault + 1
    found = text[fault:end]
    before = _last_lexeme(text, hidden, fault)
    behind = f" behind `{shown(before[0])}`" if before else ""
    way_out = None
    if found in (")", "]") and "$END" in accepts:
        return BadExpression(f"found `{found}`, which closes nothing", fault, end, "leave it out, or open it before")
    if _wanted(accepts).startswith("`and`"):
        way_out = "write `x between a and b`"
    elif "NAME" in accepts and found in ("if", "not"):
        way_out = f"put `{found}` and what belongs to it in parentheses"
    elif "NAME" not in accepts and found in ("=", "!=", "<", "<=", ">", ">="):
        way_out = "a comparison compares two values: write `a < b and b < c`"
    elif "THEN" in accepts or "ELSE" in accepts:
        way_out = "write `if condition then value else value`"
    return BadExpression(f"found `{shown(found)}`{behind}, wanted {_wanted(accepts)}", fault, end, way_out)


def _ends_early(text: str, hidden: str, accepts: frozenset[str]) -> BadExpression:
    """The text ends where something must follow."""
    last = _last_lexeme(text, hidden, len(text))
    found, start, end = last or ("", 0, len(text))
    unclosed = _unclosed(hidden)
    if "NAME" not in accepts and unclosed is not None and not accepts & {"THEN", "ELSE"}:
        bracket = text[unclosed]
        is_range = "RSQB" in accepts or ("DOTDOT" in accepts and "RPAR" not in accepts)
        closing = "the end of a range" if is_range else "`)`"
        way_out = "a range is written `[a..b]`, `(a..b)`, `[a..b)` or `(a..b]`" if is_range else None
        return BadExpression(f"`{bracket}` is never closed, wanted {closing}", unclosed, unclosed + 1, way_out)
    way_out = "write `if condition then value else value`" if accepts & {"THEN", "ELSE"} else None
    return BadExpression(f"the text ends behind `{shown(found)}`, wanted {_wanted(accepts)}", start, end, way_out)


def _wanted(accepts: frozenset[str]) -> str:
    if "NAME" in accepts:
        return "a value"
    if {"LSQB", "COMPARE"} <= accepts:
        return "tests in parentheses or a range"
    if "THEN" in accepts:
        return "`then`"
    if "ELSE" in accepts:
        return "`else`"
    if "AND" in accepts and "OR" not in accepts and "$END" not in accepts and "RPAR" not in accepts:
        return "`and` and the upper bound"
    if "DOTDOT" in accepts and "RPAR" not in accepts:
        return "`..` and the upper bound"
    if accepts == {"LPAR"}:
        return "`(`"
    if "COMMA" in accepts:
        return "an operator, `,` or the end"
    return "an operator such as `=` or `and`"


def _last_lexeme(text: str, hidden: str, before: int) -> tuple[str, int, int] | None:
    """The last word or sign before an offset."""
    last = None
    for lexeme in _LEXEME.finditer(hidden, 0, before):
        last = lexeme
    return None if last is None else (text[slice(*last.span())], last.start(), last.end())


def _unclosed(hidden: str) -> int | None:
    """The innermost bracket that is still open at the end. In ranges, `]` may open and `[` may close."""
    still_open: list[int] = []
    for bracket in _PAIRS.finditer(hidden):
        before = hidden[max(0, bracket.start() - 20) : bracket.start()]
        if bracket[0] == "(" or _BEFORE_A_TEST.search(before):
            still_open.append(bracket.start())
        elif still_open:
            still_open.pop()
    return still_open[-1] if still_open else None
