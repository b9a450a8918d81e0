"""Payment terms: declared once by id, given per category by a table."""

import re
from fractions import Fraction

from creditpolicy.checked.headers import split_unit
from creditpolicy.checked.members import SECURITIES
from creditpolicy.checked.policy import Part, TermLine, Terms
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.tables import TableAsked, check_table
from creditpolicy.checked.titles import titles_of
from creditpolicy.diagnostics import Code, Note
from creditpolicy.diagnostics.nearest import respelled
from creditpolicy.formulas import Output
from creditpolicy.syntax.grid import read_grid
from creditpolicy.syntax.scalars import id_, percent, whole_number
from creditpolicy.syntax.tree.base import Key
from creditpolicy.syntax.tree.sections import TermNode, TermsNode
from creditpolicy.values.describe import plain_number
from creditpolicy.values.types import BooleanType, EnumType, Type

_ANCHORS = ("order_date", "invoice_date", "delivery_date", "acceptance_date")
_ANCHOR = rf"(?:{'|'.join(_ANCHORS)})"
_DUE = re.compile(
    rf"{_ANCHOR}|{_ANCHOR} [+-] \d{{1,3}} (?:days?|months?)"
    rf"|\d{{1,3}} (?:days?|months?) after {_ANCHOR}(?:, then (?:end of month|day (?:[1-9]|[12]\d|3[01])))*",
    re.ASCII,
)
_DUE_WORDS = (*_ANCHORS, "day", "days", "month", "months", "after", "then", "end", "of")
_DUTCH = {"dag": "day", "dagen": "days", "maand": "month", "maanden": "months", "na": "after", "dan": "then"}
_BESIDES: dict[str, Type] = {"security": EnumType("securities", SECURITIES), "po_required": BooleanType()}
_DUE_HELP = "write `order_date`, `invoice_date + 30 days` or `30 days after invoice_date, then end of month`"


def terms_outputs(node: TermsNode, terms: EnumType) -> dict[str, Type]:
    """What the section publishes: the terms, and what else its table gives."""
    grid = read_grid(node.table)[0]
    written = {split_unit(header)[0].text for header in grid.outputs} if grid else set()
    return {"terms.terms": terms} | {f"terms.{name}": kind for name, kind in _BESIDES.items() if name in written}


def check_terms(node: TermsNode, context: Context) -> tuple[Part, tuple[Terms, ...]]:
    """The table of terms, and the terms themselves."""
    kinds = {"terms.terms": context.enum("terms")} | {f"terms.{name}": kind for name, kind in _BESIDES.items()}
    outputs = {name.partition(".")[2]: Output(name, kind) for name, kind in kinds.items()}
    because = node.because.text if node.because else None
    asked = TableAsked("terms", None, node.hit.text, None, outputs, because, node.here, optional=frozenset(_BESIDES))
    table = check_table(node.table, asked, node.if_missing, context.scope, context.findings)
    declared = tuple(terms for key, written in node.ids.items() if (terms := _terms(key, written, context)) is not None)
    _ranks_differ(node, context)
    return (Part() if table is None else Part(tables=(table,), total=frozenset({"terms"}))), declared


def _terms(key: Key, node: TermNode, context: Context) -> Terms | None:
    findings = context.findings
    called = findings.take(id_(key.scalar))
    rank = findings.take(whole_number(node.rank))
    shares = [findings.take(percent(line.share)) for line in node.lines]
    for line in node.lines:
        if _DUE.fullmatch(line.due.text) is None:
            meant = respelled(" ".join(_DUTCH.get(word, word) for word in line.due.text.split(" ")), _DUE_WORDS)
            way_out = f"did you mean `{meant}`?" if meant != line.due.text and _DUE.fullmatch(meant) else _DUE_HELP
            findings.add(Code.WINDOW, f"expected when it is due, got `{line.due.text}`", line.due.at, way_out)
    known = [share.value for share in shares if share is not None]
    total = sum(known, Fraction(0))
    if len(known) == len(shares) and total != 1:
        shown = f"{plain_number(total * 100)}%"
        findings.lacks(Code.SHARES, f"the shares of `{key}` add up to {shown}, wanted 100%", node.key_at("lines"))
    if called is None or rank is None:
        return None
    lines = tuple(TermLine(line.share.text, line.due.text) for line in node.lines)
    return Terms(called, titles_of(node.title, called), rank, lines)


def _ranks_differ(node: TermsNode, context: Context) -> None:
    seen: dict[str, TermNode] = {}
    for written in node.ids.values():
        if written.rank.text in seen:
            first = Note("first used here", seen[written.rank.text].rank.at)
            context.findings.add(
                Code.DUPLICATE_ID, f"rank {written.rank.text} is used twice", written.rank.at, None, first
            )
        seen.setdefault(written.rank.text, written)
