"""The fixed course of a dispute: which status may follow which, what each needs, and whose it is."""

from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.sections.defining import Defining
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Code, Note, Place
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import (
    AllOf,
    Answer,
    Choose,
    Const,
    Formula,
    IsMissing,
    Negate,
    Output,
    Read,
    Row,
    Table,
)
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.disputes import RESOLVED, STATUSES, HandlingNode
from creditpolicy.values.types import ListType, TextType, Type

_RECORD, _FIRST = "dispute", "registered"
_LIST = ListType(TextType())
_STATUS = "disputes.status"
_KEYS = ("next_states", "ready_for", "lacks")


def define_handling(
    nodes: tuple[HandlingNode, ...] | None, at: Place, defining: Defining, context: Context
) -> tuple[Table, ...] | None:
    """The tables of what may follow, what may follow at once, and what is lacking; None where in error (reported)."""
    if nodes is None:
        return ()
    before = len(context.findings.made)
    _all_named(nodes, at, context)
    needs = {node.status.text: _needs(node, context) for node in nodes}
    for node in nodes:
        if node.owner is not None and node.owner.text not in context.sources["roles"]:
            known = context.sources["roles"]
            context.findings.unknown(Code.UNKNOWN_NAME, "role", node.owner.text, node.owner.at, known)
    if len(context.findings.made) > before:
        return None
    # A dispute of which no status was recorded is registered, and no more.
    text = f"if is missing(dispute.status) then {_FIRST} else dispute.status"
    kind = context.scope.type_of("dispute.status")
    defining.add(_STATUS, _RECORD, text, Titles("status van het geschil", "status of the dispute"), expected=kind)
    following: list[Row] = []
    ready: list[Row] = []
    lacking: list[Row] = []
    for node in nodes:
        status = node.status.text
        here = spelled(f"{_STATUS} = {status}", defining.scope.inside(_RECORD), node.status.at)
        if here is None:
            return None
        for follower in node.next:
            gives = (Const((follower.text,), _LIST),)
            called = f"{status}.{follower.text}"
            words = Titles(f"hierna kan: {follower.text}", f"may come next: {follower.text}")
            following.append(Row(called, (), here, gives, follower.at, titles=words))
            words = Titles(f"kan nu al: {follower.text}", f"may come at once: {follower.text}")
            there = tuple(Negate(test) for _, test in needs[follower.text])
            ready.append(Row(called, (), AllOf((here, *there)), gives, follower.at, titles=words))
        for scalar, test in needs[status]:
            both = AllOf((here, test))
            gives = (Const((scalar.text,), _LIST),)
            words = Titles(f"ontbreekt bij {status}: {scalar.text}", f"lacking for {status}: {scalar.text}")
            lacking.append(Row(f"{status}.{scalar.text}", (), both, gives, scalar.at, titles=words))
    rows = dict(zip(_KEYS, (following, ready, lacking), strict=True))
    return tuple(
        Table(
            f"disputes.{key}",
            _RECORD,
            "collect",
            "list",
            (),
            tuple(rows[key]),
            (Output(f"disputes.{key}", _LIST),),
            None,
            at,
        )
        for key in _KEYS
    )


def handling_answers(nodes: tuple[HandlingNode, ...] | None, defining: Defining, roles: Type) -> tuple[Answer, ...]:
    """Status, owner and what may follow; nothing without a fixed course."""
    if nodes is None:
        return ()
    scope = defining.scope.inside(_RECORD)
    owner: Formula = Read("disputes.route", roles)
    for node in nodes:
        here = spelled(f"{_STATUS} = {node.status.text}", scope, node.status.at)
        if node.owner is not None and here is not None:
            owner = Choose(here, Const(node.owner.text, roles), owner, roles)
    status = defining.formula(_STATUS, _RECORD)
    lists = tuple(Answer(key, Read(f"disputes.{key}", _LIST)) for key in _KEYS)
    return (Answer("handling", status), Answer("owner", owner), *lists)


def _needs(node: HandlingNode, context: Context) -> list[tuple[Scalar, Formula]]:
    """For each fact that a status needs, the test that it is missing."""
    found: list[tuple[Scalar, Formula]] = []
    for scalar in node.needs or ():
        formula = check_value(Fragment.whole(scalar), context.scope.inside(_RECORD), context.findings, None)
        named = getattr(formula, "of", formula)
        if isinstance(named, Read):
            found.append((scalar, IsMissing(named, f"is missing({scalar.text})", scalar.at)))
        elif formula is not None:
            message = f"`needs` names facts, found `{scalar.text}`"
            context.findings.add(Code.WRONG_SHAPE, message, scalar.at, "for example `dispute.assessed_at`")
    return found


def _all_named(nodes: tuple[HandlingNode, ...], at: Place, context: Context) -> None:
    """Each status stands once and, unless it ends the dispute, leads on; each but the first is reached."""
    findings = context.findings
    seen: dict[str, Scalar] = {}
    before = len(findings.made)
    for node in nodes:
        for scalar in (node.status, *node.next):
            if scalar.text not in STATUSES:
                findings.unknown(Code.UNKNOWN_MEMBER, "status", scalar.text, scalar.at, STATUSES)
        if node.status.text in seen:
            note = Note("first here", seen[node.status.text].at)
            findings.add(Code.DUPLICATE_ID, f"the status `{node.status.text}` stands twice", node.status.at, None, note)
        seen.setdefault(node.status.text, node.status)
    if len(findings.made) > before:
        return
    missing = [status for status in STATUSES if status not in seen]
    if missing:
        shown = ", ".join(f"`{one}`" for one in missing)
        message = f"`handling` does not say what follows on {shown}"
        findings.add(Code.HANDLING, message, at, "name every status once")
    reached = {scalar.text for node in nodes for scalar in node.next} | {_FIRST}
    for node in nodes:
        status = node.status.text
        if not node.next and status not in RESOLVED:
            message = f"a dispute never gets out of `{status}`"
            findings.add(Code.HANDLING, message, node.key_at("next"), "name the status that follows")
        if status not in reached:
            findings.add(Code.HANDLING, f"no status leads to `{status}`", node.status.at, "name it under a `next`")
