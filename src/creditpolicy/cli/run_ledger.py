"""The ledger's half of `creditpolicy run`."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from creditpolicy.cli.facts_file import read_text
from creditpolicy.cli.failures import FINDINGS, UNUSABLE, Failure, Refused, refused
from creditpolicy.cli.running import Running
from creditpolicy.cli.screen import Screen
from creditpolicy.cli.words import Help, Refusal, Thing
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.portfolio import engine_of, parse_mapping
from creditpolicy.portfolio import run as decide_ledger
from creditpolicy.reports import summary_html, summary_text

if TYPE_CHECKING:
    from creditpolicy.api import Policy
    from creditpolicy.portfolio import Engine, LedgerMapping, Summary


def run_ledger(running: Running, files: Mapping[str, Path], mapping_path: Path | None) -> int:
    """Decide the ledger, say what it came to, and give the exit code."""
    screen, target, as_of = running.screen, running.target, running.as_of
    engine = _engine(running.policy, as_of)
    mapping = None if mapping_path is None else _mapping(mapping_path, engine)
    summary = decide_ledger(
        engine,
        files,
        mapping,
        as_of,
        target,
        page=lambda found: summary_html(found, screen.language),
        telling=running.telling,
        hands=running.hands,
    )
    if screen.is_json:
        screen.give(summary.to_dict())
    else:
        screen.say(summary_text(summary, screen.language) + f"\n{target.out / 'summary.html'}")
    return _code(summary, screen, strict=running.strict)


def _engine(policy: "Policy", as_of: date) -> "Engine":
    program = policy.program(as_of)
    if "collect" not in program.points:
        raise refused(
            Refusal.NO_COLLECT(id=quoted(program.id), points=", ".join(program.points) or Thing.NOTHING()),
            Help.GIVE_REMINDERS(),
        )
    return engine_of(policy.version(as_of))


def _mapping(path: Path, engine: "Engine") -> "LedgerMapping":
    text = read_text(path, Thing.MAPPING())
    mapping, findings = parse_mapping(str(path), text, engine.vocabulary)
    if mapping is None:
        message = Refusal.MAPPING(path=quoted(str(path)))
        raise Refused(Failure("input", message, None, (), findings, {str(path): text}))
    return mapping


def _code(summary: "Summary", screen: Screen, *, strict: bool) -> int:
    rows = summary.rows
    if rows.read == rows.rejected:
        what = Refusal.ALL_REJECTED(count=rows.read) if rows.read else Refusal.NONE_SENT(day=summary.as_of)
        screen.note(Failure("input", what, Help.LOOK_AT()).to_text(screen.language))
        return UNUSABLE
    return FINDINGS if strict and (rows.undecided or summary.customers_undecided) else 0
