"""The legal guards are silent about `policies/nl-consumer`; each speaks once the safeguard that it asks for is gone."""

from pathlib import Path
from shutil import copytree

import pytest

from creditpolicy.loading import load_version

POLICY = Path(__file__).parents[2] / "policies" / "nl-consumer"


def findings(folder: Path) -> list[str]:
    return [one.code.value for one in load_version(folder, "policy.yaml").diagnostics]


def test_the_guards_are_silent():
    assert findings(POLICY) == []


@pytest.mark.parametrize(
    ("file", "safeguard", "instead", "code"),
    [
        ("charges.yaml", "after: notice", "after: default", "CP601"),
        ("charges.yaml", "scale: nl_collection_costs", "fixed: 75 EUR", "CP602"),
        ("reminders.yaml", "after: 21 days", "after: 14 days", "CP603"),
        ("acceptance.yaml", "      outcome: refer", "      outcome: decline", "CP607"),
        ("escalation.yaml", "        - organisation.agency_registered\n", "", "CP608"),
        ("policy.yaml", "  customer.payday: ", "  customer.natural_person: ", "CP609"),
        (
            "facts.yaml",
            "    sensitive: true\n    purpose: to leave it",
            "    sensitive: true\n    because: to leave it",
            "CP609",
        ),
        ("policy.yaml", "in_force: {from: 2025-01-01}", "in_force: {from: 2026-07-01}", "CP610"),
    ],
)
def test_a_safeguard_that_is_taken_out_is_missed(tmp_path: Path, file: str, safeguard: str, instead: str, code: str):
    folder = tmp_path / "policy"
    copytree(POLICY, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(safeguard) == 1

    (folder / file).write_text(text.replace(safeguard, instead), encoding="utf-8")

    assert set(findings(folder)) == {code}
