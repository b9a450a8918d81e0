"""Whoever does pieces of work that stand by themselves: processes of this machine, or a cluster."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from creditpolicy.portfolio.workers import by_processes

Do = Callable[[int], None]
"""A piece of work, by its number: files to files, whole or not at all. It can be pickled, and be done again."""


class Hands(Protocol):
    """Those who do it."""

    def each(self, do: Do, numbers: Sequence[int], done: Callable[[int], None]) -> object:
        """Do the pieces with these numbers, in any order; `done` hears of each that is done."""


@dataclass(frozen=True, slots=True)
class Processes:
    """So many processes of this machine; one piece after the other in this one, where that is enough."""

    jobs: int

    def each(self, do: Do, numbers: Sequence[int], done: Callable[[int], None]) -> None:
        """Do the pieces.

        Raises:
            UnusableInput: somebody ended one of the processes.

        """
        jobs = min(self.jobs, len(numbers))
        if jobs > 1:
            by_processes(do, numbers, jobs, done)
            return
        for number in numbers:
            do(number)
            done(number)
