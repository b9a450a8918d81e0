"""What may be, of cases of which little is known: every formula over all cases in which a few facts have given values.

A formula gives a value only if it has that value in every such case; everything else is unknown, `is missing` too. So a
row that does not fail here may hold for somebody, and one that holds here holds for all. Conservative, never wrong.
"""

from collections.abc import Mapping
from datetime import date

from creditpolicy.backends.interpreter.evaluation import Evaluation
from creditpolicy.backends.interpreter.table import At, all_verdicts
from creditpolicy.facts.case import Case, Given
from creditpolicy.formulas import Formula, IfMissing, IsMissing, Over, Row, Table, Today
from creditpolicy.ir.program import Program
from creditpolicy.values.unknown import Maybe, Unknown
from creditpolicy.values.value import Value

_ANY_DAY = date(2000, 1, 1)


class Possible(Evaluation):
    """All cases in which `known` are the facts, whatever else is so."""

    def __init__(self, program: Program, known: Mapping[str, Value]) -> None:
        """Of one invoice, and of everything else, nothing is known."""
        lists: dict[str, tuple[Given, ...]] = {
            name: ({},) for name, record in program.vocabulary.records.items() if record.many
        }
        super().__init__(program, Case(_ANY_DAY, known, lists, {}))

    def named(self, name: str, at: At = ()) -> Maybe:
        """What a name is: given, or what the other names make it."""
        return self.case.single[name] if name in self.case.single else super().named(name, at)

    def value(self, formula: Formula, at: At = (), subject: Maybe = None) -> Maybe:
        """What `formula` is in every such case; unknown where it differs."""
        match formula:
            case Today() | IsMissing() | Over():
                return Unknown()
            case IfMissing(of=of, instead=instead):
                one, other = self.value(of, at, subject), self.value(instead, at, subject)
                return one if one == other else Unknown()
        return super().value(formula, at, subject)

    def may_decide(self, table: Table) -> tuple[Row, ...]:
        """The rows of a table that may give its answer in such a case."""
        at: At = () if table.record is None else ((table.record, 0),)
        columns = tuple(self.value(column.formula, at) for column in table.columns)
        found = []
        for row, verdict in zip(table.rows, all_verdicts(table, columns, self, at), strict=True):
            if verdict is not False:
                found.append(row)
            if verdict is True and table.hit == "first":
                break
        return tuple(found)
