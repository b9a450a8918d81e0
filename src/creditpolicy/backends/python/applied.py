"""Built-in functions: the frequent ones as Python, all others by the meaning that was handed over."""

from dataclasses import replace
from fractions import Fraction

from creditpolicy.backends.python.code import (
    Code,
    Here,
    NotCompiled,
    Writes,
    alike,
    constant,
    held,
    known_only,
    literal,
    valued,
    where_known,
    written,
)
from creditpolicy.formulas import Apply, Const
from creditpolicy.values.types import DaysType, MoneyType, MonthsType, NumberType

_ROUNDINGS = {
    "round up": "up",
    "round down": "down",
    "round half up": "half up",
    "round half down": "half down",
    "decimal": "half even",
    "floor": "floor",
    "ceiling": "ceiling",
}
_PLAIN = {
    "contains": "({1} in {0})",
    "list contains": "({1} in {0})",
    "starts with": "{0}.startswith({1})",
    "ends with": "{0}.endswith({1})",
    "string length": "len({0})",
    "count": "len({0})",
    "year": "{0}.year",
    "month": "{0}.month",
    "day": "{0}.day",
    "weekday": "{0}.isoweekday()",
    "months between": "months_between({0}, {1})",
}


def applied(w: Writes, formula: Apply, here: Here) -> Code:
    """A call, unknown where an argument is."""
    codes = tuple(
        constant(w, argument.value) if isinstance(argument, Const) else valued(w.value(argument, here))
        for argument in formula.arguments
    )
    if formula.function in _ROUNDINGS and (places := _places(formula)) is not None:
        asked, names = known_only(w, codes[:1])
        if _is_pair(w, formula):
            text = f"amount_rounded({names[0]}, {literal(_ROUNDINGS[formula.function])}, {places})"
            return _guarded(asked, text)
        if formula.function == "floor" and codes[0].scale > places:
            text = f"({names[0]} // {10 ** (codes[0].scale - places)})"
            return replace(_guarded(asked, text), scale=places, currency=codes[0].currency)
        text = f"round_to({names[0]}, {codes[0].scale}, {_ROUNDINGS[formula.function]!r}, {places})"
        return replace(_guarded(asked, text), scale=places, currency=codes[0].currency)
    if formula.function in {"min", "max"}:
        return _extreme(w, formula, codes)
    asked, names = known_only(w, codes)
    if formula.function in {"abs", "negate"} and _is_pair(w, formula):
        return _guarded(asked, f"amount_signed({names[0]}, {literal(formula.function)})")
    if formula.function in {"abs", "negate"}:
        text = f"abs({names[0]})" if formula.function == "abs" else f"(-{names[0]})"
        return replace(_guarded(asked, text), scale=codes[0].scale, currency=codes[0].currency)
    if formula.function in _PLAIN:
        return _guarded(asked, _PLAIN[formula.function].format(*names))
    return _by_meaning(w, formula, codes, asked, names)


def _guarded(asked: tuple[str, ...], text: str) -> Code:
    return Code(where_known(asked, text), maybe=bool(asked))


def _is_pair(w: Writes, formula: Apply) -> bool:
    """Whether it gives an amount, in any of several currencies."""
    return not w.currency and isinstance(formula.type, MoneyType)


def _places(formula: Apply) -> int | None:
    """To how many digits is rounded, where the policy says it."""
    match formula.arguments:
        case (_,):
            return 0
        case (_, Const(value=places)) if not isinstance(places, bool) and isinstance(places, Fraction):
            return int(places) if places >= 0 else None
    return None


def _extreme(w: Writes, formula: Apply, codes: tuple[Code, ...]) -> Code:
    codes = alike(codes)
    asked, names = known_only(w, codes)
    currency: str | None = ""
    if _is_pair(w, formula):
        text = f"amounts_extreme({formula.function}, ({', '.join(names)},))"
        return replace(_guarded(asked, text), maybe=True)
    if isinstance(formula.type, MoneyType):
        found = {code.currency for code in codes}
        currency = next(iter(found - {"", None}), None if None in found else "")
    if len(names) == 1:
        return replace(_guarded(asked, names[0]), scale=codes[0].scale, currency=currency)
    text = f"{formula.function}({', '.join(names)})"
    if len(names) == 2:
        # The built-in function takes three times as long. Of two that are equal, both take the first.
        known = [
            replace(code, text=name, plain=code.plain or code.maybe) for code, name in zip(codes, names, strict=True)
        ]
        (first, one), (second, other) = (held(w, code) for code in known)
        text = f"({one} if {first} {'<=' if formula.function == 'min' else '>='} {second} else {other})"
    return replace(_guarded(asked, text), scale=codes[0].scale, currency=currency)


def _by_meaning(
    w: Writes, formula: Apply, codes: tuple[Code, ...], asked: tuple[str, ...], names: tuple[str, ...]
) -> Code:
    """The function of values that every back end shares, with values made for it and its value taken apart."""
    made = []
    for argument, code, name in zip(formula.arguments, codes, names, strict=True):
        if isinstance(argument, Const):
            made.append(written(w, argument.value))
        elif isinstance(argument.type, MoneyType):
            if code.currency is None:
                raise NotCompiled
            money = f"Money(Fraction({name}, {10**code.scale}), {literal(code.currency)})"
            made.append(money if w.currency else f"money_of({name})")
        elif isinstance(argument.type, NumberType | DaysType | MonthsType):
            made.append(f"Fraction({name}, {10**code.scale})")
        else:
            made.append(name)
    call = f"by_meaning({literal(formula.function)}, ({', '.join(made)},))"
    if isinstance(formula.type, MoneyType) and w.currency:
        currencies = {code.currency for code in codes if code.currency}
        return Code(where_known(asked, call), scale=2, currency=next(iter(currencies), ""))
    return Code(where_known(asked, call))
