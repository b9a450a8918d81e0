"""A web request: JSON bytes in, checked, decided, JSON bytes out; beside GoRules, which checks nothing."""

import argparse
import gc
import json
from typing import Any

from bench.figures import Figure, Found, Table, number
from bench.peers import zen_tables
from bench.peers.rules import rules_of
from bench.reference.asked import AS_OF, POINT, policy
from bench.reference.by_hand_told import decide_and_tell
from bench.reference.drawn import drawn_deals
from bench.timing import Others, Way, interleaved


def main(*, quick: bool) -> None:
    """Measure, print and keep."""
    import msgspec

    deals = drawn_deals(400 if quick else 2000)
    texts = [json.dumps(deal).encode() for deal in deals]
    made: Any = policy()
    engine = zen_tables.engine_of(rules_of(made.program(None)))
    decode, encode = msgspec.json.Decoder().decode, msgspec.json.Encoder().encode
    wrapped = [b'{"deal":' + text + b"}" for text in texts]

    def given(decision: Any) -> dict[str, Any]:  # noqa: ANN401 - a decision
        return {"outcome": dict(decision.outcome), "deciding": decision.deciding, "status": decision.status}

    def with_msgspec(text: bytes) -> bytes:
        found: bytes = encode(given(made.decide(POINT, decode(text), as_of=AS_OF)))
        return found

    def with_json(text: bytes) -> bytes:
        return json.dumps(given(made.decide(POINT, json.loads(text), as_of=AS_OF))).encode()

    ways = {
        "creditpolicy, msgspec": Way(with_msgspec, wrapped),
        "creditpolicy, json": Way(with_json, wrapped),
        "by hand with trace, msgspec": Way(lambda text: encode(decide_and_tell(decode(text))), texts),
        "GoRules JDM: bytes, json.dumps": Way(
            lambda text: json.dumps(engine.evaluate("policy", text)["result"]), texts
        ),
        "GoRules JDM: msgspec": Way(lambda text: encode(engine.evaluate("policy", decode(text))["result"]), texts),
    }
    if hasattr(made, "decide_json"):
        ways = {
            "creditpolicy, decide_json": Way(lambda text: made.decide_json(POINT, text, as_of=AS_OF), wrapped)
        } | ways
    _agree(ways, deals)
    gc.freeze()
    with Others() as others:
        taken = interleaved(ways, 5 if quick else 15, {})
    found = Found("bytes", quick)
    fastest = next(iter(ways))
    base = taken[fastest]
    rows = tuple(
        (name, number(one.median), number(one.of_processor), number(one.times(base))) for name, one in taken.items()
    )
    busy = "" if others.share is None else f"Others took {others.share:.0%} of the machine."
    headers = ("bytes in, bytes out", "µs", "µs of processor", "x creditpolicy")
    found.tables.append(Table("JSON bytes to JSON bytes, 60 rules", headers, rows, busy))
    ratio = min(one.times(base) for name, one in taken.items() if name.startswith("GoRules"))
    found.figures.append(
        Figure(
            "JSON bytes, checked, decided, JSON bytes, beside GoRules at its best",
            "12 x faster",
            f"{number(ratio)} x",
            ratio >= 12,
        )
    )
    found.save()


def _agree(ways: dict[str, Way], deals: list[dict[str, Any]]) -> None:
    """Every way names the same decision and limit as the hand."""
    for index, deal in enumerate(deals[:200]):
        wanted = decide_and_tell(deal)
        for name, way in ways.items():
            found = json.loads(way.call(way.inputs[index]))
            found = found.get("outcome", found)
            if (found["decision"], found["credit_limit"]) != (wanted["decision"], wanted["credit_limit"]):
                message = f"{name} does not agree"
                raise SystemExit(message)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--quick", action="store_true")
    main(quick=arguments.parse_args().quick)
