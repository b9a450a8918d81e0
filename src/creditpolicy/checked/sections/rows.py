"""The table of next steps: for each ladder its steps as rows, in the order in which its catch-up rule looks at them."""

from fractions import Fraction

from creditpolicy.checked.scope import Scope
from creditpolicy.checked.sections.ladders import CHANNELS, TONES, Ladder, Step
from creditpolicy.checked.sections.steps import StepNames
from creditpolicy.checked.spelled import spelled
from creditpolicy.checked.titles import titles_or_none
from creditpolicy.diagnostics import Place
from creditpolicy.diagnostics.place import NOWHERE
from creditpolicy.facts.vocabulary import Titles
from creditpolicy.formulas import Choose, Compare, Const, Formula, Read, Row
from creditpolicy.values.types import BooleanType, Bounds, DateType, DaysType, EnumType, TextType

NOTHING = "none"
_CHANNEL = EnumType("channels", (*CHANNELS, NOTHING))
_TONE = EnumType("tones", TONES, ordered=True)


def next_step_rows(
    ladders: list[Ladder],
    names: dict[str, tuple[StepNames, ...]],
    fallback: tuple[str, ...],
    steps: EnumType,
    stops: EnumType,
    scope: Scope,
) -> tuple[Row, ...]:
    """Stopped first, then each ladder's steps; what is left over has gone through its ladder."""
    at = ladders[0].at
    rows = [
        _row(f"stopped_{stop}", _stopped_by(stop, stops), _still(stop, steps, stops), at)
        for stop in stops.members[1:-2]
    ]
    rows.append(_row("no_ladder", spelled("reminders.ladder = none", scope, at), _still("no_ladder", steps, stops), at))
    for ladder in ladders:
        # Once its last step was done a ladder has ended, whatever was left out on the way there.
        ended = spelled(f'reminders.ladder = "{ladder.id}" and {names[ladder.id][-1].done}', scope, ladder.at)
        rows.append(_row(f"finished_{ladder.id}", ended, _still("ladder_finished", steps, stops), ladder.at))
        for one, text in _in_turn(ladder, names[ladder.id]):
            guard = spelled(f'reminders.ladder = "{ladder.id}" and {text}', scope, one.step.at)
            outputs = _outputs(one, fallback, steps, stops, scope)
            row = _row(f"{ladder.id}.{one.step.id}", guard, outputs, one.step.at, one.step)
            rows += [row] if row.id not in {other.id for other in rows} else [_again(row)]
    rows.append(Row("finished", (), None, _still("ladder_finished", steps, stops), at, otherwise=True, written=False))
    return tuple(rows)


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


def _again(row: Row) -> Row:
    """A step stands twice where a ladder jumps: once as open, once as to come."""
    return Row(f"{row.id}.upcoming", row.cells, row.guard, row.outputs, row.at, titles=row.titles, because=row.because)


def _still(reason: str, steps: EnumType, stops: EnumType) -> tuple[Formula, ...]:
    """The outputs where nothing is to be done, and why."""
    return (
        Const(NOTHING, steps),
        Const(None, DateType()),
        Const(value=False, type=BooleanType()),
        Const(value=False, type=BooleanType()),
        Const(None, _CHANNEL),
        Const(None, _TONE),
        Const(None, TextType()),
        Const(None, TextType()),
        Const(None, DaysType()),
        Const(None, TextType()),
        Const(reason, stops),
    )


def _outputs(
    one: StepNames, fallback: tuple[str, ...], steps: EnumType, stops: EnumType, scope: Scope
) -> tuple[Formula, ...]:
    step = one.step
    on = spelled(one.on, scope, step.at)
    due = spelled(f"{one.on} <= as_of", scope, step.at)
    late = spelled(f"as_of > {one.last_day}", scope, step.at)
    action, days = step.announces or (None, None)
    after = (
        Const(None, DaysType())
        if days is None
        else Const(Fraction(days), DaysType(0, Bounds(Fraction(days), Fraction(days))))
    )
    return (
        Const(step.id, steps),
        on or Const(None, DateType()),
        due or Const(None, BooleanType()),
        late or Const(None, BooleanType()),
        _channel(tuple(dict.fromkeys((*step.channels, *fallback))), scope, step)
        if step.channels
        else Const(None, _CHANNEL),
        Const(step.tone, _TONE),
        Const(step.template, TextType()),
        Const(action, TextType()),
        after,
        _requirement(step),
        Const(NOTHING, stops),
    )


def _channel(channels: tuple[str, ...], scope: Scope, step: Step) -> Formula:
    """The first channel by which the customer can be reached."""
    found: Formula = Const(NOTHING, _CHANNEL)
    for channel in reversed(channels):
        reachable = spelled(f"customer.reachable_by_{channel}", scope, step.at)
        if reachable is not None:
            found = Choose(reachable, Const(channel, _CHANNEL), found, _CHANNEL)
    return found


def _requirement(step: Step) -> Formula:
    """The action that must come first, where what the step requires does not hold."""
    nothing = Const(None, TextType())
    if step.requires is None:
        return nothing
    holds, action = step.requires
    return Choose(holds, nothing, Const(action, TextType()), TextType())


def _stopped_by(stop: str, stops: EnumType) -> Formula:
    return Compare("=", Read("reminders.stop", stops), Const(stop, stops), f"reminders.stop = {stop}", NOWHERE)
