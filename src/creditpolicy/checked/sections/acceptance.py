"""Acceptance: all checks and rules are looked at, the strictest that holds decides."""

from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.checks import broken, reason_code
from creditpolicy.checked.sections.context import (
    Context,
    ages_of,
    check_ids,
    check_otherwise,
    is_otherwise,
    not_empty,
    people,
    strictest_ages,
)
from creditpolicy.checked.sections.presence import absent
from creditpolicy.diagnostics import Code
from creditpolicy.facts.vocabulary import Duration
from creditpolicy.formulas import (
    AllOf,
    Compare,
    Const,
    Formula,
    Output,
    Read,
    Row,
    Table,
)
from creditpolicy.syntax.tree.sections import OUTCOMES, AcceptanceNode, AcceptanceRuleNode, CheckNode
from creditpolicy.values.types import EnumType, ListType, TextType

CONDITIONS = ListType(TextType())


def outcome_type(node: AcceptanceNode | None) -> EnumType:
    """The outcomes from mild to strict."""
    words = tuple(scalar.text for scalar in node.strictness) if node is not None and node.strictness else OUTCOMES
    return EnumType("acceptance", words if sorted(words) == sorted(OUTCOMES) else OUTCOMES, ordered=True)


def check_acceptance(node: AcceptanceNode, context: Context) -> Part:
    """The table of outcomes and the table of conditions to fulfil."""
    findings = context.findings
    kind = outcome_type(node)
    if node.strictness is not None and sorted(scalar.text for scalar in node.strictness) != sorted(OUTCOMES):
        shown = ", ".join(f"`{word}`" for word in OUTCOMES)
        findings.lacks(
            Code.UNKNOWN_WORD,
            "`strictness` does not name each outcome once",
            node.key_at("strictness"),
            f"outcomes: {shown}",
        )
    if node.if_undecided.text == kind.members[0]:
        findings.add(
            Code.LENIENT_FALLBACK,
            f"`if_undecided: {node.if_undecided.text}` gives the mildest outcome to who keeps facts back",
            node.if_undecided.at,
            f"write `if_undecided: {kind.members[-2]}`",
        )
    check_ids([*(check.id for check in node.checks or ()), *(rule.id for rule in node.rules)], "rule", findings)
    ages: list[dict[str, Duration]] = []
    rows = [row for check in node.checks or () if (row := _check(check, kind, context, ages)) is not None]
    otherwise = []
    conditions: list[Row] = []
    for rule in node.rules:
        last = is_otherwise(rule.when, rule.otherwise, rule, "rule", findings)
        if last:
            otherwise.append(rule.here)
        guard = context.condition(rule.when)
        if guard is None and not last:
            continue
        rows.append(_rule(rule, guard, kind, last=last))
        conditions += _conditions(rule, guard, kind, context)
    check_otherwise(otherwise, "rule", node.key_at("rules"), findings)
    rows.sort(key=lambda row: row.otherwise)
    table = Table(
        "acceptance",
        None,
        "collect",
        "strictest",
        (),
        tuple(rows),
        (Output("acceptance.outcome", kind),),
        None,
        node.here,
    )
    wanted = Table(
        "acceptance.conditions",
        None,
        "collect",
        "list",
        (),
        tuple(conditions),
        (Output("acceptance.conditions", CONDITIONS),),
        None,
        node.here,
    )
    return Part(tables=(table, wanted), total=frozenset({"acceptance"}), max_ages=strictest_ages(ages))


def _check(node: CheckNode, kind: EnumType, context: Context, ages: list[dict[str, Duration]]) -> Row | None:
    findings = context.findings
    if (node.present is None) == (node.holds is None):
        findings.lacks(Code.KEYS_EXCLUDE, "a check says `present` or `holds`, one of them", node.here)
        return None
    failing: Formula | None
    if node.present is not None:
        not_empty(node.present, "fact", node.key_at("present"), findings, "name a fact, or leave the check out")
        failing = absent(node.present, context)
    else:
        failing = broken(node.holds, context)
    when = context.condition(node.when)
    if failing is None or (node.when is not None and when is None):
        return None
    if node.max_age is not None and (age := context.age(node.max_age)) is not None:
        ages.append(ages_of(failing, age))
    guard = failing if when is None else AllOf((when, failing))
    value = Const(node.if_not.text, kind)
    return Row(node.id.text, (), guard, (value,), node.id.at, reason=reason_code(node), **people(node))


def _rule(node: AcceptanceRuleNode, guard: Formula | None, kind: EnumType, *, last: bool) -> Row:
    value = Const(node.outcome.text, kind)
    return Row(node.id.text, (), guard, (value,), node.id.at, otherwise=last, reason=reason_code(node), **people(node))


def _conditions(node: AcceptanceRuleNode, guard: Formula | None, kind: EnumType, context: Context) -> list[Row]:
    if node.conditions is None:
        return []
    wanted = "accept_with_conditions"
    if node.outcome.text != wanted:
        context.findings.add(
            Code.KEYS_EXCLUDE,
            f"`conditions` go with `outcome: {wanted}`, not `{node.outcome.text}`",
            node.key_at("conditions"),
        )
        return []
    accepted = Compare(
        "=", Read("acceptance.outcome", kind), Const(wanted, kind), f"acceptance is {wanted}", node.key_at("conditions")
    )
    both: Formula = accepted if guard is None else AllOf((accepted, guard))
    named = Const(tuple(scalar.text for scalar in node.conditions), CONDITIONS)
    return [Row(node.id.text, (), both, (named,), node.id.at)]
