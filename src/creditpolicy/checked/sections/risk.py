"""The scorecard: points per part, a weighted score, a class, and whether two sources disagree."""

from dataclasses import dataclass
from fractions import Fraction

from creditpolicy.checked.findings import Findings
from creditpolicy.checked.policy import Part
from creditpolicy.checked.rounding import read_rounding, rounded
from creditpolicy.checked.sections.context import Context, ages_of, check_ids, not_empty, strictest_ages
from creditpolicy.checked.tables import TableAsked, check_table
from creditpolicy.diagnostics import Code
from creditpolicy.facts.vocabulary import Duration, Titles
from creditpolicy.formulas import (
    AllOf,
    Apply,
    Arith,
    Choose,
    Compare,
    Const,
    Definition,
    Formula,
    IfMissing,
    IsMissing,
    Negate,
    Output,
    Read,
    Table,
)
from creditpolicy.syntax.scalars import decimal_number, percent
from creditpolicy.syntax.tree.sections import DisagreeNode, RiskNode, RiskPartNode
from creditpolicy.values.describe import plain_number
from creditpolicy.values.types import BooleanType, Bounds, EnumType, NumberType, Type

POINTS = NumberType(4, Bounds(Fraction(-100_000), Fraction(100_000)))
_ZERO = Const(Fraction(0), NumberType(0, Bounds(Fraction(0), Fraction(0))))
_FALSE = Const(value=False, type=BooleanType())


@dataclass(frozen=True, slots=True)
class _ScorePart:
    """One part: its weight, the formula of its points where the case has them, and whether it has."""

    id: str
    weight: Fraction
    points: Formula
    present: Formula
    lowest: Const
    table: Table
    counts: Formula | None


def risk_outputs(node: RiskNode, classes: EnumType) -> dict[str, Type]:
    """What the section publishes; the score has the digits to which it is rounded."""
    found = read_rounding(node.round, (), Findings(), steps=False)
    return {
        "risk.score": POINTS if found is None else NumberType(found.places, POINTS.bounds),
        "risk.class": classes,
        "risk.disagree": BooleanType(),
    }


def check_risk(node: RiskNode, context: Context) -> Part:
    """The part tables, the definitions `risk.score` and `risk.disagree`, and the table of classes."""
    findings = context.findings
    check_ids((part.id for part in node.parts), "part", findings)
    not_empty(node.parts, "part", node.key_at("parts"), findings)
    rounding = read_rounding(node.round, context.scope.vocabulary.currencies, findings, steps=False)
    ages: list[dict[str, Duration]] = []
    parts = [part for written in node.parts if (part := _part(written, context, ages)) is not None]
    weight = sum((part.weight for part in parts), Fraction(0))
    if parts and len(parts) == len(node.parts) and weight != 1:
        shown = f"{plain_number(weight * 100)}%"
        findings.lacks(Code.WEIGHTS, f"the weights add up to {shown}, wanted 100%", node.key_at("parts"))
    classes = _classes(node, context)
    if not parts or len(parts) < len(node.parts) or rounding is None or classes is None:
        return Part()
    score = _reweighed(parts) if node.missing_part.text == "reweigh" else _with_lowest(parts)
    at = node.here
    definitions = [
        Definition(
            "risk.score", None, rounded(score, rounding), Titles("risicoscore", "risk score"), supplied=False, at=at
        )
    ]
    disagree = _disagree(node.disagree, parts, context) if node.disagree else _FALSE
    if disagree is not None:
        titles = Titles("bronnen spreken elkaar tegen", "sources disagree")
        definitions.append(Definition("risk.disagree", None, disagree, titles, supplied=False, at=at))
    tables = (*(part.table for part in parts), classes)
    return Part(
        tuple(definitions), tables, total=frozenset(table.name for table in tables), max_ages=strictest_ages(ages)
    )


def _part(node: RiskPartNode, context: Context, ages: list[dict[str, Duration]]) -> _ScorePart | None:
    findings = context.findings
    weight = findings.take(percent(node.weight))
    counts = context.condition(node.counts_when)
    age = None if node.max_age is None else context.age(node.max_age)
    output = Output(f"risk.{node.id.text}.points", POINTS)
    because = node.because.text if node.because else None
    asked = TableAsked(f"risk.{node.id.text}", None, "unique", None, {"points": output}, because, node.id.at)
    table = check_table(node.points, asked, None, context.scope, findings)
    if table is None or weight is None or not table.rows:
        return None
    if age is not None:
        ages.extend(ages_of(column.formula, age) for column in table.columns)
    given = [row.outputs[0] for row in table.rows]
    fixed = [value.value for value in given if isinstance(value, Const) and isinstance(value.value, Fraction)]
    if len(fixed) < len(given):
        findings.add(Code.NOT_LITERAL, "points are fixed numbers", node.points.at)
        return None
    lowest = Const(min(fixed), POINTS)
    points = Read(output.name, POINTS)
    known = Negate(IsMissing(points, f"risk.{node.id.text} is missing", node.id.at))
    present = known if counts is None else IfMissing(AllOf((counts, known)), _FALSE, BooleanType())
    return _ScorePart(node.id.text, weight.value, points, present, lowest, table, counts)


def _with_lowest(parts: list[_ScorePart]) -> Formula:
    """Each part weighs in; one that is missing with its lowest points, so that keeping a figure back never pays."""
    return _sum(
        [
            _weighed(part, IfMissing(Choose(part.present, part.points, part.lowest, POINTS), part.lowest, POINTS))
            for part in parts
        ]
    )


def _reweighed(parts: list[_ScorePart]) -> Formula:
    """The parts that are there share the whole weight; without any the score is unknown, and names what lacks."""
    ratio = NumberType(None, POINTS.bounds)
    weights = _sum([Choose(part.present, Const(part.weight, NumberType(6)), _ZERO, NumberType(6)) for part in parts])
    points = _sum([Choose(part.present, _weighed(part, part.points), _ZERO, NumberType(10)) for part in parts])
    all_points = _sum([_weighed(part, part.points) for part in parts])
    some = Compare(">", weights, _ZERO, "some part is known", parts[0].table.at)
    return Choose(some, Arith("/", points, weights, ratio), all_points, ratio)


def _weighed(part: _ScorePart, points: Formula) -> Formula:
    return Arith("*", Const(part.weight, NumberType(6)), points, NumberType(10, POINTS.bounds))


def _sum(values: list[Formula]) -> Formula:
    total = values[0]
    for value in values[1:]:
        total = Arith("+", total, value, NumberType(10, POINTS.bounds))
    return total


def _disagree(node: DisagreeNode, parts: list[_ScorePart], context: Context) -> Formula | None:
    findings = context.findings
    by_id = {part.id: part for part in parts}
    for scalar in node.between:
        if scalar.text not in by_id:
            findings.unknown(Code.UNKNOWN_NAME, "part", scalar.text, scalar.at, by_id)
            return None
    if len(node.between) != 2:
        findings.lacks(
            Code.WRONG_SHAPE, f"`between` names two parts, found {len(node.between)}", node.key_at("between")
        )
        return None
    apart = findings.take(decimal_number(node.points_apart))
    if apart is None:
        return None
    left, right = (by_id[scalar.text] for scalar in node.between)
    distance = Apply("abs", (Arith("-", left.points, right.points, POINTS),), POINTS)
    test = Compare(
        ">=",
        distance,
        Const(apart.value, POINTS),
        f"{left.id} and {right.id} {node.points_apart.text} points apart",
        node.here,
    )
    guards = tuple(part.counts for part in (left, right) if part.counts is not None)
    return AllOf((*guards, test)) if guards else test


def _classes(node: RiskNode, context: Context) -> Table | None:
    kind = context.enum("risk.classes")
    asked = TableAsked(
        "risk.classes", None, "unique", None, {"class": Output("risk.class", kind)}, None, node.key_at("classes")
    )
    inner = context.calling({"score": "risk.score"})
    return check_table(node.classes, asked, None, inner.scope, context.findings)
