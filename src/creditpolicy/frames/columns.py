"""The columns of a frame to the facts that they give.

A name may be the last part of a fact's name, where only one fact is called so, or only one that the point reads. Any
other is an error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.diagnostics.phrases import both
from creditpolicy.facts.errors import FactsError, Problem
from creditpolicy.facts.words import Fault, WayOut
from creditpolicy.formulas import Point
from creditpolicy.frames.words import FrameFault, FrameWayOut
from creditpolicy.ir.program import Program
from creditpolicy.ir.reads import names_behind


@dataclass(frozen=True, slots=True)
class Columns:
    """For each fact of a record of which a case has one its column, for each list of records its, and what is kept."""

    facts: Mapping[str, str]
    lists: Mapping[str, str]
    kept: tuple[str, ...]


def columns_of(
    names: Sequence[str], program: Program, point: Point, keep: Sequence[str], taken: Sequence[str]
) -> Columns:
    """Find the facts.

    Args:
        names: those of the columns, in their order.
        program: what may be known.
        point: what is asked.
        keep: columns that are no facts, or need not be, and are carried along.
        taken: names that the answer uses.

    Raises:
        FactsError: a column is no fact and not kept; all of them together.

    """
    finding = _Finding(program, point)
    for name in keep:
        if name not in names:
            near = nearest(name, names)
            finding.problem(name, FrameFault.NOT_THERE(), WayOut.DID_YOU_MEAN(near=near) if near else None)
        elif name in taken:
            finding.problem(name, FrameFault.KEPT_AS_ANSWER(), FrameWayOut.RENAME())
    for name in names:
        if name not in keep:
            finding.column(name)
    if finding.problems:
        raise FactsError(tuple(finding.problems))
    return Columns(finding.facts, finding.lists, tuple(name for name in names if name in keep))


class _Finding:
    def __init__(self, program: Program, point: Point) -> None:
        self.program = program
        self.point = point
        self.vocabulary = vocabulary = program.vocabulary
        self.problems: list[Problem] = []
        self.facts: dict[str, str] = {}
        self.lists: dict[str, str] = {}
        self.many = {record.many: record.name for record in vocabulary.records.values() if record.many is not None}
        self.by_key: dict[str, list[str]] = {}
        for fact in vocabulary.facts.values():
            if vocabulary.records[fact.record].many is None:
                self.by_key.setdefault(fact.key, []).append(fact.name)

    @cached_property
    def read(self) -> frozenset[str]:
        """What the point rests on."""
        return names_behind(self.program, self.point)

    def problem(self, path: str, message: str, way_out: str | None) -> None:
        self.problems.append(Problem(quoted(path)[1:-1], message, way_out))

    def column(self, name: str) -> None:
        if name in self.many:
            self.lists[self.many[name]] = name
            return
        fact = self.vocabulary.facts.get(name)
        if fact is not None:
            many = self.vocabulary.records[fact.record].many
            if many is not None:
                self.problem(name, FrameFault.IN_A_LIST(many=many), FrameWayOut.AS_LIST(many=many))
            else:
                self._give(fact.name, name)
            return
        if name in self.vocabulary.worked_out:
            self.problem(name, Fault.WORKED_OUT(), WayOut.RESTS_ON())
            return
        fitting = self.by_key.get(name, [])
        if len(fitting) > 1:
            fitting = [one for one in fitting if one in self.read] or fitting
        if len(fitting) == 1:
            self._give(fitting[0], name)
        elif fitting:
            listed = both([f"`{one}`" for one in fitting])
            self.problem(name, FrameFault.SEVERAL(facts=listed), FrameWayOut.WRITE_WHOLE(names=listed))
        else:
            self._unknown(name)

    def _give(self, fact: str, column: str) -> None:
        if fact in self.facts:
            self.problem(column, FrameFault.TWICE(other=self.facts[fact]), FrameWayOut.LEAVE_OUT())
        self.facts[fact] = column

    def _unknown(self, name: str) -> None:
        known = [*self.by_key, *self.many, *(one for ones in self.by_key.values() for one in ones)]
        near = nearest(name, known) if len(name) <= 100 else None
        column = quoted(name)[1:-1]
        way_out = FrameWayOut.DID_YOU_MEAN(near=near, column=column) if near else FrameWayOut.KEEP(column=column)
        self.problem(name, FrameFault.UNKNOWN(), way_out)
