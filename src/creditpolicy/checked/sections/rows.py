"""The table of next steps: for each ladder its steps as rows, in the order in which its catch-up rule looks at them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.channels import action_of, channel_of
from creditpolicy.checked.sections.follow_through import UNFULFILLED
from creditpolicy.checked.sections.ladders import Ladder, Step
from creditpolicy.checked.sections.next_step import StepOutputs
from creditpolicy.checked.sections.steps import StepNames
from creditpolicy.checked.sections.stops import (
    CREDIT,
    FINISHED,
    NOTHING_TO_CHASE,
    PAID,
    TOO_LITTLE,
    UNASSIGNED,
    Stop,
    last_day_of,
    reason_of,
)
from creditpolicy.checked.sections.tones import tone_of
from creditpolicy.checked.sections.totals import AMOUNT_DUE, below
from creditpolicy.checked.spelled import spelled
from creditpolicy.checked.titles import titles_or_none
from creditpolicy.diagnostics import Place
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Choose, Compare, Const, Formula, Read, Row
from creditpolicy.values.types import BooleanType, Bounds, DaysType, TextType


@dataclass(frozen=True, slots=True)
class Asked:
    """What rows are made of: the ladders with the names of their steps, and what holds for all of them."""

    ladders: list[Ladder]
    names: Mapping[str, tuple[StepNames, ...]]
    stops: list[Stop]
    fallback: tuple[str, ...]
    minimum: str | None
    net: bool
    has_ceiling: bool
    outputs: StepOutputs
    scope: Scope


def next_step_rows(asked: Asked) -> tuple[Row, ...]:
    """Stopped first, then each ladder's steps; what is left over has gone through its ladder."""
    scope, at = asked.scope, asked.ladders[0].at
    rows = [_stopped(PAID, None, asked), *(_stopped(stop, formula, asked) for stop, formula in asked.stops)]
    rows.append(_stopped(NOTHING_TO_CHASE, None, asked))
    no_ladder = spelled("reminders.ladder = none", scope, at)
    rows.append(_row("no_ladder", no_ladder, _still(UNASSIGNED, asked), at))
    if asked.net:
        rows.append(_row(f"stopped_{CREDIT}", spelled(f"{AMOUNT_DUE} <= 0", scope, at), _still(CREDIT, asked), at))
    if asked.minimum is not None:
        rows.append(_row(f"stopped_{TOO_LITTLE}", below(asked.minimum, scope, at), _still(TOO_LITTLE, asked), at))
    for ladder in asked.ladders:
        names = asked.names[ladder.id]
        # Once its last step was done a ladder has ended, whatever was left out on the way there.
        ended = spelled(f'reminders.ladder = "{ladder.id}" and {names[-1].done}', scope, ladder.at)
        rows.append(_row(f"finished_{ladder.id}", ended, _still(FINISHED, asked), ladder.at))
        for one, text in _in_turn(ladder, names):
            row_id = f"{ladder.id}.{one.step.id}"
            again = any(row.id == row_id for row in rows)
            rows += _of_step(f"{row_id}.upcoming" if again else row_id, ladder, one, text, asked)
    rows.append(Row("finished", (), None, _still(FINISHED, asked), at, otherwise=True, written=False))
    return tuple(rows)


def _of_step(row_id: str, ladder: Ladder, one: StepNames, text: str, asked: Asked) -> list[Row]:
    """The row of a step; one that waits until enough is due has a row before it that says so.

    A step stands twice where a ladder jumps: once as open, once as to come.
    """
    scope, at = asked.scope, one.step.at
    is_next = f'reminders.ladder = "{ladder.id}" and {text}'
    rows = []
    if one.step.minimum is not None and one.step.minimum[1] == "hold":
        waits = spelled(f"{is_next} and {AMOUNT_DUE} < {one.step.minimum[0]}", scope, at)
        rows.append(_row(f"{row_id}.held", waits, _still(TOO_LITTLE, asked), at))
    rows.append(_row(row_id, spelled(is_next, scope, at), _outputs(one, asked), at, one.step))
    return rows


def _in_turn(ladder: Ladder, names: tuple[StepNames, ...]) -> list[tuple[StepNames, str]]:
    """Each step with the condition under which it is the next, given that no row before it held."""
    if ladder.catch_up != "jump":
        return [(one, f"not({one.done}) and not({one.lapsed})") for one in names]
    opened = [(one, _jumps_to(one, index, names, f"{one.open}")) for index, one in reversed(list(enumerate(names)))]
    upcoming = [(one, _jumps_to(one, index, names, f"not({one.open})")) for index, one in enumerate(names)]
    return [*opened, *upcoming]


def _jumps_to(one: StepNames, index: int, names: tuple[StepNames, ...], when: str) -> str:
    """The latest open step, or else the first to come: nothing later was done, and every announcement before it was.

    What announces is made up for where something later was done without it.
    """
    conditions = [f"not({one.done})", f"not({one.lapsed})", when]
    conditions += [f"not({later.done})" for later in names[index + 1 :] if one.step.announces is None]
    conditions += [earlier.done for earlier in names[:index] if earlier.step.announces is not None]
    return " and ".join(f"({condition})" if " " in condition else condition for condition in conditions)


def _row(called: str, guard: Formula | None, outputs: tuple[Formula, ...], at: Place, step: Step | None = None) -> Row:
    because = step.node.because.text if step is not None and step.node.because else None
    titles = None
    if step is not None:
        plain = Titles(f"de volgende stap is {step.id}", f"the next step is {step.id}")
        titles = titles_or_none(step.node.title) or plain
    return Row(called, (), guard, outputs, at, titles=titles, because=because, written=step is not None)


def _stopped(stop: str, formula: Formula | None, asked: Asked) -> Row:
    """The row of what stops an invoice by itself; `formula` is a condition of the policy's own."""
    kind, at = asked.outputs.stopped, asked.ladders[0].at
    said: dict[str, Formula] = {"stopped": Const(stop, kind)}
    if formula is not None:
        said["stopped_until"] = last_day_of(formula, asked.scope, at)
        said["stopped_reason"] = reason_of(formula, asked.scope, at)
    guard = Compare("=", Read("reminders.stop", kind), Const(stop, kind), f"reminders.stop = {stop}", NOWHERE)
    return _row(f"stopped_{stop}", guard, asked.outputs.row(said), at)


def _still(reason: str, asked: Asked) -> tuple[Formula, ...]:
    """The outputs where nothing is to be done, and why."""
    return asked.outputs.row({"stopped": Const(reason, asked.outputs.stopped)})


def _outputs(one: StepNames, asked: Asked) -> tuple[Formula, ...]:
    step, scope = one.step, asked.scope
    channel = channel_of(step, asked.fallback, scope)
    said: dict[str, Formula | None] = {
        "step": Const(step.id, asked.outputs.step),
        "on": spelled(one.on, scope, step.at),
        "due_now": spelled(one.due, scope, step.at),
        "late": spelled(f"as_of > {one.last_day}", scope, step.at),
        "channel": channel,
        "action": action_of(step, channel),
        "template": Const(step.template, TextType()),
        "requires": _requirement(step),
        "unfulfilled": Read(UNFULFILLED, BooleanType()),
        **step.brief.outputs(),
    }
    if step.tone is not None:
        said["tone"], said["tone_capped"] = tone_of(step.tone, has_ceiling=asked.has_ceiling)
    if step.announces is not None:
        action, days = step.announces
        said["announces"] = Const(action, TextType())
        said["announces_after"] = Const(Fraction(days), DaysType(0, Bounds(Fraction(days), Fraction(days))))
    return asked.outputs.row({key: formula for key, formula in said.items() if formula is not None})


def _requirement(step: Step) -> Formula:
    """The action that must come first, where what the step requires does not hold."""
    nothing = Const(None, TextType())
    if step.requires is None:
        return nothing
    holds, action = step.requires
    return Choose(holds, nothing, Const(action, TextType()), TextType())
