"""The rules of the reference policy, taken from its program: what every peer's own form is made from.

The hand-written functions are not made from it; a peer is measured after it agreed with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from creditpolicy.formulas import AllOf, AnyOf, AnyValue, Compare, Const, Formula, Holds, Negate, Read, Row, Table, walk
from creditpolicy.formulas.walk import with_subject
from creditpolicy.ir import Program

Given: TypeAlias = int | float | str | bool
TABLES = {"kind": "segment", "credit": "credit", "payment": "terms", "dunning": "dunning", "desk": "desk"}
"""Tables of the policy, in their order, and what the stages are called here."""
NAMES = {
    "kind.segment": "segment",
    "kind.grace_days": "grace_days",
    "kind.limit_pct": "limit_pct",
    "kind.limit_cap": "limit_cap",
    "credit.outcome": "decision",
    "deal.credit_limit": "credit_limit",
}
"""What earlier stages give; facts go by their own names."""
OUTCOME = (
    *("segment", "decision", "credit_limit", "terms_days", "discount_pct", "deposit_pct"),
    *("action", "channel", "route"),
)


@dataclass(frozen=True, slots=True)
class Copied:
    """An output that is the value of a fact."""

    fact: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `when` is None where it always holds; `tests` are its conditions by column, for engines with tables."""

    id: str
    when: Formula | None
    then: dict[str, "Given | Copied"]
    tests: dict[str, Formula]


@dataclass(frozen=True, slots=True)
class Stage:
    """Rules that answer one question: the first that holds, or all."""

    name: str
    hit: Literal["first", "all"]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The five stages, and the facts that any rule reads."""

    segment: Stage
    credit: Stage
    terms: Stage
    dunning: Stage
    desk: Stage
    types: dict[str, type]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """In the order in which they are asked."""
        return self.segment, self.credit, self.terms, self.dunning, self.desk


def rules_of(program: Program) -> Rules:
    """The rules of a reference policy of any size."""
    found = {stage: _stage(stage, program.tables[table], program) for table, stage in TABLES.items()}
    kinds = {"NumberType": int, "TextType": str, "EnumType": str, "BooleanType": bool}
    types = {
        name.removeprefix("deal."): float if getattr(fact.type, "scale", None) else kinds[type(fact.type).__name__]
        for name, fact in program.vocabulary.facts.items()
        if name.startswith("deal.")
    }
    return Rules(**found, types=types)


def _stage(name: str, table: Table, program: Program) -> Stage:
    hit: Literal["first", "all"] = "all" if table.hit == "collect" else "first"
    # What holds where no rule does is what peers answer by default.
    rows = [row for row in table.rows if row.id != "otherwise"]
    return Stage(name, hit, tuple(_rule(row, table, program) for row in rows))


def _rule(row: Row, table: Table, program: Program) -> Rule:
    tests = {
        column.header: resolved(with_subject(cell.test, column.formula), program)
        for cell, column in zip(row.cells, table.columns, strict=True)
        if not isinstance(cell, AnyValue)
    }
    conditions = tuple(tests.values())
    when = None if not conditions else conditions[0] if len(conditions) == 1 else AllOf(conditions)
    outputs = zip(table.outputs, row.outputs, strict=True)
    return Rule(row.id, when, {output.name.partition(".")[2]: _given(value) for output, value in outputs}, tests)


def _given(value: Formula) -> "Given | Copied":
    match value:
        case Const(value=known):
            return plain(known)
        case Read(name=name):
            return Copied(name.removeprefix("deal."))
    message = f"an output is worked out: {value}"
    raise SystemExit(message)


def resolved(formula: Formula, program: Program) -> Formula:
    """The formula with definitions put in, other than those that stages give."""
    match formula:
        case Read(name=name) if name in program.definitions and name not in NAMES:
            return resolved(program.definitions[name].formula, program)
        case Holds(of=of) | Compare(op="=", left=of, right=Const(value=True)):
            return resolved(of, program)
        case Compare(op="=", left=of, right=Const(value=False)):
            return Negate(resolved(of, program))
        case AllOf(parts=parts):
            return AllOf(tuple(resolved(part, program) for part in parts))
        case AnyOf(parts=parts):
            return AnyOf(tuple(resolved(part, program) for part in parts))
        case Negate(part=part):
            return Negate(resolved(part, program))
    return formula


def plain(value: Any) -> Given:  # noqa: ANN401 - any value of the language
    """A value as Python has it."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    known: Given = value
    return known


def names_in(formula: Formula | None) -> Iterator[str]:
    """The facts and earlier answers that a condition reads, each once, by their short names."""
    if formula is not None:
        yield from dict.fromkeys(short(inner.name) for inner in walk(formula) if isinstance(inner, Read))


def short(name: str) -> str:
    """What a name of the policy is called here."""
    return NAMES.get(name) or name.removeprefix("deal.")
