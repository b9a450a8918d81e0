"""durable_rules: a rule set for each stage. Those that stop at the first take an event, the others a fact.

Its conditions know no difference or sum within a comparison: two numbers are worked out for it beforehand.
"""

import itertools
from typing import Any

from bench.peers.answers import Answer, Deal, Peer, as_it_is, indexed, limit_of, put_together
from bench.peers.rules import Rule, Rules, names_in, plain, short
from creditpolicy.formulas import AllOf, AnyOf, Arith, Compare, Formula, Negate, Read

_NUMBERS = itertools.count(1)


def peer(rules: Rules) -> Peer:
    """The rules as rule sets."""
    from durable import lang

    number = next(_NUMBERS)
    held: list[Rule] = []
    reads: dict[str, set[str]] = {}
    for stage in rules.stages:
        with lang.ruleset(f"{stage.name}{number}"):
            for priority, rule in enumerate(stage.rules):
                lang.when_all(lang.pri(priority), _condition(rule.when, lang.m))(_noting(held, rule))
            lang.when_all(lang.pri(len(stage.rules)), lang.m.one == 1)(lambda _: None)
        reads[stage.name] = {name for rule in stage.rules for name in names_in(rule.when)} | {"late", "after_order"}
    lang.get_host()
    known = indexed(rules.stages)
    serial = itertools.count(1)

    def asked(stage: str, seen: Deal, *, first: bool) -> list[Rule]:
        held.clear()
        message = {name: seen[name] for name in reads[stage] if name in seen}
        message |= {"id": str(next(serial)), "one": 1, "sid": "0"}
        if first:
            lang.post(f"{stage}{number}", message)
            return list(held)
        lang.assert_fact(f"{stage}{number}", message)
        found = list(held)
        lang.retract_fact(f"{stage}{number}", message)
        return sorted(found, key=lambda rule: known[rule.id][1])

    def decide(deal: Deal) -> Answer:
        seen = dict(deal)
        (segment,) = asked("segment", seen, first=True)
        given: Any = segment.then
        seen["segment"] = given["segment"]
        seen["late"] = deal["days_overdue"] - given["grace_days"]
        seen["after_order"] = deal["exposure"] + deal["requested_amount"]
        credit = asked("credit", seen, first=False)
        outcomes = {rule.then["outcome"] for rule in credit}
        decision = "REJECT" if "REJECT" in outcomes else "REFER" if outcomes else "ACCEPT"
        limit = limit_of(deal, decision, given["limit_pct"], given["limit_cap"])
        terms = asked("terms", seen, first=True)
        reminder = asked("dunning", seen, first=True)
        seen["decision"], seen["credit_limit"] = decision, limit
        desks = asked("desk", seen, first=False)
        found = [rule.id for rule in (segment, *credit, *terms, *reminder, *desks)]
        return put_together(deal, found, known, decision, limit)

    return Peer(decide, as_it_is)


def _noting(held: list[Rule], rule: Rule) -> Any:  # noqa: ANN401 - the library has no types
    def note(_: object) -> None:
        held.append(rule)

    return note


def _condition(formula: Formula | None, m: Any) -> Any:  # noqa: ANN401 - the library has no types
    match formula:
        case None:
            return m.one == 1
        case AllOf(parts=parts) | AnyOf(parts=parts):
            joined = _condition(parts[0], m)
            for part in parts[1:]:
                inner = _condition(part, m)
                joined = joined & inner if isinstance(formula, AllOf) else joined | inner
            return joined
        case Negate(part=Read(name=name)):
            return getattr(m, short(name)) == False  # noqa: E712 - the library builds a test from it
        case Read(name=name):
            return getattr(m, short(name)) == True  # noqa: E712 - as above
        case Compare(op=op, left=left, right=right):
            value = getattr(m, short(right.name)) if isinstance(right, Read) else plain(right.value)  # type: ignore[union-attr]  # a constant
            return _compared(op, getattr(m, _left(left)), value)
    message = f"durable_rules can't say {formula}"
    raise SystemExit(message)


def _left(formula: Formula) -> str:
    if isinstance(formula, Arith):
        return "late" if formula.op == "-" else "after_order"
    return short(formula.name) if isinstance(formula, Read) else ""


def _compared(op: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - the library has no types
    tests = {
        "=": lambda: left == right,
        "!=": lambda: left != right,
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
    }
    return tests[op]()
