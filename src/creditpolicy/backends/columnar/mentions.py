"""Which tables are the reasons of a decision, and in which rows of a frame each of them is.

The same rules as those of the interpreter: a table that gave an answer is a reason; of a branch that was not taken it
is none, and neither is one that gave nothing for want of facts.
"""

from collections.abc import Iterator
from functools import reduce
from operator import and_, or_

import polars

from creditpolicy.backends.columnar.column import UNKNOWN, VARIES, Column, Expr, NotCompiled
from creditpolicy.backends.columnar.deciding_rows import Decides
from creditpolicy.backends.columnar.point import Asking
from creditpolicy.formulas import AllOf, Answer, AnyOf, Choose, Formula, IfMissing, Over, Read, names_read, parts


class Mentions:
    """The tables in the order in which they are reasons, and where each is one."""

    def __init__(self, asking: Asking) -> None:
        """None yet."""
        self.asking = asking
        self.tables: list[tuple[str, Expr | None]] = []
        self._seen: dict[str, list[Expr | None]] = {}

    def of(self, answers: tuple[Answer, ...]) -> None:
        """Those of every answer that explains."""
        for answer in answers:
            if answer.explains:
                self._in_formula(answer.formula, ())

    def _in_formula(self, formula: Formula, when: tuple[Expr, ...]) -> None:
        if isinstance(formula, Choose):
            condition = self.asking.value(formula.condition)
            self._in_formula(formula.condition, when)
            if condition.constant is not VARIES:
                # Of an unknown condition both branches count.
                taken = (formula.yes, formula.no) if condition.constant is UNKNOWN else _branch(formula, condition)
                for branch in taken:
                    self._in_formula(branch, when)
                return
            yes, no = self._verdicts(condition)
            self._in_formula(formula.yes, (*when, yes))
            self._in_formula(formula.no, (*when, no))
            return
        lazily = {name.removeprefix("base.") for name in _read_lazily(formula)}
        program = self.asking.program
        for name in names_read(formula):
            plain = name.removeprefix("base.")
            if program.record_of(plain) is not None:
                raise NotCompiled
            if plain in program.definitions:
                self._behind(plain, when)
            elif plain in program.outputs:
                if plain in lazily:
                    raise NotCompiled
                self._mention(plain, when)

    def _verdicts(self, condition: Column) -> tuple[Expr, Expr]:
        """Where each of two branches is taken. Where the condition is unknown, that is left to others."""
        if condition.maybe:
            self.asking.opens(condition.expr.is_null())
        return condition.expr, ~condition.expr

    def _behind(self, name: str, when: tuple[Expr, ...]) -> None:
        """Tables behind a computed value; one that gave nothing for want of facts is no reason."""
        program = self.asking.program
        for inner in names_read(program.definitions[name].formula):
            if inner in program.outputs and program.record_of(inner) is None:
                output = self.asking.read(inner)
                if output.constant is UNKNOWN:
                    continue
                self._mention(inner, (*when, output.known) if output.maybe else when)

    def _mention(self, output: str, when: tuple[Expr, ...]) -> None:
        table = self.asking.program.outputs[output][0]
        earlier = self._seen.setdefault(table, [])
        if any(one is None for one in earlier):
            return
        here = reduce(and_, when) if when else None
        but = [one for one in earlier if one is not None]
        whole = here
        if but:
            none = ~reduce(or_, but)
            whole = none if here is None else here & none
        earlier.append(here)
        self.tables.append((table, whole))


def _branch(formula: Choose, condition: Column) -> tuple[Formula, ...]:
    return (formula.yes if condition.constant is True else formula.no,)


def _read_lazily(formula: Formula) -> Iterator[str]:
    """The names that are not asked for in any case."""
    waiting: list[tuple[Formula, bool]] = [(formula, False)]
    while waiting:
        current, lazy = waiting.pop()
        if isinstance(current, Read) and lazy:
            yield current.name
        lazy = lazy or isinstance(current, AllOf | AnyOf | IfMissing | Over)
        waiting.extend((part, lazy) for part in parts(current))


def without_nulls(expr: Expr) -> Expr:
    """A condition in which unknown counts as false: such rows are open, or it plays no part there."""
    return expr.fill_null(value=False)


def code_of(decides: Decides, where: Expr | None) -> Expr:
    """The code of the rows that decided; that of none where the table is no reason."""
    if where is None:
        return decides.code
    none = 0 if decides.by_bit else len(decides.rows) - 1
    return polars.when(without_nulls(where)).then(decides.code).otherwise(none)
