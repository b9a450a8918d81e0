"""Expression languages: the policy as three compiled expressions, so that the engine is entered seldom."""

from collections.abc import Callable
from typing import Any

from bench.peers.answers import Deal, Glue, Peer
from bench.peers.rules import Rules, Stage
from bench.peers.wording import Cel, InBrackets, Wording

MOST_NESTED = 30
"""Of more rules in a row CEL refuses the conditional: it then tells of each whether it holds."""


def texts(rules: Rules, wording: Wording) -> tuple[str, str, str]:
    """The index of the segment; whether each rule of credit holds, with the terms and the reminder; the desks."""
    terms, reminders = _first(rules.terms, wording), _first(rules.dunning, wording)
    second = f"[{_each(rules.credit, wording)}, {terms}, {reminders}]"
    return _first(rules.segment, wording), second, f"[{_each(rules.desk, wording)}]"


def texts_of_cel(rules: Rules, wording: Wording) -> tuple[str, str, str]:
    """The same, with lists where conditionals would be too deep."""
    if len(rules.terms.rules) <= MOST_NESTED:
        return texts(rules, wording)
    first, _, third = texts(rules, wording)
    each = (_each(stage, wording) for stage in (rules.credit, rules.terms, rules.dunning))
    return first, f"[{', '.join(each)}]", third


def _each(stage: Stage, wording: Wording) -> str:
    return ", ".join(wording(rule.when) for rule in stage.rules)


def _first(stage: Stage, wording: Wording) -> str:
    """The index of the first rule that holds, -1 for none."""
    text, last = "", "-1"
    for index, rule in enumerate(stage.rules):
        if rule.when is None:
            last = str(index)
            break
        text += f"{wording(rule.when)} ? {index} : "
    return text + last


def _peer(rules: Rules, run: tuple[Callable[[Deal], Any], ...], listed: Callable[[Any], list[Any]] = list) -> Peer:
    first, second, third = run
    credit, terms = len(rules.credit.rules), len(rules.terms.rules)

    def middle(deal: Deal) -> tuple[list[bool], int, int]:
        found = listed(second(deal))
        if len(found) == credit + 2:
            return found[:credit], int(found[credit]), int(found[credit + 1])
        of_terms, of_reminders = found[credit : credit + terms], found[credit + terms :]
        return found[:credit], of_terms.index(True), of_reminders.index(True) if True in of_reminders else -1

    return Glue(rules, lambda deal: int(first(deal)), middle, lambda deal: listed(third(deal))).peer()


def zen(rules: Rules) -> Peer:
    """ZEN expressions of zen-engine, compiled."""
    import zen

    made = tuple(zen.compile_expression(text).evaluate for text in texts(rules, InBrackets()))
    return _peer(rules, made)


def cel_rust(rules: Rules) -> Peer:
    """CEL in Rust (common-expression-language)."""
    import cel

    made = tuple(cel.compile(text).execute for text in texts_of_cel(rules, Cel()))
    return _peer(rules, made)


def cel_cpp(rules: Rules) -> Peer:
    """CEL in C++ (cel-expr-python)."""
    from cel_expr_python import cel

    kinds = {str: cel.Type.STRING, bool: cel.Type.BOOL, int: cel.Type.INT, float: cel.Type.DOUBLE}
    earlier = {"segment": str, "grace_days": int, "decision": str, "credit_limit": int}
    environment = cel.NewEnv(variables={name: kinds[kind] for name, kind in {**rules.types, **earlier}.items()})
    first, second, third = (environment.compile(text) for text in texts_of_cel(rules, Cel()))

    def listed(found: Any) -> list[Any]:  # noqa: ANN401 - what the engine gives
        return [one.value() if hasattr(one, "value") else one for one in found]

    run = (
        lambda deal: first.eval(data=deal).value(),
        lambda deal: second.eval(data=deal).value(),
        lambda deal: third.eval(data=deal).value(),
    )
    return _peer(rules, run, listed)


def cel_python(rules: Rules) -> Peer:
    """CEL in Python (cel-python)."""
    import celpy

    environment = celpy.Environment()
    first, second, third = (environment.program(environment.compile(text)) for text in texts_of_cel(rules, Cel()))
    run = (
        lambda deal: first.evaluate(celpy.json_to_cel(deal)),
        lambda deal: second.evaluate(celpy.json_to_cel(deal)),
        lambda deal: third.evaluate(celpy.json_to_cel(deal)),
    )
    return _peer(rules, run)
