"""All that a bundle can hold: each class with its fields, and what each field holds. Nothing else is ever made.

`tests/unit/bundle` compares this list with the classes. Whoever changes it raises `FORMAT`, and so does whoever changes
what a function or an operator of a program means.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import gcd
from operator import attrgetter
from typing import Any, Final, get_args

from creditpolicy.bundle.kinds import Flag, Kind, Many, Maybe, Member, Named, Names, Pair, Part, Strange, Text, Whole
from creditpolicy.diagnostics import Code, Diagnostic, Note, Place
from creditpolicy.facts.vocabulary import Duration, Fact, Record, Titles, Vocabulary
from creditpolicy.formulas import (
    AllOf,
    Amounts,
    Answer,
    AnyOf,
    AnyValue,
    Apart,
    Apply,
    Arith,
    CellTests,
    Choose,
    Column,
    Compare,
    Const,
    Definition,
    Formula,
    Holds,
    IfMissing,
    IsMissing,
    Negate,
    Output,
    Over,
    Override,
    Point,
    Read,
    Row,
    Subject,
    Table,
    Today,
    Worklist,
)
from creditpolicy.ir.program import Program
from creditpolicy.ir.version import Version
from creditpolicy.values.business_days import Calendar
from creditpolicy.values.money import Money
from creditpolicy.values.types import (
    MOST_DIGITS,
    BooleanType,
    Bounds,
    DateType,
    DaysType,
    EnumType,
    ListType,
    MoneyType,
    MonthsType,
    NumberType,
    TextType,
    Type,
)

FORMAT: Final = 1

FUNCTIONS: Final = (
    "abs",
    "add business days",
    "business days between",
    "ceiling",
    "contains",
    "count",
    "day",
    "decimal",
    "delivered by post",
    "ends with",
    "floor",
    "is business day",
    "list contains",
    "max",
    "min",
    "month",
    "months between",
    "negate",
    "next allowed day",
    "next business day",
    "round down",
    "round half down",
    "round half up",
    "round up",
    "stable bucket",
    "starts with",
    "statutory interest",
    "string length",
    "weekday",
    "year",
)

_TEXT, _FLAG = Text(), Flag()
_WHOLE, _PLACES = Whole(0, 10**9), Whole(0, MOST_DIGITS)
_EXACT = Whole(-(10**100), 10**100)
"""Of a number; those that people write have `MOST_DIGITS` at most, and one divided by another twice that."""
_TEXTS = Many(_TEXT)
_PLACE, _TITLES, _BOUNDS = Part("Place"), Part("Titles"), Part("Bounds")
_NUMBER, _DAY = Part("number"), Part("day")
_VALUE = Maybe(Part("flag", "number", "Money", "text", "day", "texts"))
_FORMULA = Part(*(one.__name__ for one in get_args(Formula)))
_FORMULAS = Many(_FORMULA)
_TYPE = Part(*(one.__name__ for one in get_args(Type)))
_BOOLEAN = Part("BooleanType")


class Shape:
    """A class that a bundle can hold: its fields in order, how it is taken apart, and how it is made."""

    __slots__ = ("fields", "kinds", "make", "name", "of", "type")

    def __init__(
        self, type_: type, kinds: dict[str, Kind], name: str = "", make: Callable[..., object] | None = None
    ) -> None:
        """A class, or under a `name` something that is written in its own way."""
        self.type = type_
        self.name = name or type_.__name__
        self.fields = tuple(kinds)
        self.kinds = tuple(kinds.values())
        self.make = make or type_
        self.of: Callable[[Any], tuple[object, ...]] = _taken_apart(self.fields)


def _taken_apart(fields: tuple[str, ...]) -> Callable[[Any], tuple[object, ...]]:
    if not fields:
        return lambda _: ()
    if fields == ("self",):
        return lambda one: (one,)
    found = attrgetter(*fields)
    return found if len(fields) > 1 else lambda one: (found(one),)


def _shape(type_: type, **kinds: Kind) -> Shape:
    return Shape(type_, kinds)


def _number(numerator: int, denominator: int) -> Fraction:
    if denominator < 1 or gcd(numerator, denominator) != 1:
        raise Strange
    return Fraction(numerator, denominator)


def _itself(value: object) -> object:
    return value


SHAPES: Final = (
    Shape(bool, {"self": _FLAG}, "flag", _itself),
    Shape(str, {"self": _TEXT}, "text", _itself),
    Shape(tuple, {"self": _TEXTS}, "texts", _itself),
    Shape(Fraction, {"numerator": _EXACT, "denominator": _EXACT}, "number", _number),
    Shape(date, {"year": _WHOLE, "month": _WHOLE, "day": _WHOLE}, "day"),
    _shape(Money, amount=_NUMBER, currency=_TEXT),
    _shape(Place, file=_TEXT, line=_WHOLE, column=_WHOLE, end_line=_WHOLE, end_column=_WHOLE),
    _shape(Titles, nl=_TEXT, en=_TEXT),
    # types
    _shape(Bounds, low=Maybe(_NUMBER), high=Maybe(_NUMBER)),
    _shape(BooleanType),
    _shape(NumberType, scale=Maybe(_PLACES), bounds=_BOUNDS, percent=_FLAG),
    _shape(MoneyType, currency=Maybe(_TEXT), scale=Maybe(_PLACES), bounds=_BOUNDS),
    _shape(TextType),
    _shape(EnumType, name=_TEXT, members=_TEXTS, ordered=_FLAG),
    _shape(DateType),
    _shape(DaysType, scale=Maybe(_PLACES), bounds=_BOUNDS),
    _shape(MonthsType, bounds=_BOUNDS),
    _shape(ListType, of=Part("TextType", "EnumType")),
    # vocabulary
    _shape(Duration, count=_WHOLE, unit=Text("days", "months")),
    _shape(
        Fact,
        name=_TEXT,
        type=_TYPE,
        titles=_TITLES,
        max_age=Maybe(Part("Duration")),
        valid_until=Maybe(_TEXT),
        derived=_FLAG,
        sensitive=_FLAG,
        changeable=Text("up", "down", "any", "no"),
        minute=Maybe(_TEXT),
        purpose=Maybe(_TEXT),
    ),
    _shape(Record, name=_TEXT, titles=_TITLES, many=Maybe(_TEXT), max_count=_WHOLE),
    _shape(
        Calendar,
        name=_TEXT,
        digest=_TEXT,
        first=_DAY,
        last=_DAY,
        holidays=Many(_WHOLE),
        business_days=Many(_WHOLE),
    ),
    _shape(
        Vocabulary,
        records=Named(Part("Record")),
        facts=Named(Part("Fact")),
        currencies=_TEXTS,
        calendar=Maybe(Part("Calendar")),
        time_zone=Maybe(_TEXT),
        worked_out=Names(),
    ),
    # formulas
    _shape(Const, value=_VALUE, type=_TYPE),
    _shape(Amounts, name=_TEXT, by_currency=Many(Pair(_TEXT, _VALUE)), type=_TYPE),
    _shape(Read, name=_TEXT, type=_TYPE),
    _shape(Subject, type=_TYPE),
    _shape(Today, type=_TYPE),
    _shape(Arith, op=Text("+", "-", "*", "/"), left=_FORMULA, right=_FORMULA, type=_TYPE),
    _shape(Apply, function=Text(*FUNCTIONS), arguments=_FORMULAS, type=_TYPE),
    _shape(
        Compare,
        op=Text("=", "!=", "<", "<=", ">", ">="),
        left=_FORMULA,
        right=_FORMULA,
        text=_TEXT,
        at=_PLACE,
        type=_BOOLEAN,
    ),
    _shape(Holds, of=_FORMULA, text=_TEXT, at=_PLACE, type=_BOOLEAN),
    _shape(AllOf, parts=_FORMULAS, type=_BOOLEAN),
    _shape(AnyOf, parts=_FORMULAS, type=_BOOLEAN),
    _shape(Negate, part=_FORMULA, type=_BOOLEAN),
    _shape(Choose, condition=_FORMULA, yes=_FORMULA, no=_FORMULA, type=_TYPE),
    _shape(IsMissing, of=_FORMULA, text=_TEXT, at=_PLACE, type=_BOOLEAN),
    _shape(IfMissing, of=_FORMULA, instead=_FORMULA, type=_TYPE),
    _shape(
        Over,
        kind=Text("count", "sum", "min", "max", "any", "all"),
        record=_TEXT,
        subject=Maybe(_FORMULA),
        where=Maybe(_FORMULA),
        default=Maybe(_FORMULA),
        type=_TYPE,
        together=_FLAG,
    ),
    # definitions and tables
    _shape(
        Definition,
        name=_TEXT,
        record=Maybe(_TEXT),
        formula=_FORMULA,
        titles=_TITLES,
        supplied=_FLAG,
        at=_PLACE,
    ),
    _shape(AnyValue),
    _shape(CellTests, test=_FORMULA, text=_TEXT, at=_PLACE),
    _shape(Column, header=_TEXT, formula=_FORMULA, no_match_if_missing=_FLAG),
    _shape(
        Row,
        id=_TEXT,
        cells=Many(Part("AnyValue", "CellTests")),
        guard=Maybe(_FORMULA),
        outputs=_FORMULAS,
        at=_PLACE,
        otherwise=_FLAG,
        reason=Maybe(_TEXT),
        titles=Maybe(_TITLES),
        because=Maybe(_TEXT),
        written=_FLAG,
    ),
    _shape(Output, name=_TEXT, type=_TYPE),
    _shape(
        Table,
        name=_TEXT,
        record=Maybe(_TEXT),
        hit=Text("unique", "first", "collect"),
        combine=Maybe(Text("strictest", "sum", "min", "max", "list")),
        columns=Many(Part("Column")),
        rows=Many(Part("Row")),
        outputs=Many(Part("Output")),
        because=Maybe(_TEXT),
        at=_PLACE,
        total=_FLAG,
    ),
    _shape(
        Override,
        target=_TEXT,
        route=_TEXT,
        record=_TEXT,
        holds=_FORMULA,
        value=_FORMULA,
        rank=_FORMULA,
        id_fact=_TEXT,
    ),
    _shape(Answer, key=_TEXT, formula=_FORMULA, explains=_FLAG, accrues=_FLAG),
    _shape(Apart, by=_FORMULA, own=_TEXT, group=_TEXT, answers=Many(Part("Answer"))),
    _shape(
        Point,
        name=_TEXT,
        answers=Many(Part("Answer")),
        record=Maybe(_TEXT),
        record_key=Maybe(_TEXT),
        record_answers=Many(Part("Answer")),
        fallback=Many(Pair(_TEXT, Part("Const"))),
        record_group=Maybe(_TEXT),
        looks_ahead=_FLAG,
        by_currency=_FLAG,
        behind=Many(Part("Answer")),
        apart=Maybe(Part("Apart")),
    ),
    # versions
    _shape(
        Program,
        id=_TEXT,
        version=_TEXT,
        digest=_TEXT,
        vocabulary=Part("Vocabulary"),
        max_ages=Named(Part("Duration")),
        definitions=Named(Part("Definition")),
        tables=Named(Part("Table")),
        outputs=Named(Pair(_TEXT, _WHOLE)),
        overrides=Named(Many(Part("Override"))),
        points=Named(Part("Point")),
        reasons=Named(_TITLES),
        law=Named(_TEXT),
        guessed=Named(Names()),
    ),
    _shape(
        Worklist,
        effort=Many(Pair(_TEXT, _NUMBER)),
        capacity=Maybe(_WHOLE),
        reserve=Many(Pair(_TEXT, _NUMBER)),
    ),
    _shape(Note, message=_TEXT, at=Maybe(_PLACE)),
    _shape(
        Diagnostic,
        code=Member(Code),
        message=_TEXT,
        at=_PLACE,
        help=Maybe(_TEXT),
        notes=Many(Part("Note")),
    ),
    _shape(
        Version,
        program=Part("Program"),
        first_day=Maybe(_DAY),
        last_day=Maybe(_DAY),
        worklist=Maybe(Part("Worklist")),
        diagnostics=Many(Part("Diagnostic")),
    ),
)
NUMBERS: Final = {shape.name: number for number, shape in enumerate(SHAPES)}
SPELLED: Final = tuple(" ".join((shape.name, *shape.fields)) for shape in SHAPES)
"""As it stands in every bundle, so that one of other shapes is known for it."""
