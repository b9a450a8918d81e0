"""All names of a policy and their types; definitions are checked when their type is first asked for."""

from collections.abc import Mapping

from creditpolicy.checked.conditions import check_conditions
from creditpolicy.checked.definition_order import reading_order, size
from creditpolicy.checked.expressions import check_value
from creditpolicy.checked.findings import Findings
from creditpolicy.checked.scope import Scope, Symbol, short_forms
from creditpolicy.checked.titles import titles_of
from creditpolicy.diagnostics import Code, Note
from creditpolicy.facts.vocabulary import Vocabulary
from creditpolicy.formulas import Definition, Formula
from creditpolicy.syntax.expressions.depth import MOST_LEVELS
from creditpolicy.syntax.fragment import Fragment
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.scalars import flag
from creditpolicy.syntax.tree.base import Key
from creditpolicy.syntax.tree.vocabulary import Definition as DefinitionWritten
from creditpolicy.syntax.tree.vocabulary import DefinitionNode
from creditpolicy.values.types import Type
from creditpolicy.values.value import Value


class Symbols:
    """The names that are visible in a policy.

    Args:
        vocabulary: its facts.
        in_error: facts whose declaration is in error, which is reported.
        outputs: what its tables publish, by full name, with whether accept and review alone compute it.
        written: its definitions and the standard ones, as written.
        amounts: its named thresholds per currency.
        findings: where faults in definitions go.

    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        in_error: frozenset[str],
        outputs: Mapping[str, tuple[Type, str | None, bool]],
        written: Mapping[str, tuple[Key, DefinitionWritten]],
        amounts: Mapping[str, tuple[tuple[str, Value], ...]],
        findings: Findings,
    ) -> None:
        self._outputs = outputs
        self._vocabulary = vocabulary
        self._written = written
        self._findings = findings
        self._checked: dict[str, Definition | None] = {}
        self._open: list[str] = []
        lists = {name for name, record in vocabulary.records.items() if record.many}

        def record_of(name: str) -> str | None:
            head = name.partition(".")[0]
            return head if head in lists else None

        symbols = {name: Symbol(name, "fact", record_of(name)) for name in (*vocabulary.facts, *sorted(in_error))}
        symbols |= {name: Symbol(name, "definition", record_of(name)) for name in written}
        symbols |= {
            name: Symbol(
                name, "definition" if name.partition(".")[0] in vocabulary.records else "output", record, fresh
            )
            for name, (_, record, fresh) in outputs.items()
        }
        self.scope = Scope(vocabulary, symbols, short_forms(symbols), amounts, self.type_of)

    def type_of(self, name: str) -> Type | None:
        """The type of a visible name; None where its definition is in error."""
        if name in self._written:
            definition = self.definition(name)
            return None if definition is None else definition.formula.type
        if name in self._outputs:
            return self._outputs[name][0]
        fact = self._vocabulary.facts.get(name)
        return None if fact is None else fact.type

    def definition(self, name: str) -> Definition | None:
        """The checked definition; None where it is in error, which is reported once."""
        if name in self._open:
            self._circular(name)
            return None
        if name not in self._checked:
            # Only definitions on a circle still wait for each other here.
            if sum(min(size(self._written[one][1]), MOST_LEVELS) + 5 for one in self._open) > 2 * MOST_LEVELS:
                self._deep(name)
                return None
            self._open.append(name)
            self._checked[name] = self._check(name)
            self._open.pop()
        return self._checked[name]

    def definitions(self) -> tuple[Definition, ...]:
        """All definitions that could be checked."""
        nodes = {name: node for name, (_, node) in self._written.items()}
        for name in reading_order(nodes, lambda word: self.scope.find(word, facts=False)):
            self.definition(name)
        checked = [self._checked[name] for name in self._written]
        return tuple(definition for definition in checked if definition is not None)

    def _check(self, name: str) -> Definition | None:
        key, node = self._written[name]
        record = self.scope.symbols[name].record
        scope = self.scope.inside(record) if record else self.scope
        formula: Formula | None
        titles, supplied = titles_of(None, name.rpartition(".")[2].replace("_", " ")), False
        match node:
            case Scalar():
                formula = check_value(Fragment.whole(node), scope, self._findings, None)
            case DefinitionNode():
                inner = node.is_
                if isinstance(inner, Scalar):
                    formula = check_value(Fragment.whole(inner), scope, self._findings, None)
                else:
                    formula = check_conditions(inner, scope, self._findings)
                titles = titles_of(node.title, name.rpartition(".")[2].replace("_", " "))
                supplied = node.may_be_supplied is not None and self._findings.take(flag(node.may_be_supplied)) is True
        if formula is None:
            return None
        return Definition(name, record, formula, titles, supplied, key.scalar.at)

    def _deep(self, name: str) -> None:
        """Left open, so that it is checked on its own when its turn comes."""
        first = self._open[0]
        message = f"`{first}` is defined by itself, or by too many definitions inside each other"
        at = self._written[first][0].scalar.at
        if not any(found.code is Code.CIRCULAR and found.at == at for found in self._findings.made):
            note = Note(f"the last one looked at is `{name}`", self._written[name][0].scalar.at)
            self._findings.add(Code.CIRCULAR, message, at, "break the circle", note)

    def _circular(self, name: str) -> None:
        ring = [*self._open[self._open.index(name) :], name]
        notes = tuple(Note(f"`{one}` is defined here", self._written[one][0].scalar.at) for one in ring[1:-1])
        at = self._written[name][0].scalar.at
        if not any(found.code is Code.CIRCULAR and found.at == at for found in self._findings.made):
            path = " -> ".join(f"`{one}`" for one in ring)
            self._findings.add(Code.CIRCULAR, f"`{name}` is defined by itself: {path}", at, "break the circle", *notes)
