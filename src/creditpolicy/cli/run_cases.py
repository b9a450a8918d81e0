"""The half of `creditpolicy run` for a table of cases."""

from pathlib import Path

from creditpolicy.cli.facts_file import no_such_file
from creditpolicy.cli.failures import FINDINGS, UNUSABLE, Failure, refused
from creditpolicy.cli.running import Running
from creditpolicy.cli.words import Help, Refusal, Thing, Told
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.phrases import said
from creditpolicy.questions import point_of


def run_cases(running: Running, path: Path, point: str, keep: tuple[str, ...]) -> int:
    """Decide the table, say what it came to, and give the exit code."""
    screen, target, as_of = running.screen, running.target, running.as_of
    if not path.exists():
        raise no_such_file(path, Thing.CASES())
    if path.is_dir():
        raise refused(Refusal.FOLDER(path=quoted(str(path)), what=Thing.CASES()), Help.NAME_CASES())
    version = running.policy.version(as_of)
    point_of(version.program, point)
    try:
        from creditpolicy.portfolio.case_table import CaseRun, decide_cases
    except ImportError:
        raise refused(Refusal.CASES_NEED_FRAMES(), Help.INSTALL_FRAMES()) from None
    found = decide_cases(version, CaseRun(path, point, as_of, keep), target, running.hands, running.telling)
    if screen.is_json:
        screen.give(found.to_dict())
    else:
        told = Told.CASES(
            point=point,
            day=as_of,
            rows=found.rows,
            decided=found.decided,
            undecided=found.undecided,
            rejected=found.rejected,
        )
        screen.say(f"{said(told, screen.language)}\n{target.out / found.outputs[0]}")
    if found.rejected == found.rows:
        screen.note(
            Failure("input", Refusal.ALL_REJECTED(count=found.rows), Help.LOOK_AT_REJECTED()).to_text(screen.language)
        )
        return UNUSABLE
    return FINDINGS if running.strict and (found.undecided or found.rejected) else 0
