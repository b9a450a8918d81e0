"""The work of one day: who comes first, what fits, and why the rest is put off.

A task takes the minutes of its kind. Minutes that are reserved for a kind are taken first and by no other kind; what is
not reserved is for all, in the order of the scores. A task that does not fit is put off, and smaller ones behind it may
still fit.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from creditpolicy.formulas import Worklist
from creditpolicy.portfolio.answers import flag_of, text_of
from creditpolicy.portfolio.deciding import Decided
from creditpolicy.portfolio.plain_form import PlainRow

TASKS = "tasks.kept"
"""The file of a part with its tasks."""

NO_CHANNEL = "hand_over"
"""The kind of work of a step that reaches nobody."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is due for one customer over one channel. `is_scored` is false where the fall-back stands for the score."""

    customer_id: str
    score: Fraction
    is_scored: bool
    kind: str
    invoices: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A task with its rank from 1 and its minutes (None: the policy gives none for this kind); `deferred` says why."""

    rank: int
    task: Task
    minutes: Fraction | None
    deferred: str | None


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """The tasks by score, the highest first; equal ones by customer and kind of work."""
    return sorted(tasks, key=place_of)


def place_of(task: Task) -> tuple[Fraction, str, str]:
    """Where a task stands among others."""
    return (-task.score, task.customer_id, task.kind)


def plan(ordered: Iterable[Task], worklist: Worklist) -> Iterator[Planned]:
    """The tasks, which come in their order, each with what becomes of it."""
    minutes = dict(worklist.effort)
    capacity = worklist.capacity
    kept = {kind: share * capacity for kind, share in worklist.reserve} if capacity is not None else {}
    free = capacity - sum(kept.values(), Fraction(0)) if capacity is not None else Fraction(0)
    for rank, task in enumerate(ordered, 1):
        needed = minutes.get(task.kind)
        own = kept.get(task.kind, Fraction(0))
        if needed is None or capacity is None:
            yield Planned(rank, task, needed, None)
        elif needed <= own + free:
            kept[task.kind] = own - min(own, needed)
            free -= needed - min(own, needed)
            yield Planned(rank, task, needed, None)
        else:
            yield Planned(rank, task, needed, "capacity")


def task_cells(task: Task) -> PlainRow:
    """A task as text."""
    return (task.customer_id, str(task.score), "1" if task.is_scored else "", task.kind, str(task.invoices))


def task_of(cells: PlainRow) -> Task:
    """What `task_cells` made."""
    customer_id, score, is_scored, kind, invoices = cells
    return Task(customer_id, Fraction(score), bool(is_scored), kind, int(invoices))


def due_tasks(customer_id: str, priority: Decided, answers: Iterable[Mapping[str, object]]) -> Iterator[Task]:
    """The work that is due for one customer: one task for each channel of the steps that are due."""
    due = [text_of(answer.get("channel")) or NO_CHANNEL for answer in answers if flag_of(answer.get("due_now"))]
    score = Fraction(str(priority.outcome.get("score") or 0))
    for kind in dict.fromkeys(due):
        yield Task(customer_id, score, priority.status == "decided", kind, due.count(kind))
