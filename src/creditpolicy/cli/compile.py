"""`creditpolicy compile`: which decision points become code, and that code."""

from pathlib import Path

import rich_click as click

from creditpolicy.cli.failures import refused
from creditpolicy.cli.options import common, pass_screen, policy_option
from creditpolicy.cli.policies import usable_policy
from creditpolicy.cli.screen import Screen
from creditpolicy.cli.words import Refusal, Told
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.diagnostics.phrases import said
from creditpolicy.facts.words import WayOut


@click.command("compile")
@click.argument("point", required=False)
@policy_option
@click.option("--show", is_flag=True, help="Show the code of POINT.")
@common
@pass_screen
def compile_(screen: Screen, point: str | None, policy_path: Path, *, show: bool) -> None:
    """Show which questions a policy answers with compiled code, or that code.

    All other questions, and whatever is unknown about a case, are decided by interpreting the policy: the answer is the
    same, it takes longer.
    """
    from creditpolicy.backends.prose import reason_text
    from creditpolicy.deciding import Deciding

    program = usable_policy(policy_path).program(None)
    if point is None and show:
        raise refused(Refusal.NO_POINT_TO_SHOW(), WayOut.KNOWN(known=", ".join(program.points)), "usage")
    if point is not None and point not in program.points:
        near = nearest(point, program.points)
        guess = WayOut.DID_YOU_MEAN(near=near) if near else WayOut.KNOWN(known=", ".join(program.points))
        raise refused(Refusal.NO_NAME(name=quoted(point)), guess, "usage")
    deciding = Deciding(program, reason_text)
    asked = [point] if point is not None else list(program.points)
    codes = {name: deciding.code(program.points[name]) for name in asked}
    sources = {name: None if code is None else code.source for name, code in codes.items()}
    if screen.is_json:
        shown = [
            {"point": name, "compiled": source is not None, **({"source": source} if show else {})}
            for name, source in sources.items()
        ]
        screen.give({"policy": program.id, "version": program.version, "points": shown})
        return
    for name, source in sources.items():
        if source is None:
            screen.say(said(Told.INTERPRETED(point=name), screen.language))
        elif show:
            screen.say(source)
        else:
            screen.say(said(Told.COMPILED(point=name, count=source.count("\n")), screen.language))
