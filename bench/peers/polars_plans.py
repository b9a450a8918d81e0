"""The rules as Polars plans: the naive form, a chain of when/then for each output, and the form that is tuned by hand.

That one works out the index of the row that holds once for each table, and gathers its outputs from a list.
"""

import operator
from collections.abc import Callable
from functools import reduce
from typing import Any

import polars

from bench.peers.rules import OUTCOME, Copied, Rule, Rules, Stage, plain, short
from creditpolicy.formulas import AllOf, AnyOf, Arith, Compare, Const, Formula, Negate, Read

RULES = ("segment_rule", "credit_rules", "terms_rule", "dunning_rule", "desk_rules")
"""The rule of each table that stops at the first, as its index or -1, and those of the others as bits."""
SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
Given = Callable[[int, Rule], polars.Expr]


def expression(formula: Formula) -> polars.Expr:
    """A condition over columns that are called as the facts are."""
    match formula:
        case AllOf(parts=parts):
            return reduce(operator.and_, map(expression, parts))
        case AnyOf(parts=parts):
            return reduce(operator.or_, map(expression, parts))
        case Negate(part=part):
            return ~expression(part)
        case Compare(op=op, left=left, right=right) | Arith(op=op, left=left, right=right):
            found: polars.Expr = SIGNS[op](expression(left), expression(right))
            return found
        case Read(name=name):
            return polars.col(short(name))
        case Const(value=value):
            return polars.lit(plain(value))
    message = f"no Polars for {formula}"
    raise SystemExit(message)


def naive(frame: polars.LazyFrame, rules: Rules, *, with_rules: bool = True) -> polars.LazyFrame:
    """A chain for each output."""
    outputs = [_chain(rules.segment, _output(name), None).alias(name) for name in rules.segment.rules[0].then]
    outputs += [_index(rules.segment).alias("segment_rule")] if with_rules else []
    frame = frame.with_columns(outputs).with_columns(_credit(rules))
    frame = frame.with_columns(_decision(rules)).with_columns(_limit())
    outputs = [_chain(rules.terms, _output(name), None).alias(name) for name in rules.terms.rules[0].then]
    none = polars.lit("NONE")
    outputs += [_chain(rules.dunning, _output(name), none).alias(name) for name in ("action", "channel")]
    outputs.append(_chain(rules.desk, _output("route"), none).alias("route"))
    if with_rules:
        outputs += [_index(rules.terms).alias("terms_rule"), _index(rules.dunning).alias("dunning_rule"), _desks(rules)]
    return frame.with_columns(outputs).select(*OUTCOME, *(RULES if with_rules else ()))


def tuned(frame: polars.LazyFrame, rules: Rules, *, with_rules: bool = True) -> polars.LazyFrame:
    """One index for each table, and what it gives gathered."""
    frame = frame.with_columns(_index(rules.segment).alias("segment_rule"))
    frame = frame.with_columns(
        *(_gathered(rules.segment, name, "segment_rule") for name in rules.segment.rules[0].then)
    ).with_columns(_credit(rules))
    frame = frame.with_columns(_decision(rules)).with_columns(
        _limit(), _index(rules.terms).alias("terms_rule"), _index(rules.dunning).alias("dunning_rule")
    )
    preferred = polars.col("preferred_channel")
    channel = _gathered(rules.dunning, "channel", "dunning_rule", "NONE")
    frame = frame.with_columns(
        *(_gathered(rules.terms, name, "terms_rule") for name in rules.terms.rules[0].then),
        _gathered(rules.dunning, "action", "dunning_rule", "NONE"),
        polars.when(channel.is_null()).then(preferred).otherwise(channel).alias("channel"),
        _chain(rules.desk, _output("route"), polars.lit("NONE")).alias("route"),
        *((_desks(rules),) if with_rules else ()),
    )
    return frame.select(*OUTCOME, *(RULES if with_rules else ()))


def _chain(stage: Stage, given: Given, otherwise: polars.Expr | None) -> polars.Expr:
    """The first rule that holds."""
    chain: Any = polars
    for index, rule in enumerate(stage.rules):
        if rule.when is None:
            closed: polars.Expr = chain.otherwise(given(index, rule))
            return closed
        chain = chain.when(expression(rule.when)).then(given(index, rule))
    ended: polars.Expr = chain.otherwise(otherwise)
    return ended


def flat(frame: polars.LazyFrame, rules: Rules) -> polars.LazyFrame:
    """The form for very many rules, of which a chain is planned for minutes: each rule by itself, and the least index.

    Of the rules that collect it gives the first and whether any rejects, as bits do not go so far.
    """
    frame = frame.with_columns(_least(rules.segment).alias("segment_rule"))
    frame = frame.with_columns(
        *(_gathered(rules.segment, name, "segment_rule") for name in rules.segment.rules[0].then)
    )
    rejects, refers = (_any(rules.credit, outcome) for outcome in ("REJECT", "REFER"))
    chain = polars.when(rejects).then(polars.lit("REJECT")).when(refers).then(polars.lit("REFER"))
    frame = frame.with_columns(chain.otherwise(polars.lit("ACCEPT")).alias("decision")).with_columns(_limit())
    frame = frame.with_columns(
        _least(rules.terms).alias("terms_rule"),
        _least(rules.dunning).fill_null(-1).alias("dunning_rule"),
        _least(rules.desk).fill_null(-1).alias("desk_rule"),
    )
    channel = _gathered(rules.dunning, "channel", "dunning_rule", "NONE")
    frame = frame.with_columns(
        *(_gathered(rules.terms, name, "terms_rule") for name in rules.terms.rules[0].then),
        _gathered(rules.dunning, "action", "dunning_rule", "NONE"),
        polars.when(channel.is_null()).then(polars.col("preferred_channel")).otherwise(channel).alias("channel"),
        _gathered(rules.desk, "route", "desk_rule", "NONE"),
    )
    return frame.select(*OUTCOME, "segment_rule", "terms_rule", "dunning_rule", "desk_rule")


def _least(stage: Stage) -> polars.Expr:
    """The least index of the rules that hold; null where none does."""
    indexes = [
        polars.lit(index, dtype=polars.Int16)
        if rule.when is None
        else polars.when(expression(rule.when)).then(polars.lit(index, dtype=polars.Int16))
        for index, rule in enumerate(stage.rules)
    ]
    return polars.min_horizontal(indexes)


def _any(stage: Stage, outcome: str) -> polars.Expr:
    held = [expression(one.when) for one in stage.rules if one.when is not None and one.then["outcome"] == outcome]
    return polars.any_horizontal(held)


def _output(name: str) -> Given:
    def given(_: int, rule: Rule) -> polars.Expr:
        value = rule.then[name]
        return polars.col(value.fact) if isinstance(value, Copied) else polars.lit(value)

    return given


def _index(stage: Stage) -> polars.Expr:
    return _chain(stage, lambda index, _: polars.lit(index, dtype=polars.Int16), polars.lit(-1, dtype=polars.Int16))


def _bits(stage: Stage) -> polars.Expr:
    """Bit k is set where rule k holds."""
    held = (
        expression(rule.when).cast(polars.UInt64) * (1 << index)
        for index, rule in enumerate(stage.rules)
        if rule.when is not None
    )
    return reduce(operator.or_, held)


def _credit(rules: Rules) -> polars.Expr:
    return _bits(rules.credit).alias("credit_rules")


def _desks(rules: Rules) -> polars.Expr:
    return _bits(rules.desk).alias("desk_rules")


def _decision(rules: Rules) -> polars.Expr:
    rejecting = sum(1 << n for n, rule in enumerate(rules.credit.rules) if rule.then["outcome"] == "REJECT")
    held = polars.col("credit_rules")
    chain = polars.when((held & rejecting) != 0).then(polars.lit("REJECT")).when(held != 0).then(polars.lit("REFER"))
    return chain.otherwise(polars.lit("ACCEPT")).alias("decision")


def _limit() -> polars.Expr:
    revenue, share, score = (polars.col(name) for name in ("annual_revenue", "limit_pct", "score"))
    full = polars.min_horizontal(polars.col("limit_cap"), revenue * share * score // 10_000)
    decision = polars.col("decision")
    chain = polars.when(decision == "REJECT").then(0).when(decision == "REFER").then(full // 2)
    return chain.otherwise(full).alias("credit_limit")


def _gathered(stage: Stage, name: str, index: str, otherwise: str | None = None) -> polars.Expr:
    """The output of the row that holds; what is copied from a fact is null here."""
    values = [None if isinstance(rule.then[name], Copied) else rule.then[name] for rule in stage.rules]
    row = polars.col(index)
    if otherwise is not None:
        values.append(otherwise)
        row = polars.when(row < 0).then(len(stage.rules)).otherwise(row)
    return polars.lit(polars.Series(values)).gather(row.cast(polars.UInt32)).alias(name)
