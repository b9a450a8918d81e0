"""YAML as text with places: no scalar has a type yet, so `NO` is a country and `0123` keeps its zero."""

from collections import abc
from dataclasses import dataclass, field
from typing import TypeAlias

from creditpolicy.diagnostics import Place
from creditpolicy.syntax.marks import Style

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "Style"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text of the file.

    `marks` holds, for each character of `text` and for its end, the line and column where it stands
    in the file, so that a finding can point inside a block scalar. `at` covers quotes and block header too.
    """

    text: str
    at: Place
    style: Style
    marks: abc.Sequence[tuple[int, int]] = field(compare=False, repr=False)

    def place(self, start: int, end: int) -> Place:
        """The place of `text[start:end]`; at least one column wide."""
        last = len(self.marks) - 1
        line, column = self.marks[min(start, last)]
        if end <= start:
            return Place(self.at.file, line, column, line, column + 1)
        end_line, end_column = self.marks[min(end, last) - 1]
        return Place(self.at.file, line, column, end_line, end_column + 1)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their nodes, in the order of the file; no key stands twice."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    at: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """Nodes in the order of the file."""

    items: tuple["Node", ...]
    at: Place


Node: TypeAlias = Scalar | Mapping | Sequence
