"""How a policy writes rounding: `half up to 1` (digits after the point), `down to 100 EUR` (whole steps)."""

import re
from dataclasses import dataclass
from fractions import Fraction

from creditpolicy.checked.findings import Findings
from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.nearest import respelled
from creditpolicy.formulas import Apply, Arith, Const, Formula
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.values.types import Bounds, MoneyType, NumberType

_FORM = re.compile(r"(up|down|half up|half down) to (0|[1-9][0-9]{0,11})( [A-Z]{3})?", re.ASCII)
_WORDS = ("up", "down", "half", "to")
_MOST_PLACES = 10
_HELP = "write `half up to 1` for digits after the point, or `down to 100 EUR` for whole steps"


@dataclass(frozen=True, slots=True)
class Rounding:
    """`mode` with `places` digits after the point, or to whole multiples of `step`."""

    mode: str
    places: int
    step: int | None


def read_rounding(scalar: Scalar, currencies: tuple[str, ...], findings: Findings, *, steps: bool) -> Rounding | None:
    """The rounding that a section asks for; `steps` says whether amounts are rounded here."""
    found = _FORM.fullmatch(scalar.text)
    if found is None or (steps != (found.group(3) is not None)):
        meant = respelled(scalar.text, (*_WORDS, *currencies))
        way_out = f"did you mean `{meant}`?" if meant != scalar.text and _FORM.fullmatch(meant) else _HELP
        findings.add(Code.BAD_NUMBER, f"expected a rounding, got `{scalar.text}`", scalar.at, way_out)
        return None
    mode, number = found.group(1), int(found.group(2))
    if steps:
        currency = found.group(3).strip()
        if currency not in currencies:
            findings.unknown(Code.UNIT_MISMATCH, "currency", currency, scalar.at, currencies)
            return None
        if number == 0:
            findings.add(Code.BAD_NUMBER, "cannot round to whole steps of 0", scalar.at, _HELP)
            return None
        return Rounding(mode, 0, number)
    if number > _MOST_PLACES:
        findings.add(Code.BAD_NUMBER, f"at most {_MOST_PLACES} digits after the point, got {number}", scalar.at, _HELP)
        return None
    return Rounding(mode, number, None)


def rounded(value: Formula, rounding: Rounding) -> Formula:
    """`value` as the policy rounds it."""
    kind = value.type
    if rounding.step is not None and isinstance(kind, MoneyType):
        step = Const(Fraction(rounding.step), NumberType(0, Bounds(Fraction(rounding.step), Fraction(rounding.step))))
        zero = Const(Fraction(0), NumberType(0, Bounds(Fraction(0), Fraction(0))))
        whole = MoneyType(kind.currency, 0, kind.bounds)
        steps = Apply(
            f"round {rounding.mode}",
            (Arith("/", value, step, MoneyType(kind.currency, None, kind.bounds)), zero),
            whole,
        )
        return Arith("*", steps, step, MoneyType(kind.currency, 0, Bounds()))
    places = Fraction(rounding.places)
    digits = Const(places, NumberType(0, Bounds(places, places)))
    if isinstance(kind, MoneyType):
        return Apply(f"round {rounding.mode}", (value, digits), MoneyType(kind.currency, rounding.places, kind.bounds))
    inner = kind.bounds if isinstance(kind, NumberType) else Bounds()
    return Apply(f"round {rounding.mode}", (value, digits), NumberType(rounding.places, inner))
