"""What who carries out a step is told and has to bring back: the goal, the facts to have at hand, what to record."""

from dataclasses import dataclass, replace

from creditpolicy.checked.sections.context import Context
from creditpolicy.checked.tables import TableAsked, check_table
from creditpolicy.diagnostics import Code
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import AnyValue, Const, Formula, Output, Read, Row, Table
from creditpolicy.syntax.scalars import id_
from creditpolicy.syntax.tree.reminders import StepNode
from creditpolicy.values.types import EnumType, ListType, TextType

_TEXT = TextType()
_NO_GOAL = Titles("geen doel genoemd", "no goal given")


@dataclass(frozen=True, slots=True)
class Brief:
    """Of one step; `goal` is a table or a word, `outcome` the fact of a contact that must be recorded."""

    goal: Table | str | None
    facts: tuple[str, ...]
    outcome: str | None
    goals: EnumType

    def outputs(self) -> dict[str, Formula]:
        """The outputs of the table of next steps that a brief fills in."""
        found: dict[str, Formula] = {"brief": Const(self.facts, ListType(_TEXT))} if self.facts else {}
        if self.outcome is not None:
            found["outcome_required"] = Const(self.outcome, _TEXT)
        match self.goal:
            case Table(outputs=(output,)):
                found["goal"] = Read(output.name, output.type)
            case str():
                found["goal"] = Const(self.goal, self.goals)
        return found


def read_brief(node: StepNode, ladder: str, context: Context) -> Brief:
    """The brief of a step; what is in error is left out (reported)."""
    goal = _goal(node, ladder, context)
    return Brief(goal, _facts(node, context), _outcome(node, context), context.enum("goals"))


def _goal(node: StepNode, ladder: str, context: Context) -> Table | str | None:
    scalar = node.goal
    if scalar is None:
        return None
    if "||" not in scalar.text:
        return context.findings.take(id_(scalar))
    name = f"reminders.goal.{ladder}.{node.id.text}".replace("-", "_")
    goals = context.enum("goals")
    output = Output(f"{name}.goal", goals)
    asked = TableAsked(name, "invoice", "first", None, {"goal": output}, None, scalar.at)
    table = check_table(scalar, asked, None, context.scope, context.findings)
    if table is None:
        return None
    # Who is in no row, or of whom it isn't known, is called without a goal: that is no reason to leave the call out.
    columns = tuple(replace(column, no_match_if_missing=True) for column in table.columns)
    rest = Row(
        "no_goal",
        (AnyValue(),) * len(table.columns),
        None,
        (Const(None, _TEXT),),
        scalar.at,
        otherwise=True,
        titles=_NO_GOAL,
    )
    return Table(name, "invoice", "first", None, columns, (*table.rows, rest), (output,), None, scalar.at)


def _facts(node: StepNode, context: Context) -> tuple[str, ...]:
    """The full names of facts and definitions of the customer or the invoice."""
    found = []
    for scalar in node.brief or ():
        name, _, _ = scalar.text.partition(".")
        symbol = context.scope.symbols.get(scalar.text)
        if symbol is None or name not in {"customer", "invoice"}:
            known = [one for one in context.scope.symbols if one.partition(".")[0] in {"customer", "invoice"}]
            context.findings.unknown(Code.UNKNOWN_NAME, "fact", scalar.text, scalar.at, known)
        else:
            found.append(scalar.text)
    return tuple(found)


def _outcome(node: StepNode, context: Context) -> str | None:
    scalar = node.outcome_required
    if scalar is None:
        return None
    facts = [fact.key for fact in context.scope.vocabulary.facts.values() if fact.record == "contact"]
    if scalar.text not in facts:
        context.findings.unknown(Code.UNKNOWN_NAME, "fact of a contact", scalar.text, scalar.at, facts)
        return None
    return scalar.text
