"""Written expressions that fit their types, over the facts of `vocabulary`: the checker should nearly always agree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from hypothesis import strategies as st

from creditpolicy.syntax.expressions import tree as t
from tests.property.vocabulary import KINDS, TEXTS, THRESHOLDS, WORDS

NOWHERE = t.Span(0, 0)
Op: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]
ORDERS: tuple[Op, ...] = ("<", "<=", ">", ">=")
SAME: tuple[Op, ...] = ("=", "!=")
DATES = ("2026-02-28", "2026-03-31", "2026-04-30")
SPELLS = (
    t.DurationLiteral("1", "months", NOWHERE),
    t.DurationLiteral("6", "months", NOWHERE),
    t.DurationLiteral("1", "years", NOWHERE),
)


@dataclass(frozen=True)
class Place:
    """Where an expression stands: which definitions it sees, which record it looks at, in how many currencies."""

    currencies: tuple[str, ...] = ("EUR",)
    records: tuple[str, ...] = ("box",)
    aggregates: bool = True
    definitions: Mapping[str, str] = field(default_factory=dict)
    kleene: bool = True
    """Whether `is missing` may be asked."""

    def names(self, kind: str) -> list[str]:
        known = [name for name, one in (KINDS | dict(self.definitions)).items() if one == kind]
        return [name for name in known if name.partition(".")[0] in self.records]


LEAVES = {
    "number": ("fact", "number"),
    "money": ("fact", "amount"),
    "days": ("fact", "duration", "days since"),
    "months": ("fact", "duration"),
    "date": ("fact", "as_of", "date"),
    "boolean": ("fact", "compare", "in"),
    "text": ("fact", "text"),
    "list": ("fact",),
}
QUANTITY = ("sum", "negation", "if", "abs", "extreme")
GROWN = {
    "number": (
        *QUANTITY,
        "product",
        "ratio",
        "of amounts",
        "whole",
        "rounded",
        "length",
        "count",
        "part",
        "calendar",
        "aggregate",
        "aggregate",
    ),
    "money": (*QUANTITY, "product", "quotient", "rounded", "aggregate", "aggregate"),
    "days": (*QUANTITY, "product", "rounded", "days since"),
    "months": (*QUANTITY, "between", "product"),
    "date": ("moved", "moved back", "calendar", "if", "extreme", "aggregate"),
    "boolean": (
        "compare",
        "compare",
        "and",
        "or",
        "not",
        "in",
        "words",
        "has",
        "if",
        "same",
        "missing",
        "aggregate",
        "guarded",
        "calendar",
    ),
    "text": ("if",),
    "list": ("fact",),
}
COMPARED = ("number", "money", "days", "months", "date", "boolean", "text", "box.e", "box.o", "item.r")


def call(name: str, *arguments: t.Expression) -> t.Expression:
    return t.Call(name, NOWHERE, arguments, NOWHERE)


def number(text: str, *, percent: bool = False) -> t.Expression:
    plain = t.NumberLiteral(text.lstrip("-"), percent, NOWHERE)
    return t.Negation(plain, NOWHERE) if text.startswith("-") else plain


def name(text: str) -> t.Name:
    return t.Name(text, NOWHERE)


@st.composite
def expressions(draw: st.DrawFn, kind: str, place: Place, depth: int = 2) -> t.Expression:
    """A tree of the kind."""
    return tree(draw, kind, place, depth)


def tree(draw: st.DrawFn, kind: str, place: Place, depth: int) -> t.Expression:
    if kind in WORDS:
        return _word(draw, kind, place, depth)
    ways = LEAVES[kind] if depth <= 0 else (*LEAVES[kind], *GROWN[kind])
    way = "aggregate" if "aggregate" in ways and draw(st.integers(1, 8)) == 1 else draw(st.sampled_from(ways))
    if (way == "amount" and len(place.currencies) > 1) or (way == "missing" and not place.kleene):
        way = "fact"
    if way == "aggregate" and (not place.aggregates or "item" in place.records):
        way = "fact"
    return _made(draw, way, kind, place, depth - 1)


def _made(draw: st.DrawFn, way: str, kind: str, place: Place, depth: int) -> t.Expression:
    def inner(one: str) -> t.Expression:
        return tree(draw, one, place, depth)

    match way:
        case "fact":
            names = place.names(kind)
            return name(draw(st.sampled_from(names))) if names else _literal(draw, kind, place)
        case "number" | "amount" | "duration" | "date" | "text":
            return _literal(draw, kind, place)
        case "as_of":
            return name("as_of")
        case "days since":
            return t.Arithmetic("-", inner("date"), inner("date"), NOWHERE)
        case "sum":
            return t.Arithmetic(draw(st.sampled_from("+-")), inner(kind), inner(kind), NOWHERE)
        case "negation":
            return t.Negation(inner(kind), NOWHERE)
        case "if":
            return t.IfThenElse(inner("boolean"), inner(kind), inner(kind), NOWHERE)
        case "abs":
            return call("abs", inner(kind))
        case "extreme":
            return call(draw(st.sampled_from(("min", "max"))), *(inner(kind) for _ in range(draw(st.integers(2, 3)))))
        case "product":
            factor = number(draw(st.sampled_from(("2", "3"))))
            left, right = draw(st.permutations((inner(kind), factor)))
            return t.Arithmetic("*", left, right, NOWHERE)
        case "quotient" | "ratio":
            return t.Arithmetic("/", inner(kind), _divisor(draw), NOWHERE)
        case "of amounts":
            return t.Arithmetic("/", inner("money"), name("box.v"), NOWHERE)
        case "whole":
            return call(draw(st.sampled_from(("floor", "ceiling"))), inner("number"))
        case "rounded":
            modes = ("decimal", "round up", "round down", "round half up", "round half down")
            return call(draw(st.sampled_from(modes)), inner(kind), number(draw(st.sampled_from(("0", "1", "2")))))
        case "length":
            return call("string length", inner("text"))
        case "count":
            return call("count", name("box.l"))
        case "part":
            return t.Property(inner("date"), draw(st.sampled_from(("year", "month", "day", "weekday"))), NOWHERE)
        case "between":
            return call("months between", inner("date"), inner("date"))
        case "moved":
            by = inner("months") if draw(st.booleans()) else name("box.s")
            left, right = draw(st.permutations((inner("date"), by)))
            return t.Arithmetic("+", left, right, NOWHERE)
        case "moved back":
            by = t.DurationLiteral("1", "months", NOWHERE) if draw(st.booleans()) else name("box.s")
            return t.Arithmetic("-", inner("date"), by, NOWHERE)
        case "calendar":
            return _by_calendar(draw, kind, inner)
        case "and" | "or":
            parts = tuple(inner("boolean") for _ in range(draw(st.integers(2, 3))))
            return t.And(parts, NOWHERE) if way == "and" else t.Or(parts, NOWHERE)
        case "not":
            return t.Not(inner("boolean"), NOWHERE)
        case "words":
            return call(draw(st.sampled_from(("contains", "starts with", "ends with"))), name("box.t"), inner("text"))
        case "has":
            return call("list contains", name("box.l"), inner("text"))
        case "same":
            return t.Comparison(draw(st.sampled_from(SAME)), inner("boolean"), inner("boolean"), NOWHERE)
        case "missing":
            every = [one for kinds in COMPARED for one in place.names(kinds)]
            return call("is missing", name(draw(st.sampled_from(every))))
        case "guarded":
            guard = t.Comparison(">", name("box.n"), number("0"), NOWHERE)
            share = t.Arithmetic("/", inner("number"), name("box.n"), NOWHERE)
            return t.And((guard, t.Comparison(draw(st.sampled_from(ORDERS)), share, number("2"), NOWHERE)), NOWHERE)
        case "compare":
            return _comparison(draw, place, depth)
        case "in":
            return _within(draw, place)
        case "aggregate":
            return _aggregate(draw, kind, place, depth)
    raise AssertionError(way)


def _by_calendar(draw: st.DrawFn, kind: str, inner: Callable[[str], t.Expression]) -> t.Expression:
    """A number, a date or a claim that looks at the calendar."""
    if kind == "number":
        return call("business days between", inner("date"), inner("date"))
    if kind == "boolean":
        return call("is business day", inner("date"))
    match draw(st.integers(1, 4)):
        case 1:
            return call("next business day", inner("date"))
        case 2:
            words = draw(st.sampled_from((("weekend, holiday",), ("friday",), ("holiday", "tuesday"), ("", "monday"))))
            return call("next allowed day", inner("date"), *(t.TextLiteral(word, NOWHERE) for word in words))
    count = name("box.n") if draw(st.booleans()) else number(draw(st.sampled_from(("-3", "0", "1", "5"))))
    return call("add business days", inner("date"), count)


def _word(draw: st.DrawFn, kind: str, place: Place, depth: int) -> t.Expression:
    names = place.names(kind)
    if not names:
        return name(draw(st.sampled_from(WORDS[kind])))
    if depth > 0 and draw(st.integers(1, 4)) == 1:
        yes = name(draw(st.sampled_from(names)))
        no = name(draw(st.sampled_from((*names, *WORDS[kind]))))
        return t.IfThenElse(tree(draw, "boolean", place, depth - 1), yes, no, NOWHERE)
    return name(draw(st.sampled_from(names)))


def _divisor(draw: st.DrawFn) -> t.Expression:
    return draw(st.sampled_from((name("box.z"), number("3"), number("4"))))


def _literal(draw: st.DrawFn, kind: str, place: Place) -> t.Expression:
    match kind:
        case "number":
            if draw(st.integers(1, 5)) == 1:
                return number(draw(st.sampled_from(("10", "30", "250"))), percent=True)
            return number(draw(st.sampled_from(("0", "1", "2", "4", "0.5", "2.25", "-3", "100"))))
        case "money":
            if len(place.currencies) > 1:
                return name("box.m")
            plain = t.AmountLiteral(draw(st.sampled_from(("0", "10", "100", "0.50"))), "EUR", NOWHERE)
            return t.Negation(plain, NOWHERE) if draw(st.integers(1, 5)) == 1 else plain
        case "days":
            return t.DurationLiteral(draw(st.sampled_from(("0", "1", "14", "30"))), "days", NOWHERE)
        case "months":
            return draw(st.sampled_from(SPELLS))
        case "date":
            return t.DateLiteral(draw(st.sampled_from(DATES)), NOWHERE)
        case "text":
            return t.TextLiteral(draw(st.sampled_from(TEXTS)), NOWHERE)
        case "boolean":
            return t.BooleanLiteral(draw(st.booleans()), NOWHERE)
    return name(draw(st.sampled_from(WORDS[kind]))) if kind in WORDS else name("box.l")


def _against(draw: st.DrawFn, kind: str, place: Place, depth: int, near: t.Expression) -> t.Expression:
    """What a value of the kind is compared with: a threshold of its fact, a bare number, or something of its kind."""
    how = draw(st.integers(1, 3))
    thresholds = THRESHOLDS.get(near.text) if isinstance(near, t.Name) else None
    if kind == "money" and len(place.currencies) > 1:
        return draw(st.sampled_from((name("small"), name("large"), number("0"))))
    if thresholds and how <= 2:
        text = draw(st.sampled_from(thresholds))
        match kind:
            case "money":
                plain = t.AmountLiteral(text.lstrip("-"), "EUR", NOWHERE)
                return t.Negation(plain, NOWHERE) if text.startswith("-") else plain
            case "date":
                return t.DateLiteral(text, NOWHERE)
        return number(text)
    if kind in {"days", "months"} and how == 1:
        return number(draw(st.sampled_from(("0", "1", "14"))))
    if kind in WORDS and how <= 2:
        return name(draw(st.sampled_from(WORDS[kind])))
    return _literal(draw, kind, place) if how <= 2 else tree(draw, kind, place, depth)


def _comparison(draw: st.DrawFn, place: Place, depth: int) -> t.Expression:
    kinds = [kind for kind in COMPARED if place.names(kind)]
    kind = draw(st.sampled_from(kinds))
    left = tree(draw, kind, place, depth) if depth > 0 else name(draw(st.sampled_from(place.names(kind))))
    ordered = kind not in {"boolean", "text", "box.e", "item.r"}
    op = draw(st.sampled_from((*ORDERS, *SAME) if ordered else SAME))
    right = _against(draw, kind, place, depth - 1, left)
    if not isinstance(left, t.IfThenElse) and draw(st.integers(1, 4)) == 1 and not isinstance(right, t.Name):
        left, right = right, left
    return t.Comparison(op, left, right, NOWHERE)


def _within(draw: st.DrawFn, place: Place) -> t.Expression:
    kinds = [kind for kind in COMPARED if place.names(kind) and kind != "boolean"]
    kind = draw(st.sampled_from(kinds))
    if kind == "money" and len(place.currencies) > 1:
        kind = "number"
    subject = name(draw(st.sampled_from(place.names(kind)))) if place.names(kind) else tree(draw, kind, place, 0)
    tests = draw_tests(draw, kind, subject, place)
    return t.In(subject, tests, NOWHERE)


def draw_tests(
    draw: st.DrawFn, kind: str, subject: t.Expression, place: Place, *, literal: bool = True
) -> tuple[t.CellTest, ...]:
    """The tests of `in (...)` or of a cell."""
    known = THRESHOLDS.get(subject.text) if isinstance(subject, t.Name) else None

    def end() -> t.Expression:
        if known is None or (not literal and draw(st.booleans())):
            return _against(draw, kind, place, 1, subject)
        return _against(draw, kind, place, 0, subject) if kind in WORDS else _threshold(draw, kind, known)

    def flat() -> t.CellTest:
        how = draw(st.sampled_from(("equal", "against", "range") if known and len(known) > 1 else ("equal", "against")))
        ordered = kind not in {"boolean", "text", "box.e", "item.r"}
        match how:
            case "equal":
                return t.Equal(end(), NOWHERE)
            case "against":
                return t.Against(draw(st.sampled_from((*ORDERS, *SAME) if ordered else SAME)), end(), NOWHERE)
        low, high = sorted(draw(st.lists(st.integers(0, len(known or ()) - 1), min_size=2, max_size=2, unique=True)))
        ends = [_threshold(draw, kind, (known or ())[index : index + 1]) for index in (low, high)]
        return t.Range(ends[0], ends[1], draw(st.booleans()), draw(st.booleans()), NOWHERE)

    tests = [flat() for _ in range(draw(st.integers(1, 2)))]
    if draw(st.integers(1, 5)) == 1:
        return (t.NotTests(tuple(tests), NOWHERE),)
    return tuple(tests)


def _threshold(draw: st.DrawFn, kind: str, known: tuple[str, ...]) -> t.Expression:
    text = draw(st.sampled_from(known))
    match kind:
        case "money":
            plain: t.Expression = t.AmountLiteral(text.lstrip("-"), "EUR", NOWHERE)
            return t.Negation(plain, NOWHERE) if text.startswith("-") else plain
        case "date":
            return t.DateLiteral(text, NOWHERE)
        case "days" | "months" if draw(st.booleans()):
            return t.DurationLiteral(text, "days" if kind == "days" else "months", NOWHERE)
    return number(text)


def _aggregate(draw: st.DrawFn, kind: str, place: Place, depth: int) -> t.Expression:
    inside = Place(place.currencies, (*place.records, "item"), False, place.definitions, place.kleene)
    where: Any = tree(draw, "boolean", inside, depth) if draw(st.booleans()) else None
    match kind:
        case "boolean":
            word: Any = draw(st.sampled_from(("any", "all")))
            return _over(word, _about_item(draw, inside, depth), where, None)
        case "number" if draw(st.booleans()):
            return _over("count", name("item"), where, None)
    subjects: dict[str, tuple[str, ...]] = {"number": ("item.w",), "money": ("item.g",), "date": ("item.u", "item.i")}
    subject = name(draw(st.sampled_from(subjects[kind])))
    word = draw(st.sampled_from(("min", "max") if kind == "date" else ("sum", "min", "max")))
    return _over(word, subject, where, None if word == "sum" else tree(draw, kind, place, 0))


def _about_item(draw: st.DrawFn, inside: Place, depth: int) -> t.Expression:
    """A condition on a record: one that names the record, so that it is clear which list is looked at."""
    test = t.Comparison(
        draw(st.sampled_from(ORDERS)), name("item.w"), number(draw(st.sampled_from(("-1", "0", "2")))), NOWHERE
    )
    if draw(st.booleans()):
        return test
    more = tree(draw, "boolean", inside, depth - 1)
    return t.Or((test, more), NOWHERE) if draw(st.booleans()) else t.And((test, more), NOWHERE)


def _over(word: Any, subject: t.Expression, where: Any, default: Any) -> t.Expression:
    if where is None and default is None:
        return call(word, subject)
    return t.Aggregate(word, NOWHERE, subject, where, default, NOWHERE)
