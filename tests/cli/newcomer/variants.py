"""One broken spot in a policy that is fine otherwise: what is changed, and what has to be said about it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Variant:
    """Replaces the first `old` of a file by `new`.

    `word` is the right word, which `help` must name; `at` begins the line on which the finding must stand (the first
    line that changed, if empty); `says` is in its message or help.
    """

    file: str
    old: str
    new: str
    word: str = ""
    says: str = ""
    at: str = ""
    policy: str = "dealers"

    def __str__(self) -> str:
        return f"{self.file}: {self.old.strip()[:40]!a} to {self.new.strip()[:40]!a}"

    def write(self, folder: Path) -> set[int]:
        """The broken policy into `folder`; the lines on which a finding may stand."""
        shutil.copytree(HERE / self.policy, folder)
        path = folder / self.file
        text = path.read_text("utf-8")
        assert self.old in text, f"{self.file} has no {self.old!r}"
        start = text.index(self.old)
        text = text.replace(self.old, self.new, 1)
        path.write_bytes(text.encode("utf-8"))
        if self.at:
            assert text.count(self.at) == 1, f"{self.file} has {text.count(self.at)} times {self.at!r}"
            return {_line(text, text.index(self.at))}
        alike = next((i for i, (a, b) in enumerate(zip(self.old, self.new, strict=False)) if a != b), len(self.old))
        return {_line(text, start + min(alike, len(self.new)))}


def _line(text: str, index: int) -> int:
    return text.count("\n", 0, index) + 1
