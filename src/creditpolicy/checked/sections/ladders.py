"""Ladders as written to ladders that make sense: steps in order, each with a way on, nothing executed unannounced."""

from dataclasses import dataclass

from creditpolicy.checked.sections.briefs import Brief, read_brief
from creditpolicy.checked.sections.context import Context, check_ids
from creditpolicy.checked.sections.follow import begins_too_early
from creditpolicy.checked.sections.totals import check_minimum
from creditpolicy.checked.sections.windows import Window, read_window
from creditpolicy.checked.sections.words import known_channel, known_tone
from creditpolicy.diagnostics import Code, Note, Place
from creditpolicy.formulas import Formula
from creditpolicy.syntax.scalars import flag, id_
from creditpolicy.syntax.tree.reminders import LadderNode, StepNode
from creditpolicy.syntax.tree.sections import EscalationNode

HAND_OVER = "hand_over"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `announces` is what it announces and how many days later that may follow.

    `minimum` is an expression and what happens below it: `hold` or `skip`. `logged_as` are its id and older ones.
    """

    id: str
    window: Window
    channels: tuple[str, ...]
    tone: str | None
    template: str | None
    requires: tuple[Formula, str] | None
    announces: tuple[str, int] | None
    escalates: str | None
    approval: str | None
    minimum: tuple[str, str] | None
    brief: Brief
    logged_as: tuple[str, ...]
    node: StepNode
    at: Place


@dataclass(frozen=True, slots=True)
class Ladder:
    """Steps in the order in which they are gone through."""

    id: str
    catch_up: str
    steps: tuple[Step, ...]
    at: Place


def check_ladder(
    called: str, node: LadderNode, escalations: dict[str, EscalationNode], context: Context
) -> Ladder | None:
    """The ladder; None where a step is in error (reported)."""
    findings = context.findings
    at = node.key_at("steps")
    before = len(findings.made)
    check_ids((step.id for step in node.steps), "step", findings)
    ids_are_right = len(findings.made) == before
    if not node.steps:
        findings.lacks(Code.NO_SUCCESSOR, f"the ladder `{called}` has no steps", at, "add a step")
        return None
    steps = [_step(step, index, (called, node), escalations, context) for index, step in enumerate(node.steps)]
    known = tuple(step for step in steps if step is not None)
    if len(known) < len(steps) or not ids_are_right:
        return None
    _ends(called, node, context)
    _follow_each_other(known, context)
    _announced(known, node, context)
    return Ladder(called, node.catch_up.text, known, at)


def _step(
    node: StepNode,
    index: int,
    ladder: tuple[str, LadderNode],
    escalations: dict[str, EscalationNode],
    context: Context,
) -> Step | None:
    findings = context.findings
    before = len(findings.made)
    if (node.window is None) == (node.at is None):
        findings.lacks(
            Code.WINDOW,
            f"step `{node.id.text}` says `window` or `at`, one of them",
            node.id.at,
            "write `window: 3..5 days after due_date`",
        )
    window = read_window(node.window, node.at, context.scope.vocabulary.calendar, findings)
    if index == 0 and window is not None and window.anchor == "previous_step":
        findings.lacks(
            Code.WINDOW,
            "the first step has no previous one",
            (node.window or node.at or node.id).at,
            "count from `due_date`",
            of=ladder[1].here,
        )
    _speaks(node, context)
    channels = tuple(word for scalar in node.channel or () if (word := known_channel(scalar, findings)) is not None)
    requires = _requires(node, context)
    announces = _announces(node, context)
    minimum = _minimum(node, context)
    brief = read_brief(node, ladder[0], context)
    check_ids(node.replaces or (), "replaced step", findings)
    if node.escalate is not None and node.escalate.text not in escalations:
        findings.unknown(Code.UNKNOWN_NAME, "escalation", node.escalate.text, node.escalate.at, escalations)
    if len(findings.made) > before or window is None:
        return None
    return Step(
        node.id.text,
        window,
        channels,
        node.tone.text if node.tone else None,
        node.template.text if node.template else None,
        requires,
        announces,
        node.escalate.text if node.escalate else None,
        node.approval.text if node.approval else None,
        minimum,
        brief,
        (node.id.text, *(scalar.text for scalar in node.replaces or ())),
        node,
        node.id.at,
    )


def _speaks(node: StepNode, context: Context) -> None:
    """A step that reaches the customer has a tone and channels; one that escalates has neither."""
    findings = context.findings
    if node.escalate is not None:
        for key in ("channel", "tone", "template", "goal", "outcome_required"):
            if getattr(node, key) is not None:
                findings.add(Code.KEYS_EXCLUDE, f"a step that escalates has no `{key}`", node.key_at(key))
        return
    if not node.channel:
        findings.lacks(
            Code.MISSING_KEY,
            f"step `{node.id.text}` has no `channel`",
            node.id.at,
            "write `channel: [email]`",
            of=node.here,
        )
    if node.tone is None:
        findings.lacks(Code.NO_TONE, f"step `{node.id.text}` has no `tone`", node.id.at, "write `tone: friendly`")
    else:
        known_tone(node.tone, findings)
    if node.template is not None:
        findings.take(id_(node.template))


def _requires(node: StepNode, context: Context) -> tuple[Formula, str] | None:
    if node.requires is None:
        return None
    formula = context.condition(node.requires.when)
    action = context.findings.take(id_(node.requires.else_do))
    return None if formula is None or action is None else (formula, action)


def _announces(node: StepNode, context: Context) -> tuple[str, int] | None:
    if node.announces is None:
        return None
    days = context.days(node.announces.after)
    action = context.findings.take(id_(node.announces.action))
    if days == 0:
        context.findings.add(
            Code.WINDOW,
            "nothing is announced and executed in one day",
            node.announces.after.at,
            "write at least `1 day`",
        )
        return None
    return None if days is None or action is None else (action, days)


def _minimum(node: StepNode, context: Context) -> tuple[str, str] | None:
    """The least amount of a step and what happens below it; what announces or ends a ladder is never skipped."""
    if node.minimum is None or node.below is None:
        if node.minimum is not None or node.below is not None:
            said, lacking = ("minimum", "below") if node.minimum is not None else ("below", "minimum")
            way_out = "write `below: hold` or `below: skip`" if lacking == "below" else "write `minimum: 10 EUR`"
            message = f"`{said}` needs `{lacking}`"
            context.findings.lacks(Code.MISSING_KEY, message, node.key_at(said), way_out, of=node.here)
        return None
    minimum = check_minimum(node.minimum, context)
    if node.below.text == "skip" and (node.announces is not None or node.escalate is not None or node.terminal):
        what = "announces" if node.announces is not None else "escalates or ends the ladder"
        context.findings.add(
            Code.MINIMUM, f"a step that {what} is never passed over", node.below.at, "write `below: hold`"
        )
        return None
    return None if minimum is None else (minimum, node.below.text)


def _ends(called: str, node: LadderNode, context: Context) -> None:
    """The last step, and no other, ends the ladder."""
    for index, step in enumerate(node.steps):
        ends = step.terminal is not None and context.findings.take(flag(step.terminal)) is True
        last = index == len(node.steps) - 1
        if ends and not last:
            context.findings.add(
                Code.NO_SUCCESSOR,
                f"step `{step.id.text}` ends the ladder, but steps follow it",
                step.key_at("terminal"),
                "move `terminal: true` to the last step",
            )
        if last and not ends:
            context.findings.lacks(
                Code.NO_SUCCESSOR,
                f"step `{step.id.text}` of `{called}` has no successor",
                step.id.at,
                "add a step after it, or say that the ladder ends there: `terminal: true`",
                of=node.here,
            )


def _follow_each_other(steps: tuple[Step, ...], context: Context) -> None:
    """Windows counted from one anchor neither overlap nor touch, and follow in the order of the steps."""
    latest: dict[str, Step] = {}
    for step in steps:
        earlier = latest.get(step.window.anchor)
        if step.window.anchor != "previous_step" and earlier is not None:
            way_out = begins_too_early(step.window, earlier.window, context.scope.vocabulary.calendar)
            if way_out is not None:
                scalar = step.node.window or step.node.at or step.node.id
                note = Note(f"`{earlier.id}` ends here", (earlier.node.window or earlier.node.at or earlier.node.id).at)
                message = f"step `{step.id}` begins before `{earlier.id}` has ended"
                context.findings.add(Code.WINDOW, message, scalar.at, way_out, note)
        latest[step.window.anchor] = step


def _announced(steps: tuple[Step, ...], node: LadderNode, context: Context) -> None:
    """A hand-over was announced by an earlier step."""
    announced = False
    for step in steps:
        if step.escalates is not None and not announced:
            context.findings.lacks(
                Code.NOT_ANNOUNCED,
                f"step `{step.id}` hands over, but no earlier step announced it",
                step.at,
                "add `announces: {action: hand_over, after: 7 days}` to a step before it",
                of=node.here,
            )
        announced = announced or (step.announces is not None and step.announces[0] == HAND_OVER)
