"""Conditions of the policy in the words of other languages."""

import json
from collections.abc import Callable
from typing import Any

from bench.peers.rules import Given, plain, short
from creditpolicy.formulas import AllOf, AnyOf, Arith, Compare, Const, Formula, Negate, Read


class Wording:
    """Python; others differ in some of it. `name` says how a fact or earlier answer is read."""

    all_of = " and "
    any_of = " or "
    negation = "not "
    equal = "=="
    different = "!="

    def __init__(self, name: Callable[[str], str] = str) -> None:
        """With facts as plain names, unless told otherwise."""
        self.name = name

    def __call__(self, formula: Formula | None) -> str:
        """A condition as text; one that always holds is `true`."""
        match formula:
            case None:
                return self.literal(value=True)
            case AllOf(parts=parts):
                return "(" + self.all_of.join(map(self, parts)) + ")"
            case AnyOf(parts=parts):
                among = self._among(parts)
                return among or "(" + self.any_of.join(map(self, parts)) + ")"
            case Negate(part=part):
                return f"({self.negation}{self(part)})"
            case Compare(op=op, left=left, right=right):
                return self.compared(left, {"=": self.equal, "!=": self.different}.get(op, op), right)
            case Arith(op=op, left=left, right=right):
                return f"({self(left)} {op} {self(right)})"
            case Read(name=name):
                return self.name(short(name))
            case Const(value=value):
                return self.literal(value=plain(value))
        message = f"no words for {formula}"
        raise SystemExit(message)

    def compared(self, left: Formula, sign: str, right: Formula) -> str:
        """One comparison."""
        return f"({self(left)} {sign} {self(right)})"

    def _among(self, parts: tuple[Formula, ...]) -> str | None:
        members = members_of(parts)
        return None if members is None else self.among(self(members[0]), members[1])

    def among(self, left: str, words: list[Given]) -> str:
        """Whether a value is one of these."""
        return f"({left} in ({', '.join(self.literal(value=word) for word in words)},))"

    def literal(self, *, value: Given) -> str:
        """A fixed value."""
        return repr(value)


def members_of(parts: tuple[Formula, ...]) -> tuple[Formula, list[Given]] | None:
    """What is compared with which words, where each part is an equality of the same value."""
    lefts, words = [], []
    for part in parts:
        if not (isinstance(part, Compare) and part.op == "=" and isinstance(part.right, Const)):
            return None
        lefts.append(part.left)
        words.append(plain(part.right.value))
    return (lefts[0], words) if all(left == lefts[0] for left in lefts) else None


class InBrackets(Wording):
    """Words in double quotes, and lists in square brackets: ZEN, rule-engine."""

    def among(self, left: str, words: list[Given]) -> str:
        """Whether a value is one of these."""
        return f"({left} in [{', '.join(self.literal(value=word) for word in words)}])"

    def literal(self, *, value: Given) -> str:
        """A fixed value."""
        return json.dumps(value)


class Cel(InBrackets):
    """CEL."""

    all_of = " && "
    any_of = " || "
    negation = "!"


class Sql(Wording):
    """SQL."""

    equal = "="
    different = "<>"

    def among(self, left: str, words: list[Given]) -> str:
        """Whether a value is one of these."""
        return f"({left} in ({', '.join(self.literal(value=word) for word in words)}))"

    def literal(self, *, value: Given) -> str:
        """A fixed value."""
        return str(value).lower() if isinstance(value, bool) else repr(value)


_BY_FUNCTION = {"<": "lessThan", "<=": "lessThanOrEqual", ">": "greaterThan", ">=": "greaterThanOrEqual"}


class Cedar(Cel):
    """Cedar: no fractions, but decimals that are compared by functions; `fractions` are the facts with some."""

    def __init__(self, name: Callable[[str], str], fractions: frozenset[str]) -> None:
        """With the facts that are decimals."""
        super().__init__(name)
        self.fractions = fractions

    def compared(self, left: Formula, sign: str, right: Formula) -> str:
        """One comparison."""
        if isinstance(left, Read) and short(left.name) in self.fractions:
            return f'{self(left)}.{_BY_FUNCTION[sign]}(decimal("{self(right)}"))'
        return super().compared(left, sign, right)

    def among(self, left: str, words: list[Given]) -> str:
        """Whether a value is one of these."""
        return f"[{', '.join(self.literal(value=word) for word in words)}].contains({left})"


def json_logic(formula: Formula | None) -> Any:  # noqa: ANN401 - JSON
    """A condition as JSON logic."""
    match formula:
        case None:
            return True
        case AllOf(parts=parts):
            return {"and": [json_logic(part) for part in parts]}
        case AnyOf(parts=parts):
            members = members_of(parts)
            if members is not None:
                return {"in": [json_logic(members[0]), members[1]]}
            return {"or": [json_logic(part) for part in parts]}
        case Negate(part=part):
            return {"!": [json_logic(part)]}
        case Compare(op=op, left=left, right=right):
            return {{"=": "=="}.get(op, op): [json_logic(left), json_logic(right)]}
        case Arith(op=op, left=left, right=right):
            return {op: [json_logic(left), json_logic(right)]}
        case Read(name=name):
            return {"var": short(name)}
        case Const(value=value):
            return plain(value)
    message = f"no JSON logic for {formula}"
    raise SystemExit(message)


def bodies(formula: Formula | None, wording: Cel) -> list[list[str]]:
    """The ways in which a condition holds, each as claims that hold together: for Rego, which has no `or` in a rule."""
    match formula:
        case None:
            return [["true"]]
        case AllOf(parts=parts):
            ways: list[list[str]] = [[]]
            for part in parts:
                ways = [way + more for way in ways for more in bodies(part, wording)]
            return ways
        case AnyOf(parts=parts):
            members = members_of(parts)
            if members is not None:
                return [[f"{wording(members[0])} in {{{', '.join(json.dumps(word) for word in members[1])}}}"]]
            return [way for part in parts for way in bodies(part, wording)]
        case Negate(part=Read() as part):
            return [[f"{wording(part)} == false"]]
        case Read():
            return [[f"{wording(formula)} == true"]]
        case Compare(op=op, left=left, right=right):
            return [[f"{wording(left)} {'==' if op == '=' else op} {wording(right)}"]]
    message = f"no Rego for {formula}"
    raise SystemExit(message)


def clips(formula: Formula | None, boolean: Callable[[str], bool]) -> str:
    """A condition in the prefix notation of CLIPS; truth values are the symbols TRUE and FALSE there."""

    def inner(part: Formula) -> str:
        return clips(part, boolean)

    match formula:
        case None:
            return "TRUE"
        case AllOf(parts=parts):
            return f"(and {' '.join(map(inner, parts))})"
        case AnyOf(parts=parts):
            return f"(or {' '.join(map(inner, parts))})"
        case Negate(part=part):
            return f"(not {inner(part)})"
        case Compare(op=op, left=left, right=right):
            is_word = isinstance(right, Const) and isinstance(right.value, str)
            signs = {"=": "eq", "!=": "neq"} if is_word else {"=": "=", "!=": "<>"}
            return f"({signs.get(op, op)} {inner(left)} {inner(right)})"
        case Arith(op=op, left=left, right=right):
            return f"({op} {inner(left)} {inner(right)})"
        case Read(name=name):
            called = short(name)
            return f"(eq ?{called} TRUE)" if boolean(called) else f"?{called}"
        case Const(value=value):
            return str(plain(value))
    message = f"no CLIPS for {formula}"
    raise SystemExit(message)
