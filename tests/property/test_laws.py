"""Laws of decisions: what may be changed without changing them."""

import json
import random
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from creditpolicy import Policy
from creditpolicy.decision import Decision
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.loading import Loaded, load
from tests.property.deciding import FEWER, decided
from tests.property.policies import Made, MadeRow, mend, policies, tables
from tests.property.typed import Place
from tests.property.vocabulary import AS_OF, KINDS, cases, head, values_of


@st.composite
def pairs(draw: st.DrawFn, /, **kinds: Any) -> tuple[Made, dict[str, Any]]:
    made = draw(policies(**kinds))
    return made, draw(cases(made.currencies, missing=0.3))


def bytes_of(loaded: Loaded, case: Any) -> bytes:
    """All that a decision says, digests and trace too."""
    return canonical_bytes(decided(loaded, case).to_dict(trace=True))


def turned(data: Any) -> Any:
    """The same data with the keys of every mapping in another order."""
    if isinstance(data, dict):
        return {key: turned(data[key]) for key in reversed(data)}
    return [turned(one) for one in data] if isinstance(data, list) else data


@FEWER
@given(pairs())
def test_permuting_the_facts_changes_no_byte(pair):
    made, case = pair
    _, loaded = mend(made)

    assert bytes_of(loaded, turned(case)) == bytes_of(loaded, case)


@FEWER
@given(pairs())
def test_json_says_the_same_as_plain_data(pair):
    made, case = pair
    _, loaded = mend(made)

    assert bytes_of(loaded, json.loads(json.dumps(case))) == bytes_of(loaded, case)


def reread(names: tuple[str, ...], made: Made) -> set[str]:
    """The facts that a policy speaks of, in its text."""
    text = made.text().partition("records:")[2].partition("definitions:" if made.definitions else "decisions:")[2]
    return {name for name in names if name in text}


@FEWER
@given(pairs(), st.data())
def test_an_irrelevant_fact_changes_nothing(pair, data):
    made, case = pair
    made, loaded = mend(made)
    free = sorted(set(KINDS) - reread(tuple(KINDS), made))
    free = [name for name in free if name.startswith("box.")]
    assume(free)
    name = data.draw(st.sampled_from(free))
    key = name.partition(".")[2]
    other = {**case, "box": {**case["box"], key: data.draw(values_of(name, made.currencies))}}
    other["customer"] = {"legal_name": "Somebody"}
    first, second = decided(loaded, case), decided(loaded, other)

    assert second.trace() == first.trace()
    assert (second.status, second.outcome, second.missing) == (first.status, first.outcome, first.missing)


@settings(FEWER, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.data())
def test_a_later_row_of_a_first_table_never_changes_a_decided_case(data):
    place = Place()
    table = data.draw(tables(place, hits=("first",)))
    made, loaded = mend(Made(("EUR",), (), (table,)))
    case = data.draw(cases(missing=0.3))
    before = decided(loaded, case)
    assume(before.status == "decided")
    (table,) = made.tables
    more = data.draw(tables(place, hits=("first",)))
    last = MadeRow("last", tuple(None for _ in table.columns), more.rows[0].outputs[:1] + table.rows[0].outputs[1:])
    longer, loaded = mend(replace(made, tables=(replace(table, rows=(*table.rows, last)),)))
    assume(longer.tables[0].rows[-1].id == "last")

    after = decided(loaded, case)

    assert (after.status, after.outcome, after.missing) == (before.status, before.outcome, before.missing)


@given(pairs(kleene=False), st.data())
def test_supplying_a_missing_fact_never_contradicts_a_decided_answer(pair, data):
    made, case = pair
    _, loaded = mend(made)
    before = decided(loaded, case)
    lacking = [name for name in KINDS if name.startswith("box.") and name.partition(".")[2] not in case["box"]]
    assume(lacking)
    more = {name.partition(".")[2]: data.draw(values_of(name, made.currencies)) for name in lacking}

    after = decided(loaded, {**case, "box": case["box"] | more})

    assert {key: known(after).get(key) for key in known(before)} == known(before)


def known(decision: Decision) -> dict[str, Any]:
    """The answers that are decided, by record."""
    data: Any = decision.to_dict()["outcome"]
    if "items" not in data:
        return {"": data} if decision.status == "decided" else {}
    return {key: dict(fields, missing=[]) for key, fields in data["items"].items() if fields["status"] == "decided"}


def files_of(made: Made) -> dict[str, str]:
    """A policy of several files: definitions and tables each in one of their own."""
    parts = {"facts.yaml": head(made.currencies).partition("records:")[2]}
    files = {"facts.yaml": "records:" + parts["facts.yaml"]}
    text = made.text()
    if made.definitions:
        files["definitions.yaml"] = "definitions:" + text.partition("definitions:")[2].partition("decisions:")[0]
    files["decisions.yaml"] = "decisions:" + text.partition("decisions:")[2]
    return files


def written(made: Made, folder: Path, order: list[str], turned_round: bool) -> Loaded:
    files = files_of(made)
    lines = head(made.currencies).partition("records:")[0].splitlines()
    amounts = lines.index("amounts:")
    top, rest = lines[:amounts], lines[amounts:]
    if turned_round:
        top.reverse()
        rest = [rest[0], *reversed(rest[1:])]
    (folder / "policy.yaml").write_text("\n".join([*top, *rest, f"include: [{', '.join(order)}]"]), "utf-8")
    for name in order:
        body = files[name]
        if turned_round and name == "definitions.yaml":
            first, *others = body.splitlines()
            body = "\n".join([first, *reversed(others)])
        (folder / name).write_text(body, "utf-8")
    (loaded,) = load(folder)
    return loaded


@FEWER
@given(pairs(), st.randoms(use_true_random=False))
def test_permuting_files_and_keys_changes_only_the_digest_of_the_policy(pair, turn):
    made, case = pair
    made, _ = mend(made)
    order = list(files_of(made))
    with tempfile.TemporaryDirectory() as name:
        straight = decided(written(made, Path(name), order, turned_round=False), case)
        turn.shuffle(order)
        other = decided(written(made, Path(name), order, turned_round=True), case)

    def compared(decision: Decision) -> dict[str, Any]:
        data: dict[str, Any] = dict(decision.to_dict())
        data["header"] = {
            key: value for key, value in data["header"].items() if key not in {"policy_digest", "decision_id"}
        }
        return data

    assert compared(other) == compared(straight)


def test_eight_threads_with_one_policy_give_the_same_bytes(tmp_path):
    text, case = _busy()
    (tmp_path / "policy.yaml").write_text(text, "utf-8")
    policy = Policy.load(tmp_path)
    alone = [canonical_bytes(policy.decide("ask", one, as_of=AS_OF).to_dict(trace=True)) for one in case]

    def work(seed: int) -> list[bytes]:
        order = list(range(len(case)))
        random.Random(seed).shuffle(order)  # noqa: S311 - an order, not a secret
        found = {
            index: canonical_bytes(policy.decide("ask", case[index], as_of=AS_OF).to_dict(trace=True))
            for index in order
        }
        return [found[index] for index in range(len(case))]

    with ThreadPoolExecutor(8) as pool:
        assert [one == alone for one in pool.map(work, range(8))] == [True] * 8


def _busy() -> tuple[str, list[dict[str, Any]]]:
    text = (
        head(("EUR",))
        + """\
definitions:
  box.held: sum(item.g where item.h) > 10 EUR or box.b
decisions:
  ask:
    outputs: {answer: {type: enum, values: [one, two, three], ordered: true}}
    hit: first
    total: false
    table: |
      box.held | box.n || answer
      true     | > 0   || one
      -        | <= 0  || two
    if_undecided: {answer: three}
"""
    )
    numbers = range(-10, 11)
    return text, [
        {"box": {"n": number, "b": number % 2 == 0}, "items": [{"g": f"{abs(number)} EUR", "h": number % 3 > 0}]}
        for number in numbers
    ]
