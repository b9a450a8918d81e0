"""Segments: the first whose condition holds is the customer's."""

from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.context import Context, check_ids, check_otherwise, is_otherwise, not_empty, people
from creditpolicy.diagnostics import Place
from creditpolicy.formulas import Const, Output, Row, Table
from creditpolicy.syntax.tree.sections import SegmentNode


def check_segments(nodes: tuple[SegmentNode, ...], at: Place, context: Context) -> Part:
    """One `first` table that publishes `segment`."""
    kind = context.enum("segments")
    not_empty(nodes, "segment", at, context.findings)
    check_ids((node.id for node in nodes), "segment", context.findings)
    rows, otherwise = [], []
    for node in nodes:
        last = is_otherwise(node.when, node.otherwise, node, "segment", context.findings)
        guard = context.condition(node.when)
        if last:
            otherwise.append(node.here)
        elif guard is None:
            continue
        value = Const(node.id.text, kind)
        rows.append(Row(node.id.text, (), guard, (value,), node.id.at, otherwise=last, **people(node)))
    rows.sort(key=lambda row: row.otherwise)
    if nodes:
        check_otherwise(otherwise, "segment", nodes[-1].here, context.findings, of=at)
        table = Table("segments", None, "first", None, (), tuple(rows), (Output("segment", kind),), None, at)
        return Part(tables=(table,), total=frozenset({"segments"}))
    return Part()
