"""`creditpolicy rule`: what a code means, and how its finding is mended."""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import rich_click as click

from creditpolicy.cli.failures import refused
from creditpolicy.cli.options import common, pass_screen
from creditpolicy.cli.screen import Screen
from creditpolicy.cli.words import Help, Refusal
from creditpolicy.diagnostics import Code
from creditpolicy.diagnostics.errors import InvariantError
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.nearest import nearest
from creditpolicy.facts.words import WayOut


@click.command()
@click.argument("code", required=False)
@common
@pass_screen
def rule(screen: Screen, code: str | None) -> None:
    """Explain the finding with CODE, such as CP102; without one, list them all."""
    if code is None:
        _list(screen)
        return
    known = [one.value for one in Code]
    wanted = code.strip().upper()
    if wanted not in known:
        near = nearest(wanted, known)
        guess = WayOut.DID_YOU_MEAN(near=near) if near else Help.ALL_CODES()
        raise refused(Refusal.NO_CODE(code=quoted(code)), guess, "usage")
    text = _page(wanted)
    if screen.is_json:
        screen.give({**_entry(Code(wanted)), "text": text})
    else:
        screen.say(text)


def _list(screen: Screen) -> None:
    entries = [_entry(code) for code in Code]
    if screen.is_json:
        screen.give({"codes": entries})
    else:
        screen.say("\n".join(f"{one['code']}  {one['title']}" for one in entries))


def _entry(code: Code) -> dict[str, str]:
    title = _page(code.value).partition("\n")[0].removeprefix(f"# {code.value}").lstrip(": ")
    return {"code": code.value, "title": title, "severity": "warning" if code.is_warning else "error"}


def _page(code: str) -> str:
    page = _pages() / f"{code}.md"
    if not page.is_file():
        raise InvariantError(f"the page of {code} is not there")
    return page.read_text(encoding="utf-8")


def _pages() -> Traversable:
    """Where the pages are: beside this module in an installed package, in `docs/codes` in a checkout."""
    packaged = resources.files("creditpolicy.cli").joinpath("codes")
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "docs" / "codes"
