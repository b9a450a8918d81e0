"""The shipped policies, compiled: each of their own tests comes out to the byte as the interpreter decides it."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.deciding.asking import Asking
from creditpolicy.decision import Decision
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.facts.errors import FactsError
from creditpolicy.facts.from_data import read_case
from creditpolicy.formulas import Point
from creditpolicy.ir.program import Program
from creditpolicy.loading import load_version
from creditpolicy.sources import list_tests
from creditpolicy.testing.answers import ERROR
from creditpolicy.testing.from_source import read_tests
from creditpolicy.testing.reaching import Reach
from creditpolicy.testing.trial import Asked

POLICIES = Path(__file__).parents[1] / "policies"


def answer(decision: Callable[[], Decision]) -> bytes:
    """All bytes of a decision, or what is said of the facts."""
    try:
        return canonical_bytes(decision().to_dict())
    except FactsError as error:
        return f'"undecided": {error}'.encode()


def briefly(decision: Decision) -> bytes:
    """A decision as it comes back for JSON."""
    return json.dumps(decision.to_dict(digests=False), separators=(",", ":")).encode()


def by_interpreter(program: Program, point: Point, asked: Asked) -> Decision:
    return decide(program, point, read_case(asked.facts, program.vocabulary, asked.as_of), reason_text)


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["eu-wholesale", "nl-b2b", "nl-consumer", "starter"])
def test_every_test_of_a_policy_comes_out_to_the_byte_as_interpreted(folder: str):
    root = POLICIES / folder
    files = list_tests(root)
    assert isinstance(files, tuple)
    version = load_version(root, "policy.yaml")
    assert version.program is not None
    assert version.policy is not None
    program = version.program
    deciding = Deciding(program, reason_text, after=0)
    trials = read_tests(root, files[0], program, version.policy.header, Reach(program).row_names()).trials
    seen: Counter[str] = Counter()

    for asked in (asked for trial in trials for asked in trial.asked):
        for point in (
            program.points[key.text] for node in asked.expected for key, _ in node.entries if key.text != ERROR
        ):
            theirs = answer(lambda: by_interpreter(program, point, asked))  # noqa: B023 - called at once
            ours = answer(lambda: deciding.decide(point, asked.facts, asked.as_of))  # noqa: B023 - as above
            assert ours == theirs, (point.name, asked.facts)
            if b'"undecided"' in theirs:
                continue
            code = deciding.code(point)
            if code is not None:
                data, told = json.dumps(asked.facts, default=str).encode(), by_interpreter(program, point, asked)
                assert Asking(code, asked.as_of, reason_text).decide_json(data) == briefly(told), (point.name, data)
                assert deciding.decide(point, asked.facts, asked.as_of).values() == told.values()
            case = read_case(asked.facts, program.vocabulary, asked.as_of)
            fast = None if code is None else code.answer_of(case)
            seen["handed over" if fast is None else "compiled"] += 1

    assert seen["compiled"] > 2 * seen["handed over"], seen


GRANT = {
    "id": "U1",
    "route": "longer_terms",
    "scope": "customer",
    "terms": "net_30",
    "reason_code": "commercial",
    "requested_by": "sales",
    "requested_by_person": "Jansen",
    "approved_by": "De Wit",
    "approved_by_role": "cfo",
    "second_approver": "Bos",
    "second_approver_role": "cfo",
    "exposure_after": "2500.01 EUR",
    "valid_from": "2026-05-25",
    "valid_until": "2026-06-20",
}
BEHIND = GRANT | {"valid_until": "2026-05-31"}


@pytest.mark.parametrize("grants", [(GRANT,), (BEHIND,), (BEHIND, GRANT | {"id": "U2"}), (GRANT, GRANT | {"id": "U2"})])
def test_what_an_exception_replaced_is_told_of_points_that_do_not_rest_on_it(grants: tuple[dict[str, str], ...]):
    program = load_version(POLICIES / "nl-b2b", "policy.yaml").program
    assert program is not None
    point = program.points["collect"]
    code = Deciding(program, reason_text).code(point)
    assert code is not None
    none: dict[str, list[object]] = {"contacts": [], "promises": [], "disputes": [], "arrangements": []}
    customer = {
        "segment": "regular",
        "risk_class": "B",
        "email": "a@example.com",
        "insolvency_flag": False,
        "late_count_24m": 1,
    }
    due = {"invoice_id": "F1", "invoice_date": "2026-04-01", "due_date": "2026-05-01", "amount_open": "100 EUR"}
    facts = {"customer": customer, "invoices": [due], "exceptions": list(grants), **none}
    day = date(2026, 6, 1)

    theirs = answer(lambda: decide(program, point, read_case(facts, program.vocabulary, day), reason_text))
    ours = answer(lambda: code.answer(facts, day) or pytest.fail("handed over"))

    assert ours == theirs
    valid = sum(one is not BEHIND for one in grants)
    assert (b'"exception":"U' in ours) is (valid == 1)
    assert (b"both replace" in ours) is (valid == 2)
