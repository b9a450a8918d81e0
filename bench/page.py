"""The page of the documentation with what was measured: `docs/benchmarks.md` and the drawing beside it."""

from bench.drawing import bars
from bench.environment import ROOT, not_installed
from bench.figures import Figure, Found, kept

PAGE = ROOT / "docs" / "benchmarks.md"
DRAWING = ROOT / "docs" / "benchmarks.svg"
OPENING = """\
# How fast it is

One policy of 60 rules in five tables and a formula over 32 facts (`bench/reference/policy.yaml`), and the same grown to
600 and 6,000 rules. creditpolicy, the same rules written by hand in Python, and other engines decide the same deals,
drawn from a seed. Each is timed after it agreed with the hand-written functions on the outcome and on the rules that
hold, in turns with all others in one process. A figure is the median over the rounds, a ratio the median of the ratios
of the rounds, by processor time.

creditpolicy checks its facts (types, bounds, words, what is missing) and says what is undecided. The others take what
they are given, so its figures hold work that theirs do not.

    ./run bench            # all of it: half an hour
    ./run bench --quick    # two minutes, rougher
    ./run bench single     # one of them; ./run bench --list names them
    ./run bench --write    # this page again, from the results of full runs
"""


def write(names: tuple[str, ...]) -> int:
    """Write the page from full results; the exit code."""
    found = [one for name in names if (one := kept(name)) is not None]
    rough = [one.name for one in found if one.quick]
    if rough or not found:
        print(f"bench: no full results of {', '.join(rough) or 'anything'}: say `./run bench {' '.join(rough)}` first")
        return 1
    PAGE.write_text(_page(found), "utf-8")
    single = next((one for one in found if one.name == "single"), None)
    if single is not None:
        DRAWING.write_text(bars("Microseconds of one decision, 60 rules", single.bars), "utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}, {DRAWING.relative_to(ROOT)}")
    return 0


def _page(found: list[Found]) -> str:
    lines = [OPENING, "![Microseconds of one decision, by engine](benchmarks.svg)", ""]
    where = found[0].machine
    lines += [f"Measured on {where['date']}: {where['machine']}, {where['python']}.", ""]
    figures = [figure for one in found for figure in one.figures]
    lines += ["## Wanted and found", "", *_figures(figures), ""]
    for one in found:
        for table in one.tables:
            lines += [f"## {table.title}", "", table.markdown(), "", *([table.note, ""] if table.note else [])]
    failed = not_installed()
    if failed:
        lines += ["## Not installed", "", *(f"- {name}: {reason}" for name, reason in failed.items()), ""]
    return "\n".join(lines).rstrip() + "\n"


def _figures(figures: list[Figure]) -> list[str]:
    rows = [f"| {one.what} | {one.wanted} | {one.measured} | {one.verdict} |" for one in figures]
    return ["| figure | wanted | measured | |", "| --- | --- | --- | --- |", *rows]
