"""The law is kept by eu-wholesale because of what its rules say: without one of these words a legal guard speaks."""

import shutil
from pathlib import Path

import pytest

from creditpolicy.loading import load_version

POLICY = Path(__file__).parents[1] / "policies" / "eu-wholesale"


def codes(folder: Path) -> list[str]:
    return sorted(one.code.value for one in load_version(folder, "policy.yaml").diagnostics)


def test_the_guards_find_nothing():
    assert codes(POLICY) == []


@pytest.mark.parametrize(
    ("file", "safeguard", "without", "code"),
    [
        (
            "terms.yaml",
            "public_body          | -         | -          | -                       || net_30 ",
            "public_body          | -         | -          | -                       || net_60 ",
            "CP604",
        ),
        ("terms.yaml", "public    | public_body ", "public    | consumer    ", "CP604"),
        ("terms.yaml", "due: invoice_date + 60 days", "due: invoice_date + 61 days", "CP605"),
        ("terms.yaml", "30 days after invoice_date, then end", "31 days after invoice_date, then end", "CP605"),
        ("acceptance.yaml", "customer_insolvent and not(customer.natural_person)", "customer_insolvent", "CP607"),
        ("policy.yaml", "  customer.natural_person: to let", "  customer.insolvency_flag: to let", "CP609"),
        ("policy.yaml", "  customer.contact_person: to send", "  customer.csat_score: to send", "CP609"),
    ],
)
def test_a_guard_speaks_where_its_safeguard_is_gone(tmp_path: Path, file: str, safeguard: str, without: str, code: str):
    folder = tmp_path / "policy"
    shutil.copytree(POLICY, folder)
    text = (folder / file).read_text("utf-8")
    assert text.count(safeguard) == 1
    (folder / file).write_text(text.replace(safeguard, without), "utf-8")

    assert code in codes(folder)
