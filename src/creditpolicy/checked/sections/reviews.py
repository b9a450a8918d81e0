"""Reviews: when a customer is looked at again, why, and what is lacking for it.

A review that comes `every` so often counts from the customer's last one; one `on` a day is due from that day if there
was none since; one `when` something holds is due while it holds.
"""

from datetime import date

from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.policy import Part
from creditpolicy.checked.sections.context import Context, ages_of, check_ids, not_empty, people, strictest_ages
from creditpolicy.checked.sections.presence import is_absent
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Code, Place
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.facts.vocabulary import Duration, Titles
from creditpolicy.formulas import (
    AllOf,
    Answer,
    Apply,
    Choose,
    Compare,
    Const,
    Definition,
    Formula,
    IfMissing,
    Output,
    Read,
    Row,
    Table,
    Today,
)
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.tree.oversight import ReviewNode
from creditpolicy.values.types import BooleanType, DateType, ListType, TextType

LAST_REVIEW = "customer.last_review_date"
NEVER = Const(date(9999, 12, 31), DateType())
"""The day of a review that does not come; no answer shows it."""
_LIST = ListType(TextType())
_DUE_ON, _DUE, _LACKS = "reviews.due_on", "reviews.due", "reviews.lacks"


def check_reviews(nodes: tuple[ReviewNode, ...], at: Place, context: Context) -> tuple[Part, tuple[Answer, ...]]:
    """The day of each review, the table of those that are due, the table of what they lack, and the answers."""
    not_empty(nodes, "review", at, context.findings)
    check_ids((node.id for node in nodes), "review", context.findings)
    ages: list[dict[str, Duration]] = []
    definitions: list[Definition] = []
    due: list[Row] = []
    lacking: list[Row] = []
    for node in nodes:
        day = _day(node, context)
        if day is None:
            continue
        name = f"reviews.{node.id.text}_on"
        titles = Titles(f"dag van herbeoordeling {node.id.text}", f"day of review {node.id.text}")
        definitions.append(Definition(name, None, day, titles, supplied=False, at=node.id.at))
        is_due = Compare("<=", Read(name, DateType()), Today(DateType()), f"{node.id.text} is due", node.id.at)
        due.append(Row(node.id.text, (), is_due, (_listed(node.id.text),), node.id.at, **people(node)))
        lacking += _lacking(node, is_due, ages, context)
    if not definitions or len(definitions) < len(nodes):
        return Part(), ()
    days = tuple(Read(one.name, DateType()) for one in definitions)
    first = days[0] if len(days) == 1 else Apply("min", days, DateType())
    titles = Titles("dag van de volgende herbeoordeling", "day of the next review")
    definitions.append(Definition(_DUE_ON, None, first, titles, supplied=False, at=at))
    tables = (
        Table("reviews", None, "collect", "list", (), tuple(due), (Output(_DUE, _LIST),), None, at),
        Table("reviews.lacking", None, "collect", "list", (), tuple(lacking), (Output(_LACKS, _LIST),), None, at),
    )
    return Part(tuple(definitions), tables, max_ages=strictest_ages(ages)), _answers()


def _day(node: ReviewNode, context: Context) -> Formula | None:
    """The day on which a review is due."""
    findings = context.findings
    said = [key for key in ("every", "on", "when") if getattr(node, key) is not None]
    if len(said) != 1:
        found = "none of them" if not said else " and ".join(f"`{key}`" for key in said)
        message = f"a review says `every`, `on` or `when`, found {found}"
        findings.add(Code.KEYS_EXCLUDE, message, node.id.at, "write `every: 3 months`")
        return None
    if node.every is not None:
        return _every(node, context)
    if node.on is not None:
        return _on(node, context)
    if node.if_missing is not None:
        message = "`if_missing` is for reviews that count from the last one"
        findings.add(Code.KEYS_EXCLUDE, message, node.key_at("if_missing"), "leave it out")
    holds = context.condition(node.when)
    return None if holds is None else Choose(holds, Today(DateType()), NEVER, DateType())


def _every(node: ReviewNode, context: Context) -> Formula | None:
    if node.every is None or (age := context.lasting(node.every)) is None:
        return None
    day = spelled(f"{LAST_REVIEW} + {age.count} {age.unit}", context.scope, node.every.at)
    return _or_today(day, node)


def _on(node: ReviewNode, context: Context) -> Formula | None:
    if node.on is None:
        return None
    day = check_value(Fragment.whole(node.on), context.scope, context.findings, DateType())
    last = spelled(LAST_REVIEW, context.scope, node.on.at)
    if day is None or last is None:
        return None
    if not isinstance(day.type, DateType):
        context.findings.add(
            Code.TYPE_MISMATCH, f"`{node.on.text}` is no date", node.on.at, "name a fact that is a date"
        )
        return None
    before: Formula = Compare("<", last, day, f"{LAST_REVIEW} < {node.on.text}", node.on.at)
    if node.if_missing is not None:
        before = IfMissing(before, Const(value=True, type=BooleanType()), BooleanType())
    return Choose(before, day, NEVER, DateType())


def _or_today(day: Formula | None, node: ReviewNode) -> Formula | None:
    """A customer who was never reviewed is due now, where the policy says so."""
    return day if day is None or node.if_missing is None else IfMissing(day, Today(DateType()), DateType())


def _lacking(node: ReviewNode, is_due: Formula, ages: list[dict[str, Duration]], context: Context) -> list[Row]:
    """A row for each fact that a review needs and that is missing, or too old."""
    if node.present is not None:
        not_empty(node.present, "fact", node.key_at("present"), context.findings, "name a fact, or leave `present` out")
    if node.max_age is not None and node.present is None:
        message = "`max_age` is about the facts under `present`, and there are none"
        context.findings.add(Code.KEYS_EXCLUDE, message, node.key_at("max_age"), "name them: `present: [...]`")
    age = None if node.max_age is None else context.age(node.max_age)
    rows = []
    for scalar in node.present or ():
        missing = is_absent(scalar, context)
        if missing is None:
            continue
        if age is not None:
            ages.append(ages_of(missing, age))
        called = f"{node.id.text}.{scalar.text}"
        titles = Titles(
            f"herbeoordeling {node.id.text} mist {scalar.text}", f"review {node.id.text} lacks {scalar.text}"
        )
        rows.append(Row(called, (), AllOf((is_due, missing)), (_listed(scalar.text),), scalar.at, titles=titles))
    return rows


def _listed(word: str) -> Const:
    return Const((word,), _LIST)


def _answers() -> tuple[Answer, ...]:
    """What `review` says of the reviews: which are due, from when, what is lacking, and whether it can be completed."""
    due_on, due, lacks = Read(_DUE_ON, DateType()), Read(_DUE, _LIST), Read(_LACKS, _LIST)
    never = Compare("=", due_on, NEVER, "no review is planned", NOWHERE)
    none_due = _is_empty(due, "no review is due")
    complete = Choose(
        none_due, Const(None, BooleanType()), _is_empty(lacks, "nothing is lacking for the review"), BooleanType()
    )
    return (
        Answer("review.due_on", Choose(never, Const(None, DateType()), due_on, DateType())),
        Answer("review.due", due),
        Answer("review.lacks", lacks),
        Answer("review.complete", complete),
    )


def _is_empty(listed: Formula, text: str) -> Formula:
    return Compare("=", listed, Const((), _LIST), text, NOWHERE)
