"""A table in line of which every row that holds decides: sums, least and greatest values, lists of words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from creditpolicy.backends.python.code import NotCompiled, Writes, literal
from creditpolicy.backends.python.in_line import InLine
from creditpolicy.backends.python.listing import folded, items_of
from creditpolicy.values.value import Value


@dataclass(slots=True)
class Collected(InLine):
    """All rows that hold; `folds` say what the values that they give make together."""

    folds: dict[int, str] = field(default_factory=dict)

    @property
    def is_list(self) -> bool:
        """Whether it gives lists of words. They are known where no row holds, too."""
        return self.table.combine == "list"

    @property
    def may_fail(self) -> bool:
        """Whether it may be that nothing is known of what it gives."""
        # Nothing has no least value, and a sum of several currencies is none.
        return not self.is_list

    def check(self, w: Writes) -> None:
        """Refuse what is rare."""
        for output, (of, codes) in enumerate(zip(self.table.outputs, self.by_output, strict=True)):
            name = f"{self.name}_{output}"
            if self.is_list:
                for row in self.table.rows:
                    items_of(row.outputs[output])
                continue
            if any(code.nothing for code in codes):
                raise NotCompiled
            fold = folded(w, self.table, of.type, codes, name)
            self.folds[output] = f"None if None in {name} else {fold}" if any(code.maybe for code in codes) else fold

    def maybe(self, output: int) -> bool:  # noqa: ARG002 - as all tables have it
        """Whether an output may be unknown."""
        return self.may_fail

    def settled(self, rows: Sequence[int], output: int) -> Value:
        """The words of all of them, each once."""
        return tuple(dict.fromkeys(word for row in rows for word in items_of(self.table.rows[row].outputs[output])))

    def lines(self) -> Iterator[str]:
        """The rows that hold; any that may hold is for the interpreter."""
        yield f"{self.name} = 0"
        if not self.buckets:
            yield from (f"{self.name}_{output} = {'{}' if self.is_list else '[]'}" for output in sorted(self.read))
        for bucket in self.buckets:
            yield from bucket.lines
            yield "if sure:"
            yield f"    {self.name} += {bucket.held} << {self.first}"
        for row, tests in enumerate(self.rows):
            if not tests.never:
                yield from self._row(row)
        for output in sorted(self.read):
            name = f"{self.name}_{output}"
            if self.buckets and not self.is_list:
                yield f"{name} = [{self.given[output]}[row + 1] for row in rows_of({self.name} >> {self.first})]"
            yield f"{name} = {self._together(output)}"

    def _row(self, row: int) -> Iterator[str]:
        tests = self.rows[row]
        yield f"# {self.table.rows[row].id!a}"
        condition = tests.may()
        if self.table.rows[row].otherwise:
            condition = f"not {self.name} and ({condition})"
        lines = [f"{self.name} += {self.bits(row)}", *self._adds(row)]
        if tests.unknown:
            lines = ["hand_over()"] if tests.sure == "False" else [f"if not {tests.sure}:", "    hand_over()", *lines]
        if condition != "True":
            yield f"if {condition}:"
            lines = [f"    {line}" for line in lines]
        yield from lines

    def _adds(self, row: int) -> Iterator[str]:
        for output in () if self.buckets else sorted(self.read):
            name = f"{self.name}_{output}"
            if self.is_list:
                words = items_of(self.table.rows[row].outputs[output])
                yield from (f"{name}[{literal(word)}] = True" for word in words)
            else:
                yield f"{name}.append({self.by_output[output][row].text})"

    def _together(self, output: int) -> str:
        if self.buckets and self.is_list:
            return f"words_held({self.name} >> {self.first}, {self.given[output]})"
        return f"tuple({self.name}_{output})" if self.is_list else self.folds[output]
