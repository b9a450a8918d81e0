"""How far a run is: told as it goes, shown by whoever wants to."""

from enum import Enum
from typing import Protocol


class Stage(Enum):
    """What a run is doing; its steps are counted in rows, but for those of `MATCHING` and `JOINING`."""

    READING = "reading"
    MATCHING = "matching"
    DECIDING = "deciding"
    JOINING = "joining"


class Progress(Protocol):
    """Is told of each step."""

    def __call__(self, stage: Stage, done: int, of: int | None, section: str = "") -> None:
        """`done` of the stage's steps are done; `of` is None where nobody knows how many there are."""


def silent(stage: Stage, done: int, of: int | None, section: str = "") -> None:
    """Tell nobody."""
