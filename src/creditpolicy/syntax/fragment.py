"""A stretch of a scalar that is read by itself: a cell of a table, a header, a whole condition."""

from dataclasses import dataclass

from creditpolicy.diagnostics import Place
from creditpolicy.syntax.nodes import Scalar


@dataclass(frozen=True, slots=True)
class Fragment:
    """`scalar.text[start:end]` with its place in the file."""

    scalar: Scalar
    start: int
    end: int

    @classmethod
    def whole(cls, scalar: Scalar) -> "Fragment":
        """All of a scalar, without the blanks around it."""
        return cls(scalar, 0, len(scalar.text)).stripped()

    @property
    def text(self) -> str:
        """The stretch itself."""
        return self.scalar.text[self.start : self.end]

    @property
    def at(self) -> Place:
        """Where it stands."""
        return self.place(0, self.end - self.start)

    def place(self, start: int, end: int) -> Place:
        """Where `text[start:end]` stands."""
        return self.scalar.place(self.start + start, self.start + end)

    def part(self, start: int, end: int) -> "Fragment":
        """`text[start:end]` as a fragment."""
        return Fragment(self.scalar, self.start + start, self.start + end)

    def stripped(self) -> "Fragment":
        """Without the blanks around it."""
        text = self.text
        left = len(text) - len(text.lstrip())
        return Fragment(self.scalar, self.start + left, self.start + max(left, len(text.rstrip())))
