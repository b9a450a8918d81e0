"""The work of a day is planned by score, within the minutes there are."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.formulas import Worklist
from creditpolicy.portfolio.worklist import Task, in_order, plan

KINDS = ("email", "phone", "letter")
minutes = st.integers(0, 60).map(Fraction)
tasks = st.lists(
    st.builds(
        Task,
        st.text("abc", min_size=1, max_size=3),
        st.integers(0, 9).map(Fraction),
        st.booleans(),
        st.sampled_from((*KINDS, "portal")),
        st.integers(1, 5),
    ),
    max_size=20,
)
worklists = st.builds(
    lambda effort, capacity, shares: Worklist(
        tuple(effort.items()), capacity, tuple((kind, Fraction(share, 10)) for kind, share in shares.items())
    ),
    st.dictionaries(st.sampled_from(KINDS), minutes, min_size=3, max_size=3),
    st.integers(0, 200),
    st.fixed_dictionaries({"phone": st.integers(0, 5), "letter": st.integers(0, 5)}),
)


def task(customer: str, score: int, kind: str) -> Task:
    return Task(customer, Fraction(score), is_scored=True, kind=kind, invoices=1)


def test_a_reserve_is_kept_for_its_kind_and_the_rest_goes_by_score():
    worklist = Worklist((("email", Fraction(10)), ("phone", Fraction(20))), 60, (("phone", Fraction(1, 2)),))
    asked = [task(f"e{index}", 9 - index, "email") for index in range(4)]
    asked += [task("p1", 1, "phone"), task("p2", 0, "phone")]

    planned = plan(in_order(asked), worklist)

    # 30 minutes for calls, 30 for all: three messages fit; one call takes 20 of its 30, and the next finds only 10.
    assert [(one.task.customer_id, one.deferred) for one in planned] == [
        ("e0", None),
        ("e1", None),
        ("e2", None),
        ("e3", "capacity"),
        ("p1", None),
        ("p2", "capacity"),
    ]


def used(asked: list[Task], worklist: Worklist) -> list[tuple[str, Fraction]]:
    """Kind and minutes of what is planned."""
    found = (one for one in plan(in_order(asked), worklist) if one.deferred is None)
    return [(one.task.kind, one.minutes) for one in found if one.minutes is not None]


@given(tasks, worklists)
def test_what_is_planned_fits_into_the_day(asked, worklist):
    assert sum(minutes for _, minutes in used(asked, worklist)) <= worklist.capacity


@given(tasks, worklists)
def test_a_kind_never_uses_what_is_reserved_for_others(asked, worklist):
    planned = used(asked, worklist)

    for kind in KINDS:
        others = sum(share * worklist.capacity for other, share in worklist.reserve if other != kind)
        assert sum(minutes for used_by, minutes in planned if used_by == kind) <= worklist.capacity - others


@given(tasks, worklists, st.randoms(use_true_random=False))
def test_the_order_of_the_tasks_changes_nothing(asked, worklist, chance):
    unique = list({(one.customer_id, one.kind): one for one in asked}.values())
    shuffled = chance.sample(unique, len(unique))

    assert list(plan(in_order(shuffled), worklist)) == list(plan(in_order(unique), worklist))
