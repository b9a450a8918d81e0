"""Charges: interest and costs of collecting for each late invoice, or why there are none."""

from dataclasses import replace

from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.outputs import fit_output
from creditpolicy.checked.policy import Part
from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.charge_amounts import (
    FROM,
    PRINCIPAL,
    claim,
    costs_amount,
    due,
    interest_amount,
    money,
    must_spell,
    runs,
    zero,
)
from creditpolicy.checked.sections.charge_reasons import LIST, rows_used, why_not
from creditpolicy.checked.sections.charge_rules import AskedRule, check_rule
from creditpolicy.checked.sections.context import Context, check_ids, check_otherwise, not_empty, people
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Place
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import (
    AllOf,
    Answer,
    Arith,
    Choose,
    Compare,
    Const,
    Definition,
    Formula,
    IfMissing,
    IsMissing,
    Output,
    Point,
    Read,
    Row,
    Table,
)
from creditpolicy.law import Law
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.charges import ChargesNode
from creditpolicy.values.types import DateType, EnumType, MoneyType, Type

NONE, UNDECIDED = "none", "undecided"
_ANSWER = EnumType("charges", (NONE, "charge"))
_TITLES = {
    PRINCIPAL: Titles("hoofdsom voor rente en kosten", "principal for interest and costs"),
    FROM: Titles("eerste dag met rente", "first day of interest"),
    "charges.interest": Titles("rente", "interest"),
    "charges.costs": Titles("incassokosten", "costs of collecting"),
    "charges.total": Titles("rente en kosten", "interest and costs"),
    "charges.answer": Titles("wat er in rekening komt", "what is charged"),
}


def check_charges(node: ChargesNode, law: Law, context: Context) -> Part:
    """The table of rules, what each of them charges, and the point `charges`."""
    context = context.recorded().inside("invoice")
    findings = context.findings
    kind = money(context.scope.vocabulary.currencies)
    before = len(findings.made)
    accept = node.accept_unverified_rates is not None and node.accept_unverified_rates.text == "true"
    check_ids((rule.id for rule in node.rules), "rule", findings)
    not_empty(node.rules, "rule", node.key_at("rules"), findings)
    found = [check_rule(rule, law, context, accept_unverified=accept) for rule in node.rules]
    others = [rule.here for rule in node.rules if rule.otherwise is not None and rule.otherwise.text == "true"]
    if node.rules:
        check_otherwise(others, "rule", node.key_at("rules"), findings)
    principal = _own(
        node.principal, "invoice.principal", replace(kind, bounds=replace(kind.bounds, low=None)), node, context
    )
    begin = _own(node.in_default_from, "invoice.in_default_from", DateType(), node, context)
    if len(findings.made) > before or principal is None or begin is None:
        return Part()
    rules = sorted((one for one in found if one is not None), key=lambda one: one.otherwise)
    scope = context.scope.adding({PRINCIPAL: (principal.type, "invoice"), FROM: (DateType(), "invoice")})
    which = EnumType("charges.rules", tuple(rule.id for rule in rules))
    own = {PRINCIPAL: principal, FROM: begin, **_amounts(rules, which, kind, scope)}
    above = scope.adding({"charges.total": (kind, "invoice")})
    charged = must_spell("charges.total > 0", above, node.here)
    own["charges.answer"] = Choose(charged, Const("charge", _ANSWER), Const(NONE, _ANSWER), _ANSWER)
    definitions = tuple(
        Definition(name, "invoice", formula, _TITLES.get(name, Titles(name, name)), supplied=False, at=node.here)
        for name, formula in own.items()
    )
    listing = [
        _for_the_rule(table, rule, which) for rule in rules for table in (rows_used(rule, scope), why_not(rule, scope))
    ]
    return Part(
        definitions,
        (_rules(rules, which, node.key_at("rules")), *listing),
        points=(_point(_answers(rules, which, kind)),),
        charges=tuple(rule.for_guards() for rule in rules),
    )


def with_charges(parts: list[Part]) -> list[Part]:
    """`collect` says of each invoice what it costs too; what is undecided is not charged, and stops no reminder."""
    points = [point for part in parts for point in part.points if point.name == "charges"]
    answers = [answer for point in points for answer in point.record_answers]
    if not answers:
        return parts
    also = tuple(Answer(f"charges.{answer.key}", _known(answer), accrues=True) for answer in answers)
    return [replace(part, points=tuple(_in_collect(point, also) for point in part.points)) for part in parts]


def _in_collect(point: Point, also: tuple[Answer, ...]) -> Point:
    return replace(point, record_answers=(*point.record_answers, *also)) if point.name == "collect" else point


def _known(answer: Answer) -> Formula:
    """The answer; where the total is not known nothing is charged, because that is undecided."""
    instead: dict[str, Const] = {"answer": Const(NONE, _ANSWER), "why_not": Const((UNDECIDED,), LIST)}
    kind = answer.formula.type
    otherwise = instead.get(answer.key, Const(None, kind))
    total = Read("charges.total", MoneyType(None))
    told = IfMissing(answer.formula, otherwise, kind)
    return Choose(IsMissing(total, "is missing(charges.total)", NOWHERE), otherwise, told, kind)


def _own(written: Scalar | None, standard: str, wanted: Type, node: ChargesNode, context: Context) -> Formula | None:
    """What the policy counts from or over: its own formula, or the one of the vocabulary."""
    if written is None:
        return spelled(standard, context.scope, node.here)
    fragment = Fragment.whole(written)
    formula = check_value(fragment, context.scope, context.findings, wanted)
    return None if formula is None else fit_output(formula, wanted, fragment, context.findings)


def _rules(rules: list[AskedRule], which: EnumType, at: Place) -> Table:
    rows = tuple(
        Row(
            rule.id,
            (),
            rule.guard,
            (Const(rule.id, which),),
            rule.node.id.at,
            otherwise=rule.otherwise,
            **people(rule.node),
        )
        for rule in rules
    )
    return Table("charges", "invoice", "first", None, (), rows, (Output("charges.rule", which),), None, at)


def _amounts(rules: list[AskedRule], which: EnumType, kind: MoneyType, scope: Scope) -> dict[str, Formula]:
    """What each rule charges, and what the one that holds does."""
    found: dict[str, Formula] = {}
    for rule in rules:
        name = f"charges.{rule.id}"
        if rule.interest is not None:
            found[f"{name}.interest_runs"] = runs(rule.interest, scope)
            running = claim(f"{name}.interest_runs", rule.interest.at)
            found[f"{name}.interest"] = interest_amount(rule.interest, running, kind)
        if rule.costs is not None:
            found[f"{name}.costs_due"] = due(rule.costs, scope)
            found[f"{name}.costs"] = costs_amount(rule.costs, claim(f"{name}.costs_due", rule.costs.at), kind)
    for part in ("interest", "costs"):
        of = {rule.id: Read(name, kind) for rule in rules if (name := f"charges.{rule.id}.{part}") in found}
        found[f"charges.{part}"] = _of_the_rule(rules, which, {**dict.fromkeys(which.members, zero(kind)), **of})
    both = Read("charges.interest", kind), Read("charges.costs", kind)
    return {**found, "charges.total": Arith("+", *both, kind)}


def _of_the_rule(rules: list[AskedRule], which: EnumType, values: dict[str, Formula]) -> Formula:
    """What belongs to the rule that holds."""
    *others, last = rules
    formula = values[last.id]
    for rule in reversed(others):
        formula = Choose(_is_the_rule(rule, which), values[rule.id], formula, formula.type)
    return formula


def _for_the_rule(table: Table, rule: AskedRule, which: EnumType) -> Table:
    """The table for the invoices that the rule is for: of the others its rows are no reason for anything."""
    held = _is_the_rule(rule, which)
    own = ((row, () if row.guard is None else (row.guard,)) for row in table.rows)
    return replace(table, rows=tuple(replace(row, guard=AllOf((held, *guard))) for row, guard in own))


def _is_the_rule(rule: AskedRule, which: EnumType) -> Formula:
    return Compare("=", Read("charges.rule", which), Const(rule.id, which), f"charges.rule = {rule.id}", NOWHERE)


def _answers(rules: list[AskedRule], which: EnumType, kind: MoneyType) -> tuple[Answer, ...]:
    used = _of_the_rule(rules, which, {rule.id: Read(f"charges.{rule.id}.rows", LIST) for rule in rules})
    reasons = _of_the_rule(rules, which, {rule.id: Read(f"charges.{rule.id}.why_not", LIST) for rule in rules})
    return (
        Answer("answer", Read("charges.answer", _ANSWER)),
        Answer("interest", _with_total("interest", kind)),
        Answer("costs", _with_total("costs", kind)),
        Answer("total", Read("charges.total", kind)),
        Answer("rows_used", used),
        Answer("why_not", reasons),
    )


def _with_total(part: str, kind: MoneyType) -> Formula:
    """A part of the total; not known while that is not, as nothing is charged then."""
    total = Read("charges.total", kind)
    unknown = IsMissing(total, "is missing(charges.total)", NOWHERE)
    return Choose(unknown, total, Read(f"charges.{part}", kind), kind)


def _point(answers: tuple[Answer, ...]) -> Point:
    fallback = (("answer", Const(NONE, _ANSWER)),)
    return Point("charges", (), "invoice", "invoice.invoice_id", answers, fallback, "invoices")
