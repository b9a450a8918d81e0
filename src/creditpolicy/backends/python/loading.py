"""The function that reads a case as the caller gave it into frames: one check after the other, for the facts asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from creditpolicy.backends.python.code import Code, literal
from creditpolicy.backends.python.given import (
    LARGEST,
    Reader,
    amount_given,
    day_given,
    number_given,
    pair_given,
    ratio_given,
    share_given,
    words_given,
)
from creditpolicy.backends.python.running import hand_over
from creditpolicy.facts.reading import LONGEST_TEXT
from creditpolicy.facts.vocabulary import Fact, Record, Vocabulary
from creditpolicy.ir.program import Program
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
    Type,
)


class Binds(Protocol):
    """Whoever keeps objects under a name."""

    program: Program

    def bound(self, value: object) -> str:
        """The name of an object."""
        ...


def scale_of(of: Type) -> int:
    """To which power of ten a fact is kept as a whole number."""
    match of:
        case MoneyType(scale=scale):
            return max(2, scale or 0)
        case NumberType(scale=scale) | DaysType(scale=scale):
            return scale or 0
    return 0


def fact_code(text: str, of: Type, currency: str) -> Code:
    """A fact in its frame."""
    if isinstance(of, MoneyType) and not currency:
        return Code(text, plain=True)
    return Code(text, plain=True, scale=scale_of(of), currency=currency if isinstance(of, MoneyType) else "")


def checked_lines(b: Binds, fact: Fact, currency: str) -> list[str]:
    """Lines that check `v`, which is given, and make it what is kept; `own` is the currency of the record."""
    of = fact.type
    match of:
        case BooleanType():
            return ["if v is not True and v is not False:", "    hand_over()"]
        case TextType():
            return [f"if type(v) is not str or len(v) > {LONGEST_TEXT}:", "    hand_over()"]
        case EnumType(members=members):
            return [f"if type(v) is not str or v not in {b.bound(frozenset(members))}:", "    hand_over()"]
        case DateType():
            return ["v = day_given(v)"]
        case ListType(of=item):
            among = b.bound(frozenset(item.members)) if isinstance(item, EnumType) else "None"
            return [f"v = words_given(v, {among})"]
        case MoneyType(scale=scale, bounds=bounds):
            if scale is None:
                return ["hand_over()"]
            if not currency:
                return [f"v = pair_given(v, {b.bound(b.program.vocabulary.currencies)}, own)", *_pair(bounds, scale)]
            kept = scale_of(of)
            lines = [f"v = amount_given(v, {kept}, {literal(currency)}, own)"]
            return [*lines, *_grid(kept - scale), *_bounded(bounds, kept)]
        case NumberType(scale=scale, bounds=bounds, percent=percent):
            return _number(scale, bounds, "share_given" if percent else "number_given")
        case DaysType(scale=scale, bounds=bounds):
            return _number(scale, bounds)
        case MonthsType(bounds=bounds):
            return _number(0, bounds)


def _number(scale: int | None, bounds: Bounds, given: str = "number_given") -> list[str]:
    if scale is None:
        return ["v = ratio_given(v)", *_bounded(bounds, 0)]
    if scale:
        finer = [f"    v *= {10**scale}", "else:", f"    v = {given}(v, {scale})"]
        return ["if type(v) is int:", *finer, *_bounded(bounds, scale)]
    return ["if type(v) is not int:", "    v = number_given(v, 0)", *_bounded(bounds, 0)]


def _grid(finer: int) -> list[str]:
    return [f"if v % {10**finer}:", "    hand_over()"] if finer > 0 else []


def _pair(bounds: Bounds, scale: int) -> list[str]:
    lines = [line.replace(" v ", " v[0] ") for line in _bounded(bounds, 2)]
    return lines if scale == 2 else ["hand_over()"]


def _bounded(bounds: Bounds, scale: int) -> list[str]:
    """Within its bounds, and no longer than numbers may be."""
    low, high = ends_of(bounds, scale)
    return [f"if not {literal(low)} <= v <= {literal(high)}:", "    hand_over()"]


def ends_of(bounds: Bounds, scale: int) -> tuple[int, int]:
    """The least and the greatest whole number, times ten to the power `scale`, that lie within."""
    low, high = (
        Fraction(otherwise) if bound is None else bound * 10**scale
        for bound, otherwise in ((bounds.low, -LARGEST), (bounds.high, LARGEST))
    )
    return int(-(-low // 1)), int(high // 1)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Which facts of a record are read in line, by their key, and where they are kept (None: they are only checked)."""

    record: Record
    frame: str
    kept: Mapping[str, tuple[Fact, str | None]]


def record_lines(b: Binds, loaded: Loaded, currency: str, readers: str) -> list[str]:
    """Lines that read the dictionary `given` into the frame."""
    frame = loaded.frame
    lines = ["own = given.get('currency')", "count = 0"]
    untils = {fact.valid_until for fact, _ in loaded.kept.values() if fact.valid_until}
    for key, (fact, slot) in loaded.kept.items():
        # Asking whether it is there and then for it takes half the time of `get`.
        lines += [
            f"v = given[{literal(key)}] if {literal(key)} in given else None",
            "if v is not None:",
            "    count += 1",
            *(f"    {line}" for line in checked_lines(b, fact, currency)),
        ]
        if isinstance(fact.type, ListType):
            lines.append(f"    given[{literal(key)}] = v")
        if slot is not None:
            lines.append(f"{frame}.{slot} = v")
        if fact.name in untils:
            lines.append(f"until_{slot} = v")
    for fact, slot in loaded.kept.values():
        until = next((place for other, place in loaded.kept.values() if other.name == fact.valid_until), None)
        if until is not None and slot is not None:
            lines += [
                f"if until_{until} is not None and until_{until} < f.today:",
                f"    {frame}.{slot} = None",
            ]
    keys = b.bound(frozenset(loaded.kept))
    return [*lines, "if count != len(given):", f"    others_given(given, {keys}, {readers})"]


def facts_of(vocabulary: Vocabulary, record: str) -> Iterable[Fact]:
    """The facts of a record."""
    return (fact for fact in vocabulary.facts.values() if fact.record == record)


def reader_of(fact: Fact, currency: str, currencies: tuple[str, ...]) -> Reader:
    """What checks a fact that nobody asks for."""
    of = fact.type
    match of:
        case BooleanType():
            return lambda v, _own: v if v is True or v is False else hand_over()
        case TextType():
            return lambda v, _own: v if type(v) is str and len(v) <= LONGEST_TEXT else hand_over()
        case EnumType(members=members):
            words = frozenset(members)
            return lambda v, _own: v if type(v) is str and v in words else hand_over()
        case DateType():
            return lambda v, _own: day_given(v)
        case ListType(of=item):
            among = frozenset(item.members) if isinstance(item, EnumType) else None
            return lambda v, _own: words_given(v, among)
        case MoneyType(scale=scale, bounds=bounds):
            if scale is None:
                return lambda _v, _own: hand_over()
            places = scale
            if not currency:
                low, high = ends_of(bounds, 2)
                return lambda v, own: (
                    _within(pair_given(v, currencies, own)[0], low, high) if places == 2 else hand_over()
                )
            low, high = ends_of(bounds, places)
            return lambda v, own: _within(amount_given(v, places, currency, own), low, high)
        case NumberType(scale=scale, bounds=bounds) | DaysType(scale=scale, bounds=bounds):
            if scale is None:
                return lambda v, _own: ratio if bounds.holds(Fraction(ratio := ratio_given(v))) else hand_over()
            digits = scale
            low, high = ends_of(bounds, digits)
            read = share_given if isinstance(of, NumberType) and of.percent else number_given
            return lambda v, _own: _within(read(v, digits), low, high)
        case MonthsType(bounds=bounds):
            low, high = ends_of(bounds, 0)
            return lambda v, _own: _within(number_given(v, 0), low, high)


def _within(value: int, low: int, high: int) -> int:
    return value if low <= value <= high else hand_over()
