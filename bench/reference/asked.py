"""The reference policy as creditpolicy has it: loaded, with one question that its five tables answer together."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bench.reference.scaled import policy_text
from creditpolicy import Policy
from creditpolicy.formulas import Answer, Point, Read
from creditpolicy.ir import Program
from creditpolicy.ir.version import Version
from creditpolicy.loading import Loaded, load_text

AS_OF = date(2026, 6, 1)
POINT = "whole"
ANSWERS = {
    "segment": "kind.segment",
    "decision": "credit.outcome",
    "credit_limit": "deal.credit_limit",
    "terms_days": "payment.terms_days",
    "discount_pct": "payment.discount_pct",
    "deposit_pct": "payment.deposit_pct",
    "action": "dunning.action",
    "channel": "dunning.channel",
    "route": "desk.route",
}
"""The fields of the outcome, and what gives them: several tables at once, as `accept` asks those of its sections."""


def loaded(rules: int = 60) -> Loaded:
    """The policy of so many rules, with what was found in it."""
    return load_text(f"reference-{rules}.yaml", policy_text(rules))


def policy(rules: int = 60) -> Policy:
    """The policy of so many rules, which answers the question `whole`."""
    return Policy((version(loaded(rules)),))


def version(read: Loaded) -> Version:
    """A version that answers the question `whole` too."""
    if read.version is None:
        message = "the reference policy has errors"
        raise SystemExit(message)
    program = read.version.program
    return replace(read.version, program=replace(program, points={**program.points, POINT: whole(program)}))


def whole(program: Program) -> Point:
    """All answers at once. Undecided ones fall back on what their own table says."""
    answers = tuple(Answer(field, Read(name, _type(name, program))) for field, name in ANSWERS.items())
    own = {full: field for field, full in ANSWERS.items()}
    fallback = tuple(
        (own[f"{table}.{short}"], value)
        for table, point in program.points.items()
        for short, value in point.fallback
        if f"{table}.{short}" in own
    )
    return Point(POINT, answers, None, None, (), fallback)


def _type(name: str, program: Program) -> Any:  # noqa: ANN401 - a type of the language
    if name in program.outputs:
        table, index = program.outputs[name]
        return program.tables[table].outputs[index].type
    return program.definitions[name].formula.type


def facts(record: dict[str, Any]) -> dict[str, Any]:
    """A flat record of 32 fields as the facts of a case."""
    return {"deal": record}


def build(folder: Path, rules: int = 60) -> Path:
    """A bundle of the policy in a folder."""
    from creditpolicy.bundle import bundle_bytes

    path = folder / f"reference-{rules}.bundle"
    path.write_bytes(bundle_bytes((version(loaded(rules)),)))
    return path
