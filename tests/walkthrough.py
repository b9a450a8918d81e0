"""A page that is followed to the letter: what it tells to write is written, what it tells to type is run."""

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_STEP = re.compile(
    r"(?:<!-- (?P<how>below|in place of|at the end of|as|now in) (?:\"(?P<line>[^\"]+)\" in )?(?P<file>\S+) -->\s*)?"
    r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
LEFT_OUT = "..."


@dataclass(frozen=True)
class Step:
    """One block of a page. `how`, `line` and `file` say where it is written, or that it is what a file then holds."""

    how: str
    line: str
    file: str
    kind: str
    text: str

    def write(self, folder: Path) -> None:
        """Put the block where the page says that it goes; a line that is named stands in the file once."""
        path = folder / self.file
        if self.how == "as":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.text, encoding="utf-8", newline="\n")
            return
        lines = path.read_text("utf-8").splitlines(keepends=True)
        if self.how == "at the end of":
            first = last = len(lines)
        else:
            (first,) = [number for number, line in enumerate(lines) if self.line in line]
            last = first + 1
            first += self.how == "below"
        path.write_text("".join([*lines[:first], self.text, *lines[last:]]), encoding="utf-8", newline="\n")


def steps(page: Path) -> Iterator[Step]:
    """The blocks of a page, in their order."""
    for found in _STEP.finditer(page.read_text("utf-8")):
        yield Step(found["how"] or "", found["line"] or "", found["file"] or "", found["kind"], found["text"])


def follow(page: Path, folder: Path, command: Callable[[list[str]], str]) -> tuple[int, list[str]]:
    """How many screens a page shows, and those that are not what was said; `command` runs one line in `folder`."""
    said, shown, wrong = "", 0, []
    for step in steps(page):
        if step.how == "now in":
            shown += 1
            wrong += [] if shows(step.text, (folder / step.file).read_text("utf-8")) else [step.text]
        elif step.file:
            step.write(folder)
        elif step.kind == "sh":
            said = "".join(command(shlex.split(line)) for line in step.text.splitlines())
        elif step.kind == "text":
            shown += 1
            wrong += [] if shows(step.text, said) else [f"{step.text}\n--- was said:\n{said}"]
    return shown, wrong


def shows(shown: str, said: str) -> bool:
    """Whether these lines were said, whole and in this order; a line of `...` stands for lines that are left out."""
    rest = [line.rstrip() for line in said.splitlines()]
    for run in re.split(rf"^{re.escape(LEFT_OUT)}$\n?", shown, flags=re.MULTILINE):
        lines = [line.rstrip() for line in run.splitlines()]
        starts = (at for at in range(len(rest) - len(lines) + 1) if rest[at : at + len(lines)] == lines)
        at = next(starts, None)
        if at is None:
            return False
        rest = rest[at + len(lines) :]
    return True
