"""The names that a point answers with, as deep as its answers are."""

import pytest

from creditpolicy.formulas import Answer, Const, Point
from creditpolicy.loading import load_version
from creditpolicy.testing import run_tests
from creditpolicy.testing.answers import ABOUT_ALL, fields_of, names_of
from creditpolicy.values.types import BooleanType

YES = Const(value=True, type=BooleanType())
POLICY = """
policy: p
language: 1
version: "1"
currency: EUR
roles: {officer: {}}
segments: [{id: all, otherwise: true}]
triggers:
  - {id: slow, when: customer.avg_days_late > 10, task: call, owner: officer}
"""


def test_an_answer_in_a_group_in_a_group_has_its_name_at_each_depth():
    keys = ("plain", "limit.amount", "alerts.slow.by", "alerts.slow.task")
    point = Point("ask", tuple(Answer(key, YES) for key in keys), None, None, (), ())

    assert set(fields_of(names_of(point).own)) == {*keys, *ABOUT_ALL}


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ("{alerts: {slow: {task: call}}}", None),
        ("{alerts: {slow: {tsk: call}}}", "unknown answer `tsk`"),
        ("{alerts: {slw: {task: call}}}", "unknown answer `slw`"),
        ("{alerts: {slow: {}}}", "nothing is expected here"),
    ],
)
def test_a_name_that_is_not_there_is_found_at_each_depth(tmp_path, expected: str, message: str | None):
    (tmp_path / "policy.yaml").write_text(POLICY, "utf-8")
    (tmp_path / "tests").mkdir()
    case = "{name: t, given: {customer: {avg_days_late: 11}}, expect: {review: " + expected + "}}"
    test = f"as_of: 2026-06-01\ntests:\n  - {case}\n"
    (tmp_path / "tests" / "a_test.yaml").write_text(test, "utf-8")
    tested = run_tests(tmp_path, ("tests/a_test.yaml",), load_version(tmp_path, "policy.yaml"))

    assert [one.message for one in tested.diagnostics] == ([] if message is None else [message])
