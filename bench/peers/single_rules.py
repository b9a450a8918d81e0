"""Languages of single conditions: each rule compiled by itself, asked until the first holds or all were asked."""

from collections.abc import Callable

from bench.peers.answers import Deal, Glue, Peer
from bench.peers.rules import Rule, Rules
from bench.peers.wording import InBrackets, json_logic

Asked = Callable[[Deal], bool]


def _peer(rules: Rules, compiled: Callable[[Rule], Asked]) -> Peer:
    made = {stage.name: [compiled(rule) for rule in stage.rules] for stage in rules.stages}

    def first(stage: str, deal: Deal) -> int:
        return next((index for index, asked in enumerate(made[stage]) if asked(deal)), -1)

    return Glue(
        rules,
        lambda deal: first("segment", deal),
        lambda deal: ([asked(deal) for asked in made["credit"]], first("terms", deal), first("dunning", deal)),
        lambda deal: [asked(deal) for asked in made["desk"]],
    ).peer()


def rule_engine(rules: Rules) -> Peer:
    """rule-engine, with the types of all facts declared."""
    import rule_engine

    kind = rule_engine.DataType
    kinds = {str: kind.STRING, bool: kind.BOOLEAN, int: kind.FLOAT, float: kind.FLOAT}
    earlier = {"segment": str, "grace_days": int, "decision": str, "credit_limit": int}
    types = {name: kinds[one] for name, one in {**rules.types, **earlier}.items()}
    context = rule_engine.Context(type_resolver=rule_engine.type_resolver_from_dict(types))
    wording = InBrackets()

    def compiled(rule: Rule) -> Asked:
        asked: Asked = rule_engine.Rule(wording(rule.when), context=context).matches
        return asked

    return _peer(rules, compiled)


def json_logic_rules(rules: Rules) -> Peer:
    """JSON logic (panzi-json-logic)."""
    from json_logic import jsonLogic

    def compiled(rule: Rule) -> Asked:
        logic = json_logic(rule.when)
        return lambda deal: bool(jsonLogic(logic, deal))

    return _peer(rules, compiled)


def plain_python(rules: Rules) -> Peer:
    """Each rule as a Python expression: what the larger policies are compared with, after it agreed with the hand."""
    from bench.peers.wording import Wording

    wording = Wording(lambda name: f"deal[{name!r}]")

    def compiled(rule: Rule) -> Asked:
        asked: Asked = eval(f"lambda deal: {wording(rule.when)}")  # noqa: S307 - made from the typed rules of our own policy
        return asked

    return _peer(rules, compiled)
