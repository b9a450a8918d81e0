"""Tables that a policy names itself: each is a decision point with typed outputs."""

from collections.abc import Mapping
from dataclasses import replace

from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.findings import Findings
from creditpolicy.checked.outputs import fit_output
from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.context import Context, not_empty
from creditpolicy.checked.tables import TableAsked, check_table
from creditpolicy.checked.types_written import type_written
from creditpolicy.diagnostics import Code
from creditpolicy.formulas import Answer, Combine, Const, Output, Point, Read
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.scalars import flag, name
from creditpolicy.syntax.tree import SectionsNode
from creditpolicy.syntax.tree.base import Key
from creditpolicy.syntax.tree.vocabulary import DecisionNode
from creditpolicy.values.types import DaysType, EnumType, ListType, MoneyType, MonthsType, NumberType, TextType, Type

COMBINES: dict[str, Combine] = {"strictest": "strictest", "sum": "sum", "min": "min", "max": "max", "list": "list"}
RESERVED = (
    *("accept", "review", "order", "invoice", "collect", "dispute", "promise", "arrangement", "charges"),
    *("exception", "priority", "governance"),
)
_OF_SECTIONS = (*SectionsNode.model_fields, "promises", "segment")
"""What sections and their tables are called; another table of that name would take their place."""
_TAKEN = {
    **dict.fromkeys(_OF_SECTIONS, "a table of the language"),
    **dict.fromkeys(RESERVED, "a decision point of the language"),
}


def decision_outputs(
    decisions: Mapping[Key, DecisionNode],
    sources: Mapping[str, tuple[str, ...]],
    currencies: tuple[str, ...],
    findings: Findings,
) -> dict[str, tuple[Type, str | None]]:
    """What each table publishes, with the record it is asked for."""
    found: dict[str, tuple[Type, str | None]] = {}
    for key, node in decisions.items():
        record = node.record.text if node.record else None
        for output, written in node.outputs.items():
            full = f"{key}.{output}"
            if findings.take(name(output.scalar)) is None:
                continue
            kind = type_written(full, written, sources, currencies, findings)
            if kind is not None:
                found[full] = (_listed(kind) if _gives_list(node) else kind, record)
    return found


def check_decision(
    key: Key, node: DecisionNode, outputs: Mapping[str, tuple[Type, str | None]], context: Context
) -> Part:
    """The table and its decision point."""
    findings = context.findings
    called = findings.take(name(key.scalar))
    own = {
        full.rpartition(".")[2]: Output(full, kind) for full, (kind, _) in outputs.items() if full.startswith(f"{key}.")
    }
    taken = {**dict.fromkeys(context.scope.vocabulary.records, "the name of a record"), **_TAKEN}
    if called in taken:
        what = taken[called]
        findings.add(Code.REDEFINED, f"`{key}` is {what}", key.scalar.at, "choose another name")
        return Part()
    not_empty(node.outputs, "output", node.key_at("outputs"), findings, "name what the table gives")
    if not own or len(own) < len(node.outputs) or called is None or not _combines(node, own, context):
        return Part()
    record = _record(node, context)
    if node.record is not None and record is None:
        return Part()
    inner = context if record is None else context.inside(record)
    guard = inner.condition(node.when)
    cells = {short: Output(full.name, _element(full.type)) for short, full in own.items()}
    because = node.because.text if node.because else None
    combine = COMBINES[node.combine.text] if node.combine else None
    asked = TableAsked(key, record, node.hit.text, combine, cells, because, key.scalar.at, guard)
    table = check_table(node.table, asked, node.if_missing, context.scope, findings)
    fallback = _fallback(node, own, context)
    if table is None or fallback is None:
        return Part()
    published = tuple(own[output.name.rpartition(".")[2]] for output in table.outputs)
    table = replace(table, outputs=published)
    answers = tuple(Answer(short, Read(output.name, output.type)) for short, output in own.items())
    point = _point(key, record, answers, fallback, context)
    total = node.total is None or findings.take(flag(node.total)) is True
    is_total = total and node.hit.text != "collect" and node.when is None
    return Part(tables=(table,), points=(point,), total=frozenset({key}) if is_total else frozenset())


def _point(
    key: Key, record: str | None, answers: tuple[Answer, ...], fallback: tuple[tuple[str, Const], ...], context: Context
) -> Point:
    if record is None:
        return Point(str(key), answers, None, None, (), fallback)
    many = context.scope.vocabulary.records[record].many
    return Point(str(key), (), record, _key_fact(record, context), answers, fallback, many)


def _key_fact(record: str, context: Context) -> str | None:
    """The fact that names a record: `<record>.<record>_id` or `<record>.id`."""
    candidates = (f"{record}.{record}_id", f"{record}.id")
    return next((one for one in candidates if one in context.scope.vocabulary.facts), None)


def _record(node: DecisionNode, context: Context) -> str | None:
    if node.record is None:
        return None
    if context.scope.list_record(node.record.text) is None:
        lists = [record.name for record in context.scope.vocabulary.records.values() if record.many]
        context.findings.unknown(Code.UNKNOWN_NAME, "list record", node.record.text, node.record.at, lists)
        return None
    return node.record.text


def _gives_list(node: DecisionNode) -> bool:
    return node.combine is not None and node.combine.text == "list"


def _listed(kind: Type) -> Type:
    return ListType(kind) if isinstance(kind, TextType | EnumType) else kind


def _element(kind: Type) -> Type:
    return kind.of if isinstance(kind, ListType) else kind


def _combines(node: DecisionNode, own: Mapping[str, Output], context: Context) -> bool:
    """Whether `combine` stands where it must, and fits the outputs."""
    findings, collects = context.findings, node.hit.text == "collect"
    if collects and node.combine is None:
        findings.add(
            Code.MISSING_KEY,
            "`hit: collect` needs `combine`",
            node.hit.at,
            "write `combine: strictest`, `sum`, `min`, `max` or `list`",
        )
        return False
    if not collects and node.combine is not None:
        findings.add(Code.KEYS_EXCLUDE, "`combine` goes with `hit: collect`", node.combine.at)
        return False
    if node.combine is None:
        return True
    first = next(iter(own.values())).type
    word = node.combine.text
    fits = {
        "strictest": isinstance(first, EnumType) and first.ordered,
        "list": all(isinstance(output.type, ListType) for output in own.values()),
    }.get(word, all(isinstance(output.type, NumberType | MoneyType | DaysType | MonthsType) for output in own.values()))
    if not fits:
        wanted = {
            "strictest": "a first output that is an enum with `ordered: true`",
            "list": "outputs that are words",
        }.get(word, "outputs that are numbers, amounts, days or months")
        findings.add(Code.TYPE_MISMATCH, f"`combine: {word}` wants {wanted}", node.combine.at)
    return fits


def _is_mildest(node: DecisionNode, output: Output, value: Const) -> bool:
    """Whether the strictest of several falls back on the mildest of all; elsewhere an order says nothing of it."""
    is_strictest = node.combine is not None and node.combine.text == "strictest"
    kind = output.type
    return is_strictest and isinstance(kind, EnumType) and kind.ordered and value.value == kind.members[0]


def _fallback(node: DecisionNode, own: Mapping[str, Output], context: Context) -> tuple[tuple[str, Const], ...] | None:
    """What an undecided answer carries: a value for each output that is named, checked against its type."""
    found: list[tuple[str, Const]] = []
    for key, scalar in node.if_undecided.items():
        output = own.get(key)
        if output is None:
            context.findings.unknown(Code.FALLBACK, "output", key, key.scalar.at, own)
            return None
        fragment = Fragment.whole(scalar)
        value = check_value(fragment, context.scope, context.findings, _element(output.type))
        fitted = None if value is None else fit_output(value, _element(output.type), fragment, context.findings)
        if fitted is None:
            return None
        if not isinstance(fitted, Const):
            context.findings.add(Code.NOT_LITERAL, "`if_undecided` gives fixed values", scalar.at)
            return None
        if _is_mildest(node, output, fitted):
            context.findings.add(
                Code.LENIENT_FALLBACK,
                f"`if_undecided: {scalar.text}` gives the mildest answer to who keeps facts back",
                scalar.at,
                "name a stricter one",
            )
        found.append((str(key), fitted))
    if not found:
        context.findings.lacks(
            Code.FALLBACK, "`if_undecided` names no output", node.key_at("if_undecided"), "name one: `output: value`"
        )
        return None
    return tuple(found)
