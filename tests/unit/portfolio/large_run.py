"""A run in many parts over the ledger in a folder, as a process of its own: FOLDER JOBS EVENT AFTER.

EVENT happens when the run tells how far it is with deciding for the AFTERth time, the first of which is before any part
is done: `die` (the whole process, as by kill -9), `orphan` (one of its processes dies so), `stop` (Ctrl-C, which
reaches them all), `fill` (no file can grow any more), or `none`.
"""

import multiprocessing
import os
import resource
import signal
import sys
from datetime import date
from pathlib import Path

from creditpolicy.loading import load
from creditpolicy.portfolio import (
    Portions,
    Processes,
    Stage,
    Target,
    Telling,
    UnusableInput,
    engine_of,
    parse_mapping,
    run,
)

ROOT = Path(__file__).parents[3]
EVENTS = {
    "die": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "orphan": lambda: os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL),
    "stop": lambda: os.killpg(os.getpgrp(), signal.SIGINT),
    "fill": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY)),
    "none": lambda: None,
}


def main(folder: Path, jobs: int, event: str, after: int) -> int:
    """Run it."""
    version = load(ROOT / "policies" / "starter")[-1].version
    assert version is not None
    engine = engine_of(version)
    mapping, findings = parse_mapping("m", (folder / "mapping.yaml").read_text("utf-8"), engine.vocabulary)
    assert mapping is not None, findings
    files = {section: folder / f"{section}.csv" for section in ("invoices", "payments", "customers")}
    steps = 0

    def progress(stage: Stage, done: int, of: int | None, section: str = "") -> None:
        del done, of, section
        nonlocal steps
        steps += stage is Stage.DECIDING
        if steps == after and stage is Stage.DECIDING:
            EVENTS[event]()

    def note(sentence: str) -> None:
        print(sentence, flush=True)

    telling = Telling("en", progress, note)
    try:
        run(
            engine,
            files,
            mapping,
            date(2026, 6, 1),
            Target(folder / "out"),
            page=lambda _: "",
            telling=telling,
            hands=Processes(jobs),
            portions=Portions(20, 20),
        )
    except UnusableInput as error:
        print(error)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
