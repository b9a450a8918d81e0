"""A bundle decides as its policy does, and the same policy gives the same bytes."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from creditpolicy import Policy
from creditpolicy.bundle import bundle_bytes
from creditpolicy.bundle.from_bytes import versions_of
from creditpolicy.decision.canonical import canonical_bytes
from creditpolicy.formulas import walk
from creditpolicy.ir.reads import formulas_of
from tests.unit.bundle.bundles import DECIDED, ROOT, SHIPPED, built, name, policy_at

AS_OF = date(2026, 6, 1)
FACTS: dict[str, Any] = {
    "customer": {"customer_since": "2024-03-01", "email": "a@example.com"},
    "invoices": [
        {"invoice_id": "F1", "invoice_date": "2026-03-01", "due_date": "2026-03-31", "amount_open": "100 EUR"},
        {"invoice_id": "F2", "invoice_date": "2026-05-01", "due_date": "2026-05-31", "amount_open": "2500.50 EUR"},
    ],
    "contacts": [],
    "promises": [],
    "disputes": [],
}
BUILD = """\
import sys
from pathlib import Path
from creditpolicy import Policy
from creditpolicy.bundle import bundle_bytes
sys.stdout.buffer.write(bundle_bytes(Policy.load(Path(sys.argv[1])).versions))
"""
DECIDE = """\
import sys
before = set(sys.modules)
from datetime import date
from creditpolicy import Policy
decision = Policy.load(sys.argv[1]).decide("accept", {"customer": {}}, as_of=date(2026, 6, 1))
print(decision.status, *sorted({name.partition(".")[0] for name in set(sys.modules) - before}))
print(*sorted(name for name in sys.modules if name.startswith("creditpolicy.")))
"""
NEEDED_BY_NOBODY = {
    *("click", "jsonschema", "lark", "polars", "pydantic", "pydantic_core", "rich", "rich_click", "yaml"),
    # Of the standard library those that take longest.
    *("dataclasses", "inspect", "pathlib"),
}
LEFT_ALONE = (
    "creditpolicy.analysis",
    "creditpolicy.checked",
    "creditpolicy.cli",
    "creditpolicy.ir.from_checked",
    "creditpolicy.loading",
    "creditpolicy.portfolio",
    "creditpolicy.reports",
    "creditpolicy.syntax",
    "creditpolicy.testing",
    "creditpolicy.timeline",
)


@pytest.fixture
def unpacked(tmp_path):
    """The policy at a path, by way of a file."""

    def load(path: Path) -> Policy:
        file = tmp_path / f"{path.name}.bundle"
        file.write_bytes(built(path))
        return Policy.load(file)

    return load


@pytest.mark.parametrize("path", [*SHIPPED, *DECIDED], ids=name)
def test_what_is_written_is_what_is_read(path):
    versions = versions_of(built(path))

    assert versions == policy_at(path).versions
    assert bundle_bytes(versions) == built(path)


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_the_order_of_definitions_and_tables_is_kept(path):
    (theirs,), (ours,) = versions_of(built(path)), policy_at(path).versions

    assert list(theirs.program.definitions) == list(ours.program.definitions)
    assert list(theirs.program.tables) == list(ours.program.tables)
    assert list(theirs.program.points) == list(ours.program.points)


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_equal_formulas_are_one(path):
    program = versions_of(built(path))[0].program
    tops = [definition.formula for definition in program.definitions.values()]
    tops += [formula for table in program.tables.values() for formula in formulas_of(table)]
    every = {id(inner): inner for formula in tops for inner in walk(formula)}

    assert len({(type(one), repr(one)) for one in every.values()}) == len(every)


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_a_bundle_decides_as_its_policy_does(path, unpacked):
    written, bundled = policy_at(path), unpacked(path)

    for point in written.points:
        ours = written.decide(point, FACTS, as_of=AS_OF).to_dict(trace=True)
        theirs = bundled.decide(point, FACTS, as_of=AS_OF).to_dict(trace=True)
        assert canonical_bytes(theirs) == canonical_bytes(ours)


@pytest.mark.parametrize("path", [path for path in SHIPPED if path.name != "eu-wholesale"], ids=name)
def test_a_bundle_tells_the_same_timeline(path, unpacked):
    ours = policy_at(path).timeline(FACTS, as_of=AS_OF).to_dict()

    assert unpacked(path).timeline(FACTS, as_of=AS_OF).to_dict() == ours


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_a_bundle_keeps_what_else_a_policy_says(path, unpacked):
    written, bundled = policy_at(path), unpacked(path)

    assert bundled.warnings == written.warnings
    assert bundled.worklist(None) == written.worklist(None)
    assert bundled.points == written.points


def test_a_bundle_has_every_version(tmp_path):
    for version, days in (("1", "in_force: {from: 2025-01-01, to: 2025-12-31}"), ("2", "in_force: {from: 2026-01-01}")):
        folder = tmp_path / "versions" / version
        folder.mkdir(parents=True)
        text = f'policy: two\nlanguage: 1\nversion: "{version}"\ncurrency: EUR\n{days}\n'
        (folder / "policy.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "two.bundle").write_bytes(bundle_bytes(Policy.load(tmp_path / "versions").versions))

    policy = Policy.load(tmp_path / "two.bundle")

    assert policy.program(date(2025, 12, 31)).version == "1"
    assert policy.program(date(2026, 1, 1)).version == "2"


@pytest.mark.parametrize("seed", ["0", "1", "4294967295"])
def test_the_same_policy_gives_the_same_bytes(seed):
    path = ROOT / "policies" / "nl-b2b"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed, "LC_ALL": "C"}

    done = subprocess.run([sys.executable, "-c", BUILD, path], env=environment, check=True, capture_output=True)

    assert done.stdout == built(path)


def test_a_bundle_needs_nothing_that_policies_are_written_with(tmp_path):
    bundle = tmp_path / "starter.bundle"
    bundle.write_bytes(built(ROOT / "policies" / "starter"))

    done = subprocess.run([sys.executable, "-c", DECIDE, bundle], check=True, capture_output=True, text=True)

    first, second = done.stdout.splitlines()
    assert first.split()[0] == "undecided"
    assert NEEDED_BY_NOBODY & set(first.split()) == set()
    assert [module for module in second.split() if module.startswith(LEFT_ALONE)] == []
