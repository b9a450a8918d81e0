"""Names that keep ladders and steps apart, in a policy and in the log of contacts."""

from creditpolicy.checked.sections.context import Context, check_ids
from creditpolicy.checked.sections.ladders import Ladder, Step
from creditpolicy.diagnostics import Code, Note
from creditpolicy.syntax.nodes import Scalar
from creditpolicy.syntax.tree.reminders import LadderNode


def names_differ(called: list[tuple[str, Scalar, LadderNode]], context: Context) -> bool:
    """Whether the name of each ladder is well formed, and no other looks like it."""
    before = len(context.findings.made)
    check_ids((scalar for _, scalar, _ in called), "ladder", context.findings)
    seen: dict[str, Scalar] = {}
    for name, scalar, _ in called:
        first = seen.setdefault(name.replace("-", "_"), scalar)
        if first is not scalar:
            note = Note("the other one", first.at)
            context.findings.add(Code.DUPLICATE_ID, f"ladder `{name}` is too much like another", scalar.at, None, note)
    return len(context.findings.made) == before


def steps_differ(ladders: tuple[Ladder, ...], context: Context) -> None:
    """A step id stands in one ladder, so that the log of contacts is never read for another ladder's step."""
    seen: dict[str, tuple[Ladder, Step]] = {}
    for ladder in ladders:
        for step in ladder.steps:
            slug = step.id.replace("-", "_")
            if slug in seen and seen[slug][0] is not ladder:
                note = Note("first used here", seen[slug][1].at)
                context.findings.add(
                    Code.DUPLICATE_ID,
                    f"step id `{step.id}` is used in `{seen[slug][0].id}` too",
                    step.at,
                    f"write `{ladder.id}_{step.id}`",
                    note,
                )
            elif slug in (other.id.replace("-", "_") for other in ladder.steps if other is not step):
                context.findings.add(Code.DUPLICATE_ID, f"step id `{step.id}` is too much like another", step.at)
            seen.setdefault(slug, (ladder, step))


def old_steps_are_gone(ladders: tuple[Ladder, ...], context: Context) -> None:
    """A step that another replaces is no step any more, and is replaced once."""
    steps = {step.id: step for ladder in ladders for step in ladder.steps}
    taken: dict[str, Scalar] = {}
    for step in steps.values():
        for scalar in step.node.replaces or ():
            there = steps.get(scalar.text)
            if there is not None:
                note = Note("it stands here", there.at)
                message = f"`{step.id}` replaces `{scalar.text}`, which is still a step"
                context.findings.add(Code.REPLACES, message, scalar.at, "leave one of them out", note)
            elif scalar.text in taken:
                note = Note("the first one", taken[scalar.text].at)
                context.findings.add(Code.REPLACES, f"`{scalar.text}` is replaced twice", scalar.at, None, note)
            taken.setdefault(scalar.text, scalar)
