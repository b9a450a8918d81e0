"""Cells that say the same in one column: read once, and for the others put in their own place."""

from dataclasses import dataclass, field
from typing import TypeAlias

from creditpolicy.diagnostics import Place
from creditpolicy.formulas import AllOf, AnyOf, Compare, Const, Formula, Negate, Subject
from creditpolicy.syntax.fragment import Fragment

Column: TypeAlias = int
"""Inputs from 0 up, outputs from -1 down."""


@dataclass(frozen=True, slots=True)
class CellsAgain:
    """What cells of a table mean of which nothing was found, by column and text."""

    tests: dict[tuple[Column, str], tuple[Formula | None, Place]] = field(default_factory=dict)
    values: dict[tuple[Column, str], Const] = field(default_factory=dict)

    def keep(self, column: Column, fragment: Fragment, test: Formula | None) -> None:
        """Note what an input cell tests; None is any value. What holds more than fixed values is not kept."""
        at = fragment.at
        if _is_as_long(at, fragment) and (test is None or _is_plain(test)):
            self.tests[column, fragment.text] = test, at

    def test(self, column: Column, fragment: Fragment, at: Place) -> tuple[Formula | None] | None:
        """What the cell that stands at `at` tests, where an equal one was kept."""
        found = self.tests.get((column, fragment.text))
        if found is None or not _is_as_long(at, fragment):
            return None
        test, first = found
        return (None if test is None else _moved(test, first, at),)


def _is_as_long(at: Place, fragment: Fragment) -> bool:
    """Whether the signs of a cell stand side by side in the file, so that what is inside can be counted off."""
    return at.line == at.end_line and at.end_column - at.column == fragment.end - fragment.start


def _is_plain(test: Formula) -> bool:
    match test:
        case Compare(left=Subject(), right=Const()):
            return True
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return all(map(_is_plain, parts))
        case Negate(part=part):
            return _is_plain(part)
    return False


def _moved(test: Formula, first: Place, at: Place) -> Formula:
    match test:
        case Compare(op=op, left=left, right=right, text=text, at=here):
            start, end = here.column - first.column, here.end_column - first.column
            place = Place(at.file, at.line, at.column + start, at.line, at.column + end)
            return Compare(op, left, right, text, place)
        case AllOf(parts=parts):
            return AllOf(tuple(_moved(part, first, at) for part in parts))
        case AnyOf(parts=parts):
            return AnyOf(tuple(_moved(part, first, at) for part in parts))
        case Negate(part=part):
            return Negate(_moved(part, first, at))
    return test
