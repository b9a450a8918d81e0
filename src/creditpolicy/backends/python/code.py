"""Pieces of generated code, and what is known of their values before they run.

INVARIANT: no text of a policy becomes code but through `literal`: names are numbered, all else is bound as an object.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Protocol

from creditpolicy.backends.python.amounts import amount_of
from creditpolicy.formulas import Column, Formula, Table
from creditpolicy.ir.program import Program
from creditpolicy.values.money import Money
from creditpolicy.values.value import Value

MOST_DIGITS = 60


class NotCompiled(Exception):
    """What this back end leaves to the interpreter."""


@dataclass(frozen=True, slots=True)
class Code:
    """An expression.

    `maybe`: its value may be None, unknown. `plain`: it costs next to nothing, and may stand there twice. `nothing`: it
    may be the known nothing. Numbers and amounts stand there times ten to the power `scale`; `constant` is such a
    number that is known already. `currency` of an amount is one, "" for a zero without one, None where either may be.
    """

    text: str
    maybe: bool = True
    plain: bool = False
    scale: int = 0
    currency: str | None = ""
    nothing: bool = False
    constant: int | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether it is the known nothing in any case."""
        return self.text == "NOTHING"

    @property
    def is_unknown(self) -> bool:
        """Whether it is unknown in any case."""
        return self.text == "None"


@dataclass(frozen=True, slots=True)
class Tests:
    """A condition twice: whether it may hold, and whether it certainly does; the same where it is never unknown."""

    may: str
    sure: str

    @property
    def known(self) -> bool:
        """Whether it is never unknown."""
        return self.may == self.sure


@dataclass(frozen=True, slots=True)
class Here:
    """Where code stands: the variables of the records that are looked at, and the column inside a cell."""

    records: Mapping[str, str] = field(default_factory=dict)
    subject: Code | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """All that a function needs to be handed."""
        column = () if self.subject is None or not self.subject.text.isidentifier() else (self.subject.text,)
        return ("f", *self.records.values(), *column)

    def only(self, record: str | None) -> "Here":
        """Looking at one record, or at the case alone."""
        if record is None:
            return Here()
        if record not in self.records:
            raise NotCompiled
        return Here({record: self.records[record]})


class Writes(Protocol):
    """Whoever writes a function of a point."""

    program: Program
    currency: str
    """The policy's only one; "" where it has several, and amounts are pairs."""
    today: str
    """Where the day for which is decided stands."""

    def value(self, formula: Formula, here: Here) -> Code:
        """What a formula is; None where that is unknown."""
        ...

    def tests(self, formula: Formula, here: Here) -> Tests:
        """Whether a condition holds."""
        ...

    def read(self, name: str, here: Here) -> Code:
        """What a name stands for."""
        ...

    def rows(self, output: str, here: Here) -> str:
        """Where the deciding rows of the table that gives an output stand."""
        ...

    def bound(self, value: object) -> str:
        """The name of an object."""
        ...

    def temporary(self) -> str:
        """A new local name."""
        ...

    def slot(self, kind: str, record: str | None) -> str:
        """A new numbered name; of what is worked out once, with a place in the frame of the case or of a record."""
        ...

    def kept(self, of: Formula | Table, slot: str, function: str, variables: tuple[str, ...], found: str) -> str:
        """What was worked out once and is `found` in the slot of a frame; else what `function` gives, and keeps."""
        ...

    def weighed(self, one: Code, other: Code, here: Here) -> tuple[Code, Code, str]:
        """Two values of which it is unknown which counts: each as it may stand in several places, and what both are."""
        ...

    def puts_in(self, column: Column) -> bool:
        """Whether the tests of a column are written with its own formula in place of its value."""
        ...

    def function(self, name: str, variables: tuple[str, ...], lines: list[str], about: str = "") -> None:
        """Add a function."""
        ...

    def list_of(self, record: str) -> str:
        """The place of a list in the frame."""
        ...

    def grouped(self, record: str, word: str) -> str:
        """The records of a list by a word that they have; under None those that have none."""
        ...

    def frame_of(self, record: str) -> str:
        """The variable for one record of a list."""
        ...


def literal(value: object) -> str | None:
    """A value as code; None for what must be bound as an object."""
    if value is None:
        return "None"
    if type(value) is bool:
        return "True" if value else "False"
    if type(value) is int:
        return f"({value:d})" if value < 0 else f"{value:d}"
    if type(value) is str:
        return ascii(value)
    return None


def written(w: Writes, value: object) -> str:
    """A value as code, or the name of the object."""
    return literal(value) or w.bound(value)


def constant(w: Writes, value: Value) -> Code:
    """A value of the policy."""
    match value:
        case None:
            return Code("NOTHING", maybe=False, plain=True, nothing=True)
        case Money(amount=amount, currency=currency):
            if not w.currency:
                return Code(w.bound(amount_of(value)), maybe=False, plain=True)
            return replace(number(w, amount), currency=currency)
        case bool() | str() | tuple() | date():
            return Code(written(w, value), maybe=False, plain=True)
        case Fraction():
            return number(w, value)


def number(w: Writes, value: Fraction) -> Code:
    """A number at the least scale at which it is whole."""
    for scale in range(MOST_DIGITS + 1 if _is_finite(value) else 0):
        times, rest = divmod(10**scale, value.denominator)
        if not rest:
            whole = value.numerator * times
            return Code(written(w, whole), maybe=False, plain=True, scale=scale, constant=whole)
    return Code(w.bound(value), maybe=False, plain=True)


def _is_finite(value: Fraction) -> bool:
    return not 10**MOST_DIGITS % value.denominator


def valued(code: Code) -> Code:
    """A value to count or compare with: a case in which it is the known nothing is handed over."""
    return replace(code, text=f"something({code.text})", plain=False, nothing=False) if code.nothing else code


def held(w: Writes, code: Code) -> tuple[str, str]:
    """How to name a value the first time, and later."""
    if code.plain:
        return code.text, code.text
    name = w.temporary()
    return f"({name} := {code.text})", name


def at_scale(code: Code, scale: int) -> Code:
    """The same number at a finer scale."""
    if code.scale == scale:
        return code
    if code.is_nothing or code.is_unknown:
        return replace(code, scale=scale)
    factor = 10 ** (scale - code.scale)
    if code.constant is not None:
        whole = code.constant * factor
        return replace(code, text=str(literal(whole)), scale=scale, constant=whole)
    text = f"times({code.text}, {factor})" if code.maybe or code.nothing else f"({code.text} * {factor})"
    return replace(code, text=text, scale=scale, plain=False)


def alike(codes: tuple[Code, ...]) -> tuple[Code, ...]:
    """The same values at one scale, and with what is known of any of them."""
    valued = [code for code in codes if not code.is_nothing and not code.is_unknown]
    scale = max((code.scale for code in valued), default=0)
    currencies = {code.currency for code in valued}
    currency = currencies.pop() if len(currencies) == 1 else None if currencies else ""
    scaled = (at_scale(code, scale) for code in codes)
    return tuple(code if code.currency == currency else replace(code, currency=currency) for code in scaled)


def known_only(w: Writes, codes: tuple[Code, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What must be asked about to be None, and how to name all of the values behind that."""
    asked, names = [], []
    for code in codes:
        if code.maybe:
            first, name = held(w, code)
            asked.append(first)
            names.append(name)
        else:
            names.append(code.text)
    return tuple(asked), tuple(names)


def where_known(asked: tuple[str, ...], text: str) -> str:
    """An expression that is None where one of those is."""
    if not asked:
        return text
    if "None" in asked:
        return "None"
    return f"(None if {' or '.join(f'{one} is None' for one in asked)} else {text})"


def depth_of(text: str) -> int:
    """How deep brackets stand inside each other (those in literals count too: an upper bound will do)."""
    deepest = depth = 0
    for character in text:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
    return deepest
