"""Signals are reasons of the decision points that ask for them, and of no others."""

from datetime import date
from pathlib import Path

import pytest

from creditpolicy import Policy

POLICY = """\
policy: p
language: 1
version: "1"
currency: EUR
roles: {officer: {}}
segments: [{id: everyone, otherwise: true}]
triggers:
  - {id: usual, when: customer.avg_days_late > 10, task: call, owner: officer}
  - {id: only_here, at: [review], when: customer.avg_days_late > 10, task: tell, owner: officer}
reminders:
  if_undecided: manual
  ladders:
    short:
      catch_up: sequential
      steps: [{id: last, at: 1 days after due_date, channel: [email], tone: friendly, terminal: true}]
  assign:
    hit: first
    table: |
      customer.segment || ladder
      -                || short
"""
CASE = {
    "customer": {"segment": "everyone", "avg_days_late": 11, "insolvency_flag": False},
    "invoices": [{"invoice_id": "F1", "due_date": "2026-05-01", "amount_open": "100.00 EUR"}],
    "contacts": [],
    "promises": [],
    "disputes": [],
}


@pytest.mark.parametrize(("point", "reasons"), [("collect", {"usual"}), ("review", {"usual", "only_here"})])
def test_a_signal_is_a_reason_only_where_it_is_asked_for(tmp_path: Path, point: str, reasons: set[str]):
    (tmp_path / "policy.yaml").write_text(POLICY, "utf-8")

    decision = Policy.load(tmp_path).decide(point, CASE, as_of=date(2026, 6, 1))

    assert {row.rpartition(".")[2] for row in decision.deciding if row.startswith("triggers.")} == reasons
