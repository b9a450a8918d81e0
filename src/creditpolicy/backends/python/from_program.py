"""A program to one module of Python for each decision point: readable, and stepped through by a debugger."""

import linecache
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import Any, TypeAlias
from zlib import crc32

from creditpolicy.backends.python import ahead, amounts, given, running
from creditpolicy.backends.python.code import NotCompiled
from creditpolicy.backends.python.looking_ahead import write_ahead
from creditpolicy.backends.python.running import Rows
from creditpolicy.backends.python.shape import Form, Shape
from creditpolicy.backends.python.straight import Straight, write_straight
from creditpolicy.backends.python.straight_facts import write_check, write_values
from creditpolicy.backends.python.straight_reading import Door
from creditpolicy.backends.python.writer import write_point
from creditpolicy.decision import Decision
from creditpolicy.decision.decision import Because
from creditpolicy.formulas import Point
from creditpolicy.ir.horizon import last_day
from creditpolicy.ir.program import Program
from creditpolicy.values.calendar import months_between
from creditpolicy.values.money import Money
from creditpolicy.values.unknown import Unknown
from creditpolicy.values.value import Value

MOST_KEPT = 16_384
"""Of so many answers is kept why they were given."""
Meaning: TypeAlias = Callable[[str, tuple[Value, ...]], Any]
"""What a built-in function gives for known arguments."""
Facts: TypeAlias = tuple[Any, ...]
Answer: TypeAlias = tuple[Mapping[str, Any] | None, Rows, Sequence[Rows], dict[str, Any]]
"""The outcome, None where no row of the only table holds; for each of `Compiled.tables` the rows that are reasons; for
each record the same about `Compiled.each`; and the facts that were read, to be kept."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A decision point as a function of the facts as the caller gave them, and the day.

    It raises `HandOver` for what the interpreter must decide, or refuse, and `LeftOpen` where that is only a part.
    `source` is its text.
    """

    decide: Callable[[Mapping[str, Any], date], Answer]
    tables: tuple[str, ...]
    each: tuple[str, ...]
    source: str


def compile_point(program: Program, point: Point, meaning: Meaning, *, told: bool) -> Compiled:
    """Compile one decision point.

    Args:
        program: the policy.
        point: the question.
        meaning: what the built-in functions give that are not written out.
        told: whether the case may tell values that can be worked out as well; these are then compared.

    Raises:
        NotCompiled: the point is left to the interpreter as a whole.

    """
    try:
        is_ahead = point.looks_ahead or point.apart is not None
        module = (write_ahead if is_ahead else write_point)(program, point, told=told)
    except RecursionError:
        raise NotCompiled from None
    names = _executed(program, point.name, module.source, module.objects, meaning)
    return Compiled(names["decide"], module.tables, module.each, module.source)


def compile_shape(
    program: Program,
    point: Point,
    shape: Shape,
    meaning: Meaning,
    because: Callable[[int], Because],
    door: Door = "facts",
    beside: Callable[[Straight], Mapping[str, Any]] | None = None,
) -> tuple[Callable[..., Any], type[Decision], Straight]:
    """Compile one decision point for cases of one shape: a function, and the class of its decisions.

    The function raises `HandOver` or `KeyError` for other cases.

    Args:
        program: the policy.
        point: the question.
        shape: which facts are given.
        meaning: what the built-in functions give that are not written out.
        because: what decisions have in common for which the function finds the same number.
        door: how a case comes in.
        beside: what else the function calls: `no_row` where no row of the only table holds; for `json` `decoded`,
            `texts` and `shape`; for `records` `convert` and the classes of the records.

    Raises:
        NotCompiled: the point, or this shape, is left to others.

    """
    try:
        straight = write_straight(program, point, shape, door)
    except RecursionError:
        raise NotCompiled from None
    given = {"Decision": Decision, "known": _Known(because), **({} if beside is None else beside(straight))}
    names = _executed(program, point.name, straight.source, {**straight.objects, **given}, meaning)
    return names["decide"], names["Decided"], straight


class _Known(dict[int, Because]):
    """What is known by heart of the rows that decided."""

    __slots__ = ("_because",)

    def __init__(self, because: Callable[[int], Because]) -> None:
        super().__init__()
        self._because = because

    def __missing__(self, rows: int) -> Because:
        found = self._because(rows)
        if len(self) < MOST_KEPT:
            self[rows] = found
        return found


def compile_check(program: Program, shape: Shape) -> Callable[[Any, date], tuple[Facts, Facts]]:
    """A function that checks cases of one shape: what the facts count as, and what was given.

    Raises:
        NotCompiled: this shape is left to others.

    """
    source, objects = write_check(program, shape)
    check: Callable[[Any, date], tuple[Facts, Facts]] = _executed(program, "check", source, objects)["check"]
    return check


def compile_values(
    program: Program, asked: Sequence[str], places: Mapping[str, str], forms: Mapping[str, Form]
) -> Callable[[Facts], dict[str, Any]]:
    """The values of some facts, of all those of a shape as they were given, each of which has its place.

    Raises:
        NotCompiled: some of them are amounts of which the currency is not known.

    """
    source, objects = write_values(program, asked, places, forms)
    values: Callable[[Facts], dict[str, Any]] = _executed(program, "values", source, objects)["values"]
    return values


def _executed(
    program: Program, about: str, source: str, objects: Mapping[str, Any], meaning: Meaning | None = None
) -> dict[str, Any]:
    """The names of a module that was written, after it ran."""
    name = f"<creditpolicy {len(source)} {crc32(source.encode()):08x} {program.digest} {_plain(about)}>"
    pairs = len(program.vocabulary.currencies) > 1
    names: dict[str, Any] = {**_NAMES, **objects}
    if meaning is not None:
        names["by_meaning"] = _by_meaning(meaning, pairs=pairs)
        names["last_day"] = partial(last_day, program)
    try:
        code = compile(source, name, "exec")
    except (RecursionError, MemoryError, SyntaxError):  # deeper than Python's own compiler goes
        raise NotCompiled from None
    exec(code, names)  # noqa: S102 - written by this package from typed parts; no text of a policy stands in it as code
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    return names


def _plain(name: str) -> str:
    return "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in name)


def _by_meaning(meaning: Meaning, *, pairs: bool) -> Callable[[str, tuple[Value, ...]], Any]:
    def call(function: str, arguments: tuple[Value, ...]) -> Any:  # noqa: ANN401 - any value
        found = meaning(function, arguments)
        match found:
            case Unknown():
                return None
            case None:
                raise running.HandOver
            case Money() if pairs:
                return amounts.amount_of(found)
            case Money(amount=amount):
                return running.exact(amount * 100)
            case bool():
                return found
            case Fraction():
                return running.exact(found)
        return found

    return call


_NAMES: Mapping[str, Any] = {
    "__builtins__": {
        each.__name__: each
        for each in (
            abs,
            bool,
            bytes,
            dict,
            float,
            frozenset,
            int,
            enumerate,
            len,
            list,
            max,
            min,
            property,
            round,
            str,
            sum,
            tuple,
            type,
            zip,
            __build_class__,
        )
    },
    "__name__": "creditpolicy.compiled",
    "Fraction": Fraction,
    "MappingProxyType": MappingProxyType,
    "Money": Money,
    "bisect_left": bisect_left,
    "bisect_right": bisect_right,
    "months_between": months_between,
    **{
        name: getattr(running, name)
        for name in (
            "NOTHING",
            "NOT_YET",
            "agreed",
            "among",
            "amount_text",
            "days_later",
            "divided",
            "hand_over",
            "json_bytes",
            "leave_open",
            "leave_rows",
            "listed",
            "listed_with",
            "months_later",
            "number_shown",
            "round_to",
            "rows_held",
            "rows_of",
            "settled",
            "settled_bits",
            "something",
            "times",
            "unless_changed",
            "whole",
            "words_held",
        )
    },
    **{
        name: getattr(ahead, name)
        for name in (
            "ONE_DAY",
            "NO_DAY",
            "by_day",
            "comes_after",
            "each_day",
            "first_changes",
            "is_on",
            "lasting",
            "one_way",
            "reaches",
        )
    },
    **{
        name: getattr(amounts, name)
        for name in (
            "amount_divided",
            "amount_holds",
            "amount_rounded",
            "amount_signed",
            "amount_times",
            "amounts_added",
            "amounts_divided",
            "amounts_extreme",
            "amounts_hold",
            "amounts_summed",
            "money_of",
        )
    },
    **{
        name: getattr(given, name)
        for name in (
            "amount_given",
            "day_given",
            "json_given",
            "list_given",
            "number_given",
            "one_currency",
            "others_given",
            "pair_given",
            "ratio_given",
            "rest_given",
            "share_given",
            "words_given",
        )
    },
}
