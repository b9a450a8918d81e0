"""The rules as one SQL statement of DuckDB, each table's row worked out once."""

from bench.peers.polars_plans import RULES
from bench.peers.rules import OUTCOME, Copied, Rules, Stage
from bench.peers.wording import Sql

WORDS = Sql()


def statement(rules: Rules, source: str) -> str:
    """A statement over a table or file, with the columns of `polars_plans`."""
    full = "least(limit_cap, annual_revenue * limit_pct * score // 10000)"
    rejecting = sum(1 << n for n, rule in enumerate(rules.credit.rules) if rule.then["outcome"] == "REJECT")
    verdict = (
        f"case when credit_rules & {rejecting} <> 0 then 'REJECT' when credit_rules <> 0 then 'REFER' else 'ACCEPT' end"
    )
    limit = f"case decision when 'REJECT' then 0 when 'REFER' then {full} // 2 else {full} end"
    routes = " ".join(
        f"when desk_rules & {1 << n} <> 0 then '{rule.then['route']}'" for n, rule in enumerate(rules.desk.rules)
    )
    steps = [
        [(_index(rules.segment), "segment_rule")],
        [(_picked(rules.segment, "segment_rule", name), name) for name in rules.segment.rules[0].then],
        [(_bits(rules.credit), "credit_rules")],
        [(verdict, "decision")],
        [(limit, "credit_limit"), (_index(rules.terms), "terms_rule"), (_index(rules.dunning), "dunning_rule")],
        [(_bits(rules.desk), "desk_rules")],
    ]
    text = source
    for step in steps:
        # Made from the rules of our own policy.
        text = f"(select *, {', '.join(f'{made} as {name}' for made, name in step)} from {text})"  # noqa: S608 - as above
    picked = {name: _picked(rules.terms, "terms_rule", name) for name in rules.terms.rules[0].then}
    picked |= {name: _picked(rules.dunning, "dunning_rule", name, "'NONE'") for name in ("action", "channel")}
    picked["route"] = f"case {routes} else 'NONE' end"
    fields = (f"{picked[name]} as {name}" if name in picked else name for name in OUTCOME)
    return f"select {', '.join((*fields, *RULES))} from {text}"  # noqa: S608 - as above


def _index(stage: Stage) -> str:
    tests = " ".join(f"when {WORDS(rule.when)} then {n}" for n, rule in enumerate(stage.rules) if rule.when is not None)
    last = next((n for n, rule in enumerate(stage.rules) if rule.when is None), -1)
    return f"case {tests} else {last} end"


def _bits(stage: Stage) -> str:
    return " | ".join(f"(({WORDS(rule.when)})::bigint << {n})" for n, rule in enumerate(stage.rules))


def _picked(stage: Stage, index: str, name: str, otherwise: str = "null") -> str:
    def said(value: object) -> str:
        return value.fact if isinstance(value, Copied) else repr(value)

    cases = " ".join(f"when {n} then {said(rule.then[name])}" for n, rule in enumerate(stage.rules))
    return f"case {index} {cases} else {otherwise} end"
