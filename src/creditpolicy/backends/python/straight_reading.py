"""The lines that read a case of one shape into locals: plain values are checked in one condition, the rest apart."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Literal, TypeAlias

from creditpolicy.backends.python.code import Code, literal
from creditpolicy.backends.python.loading import Binds, checked_lines, ends_of, fact_code
from creditpolicy.backends.python.shape import Form, Shape
from creditpolicy.facts.reading import LONGEST_TEXT, MOST_OF_A_FLOAT
from creditpolicy.facts.vocabulary import Fact
from creditpolicy.values.types import (
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
)

MOST_OF_A_SCALE = 15
MOST_OF_AN_INT = 1 << 63
"""Bounds of numbers in typed forms must be below that."""
MOST_STEPS = 1001
"""A number that is one of no more than so many is looked up."""


Door: TypeAlias = Literal["facts", "records", "checked", "json"]
"""How a case comes in: as dictionaries, with or without typed `records` made of them, as checked values, or as JSON."""
_TYPED = frozenset({"records", "json"})


@dataclass(slots=True)
class Reading:
    """The lines, the code of each fact by its name, and what holds the values that were given, in order of the shape.

    `names` says which local is which fact, and `given` which hold what was given, for each record.
    """

    door: Door
    given: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    gets: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    codes: dict[str, Code] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    def described(self) -> Iterator[str]:
        """Comments that say which local is which fact."""
        return (f"# {local} is {name!a}" for local, name in self.names.items())

    def places(self) -> Iterator[str]:
        """Where what was given is kept, fact after fact."""
        places = [(record, local) for record, (_, locals_) in enumerate(self.given) for local in locals_]
        records = ["kept"] if len(self.given) == 1 else [f"kept[{record}]" for record in range(len(self.given))]
        for place, (record, local) in enumerate(places):
            yield f"{records[record]}.{local}" if self.door == "records" else f"kept[{place}]"

    def lines(self) -> Iterator[str]:
        """All of them."""
        yield from self.gets
        if self.plain:
            yield "if not ("
            yield f"    {self.plain[0]}"
            yield from (f"    and {one}" for one in self.plain[1:])
            yield "):"
            yield "    hand_over()"
        yield from self.others


def read_shape(b: Binds, shape: Shape, currency: str, number: Callable[[str], str], door: Door) -> Reading:
    """Read every fact of a shape, whether or not anybody asks for it."""
    reading = Reading(door)
    match door:
        case "facts" | "records":
            reading.gets += [f"if type(data) is not dict or len(data) != {len(shape)}:", "    hand_over()"]
        case "json":
            # INVARIANT: with each key once, there is one colon for each, and no other but within texts.
            colons = len(shape) + sum(len(facts) for _, facts in shape)
            reading.gets += [f"if data.count(b':') != {colons}:", "    hand_over()", "case = decoded(data)"]
        case "checked":
            pass
    for record, facts in shape:
        known = {key: (b.program.vocabulary.facts[f"{record}.{key}"], form) for key, form in facts}
        _read_record(b, reading, record, known, currency, number)
    if door == "records":
        # The only record is kept as it is: that is one object less in decisions that are kept.
        names = [given for given, _ in reading.given]
        reading.kept = names if len(names) == 1 else [f"({''.join(f'{name}, ' for name in names)})"]
    if door == "checked":
        locals_ = "".join(f"{code.text}, " for code in reading.codes.values())
        reading.gets, reading.plain, reading.others = [f"{locals_}= facts"] if locals_ else [], [], []
        reading.kept = ["kept"]
    return reading


def _read_record(
    b: Binds,
    reading: Reading,
    record: str,
    known: Mapping[str, tuple[Fact, Form]],
    currency: str,
    number: Callable[[str], str],
) -> None:
    given = number("given")
    locals_ = {key: number("fact") for key in known}
    reading.given.append((given, tuple(locals_.values())))
    if reading.door in _TYPED:
        # Where each is asked for a few times, fetching all of them first takes longer.
        locals_ = {key: f"{given}.{local}" for key, local in locals_.items()}
    kept = _get(b, reading, record, given, locals_)
    if any(isinstance(fact.type, MoneyType) for fact, _ in known.values()):
        reading.others.append(f"own = {locals_.get('currency')}")
    for (key, local), (fact, form) in zip(tuple(locals_.items()), known.values(), strict=True):
        reading.names[local] = fact.name
        if form == "none":
            reading.plain += [f"{local} is None"] if reading.door == "facts" else []
            continue
        counts = local
        test = plain_test(b, fact, form, local)
        if test is not None:
            reading.plain += _left_to_test(test, fact, form, local, reading.door)
        else:
            # What was given is kept, beside what it counts as.
            counts = number("fact")
            reading.names[counts] = fact.name
            turned = json_converted if reading.door == "json" else converted
            reading.others += [*turned(b, fact, local, currency), f"{counts} = v"]
            if isinstance(fact.type, ListType):
                # A list of the caller's may change later.
                locals_[key] = counts
                reading.others += [f"{local} = {counts}"] if reading.door == "records" else []
        reading.codes[fact.name] = replace(fact_code(counts, fact.type, currency), maybe=False)
    if reading.door == "facts" and any(isinstance(fact.type, ListType) for fact, _ in known.values()):
        reading.others.append(f"{kept} = ({''.join(f'{local}, ' for local in locals_.values())})")
    reading.kept.append(kept)
    for fact, _ in known.values():
        until = reading.codes.get(fact.valid_until or "")
        if until is not None and fact.name in reading.codes:
            # What is no longer valid counts as missing: that is another shape.
            reading.others += [f"if {until.text} < today:", "    hand_over()"]


def _get(b: Binds, reading: Reading, record: str, given: str, locals_: Mapping[str, str]) -> str:
    """Lines that get every value of a record at once; the name of all of them together."""
    kept = given.replace("given", "kept")
    if reading.door == "json":
        reading.gets.append(f"{given} = case.{given}")
        return kept
    reading.gets.append(f"{given} = data[{literal(record)}]")
    if reading.door == "records":
        kind = given.capitalize()
        reading.gets += [f"if type({given}) is not dict:", "    hand_over()", f"{given} = convert({given}, {kind})"]
        return kept
    reading.gets += [
        f"if type({given}) is not dict or len({given}) != {len(locals_)}:",
        "    hand_over()",
    ]
    match tuple(locals_):
        case ():
            reading.gets.append(f"{kept} = ()")
        case (key,):
            reading.gets.append(f"{kept} = ({locals_[key]} := {given}[{literal(key)}], )")
        case keys:
            reading.gets.append(f"{', '.join(locals_.values())} = {kept} = {b.bound(itemgetter(*keys))}({given})")
    return kept


def _left_to_test(test: str, fact: Fact, form: Form, local: str, door: Door) -> list[str]:
    """What of the test of a plain value is left, where it may come in checked."""
    if door == "records" and isinstance(fact.type, TextType):
        return [f"type({local}) is str"]  # it may be of a class that was derived from Python's own
    return [] if door in _TYPED and is_told_by_type(fact, form) else [test]


def is_told_by_type(fact: Fact, form: Form) -> bool:
    """Whether reading a plain value into a typed form checks all of it."""
    if form != "whole":
        return True
    low, high = ends_of(getattr(fact.type, "bounds", Bounds()), 0)
    return low >= -MOST_OF_AN_INT and high < MOST_OF_AN_INT


def plain_test(b: Binds, fact: Fact, form: Form, local: str) -> str | None:
    """Whether a value counts as it was given, as one condition; None where it must be turned into another first."""
    match fact.type:
        case BooleanType():
            return f"({local} is False or {local} is True)"
        case TextType():
            return f"type({local}) is str and len({local}) <= {LONGEST_TEXT}"
        case EnumType(members=members):
            return f"type({local}) is str and {local} in {b.bound(frozenset(members))}"
        case NumberType(bounds=bounds) | DaysType(bounds=bounds) | MonthsType(bounds=bounds) if form == "whole":
            low, high = ends_of(bounds, 0)
            return f"type({local}) is int and {literal(low)} <= {local} <= {literal(high)}"
        case NumberType() | DaysType() | MonthsType() | MoneyType() | DateType() | ListType():
            return None


def converted(b: Binds, fact: Fact, local: str, currency: str) -> list[str]:
    """Lines that turn what was given into `v`."""
    general = checked_lines(b, fact, currency)
    match fact.type:
        case NumberType(scale=int() as scale, bounds=bounds) | DaysType(scale=int() as scale, bounds=bounds):
            low, high = ends_of(bounds, scale)
            if 0 < scale <= MOST_OF_A_SCALE and high - low < MOST_STEPS:
                # Each float that such a number can be. INVARIANT: the shortest text of each is that decimal.
                steps = b.bound({step / 10**scale: step for step in range(low, high + 1)})
                return [
                    f"v = {steps}.get({local}) if type({local}) is float else None",
                    "if v is None:",
                    f"    v = {local}",
                    *(f"    {line}" for line in general),
                ]
            if not 0 < scale <= MOST_OF_A_SCALE or max(-low, high) >= MOST_OF_A_FLOAT:
                return [f"v = {local}", *general]
            # INVARIANT: where dividing gives the same float again, its shortest text is that decimal.
            least, most = literal(-(-low // 10**scale) - 1), literal(high // 10**scale + 1)
            return [
                f"v = {local}",
                f"if type(v) is float and v >= {least} and v <= {most}:",
                f"    v = round(v * {10**scale})",
                f"    if v / {10**scale} != {local} or v < {literal(low)} or v > {literal(high)}:",
                "        hand_over()",
                "else:",
                *(f"    {line}" for line in general),
            ]
    return [f"v = {local}", *general]


def json_converted(b: Binds, fact: Fact, local: str, currency: str) -> list[str]:
    """The same of JSON: numbers with a point or an exponent are bytes still, so that no digit of them is lost."""
    general = checked_lines(b, fact, currency)
    match fact.type:
        case DateType() | ListType():
            return [f"v = {local}", *general]
        case NumberType(scale=int() as scale, bounds=bounds) | DaysType(scale=int() as scale, bounds=bounds):
            low, high = ends_of(bounds, scale)
            if 0 < scale <= MOST_OF_A_SCALE and high - low < MOST_STEPS:
                steps = b.bound({text.encode(): step for step in range(low, high + 1) for text in _texts(step, scale)})
                return [
                    f"v = {local}",
                    f"v = {steps}.get(v) if type(v) is bytes else None",
                    "if v is None:",
                    f"    v = json_given({local})",
                    *(f"    {line}" for line in general),
                ]
    return [f"v = json_given({local})", *general]


def _texts(step: int, scale: int) -> tuple[str, ...]:
    """How such a number is mostly written."""
    found = repr(step / 10**scale)
    return (found, found.removesuffix(".0"))
