"""CLIPS (clipspy): a fact for the deal, rules in the order of their salience, ids taken out by a Python function.

Reading the facts of the environment from Python instead makes CLIPS slower with every record.
"""

from collections.abc import Iterator

from bench.peers.answers import Answer, Deal, Peer, as_it_is, indexed, put_together
from bench.peers.rules import Copied, Rule, Rules, names_in
from bench.peers.wording import clips

SEGMENT = ("segment", "grace_days")
VERDICT = ("decision", "credit_limit")
KINDS = {str: "SYMBOL", bool: "SYMBOL", int: "INTEGER", float: "FLOAT"}
LIMIT = """\
(defrule decide (declare (salience 5000))
  (deal (annual_revenue ?revenue) (score ?score)) (held (limit_pct ?share) (limit_cap ?cap)) (not (verdict))
  =>
  (bind ?full (min ?cap (div (* ?revenue ?share ?score) 10000)))
  (if (any-factp ((?one found)) (eq ?one:outcome REJECT))
   then (bind ?word REJECT) (bind ?limit 0)
   else (if (any-factp ((?one found)) (eq ?one:outcome REFER))
    then (bind ?word REFER) (bind ?limit (div ?full 2))
    else (bind ?word ACCEPT) (bind ?limit ?full)))
  (verdict ?word ?limit)
  (assert (verdict (decision ?word) (credit_limit ?limit))))"""


def peer(rules: Rules) -> Peer:
    """The rules as CLIPS rules."""
    import clips as engine

    environment = engine.Environment()
    held: list[str] = []
    verdict: list[tuple[str, int]] = []

    def note(rule: str) -> None:
        held.append(str(rule))

    def decided(word: str, limit: int) -> None:
        verdict.append((str(word), limit))

    environment.define_function(note, name="note")
    environment.define_function(decided, name="verdict")
    for construct in constructs(rules):
        environment.build(construct)
    template = environment.find_template("deal")
    known = indexed(rules.stages)
    truth = engine.Symbol("FALSE"), engine.Symbol("TRUE")
    words: dict[str, object] = {}

    def value(name: str, kind: type, deal: Deal) -> object:
        given = deal[name]
        if kind is bool:
            return truth[given]
        if kind is str:
            return words.get(given) or words.setdefault(given, engine.Symbol(given))
        return given

    def decide(deal: Deal) -> Answer:
        held.clear()
        verdict.clear()
        environment.reset()
        template.assert_fact(**{name: value(name, kind, deal) for name, kind in rules.types.items()})
        environment.run()
        return put_together(deal, held, known, *verdict[0])

    return Peer(decide, as_it_is)


def constructs(rules: Rules) -> Iterator[str]:
    """Templates and rules."""
    slots = " ".join(f"(slot {name} (type {KINDS[kind]}))" for name, kind in rules.types.items())
    yield f"(deftemplate deal {slots})"
    yield "(deftemplate held (slot segment) (slot grace_days) (slot limit_pct) (slot limit_cap))"
    yield "(deftemplate verdict (slot decision) (slot credit_limit))"
    yield "(deftemplate found (slot rule) (slot outcome))"
    yield "(deftemplate done (slot stage))"
    for index, rule in enumerate(rules.segment.rules):
        slots = " ".join(f"({name} {value})" for name, value in rule.then.items())
        yield _rule(rule, rules, 9500 - index, "(not (held))", f"(assert (held {slots}))")
    for index, rule in enumerate(rules.credit.rules):
        yield _rule(
            rule, rules, 9000 - index, "", f"(assert (found (rule {rule.id}) (outcome {rule.then['outcome']})))"
        )
    yield LIMIT
    for stage, salience in ((rules.terms, 4900), (rules.dunning, 2000)):
        for index, rule in enumerate(stage.rules):
            once = f"(not (done (stage {stage.name})))"
            yield _rule(rule, rules, salience - index, once, f"(assert (done (stage {stage.name})))")
    for index, rule in enumerate(rules.desk.rules):
        yield _rule(rule, rules, 500 - index, "", "")


def _rule(rule: Rule, rules: Rules, salience: int, before: str, after: str) -> str:
    names = list(names_in(rule.when))
    names += [value.fact for value in rule.then.values() if isinstance(value, Copied)]
    patterns = []
    for template, own in (("deal", tuple(rules.types)), ("held", SEGMENT), ("verdict", VERDICT)):
        read = [name for name in dict.fromkeys(names) if name in own]
        if read or template == "deal":
            patterns.append(f"({template} {' '.join(f'({name} ?{name})' for name in read)})")
    if rule.when is not None:
        patterns.append(f"(test {clips(rule.when, lambda name: rules.types.get(name) is bool)})")
    left = " ".join((before, *patterns))
    return f"(defrule {rule.id} (declare (salience {salience})) {left} => (note {rule.id}) {after})"
