"""GoRules: the policy as one JDM graph of decision tables, preloaded, asked by `engine.evaluate(key, context)`.

That is the fastest of the ways in that the engine has; the one of its first example is eight times slower.
"""

import json
from itertools import pairwise
from typing import Any

from bench.peers.answers import Answer, Deal, Peer
from bench.peers.rules import OUTCOME, Copied, Given, Rule, Rules, Stage
from bench.peers.wording import InBrackets

WORDS = InBrackets()
LIMIT = "floor(annual_revenue * limit_pct * score / 10000)"


def ids(rules: Rules) -> Peer:
    """With the ids of the rules that hold."""
    return _peer(rules)


def without_ids(rules: Rules) -> Peer:
    """The outcome alone."""
    return _peer(rules, with_ids=False)


def traced(rules: Rules) -> Peer:
    """With its own trace on: what each node was given and gave."""
    return _peer(rules, options={"trace": True})


def engine_of(rules: Rules, *, with_ids: bool = True) -> Any:  # noqa: ANN401 - the engine has no types
    """The engine with the graph loaded under the key `policy`."""
    import zen

    content = {"policy": graph(rules, with_ids=with_ids)}
    return zen.ZenEngine({"loader": {"type": "static", "content": content}})


def _peer(rules: Rules, *, with_ids: bool = True, options: dict[str, Any] | None = None) -> Peer:
    engine = engine_of(rules, with_ids=with_ids)
    if options is None:

        def decide(deal: Deal) -> Any:  # noqa: ANN401 - what the engine gives
            return engine.evaluate("policy", deal)
    else:

        def decide(deal: Deal) -> Any:  # noqa: ANN401 - what the engine gives
            return engine.evaluate("policy", deal, options)

    return Peer(decide, read)


def read(given: Any) -> Answer:  # noqa: ANN401 - what the engine gives
    """The answer in one form; without ids where the graph gives none."""
    result = given["result"]
    outcome = tuple(result[field] for field in OUTCOME)
    if "held" not in result:
        return outcome, ()
    segment, credit, terms, reminder, desks = result["held"]
    return outcome, tuple(one for one in (segment, *credit, terms, reminder, *desks) if one)


def graph(rules: Rules, *, with_ids: bool) -> dict[str, Any]:
    """The nodes in a chain, each seeing what those before it gave."""
    none: dict[str, Given | Copied] = {"action": "NONE", "channel": "NONE"}
    finish = [(field, field) for field in OUTCOME[:-1]]
    finish.append(("route", "len(desks) > 0 ? desks[0].route : 'NONE'"))
    if with_ids:
        finish.append(("held", "[segment_rule, map(verdicts, #.rule), terms_rule, dunning_rule, map(desks, #.rule)]"))
    limited = f"min([limit_cap, {LIMIT}])"
    verdict = "some(verdicts, #.outcome == 'REJECT') ? 'REJECT' : len(verdicts) > 0 ? 'REFER' : 'ACCEPT'"
    limit = f"$.decision == 'REJECT' ? 0 : $.decision == 'REFER' ? floor({limited} / 2) : {limited}"
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "content": {}},
        _conditions(rules.segment, with_ids=with_ids),
        _conditions(rules.credit, "verdicts", with_ids=with_ids),
        _formulas("decide", [("decision", verdict), ("credit_limit", limit)]),
        _columns(rules.terms, with_ids=with_ids),
        _conditions(rules.dunning, otherwise=none, with_ids=with_ids),
        _conditions(rules.desk, "desks", with_ids=with_ids),
        _formulas("finish", finish, passes=False),
        {"id": "out", "name": "out", "type": "outputNode", "content": {}},
    ]
    pairs = pairwise(nodes)
    edges = [
        {"id": f"e{n}", "sourceId": a["id"], "targetId": b["id"], "type": "edge"} for n, (a, b) in enumerate(pairs)
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def _conditions(
    stage: Stage, path: str | None = None, *, otherwise: dict[str, Given | Copied] | None = None, with_ids: bool
) -> dict[str, Any]:
    """A table of one column, whose cells are conditions."""
    rows = [
        _row(rule.id, [WORDS(rule.when) if rule.when else ""], rule.then, with_ids=with_ids) for rule in stage.rules
    ]
    if otherwise:
        rows.append(_row("", [""], otherwise, with_ids=with_ids))
    return _table(stage, [{"id": "i0", "name": "condition"}], rows, path)


def _columns(stage: Stage, *, with_ids: bool) -> dict[str, Any]:
    """A table with a column for each value, whose cells are words and ranges: the engine looks those up faster."""
    headers = list(dict.fromkeys(header for rule in stage.rules for header in rule.tests))
    inputs = [
        {
            "id": f"i{n}",
            "name": header,
            "field": "segment" if header == "kind.segment" else header.removeprefix("deal."),
        }
        for n, header in enumerate(headers)
    ]
    rows = [
        _row(rule.id, [_cell(rule, header) for header in headers], rule.then, with_ids=with_ids) for rule in stage.rules
    ]
    return _table(stage, inputs, rows, None)


def _cell(rule: Rule, header: str) -> str:
    from bench.peers.rules import plain
    from creditpolicy.formulas import AllOf, Compare

    test = rule.tests.get(header)
    parts = test.parts if isinstance(test, AllOf) else () if test is None else (test,)
    ends = {one.op: plain(one.right.value) for one in parts if isinstance(one, Compare)}  # type: ignore[union-attr]  # constants
    match ends:
        case {"=": value}:
            return json.dumps(value)
        case {">=": low, "<": high}:
            return f"[{low}..{int(high) - 1}]"
        case {">=": low}:
            return f">= {low}"
        case {"<": high}:
            return f"< {high}"
    return ""


def _row(name: str, cells: list[str], then: dict[str, Given | Copied], *, with_ids: bool) -> dict[str, str]:
    given = {
        f"o_{field}": value.fact if isinstance(value, Copied) else json.dumps(value) for field, value in then.items()
    }
    if with_ids:
        given["o_rule"] = json.dumps(name)
    return {"_id": name or "otherwise", **{f"i{n}": cell for n, cell in enumerate(cells)}, **given}


def _table(stage: Stage, inputs: list[dict[str, str]], rows: list[dict[str, str]], path: str | None) -> dict[str, Any]:
    collects = path is not None
    fields = {key.removeprefix("o_"): key for key in rows[0] if key.startswith("o_")}
    called = {field: f"{stage.name}_rule" if field == "rule" and not collects else field for field in fields}
    return {
        "id": stage.name,
        "name": stage.name,
        "type": "decisionTableNode",
        "content": {
            "hitPolicy": "collect" if collects else "first",
            "inputs": inputs,
            "outputs": [{"id": key, "name": field, "field": called[field]} for field, key in fields.items()],
            "rules": rows,
            "passThrough": True,
            "inputField": None,
            "outputPath": path,
            "executionMode": "single",
        },
    }


def _formulas(name: str, formulas: list[tuple[str, str]], *, passes: bool = True) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "type": "expressionNode",
        "content": {
            "expressions": [
                {"id": f"{name}{n}", "key": key, "value": value} for n, (key, value) in enumerate(formulas)
            ],
            "passThrough": passes,
            "inputField": None,
            "outputPath": None,
            "executionMode": "single",
        },
    }
