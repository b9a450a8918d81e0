"""A table in line of which every row that holds decides: sums, least and greatest values, lists of words."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from creditpolicy.backends.python.code import NotCompiled, Writes, literal
from creditpolicy.backends.python.in_line import InLine
from creditpolicy.backends.python.tables import folded, items_of


@dataclass(slots=True)
class Collected(InLine):
    """All rows that hold; `folds` say what the values that they give make together."""

    folds: dict[int, str] = field(default_factory=dict)

    def check(self, w: Writes) -> None:
        """Refuse what is rare."""
        for output, (of, codes) in enumerate(zip(self.table.outputs, self.by_output, strict=True)):
            name = f"{self.name}_{output}"
            if self.table.combine == "list":
                self.folds[output] = f"tuple({name})"
                for row in self.table.rows:
                    items_of(row.outputs[output])
                continue
            if any(code.nothing for code in codes):
                raise NotCompiled
            fold = folded(w, self.table, of.type, codes, name)
            self.folds[output] = f"None if None in {name} else {fold}" if any(code.maybe for code in codes) else fold

    def maybe(self, output: int) -> bool:  # noqa: ARG002 - as all tables have it
        """Whether an output may be unknown: nothing has no least value, and a sum of several currencies is none."""
        return self.table.combine != "list"

    def lines(self) -> Iterator[str]:
        """The rows that hold; any that may hold is for the interpreter."""
        yield f"{self.name} = 0"
        for output in sorted(self.read):
            yield f"{self.name}_{output} = {'{}' if self.table.combine == 'list' else '[]'}"
        for row, tests in enumerate(self.rows):
            if tests.never:
                continue
            yield f"# {self.table.rows[row].id!a}"
            condition = tests.may()
            if self.table.rows[row].otherwise:
                condition = f"not {self.name} and ({condition})"
            lines = [f"{self.name} += {self.bits(row)}", *self._adds(row)]
            if tests.unknown:
                lines = (
                    ["hand_over()"] if tests.sure == "False" else [f"if not {tests.sure}:", "    hand_over()", *lines]
                )
            if condition != "True":
                yield f"if {condition}:"
                lines = [f"    {line}" for line in lines]
            yield from lines
        for output in sorted(self.read):
            yield f"{self.name}_{output} = {self.folds[output]}"

    def _adds(self, row: int) -> Iterator[str]:
        for output in sorted(self.read):
            name = f"{self.name}_{output}"
            if self.table.combine == "list":
                words = items_of(self.table.rows[row].outputs[output])
                yield from (f"{name}[{literal(word)}] = True" for word in words)
            else:
                yield f"{name}.append({self.by_output[output][row].text})"
