"""The definitions that a section makes for itself, spelled in the language, each with those before it in sight."""

from dataclasses import dataclass, field
from fractions import Fraction

from creditpolicy.checked.scope import Scope
from creditpolicy.checked.spelled import spelled
from creditpolicy.diagnostics import Place
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Choose, Const, Definition, Formula, Output, Row, Table
from creditpolicy.values.types import Bounds, EnumType, MoneyType, TextType, Type

NEVER = "1900-01-01"
"""The day of what did not happen; a date is before every day that facts can name."""

_WIDEST = Fraction(10**15)


@dataclass(slots=True)
class Defining:
    """What was defined so far of a section that stands `at` a place, and the names that are visible next."""

    scope: Scope
    at: Place
    made: list[Definition] = field(default_factory=list)

    def add(
        self, name: str, record: str | None, text: str, titles: Titles | None = None, *, expected: Type | None = None
    ) -> None:
        """Define `name` as `text`, which may name all that was defined before."""
        scope = self.scope if record is None else self.scope.inside(record)
        self.add_formula(name, record, spelled(text, scope, self.at, expected), titles)

    def add_amount(self, name: str, formula: Formula, titles: Titles, at: Place) -> None:
        """Define `name` as an amount of the author's own, which was written `at` a place.

        What is spelled with it must hold for whatever the author wrote, so nothing is known of how large it is: a test
        that `name` is more than zero would else be refused where it can't fail.
        """
        self.made.append(Definition(name, None, formula, titles, supplied=False, at=at))
        currency = formula.type.currency if isinstance(formula.type, MoneyType) else None
        self.scope = self.scope.adding({name: (MoneyType(currency, None, Bounds(-_WIDEST, _WIDEST)), None)})

    def add_formula(self, name: str, record: str | None, formula: Formula | None, titles: Titles | None = None) -> None:
        """Define `name` by a formula; None is one that rests on what is in error, which was reported."""
        if formula is not None:
            called = titles or Titles(name, name)
            self.made.append(Definition(name, record, formula, called, supplied=False, at=self.at))
        self.scope = self.scope.adding({name: (None if formula is None else formula.type, record)})

    def formula(self, text: str, record: str | None, expected: Type | None = None) -> Formula:
        """The formula for `text`; nothing where it rests on what is in error."""
        scope = self.scope if record is None else self.scope.inside(record)
        return spelled(text, scope, self.at, expected) or Const(None, TextType())

    def choose(
        self, table: str, output: str, kind: EnumType, record: str, rows: tuple[tuple[str, str | None, Titles], ...]
    ) -> Table:
        """A table of words, each with the condition under which it is the first to hold; the last may have none.

        Rows of a table give reasons, which a definition does not.
        """
        made = []
        for word, condition, titles in rows:
            guard = None if condition is None else self.formula(condition, record)
            made.append(Row(word, (), guard, (Const(word, kind),), self.at, otherwise=guard is None, titles=titles))
        self.scope = self.scope.adding({output: (kind, record)})
        return Table(table, record, "first", None, (), tuple(made), (Output(output, kind),), None, self.at)

    def only(self, condition: str, text: str, record: str | None) -> Formula:
        """`text` where the condition holds, the known nothing elsewhere."""
        value = self.formula(text, record)
        return Choose(self.formula(condition, record), value, Const(None, value.type), value.type)
