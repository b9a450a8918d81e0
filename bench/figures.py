"""What a measurement found: tables for people, and figures that were wanted, each met or missed."""

import json
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "build" / "bench" / "found"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers; the first column names the row."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def markdown(self) -> str:
        """As Markdown."""
        aligned = "| " + " | ".join(("---", *("---:" for _ in self.headers[1:]))) + " |"
        lines = ["| " + " | ".join(row) + " |" for row in (self.headers, *self.rows)]
        return "\n".join((lines[0], aligned, *lines[1:]))


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that was wanted. `met` is None where it was not measured; `measured` then says why."""

    what: str
    wanted: str
    measured: str
    met: bool | None

    @property
    def verdict(self) -> str:
        """In a word."""
        return {True: "met", False: "missed", None: "not measured"}[self.met]


@dataclass(slots=True)
class Found:
    """All that one measurement found. `bars` are what is drawn of it: a name and a number each."""

    name: str
    quick: bool
    tables: list[Table] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    bars: list[tuple[str, float]] = field(default_factory=list)
    machine: dict[str, str] = field(default_factory=dict)

    def save(self) -> None:
        """Print it, and keep it for the page."""
        self.machine = machine()
        for table in self.tables:
            print(f"\n{table.title}\n\n{aligned((table.headers, *table.rows))}")
            if table.note:
                print(f"\n{table.note}")
        print_figures(self.figures)
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{self.name}.json").write_text(json.dumps(asdict(self), indent=1), "utf-8")


def kept(name: str) -> Found | None:
    """What a measurement found the last time that it was run; None where it never was."""
    path = FOLDER / f"{name}.json"
    if not path.exists():
        return None
    data = json.loads(path.read_text("utf-8"))
    tables = [
        Table(one["title"], tuple(one["headers"]), tuple(map(tuple, one["rows"])), one["note"])
        for one in data["tables"]
    ]
    figures = [Figure(**one) for one in data["figures"]]
    bars = [(str(called), float(value)) for called, value in data["bars"]]
    return Found(data["name"], data["quick"], tables, figures, bars, data["machine"])


def print_figures(figures: Iterable[Figure]) -> None:
    """Wanted, measured, met or missed."""
    rows = [(one.what, one.wanted, one.measured, one.verdict) for one in figures]
    if rows:
        print(f"\n{aligned((('figure', 'wanted', 'measured', ''), *rows))}")


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as columns of text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) if index == 0 else cell.rjust(width) for index, (cell, width) in enumerate(pairs))
        for pairs in (list(zip(row, widths, strict=True)) for row in rows)
    )


def number(value: float) -> str:
    """Three digits that mean something."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def machine() -> dict[str, str]:
    """Where and when it was measured."""
    return {
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "machine": f"{_processor()}, {_cores()} cores, {_memory()}",
        "python": f"{platform.python_implementation()} {platform.python_version()} on {sys.platform}",
    }


def versions(packages: Iterable[str]) -> dict[str, str]:
    """The versions of these packages, as far as they are installed."""
    found = {}
    for package in packages:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "not installed"
    return found


def _processor() -> str:
    table = Path("/proc/cpuinfo")
    names = table.read_text("utf-8").split("\n") if table.exists() else []
    return next((line.partition(":")[2].strip() for line in names if line.startswith("model name")), platform.machine())


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory() -> str:
    table = Path("/proc/meminfo")
    lines = table.read_text("utf-8").split("\n") if table.exists() else []
    size = next((int(line.split()[1]) for line in lines if line.startswith("MemTotal")), 0)
    return f"{size / 1024**2:.0f} GB" if size else "unknown memory"
