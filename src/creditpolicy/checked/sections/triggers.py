"""Triggers: a change or a signal that somebody must act on, with task, owner and deadline.

A trigger never makes a decision undecided: one that can't be told is answered as `unknown`, by name.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.context import Context, check_ids, not_empty
from creditpolicy.checked.titles import titles_or_none
from creditpolicy.diagnostics import Code, Place
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import (
    Answer,
    Apply,
    Arith,
    Choose,
    Const,
    Definition,
    Formula,
    Holds,
    IfMissing,
    IsMissing,
    Output,
    Point,
    Read,
    Row,
    Table,
    Today,
)
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.scalars import id_
from creditpolicy.syntax.tree.oversight import TriggerNode
from creditpolicy.values.types import BooleanType, DateType, DaysType, EnumType, ListType, TextType

_LIST = ListType(TextType())
_FALSE = Const(value=False, type=BooleanType())
_RAISED = EnumType("alert", ("unknown", "yes"))
_FRESH_POINTS = frozenset({"accept", "review"})
_USUAL = ("collect", "review")
"""Where a trigger about the customer is asked if it does not say."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of which record a trigger is asked, and at which points if it names them.

    Those that share both share a table: a signal that a point does not ask for is none of its reasons.
    """

    record: str | None
    points: tuple[str, ...]

    def table(self, which: str) -> str:
        """The name of the table of what is `raised`, or `untold`."""
        at = f"at_{'_'.join(sorted(self.points))}" if self.points else None
        return ".".join(part for part in ("triggers", self.record, at, which) if part is not None)


def check_triggers(
    nodes: tuple[TriggerNode, ...], at: Place, points: tuple[Point, ...], context: Context
) -> tuple[Part, tuple[Point, ...]]:
    """The tables of triggers, and `points` with the alerts among their answers."""
    not_empty(nodes, "trigger", at, context.findings)
    check_ids((node.id for node in nodes), "trigger", context.findings)
    definitions: list[Definition] = []
    rows: dict[_Asked, list[TriggerNode]] = {}
    answers: dict[str, list[tuple[TriggerNode, tuple[Answer, ...]]]] = {}
    for node in nodes:
        if not _each_is_known(node, context):
            continue
        named = _points_of(node, points, context)
        inner = _context_of(node, named, context)
        guard = inner.condition(node.when)
        deadline = _deadline(node, inner)
        _owner_is_known(node, context)
        if guard is None:
            continue
        asked = _Asked(_record(node), () if node.at is None else named)
        definitions.append(_definition(node, guard, asked.record))
        rows.setdefault(asked, []).append(node)
        for point in named:
            answers.setdefault(point, []).append((node, _answers(node, asked, deadline)))
    tables = tuple(table for asked, listed in rows.items() for table in _tables(listed, asked, at))
    return Part(tuple(definitions), tables), tuple(_with_alerts(point, answers.get(point.name, [])) for point in points)


def _record(node: TriggerNode) -> str | None:
    return None if node.each is None else node.each.text


def _each_is_known(node: TriggerNode, context: Context) -> bool:
    record = _record(node)
    if record is None or context.scope.list_record(record) is not None:
        return True
    lists = [name for name, one in context.scope.vocabulary.records.items() if one.many is not None]
    context.findings.unknown(Code.UNKNOWN_NAME, "record", record, node.key_at("each"), lists)
    return False


def _points_of(node: TriggerNode, points: tuple[Point, ...], context: Context) -> tuple[str, ...]:
    """The points at which a trigger is asked."""
    known = [point.name for point in points]
    record = _record(node)
    fitting = [point.name for point in points if record is None or point.record == record]
    if node.at is None:
        usual = [name for name in fitting if record is not None or name in _USUAL]
        if not usual:
            asks = f"asks about each {record}" if record else "asks for the trigger"
            message = f"no decision point {asks}, as `{node.id.text}` wants"
            way_out = "leave out `each`, or add the section that decides it" if record else f"write `at: [{known[0]}]`"
            context.findings.add(Code.NEVER_REACHED, message, node.id.at, way_out if record or known else None)
        return tuple(usual)
    for scalar in node.at:
        if scalar.text not in known:
            context.findings.unknown(Code.UNKNOWN_NAME, "decision point", scalar.text, scalar.at, known)
        elif scalar.text not in fitting:
            message = f"`{scalar.text}` does not ask about each {record}"
            context.findings.add(Code.WRONG_RECORD, message, scalar.at, "leave out `each`, or name another point")
    return tuple(scalar.text for scalar in node.at if scalar.text in fitting)


def _context_of(node: TriggerNode, named: tuple[str, ...], context: Context) -> Context:
    """What was just computed is in sight only where nothing but `accept` and `review` asks."""
    seen = context if named and set(named) <= _FRESH_POINTS else context.recorded()
    record = _record(node)
    return seen if record is None else seen.inside(record)


def _owner_is_known(node: TriggerNode, context: Context) -> None:
    context.findings.take(id_(node.task))
    if node.owner.text not in context.sources["roles"]:
        context.findings.unknown(Code.UNKNOWN_NAME, "role", node.owner.text, node.owner.at, context.sources["roles"])


def _deadline(node: TriggerNode, context: Context) -> Formula | None:
    """The last day for the task."""
    findings = context.findings
    since: Formula | None = Today(DateType())
    if node.since is not None:
        since = check_value(Fragment.whole(node.since), context.scope, findings, DateType())
        if since is not None and not isinstance(since.type, DateType):
            message = f"`{node.since.text}` is no date"
            findings.add(Code.TYPE_MISMATCH, message, node.since.at, "name the day from which `within` counts")
            return None
        if node.within is None:
            findings.add(Code.MISSING_KEY, "`since` needs `within`", node.key_at("since"), "write `within: 2 days`")
    elif node.within is not None and node.each is not None:
        message = f"`within` of a trigger for each {node.each.text} needs the day from which it counts"
        findings.add(Code.MISSING_KEY, message, node.within.at, f"write `since:` with a date of the {node.each.text}")
        return None
    if node.within is None or since is None:
        return None
    days = context.days(node.within)
    return None if days is None else Arith("+", since, Const(Fraction(days), DaysType(0)), DateType())


def _definition(node: TriggerNode, guard: Formula, record: str | None) -> Definition:
    titles = Titles(f"signaal {node.id.text}", f"signal {node.id.text}")
    return Definition(_holds(node), record, guard, titles, supplied=False, at=node.id.at)


def _holds(node: TriggerNode) -> str:
    return f"triggers.{node.id.text}_holds"


def _tables(nodes: list[TriggerNode], asked: _Asked, at: Place) -> tuple[Table, ...]:
    """Which triggers are raised, and which can't be told."""
    raised, untold = [], []
    for node in nodes:
        own = Holds(Read(_holds(node), BooleanType()), node.id.text, node.id.at)
        value = (Const((node.id.text,), _LIST),)
        certain = IfMissing(own, _FALSE, BooleanType())
        plain = Titles(f"signaal {node.id.text}", f"the signal {node.id.text} is raised")
        raised.append(
            Row(
                node.id.text,
                (),
                certain,
                value,
                node.id.at,
                titles=titles_or_none(node.title) or plain,
                because=node.because.text if node.because else None,
            )
        )
        lacks = IsMissing(own, f"{node.id.text} can't be told", node.id.at)
        titles = Titles(f"signaal {node.id.text} is niet te bepalen", f"the signal {node.id.text} can't be told")
        untold.append(Row(node.id.text, (), lacks, value, node.id.at, titles=titles))
    return tuple(
        Table(name, asked.record, "collect", "list", (), tuple(rows), (Output(name, _LIST),), None, at)
        for name, rows in ((asked.table("raised"), raised), (asked.table("untold"), untold))
    )


def _answers(node: TriggerNode, asked: _Asked, deadline: Formula | None) -> tuple[Answer, ...]:
    """Nothing at all where the trigger is not raised."""
    raised, untold = (_is_among(node, asked.table(which)) for which in ("raised", "untold"))
    unknown = Choose(untold, Const("unknown", _RAISED), Const(None, _RAISED), _RAISED)
    found = [Answer("raised", Choose(raised, Const("yes", _RAISED), unknown, _RAISED))]
    said: list[tuple[str, Formula]] = [
        ("task", Const(node.task.text, TextType())),
        ("owner", Const(node.owner.text, TextType())),
    ]
    if deadline is not None:
        said.append(("by", deadline))
    found += [Answer(key, Choose(raised, value, Const(None, value.type), value.type)) for key, value in said]
    return tuple(found)


def _is_among(node: TriggerNode, name: str) -> Formula:
    test = Apply("list contains", (Read(name, _LIST), Const(node.id.text, TextType())), BooleanType())
    return Holds(test, f"{node.id.text} is among {name}", NOWHERE)


def _with_alerts(point: Point, asked: list[tuple[TriggerNode, tuple[Answer, ...]]]) -> Point:
    """The point with its alerts: those of the customer, and those of each record."""
    of_case: list[Answer] = []
    of_records: list[Answer] = []
    for node, answers in asked:
        group = "customer.alerts" if point.record is not None and node.each is None else "alerts"
        named = [Answer(f"{group}.{node.id.text}.{one.key}", one.formula) for one in answers]
        (of_case if node.each is None else of_records).extend(named)
    return replace(point, answers=(*point.answers, *of_case), record_answers=(*point.record_answers, *of_records))
