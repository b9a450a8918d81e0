"""Where something stands in a file that a person wrote."""

from creditpolicy.frozen import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one file. Lines and columns count from 1, columns in code points; the end is exclusive.

    `file` is the name to show: relative to the policy folder, or `-` for standard input.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


NOWHERE = Place("", 1, 1, 1, 2)
"""The place of what nobody wrote."""
