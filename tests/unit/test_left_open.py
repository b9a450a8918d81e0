"""A list of which some records are undecided: compiled code answers the others, and the decision does not tell."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from creditpolicy import Policy
from creditpolicy.backends.interpreter import decide
from creditpolicy.backends.interpreter.asked import Asked
from creditpolicy.backends.prose import reason_text
from creditpolicy.deciding import Deciding
from creditpolicy.decision import Decision
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.facts.from_data import read_case
from creditpolicy.ir.program import Program

AS_OF = date(2026, 6, 5)
STARTER = Path(__file__).parents[2] / "policies" / "starter"
CUSTOMER = {
    "debtor_type": "business",
    "insolvency_flag": False,
    "relationship_months": 36,
    "segment": "regular",
    "email": "a@example.com",
}
DUE = {"invoice_id": "F1", "invoice_date": "2026-05-01", "due_date": "2026-05-31", "amount_open": "900.00 EUR"}
NOT_YET = {"invoice_id": "F2", "invoice_date": "2026-06-01", "due_date": "2026-06-30", "amount_open": "50.00 EUR"}
NO_DAY = {"invoice_id": "F3", "invoice_date": "2026-05-01", "amount_open": "70.00 EUR"}
NO_NUMBER = {"invoice_date": "2026-05-01", "amount_open": "20.00 EUR"}
LISTS: dict[str, Any] = {"contacts": [], "promises": [], "arrangements": [], "disputes": [], "exceptions": []}


@pytest.fixture(scope="module")
def program() -> Program:
    return Policy.load(STARTER).program(AS_OF)


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The records that the interpreter answers from now on."""
    found: list[int] = []
    of_record = Asked.of_record

    def noted(self: Asked, index: int) -> tuple[str, dict[str, Any], set[str]]:
        found.append(index)
        return of_record(self, index)

    monkeypatch.setattr(Asked, "of_record", noted)
    return found


def case(*invoices: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"customer": CUSTOMER, "invoices": list(invoices), **LISTS, **more}


def interpreted(program: Program, facts: dict[str, Any]) -> Decision:
    return decide(program, program.points["collect"], read_case(facts, program.vocabulary, AS_OF), reason_text)


@pytest.mark.parametrize(
    ("facts", "by_interpreter"),
    [
        (case(DUE, NOT_YET), []),
        (case(DUE, NO_DAY, NOT_YET), [1]),
        (case(NO_NUMBER, DUE, NO_DAY), [0, 2]),
        (case(NO_DAY), [0]),
        (case(DUE, NO_DAY, contacts=[{"invoice_id": "F1", "step_id": "friendly", "at": "2026-06-03"}]), [1]),
    ],
)
def test_what_is_open_is_all_that_the_interpreter_answers(
    program: Program, facts: dict[str, Any], by_interpreter: list[int], answered: list[int]
):
    deciding = Deciding(program, reason_text, after=0)

    found = deciding.decide(program.points["collect"], facts, AS_OF)
    asked = list(answered)

    assert asked == by_interpreter
    theirs = interpreted(program, facts)
    assert canonical_bytes(found.to_dict()) == canonical_bytes(theirs.to_dict())
    assert found.trace() == theirs.trace()
    assert found.values() == theirs.values()
