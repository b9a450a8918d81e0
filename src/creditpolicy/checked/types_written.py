"""A type as written, with its bounds, to a type."""

from collections.abc import Mapping
from fractions import Fraction

from creditpolicy.checked.findings import Findings
from creditpolicy.diagnostics import Code, Note
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import decimal_number, flag, id_, whole_number
from creditpolicy.syntax.tree.vocabulary import TypeNode
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

_WIDEST = Fraction(10**12)
_MOST_PLACES = 10
_FITTING = {
    "boolean": (),
    "number": ("scale", "low", "high"),
    "money": ("scale", "low", "high"),
    "percent": ("scale", "low", "high"),
    "text": (),
    "enum": ("values", "values_from", "ordered"),
    "date": (),
    "days": ("scale", "low", "high"),
    "months": ("low", "high"),
    "list": ("of", "values", "values_from"),
}
_SCALES = {"number": 0, "money": 2, "percent": 4, "days": 0, "months": 0}
_LOWS = {"number": -_WIDEST, "money": Fraction(0), "percent": -_WIDEST, "days": -_WIDEST, "months": -_WIDEST}


def type_written(
    name: str, node: TypeNode, sources: Mapping[str, tuple[str, ...]], currencies: tuple[str, ...], findings: Findings
) -> Type | None:
    """The type of `name`; None where it was in error (reported). An enum whose source a policy lacks is a text."""
    word = node.type.text
    allowed = _FITTING[word]
    for key in ("values", "values_from", "of", "ordered", "scale", "low", "high"):
        if getattr(node, key) is not None and key not in allowed:
            fitting = ", ".join(f"`{one}`" for one in allowed) or "none"
            findings.add(
                Code.KEYS_EXCLUDE,
                f"`{key}` does not fit the type `{word}`",
                node.key_at(key),
                f"keys that fit: {fitting}",
            )
            return None
    if node.of is not None and (node.values is not None or node.values_from is not None):
        findings.add(
            Code.KEYS_EXCLUDE, "a list has `of: text` or its members under `values`, not both", node.key_at("of")
        )
        return None
    match word:
        case "boolean":
            return BooleanType()
        case "text":
            return TextType()
        case "date":
            return DateType()
        case "enum":
            return _enum(name, node, sources, findings)
        case "list":
            of = _enum(name, node, sources, findings) if node.of is None else TextType()
            return None if of is None else ListType(of)
    return _quantity(word, node, currencies, findings)


def _enum(
    name: str, node: TypeNode, sources: Mapping[str, tuple[str, ...]], findings: Findings
) -> EnumType | TextType | None:
    ordered = node.ordered is not None and findings.take(flag(node.ordered)) is True
    if node.values_from is not None and node.values is None:
        members = sources[node.values_from.text]
        return EnumType(node.values_from.text, members, ordered) if members or findings.lost else TextType()
    if not node.values or node.values_from is not None:
        message = "an enum names its members under `values`, or where they come from under `values_from`"
        at = node.key_at("type" if node.values is None else "values")
        findings.lacks(Code.MISSING_KEY, message, at, "write `values: [first, second]`")
        return None
    words: dict[str, Scalar] = {}
    for scalar in node.values:
        word = findings.take(id_(scalar))
        if word in words:
            findings.add(
                Code.DUPLICATE_ID, f"`{word}` stands twice", scalar.at, None, Note("first here", words[word].at)
            )
        elif word is not None:
            words[word] = scalar
    return EnumType(name, tuple(words), ordered)


def _quantity(word: str, node: TypeNode, currencies: tuple[str, ...], findings: Findings) -> Type | None:
    scale = _SCALES[word] if node.scale is None else findings.take(whole_number(node.scale))
    low = _LOWS[word] if node.low is None else _end(node.low, findings)
    high = _WIDEST if node.high is None else _end(node.high, findings)
    if scale is None or low is None or high is None:
        return None
    if node.scale is not None and not 0 <= scale <= _MOST_PLACES:
        findings.add(Code.BAD_NUMBER, f"`scale: {scale}` lies outside 0 to {_MOST_PLACES}", node.scale.at)
        return None
    if low > high and node.high is not None:
        findings.add(
            Code.EMPTY_RANGE, f"no value lies from {low} to {high}", node.high.at, "write the lower number under `low`"
        )
        return None
    bounds = Bounds(low, high)
    match word:
        case "number":
            return NumberType(scale, bounds)
        case "percent":
            return NumberType(scale, bounds, percent=True)
        case "days":
            return DaysType(scale, bounds)
        case "months":
            return MonthsType(bounds)
    return MoneyType(currencies[0] if len(currencies) == 1 else None, scale, bounds)


def _end(scalar: Scalar, findings: Findings) -> Fraction | None:
    found = findings.take(decimal_number(scalar))
    return None if found is None else found.value
