"""What stands within a field of an answer, as cells of its own."""

from creditpolicy.portfolio.answers import group_of, raised_of, text_of


def test_the_fields_within_a_field_have_cells():
    answer = {"hand_over": {"answer": "wait", "lacks": ("announcement_expired", "handover_file_complete")}, "step": "x"}

    assert text_of(group_of(answer, "hand_over").get("lacks")) == "announcement_expired; handover_file_complete"
    assert group_of(answer, "step") == {}
    assert group_of(answer, "charges") == {}


def test_only_alerts_that_are_raised_are_named():
    alerts = {"slower": {"raised": "yes", "task": "call"}, "quiet": {"raised": "no"}, "late": {"raised": "yes"}}

    assert raised_of(alerts) == "slower; late"
    assert raised_of({"quiet": {"raised": "no"}}) is None
    assert raised_of({}) is None
