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

FASTEST = "creditpolicy, msgspec"
GORULES = "GoRules JDM: bytes, json.dumps"


def main(*, quick: bool) -> None:
    """Measure, print and keep."""
    import msgspec

    deals = drawn_deals(400 if quick else 2000)
    texts = [json.dumps(deal).encode() for deal in deals]
    made = policy()
    engine = zen_tables.engine_of(rules_of(made.program(None)))
    decode, encode = msgspec.json.Decoder().decode, msgspec.json.Encoder().encode

    def given(decision: Any) -> dict[str, Any]:  # noqa: ANN401 - a decision
        return {"outcome": dict(decision.outcome), "deciding": decision.deciding, "status": decision.status}

    ways = {
        FASTEST: lambda text: encode(given(made.decide(POINT, {"deal": decode(text)}, as_of=AS_OF))),
        "creditpolicy, json": lambda text: json.dumps(
            given(made.decide(POINT, {"deal": json.loads(text)}, as_of=AS_OF))
        ).encode(),
        "by hand with trace, msgspec": lambda text: encode(decide_and_tell(decode(text))),
        GORULES: lambda text: json.dumps(engine.evaluate("policy", text)["result"]).encode(),
        "GoRules JDM: msgspec": lambda text: encode(engine.evaluate("policy", decode(text))["result"]),
    }
    _agree(ways, texts, deals)
    gc.freeze()
    with Others() as others:
        taken = interleaved({name: Way(way, texts) for name, way in ways.items()}, 5 if quick else 15, {})
    found = Found("bytes", quick)
    base = taken[FASTEST]
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


def _agree(ways: dict[str, Any], texts: list[bytes], deals: list[dict[str, Any]]) -> None:
    """Every way names the same decision and limit as the hand."""
    for text, deal in zip(texts[:200], deals, strict=False):
        wanted = decide_and_tell(deal)
        for name, way in ways.items():
            found = json.loads(way(text))
            found = found.get("outcome", found)
            if (found["decision"], found["credit_limit"]) != (wanted["decision"], wanted["credit_limit"]):
                message = f"{name} does not agree"
                raise SystemExit(message)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--quick", action="store_true")
    main(quick=arguments.parse_args().quick)
