"""Every peer, with the package that it comes from and how many deals it is compared on before it is measured."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.peers import cedar, clips_rules, durable, expressions, rego, single_rules, zen_tables
from bench.peers.answers import Peer
from bench.peers.rules import Rules


@dataclass(frozen=True, slots=True)
class Known:
    """How a peer is made. `tells_ids` is off where it gives the outcome alone."""

    name: str
    package: str
    make: Callable[[Rules], Peer]
    compared_on: int = 1000
    tells_ids: bool = True


JDM = "GoRules JDM, rule ids"
EXPRESSIONS = "GoRules, compiled expressions"
TRACED = "GoRules JDM, trace on"
PEERS = (
    Known(EXPRESSIONS, "zen-engine", expressions.zen),
    Known(JDM, "zen-engine", zen_tables.ids),
    Known("GoRules JDM, no ids", "zen-engine", zen_tables.without_ids, tells_ids=False),
    Known(TRACED, "zen-engine", zen_tables.traced),
    Known("CEL in C++", "cel-expr-python", expressions.cel_cpp),
    Known("CEL in Rust", "common-expression-language", expressions.cel_rust),
    Known("CEL in Python", "cel-python", expressions.cel_python, 50),
    Known("JSON logic", "panzi-json-logic", single_rules.json_logic_rules),
    Known("rule-engine", "rule-engine", single_rules.rule_engine),
    Known("CLIPS", "clipspy", clips_rules.peer),
    Known("durable_rules", "durable_rules", durable.peer),
    Known("Cedar", "cedarpy", cedar.peer),
    Known("Rego", "regopy", rego.peer, 200),
)
