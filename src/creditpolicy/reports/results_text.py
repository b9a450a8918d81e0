"""Test results for a person: each failure with why, then what the tests reached. Readable without colour."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from creditpolicy.decision.trace import place_text
from creditpolicy.diagnostics.inert import inert
from creditpolicy.diagnostics.phrases import Language
from creditpolicy.reports.results_words import results_words
from creditpolicy.testing import Coverage, Result, Results, ThresholdCovered
from creditpolicy.testing.coverage import percentage
from creditpolicy.values.describe import plain_number


def results_text(results: Results, language: Language = "en", *, folder: str = "", found: int | None = None) -> str:
    """All that failed, the counts, and what was not reached. Ends with a line end.

    Args:
        results: of one version of a policy.
        language: of the words; names and reasons are as the policy has them.
        folder: stands before the names of files, so that they can be opened from here.
        found: how many tests the files hold. Of a part of them it is not told what they reached.

    """
    say = results_words(language)
    blocks = ["\n".join(failure_lines(test, say, language, folder)) for test in results.tests if not test.passed]
    if found is None or found == len(results.tests):
        blocks.append("\n".join(_coverage(results.coverage, say, folder)))
    blocks.append(_counts(results, say, found))
    return "\n\n".join(blocks) + "\n"


def shortfall_text(results: Results, least: Fraction, language: Language = "en") -> str:
    """What of a policy was reached too little, and what was asked for."""
    say = results_words(language)
    wanted = say["under"].format(least=plain_number(least))
    shares = (("rows", results.coverage.rows_reached), ("sides", results.coverage.sides_reached))
    return "\n".join(
        f"{inert(results.policy)} {inert(results.version)}: {say[key]}: {_share(reached, say)}, {wanted}"
        for key, reached in shares
        if reached[0] * 100 < least * reached[1]
    )


def failure_lines(test: Result, say: Mapping[str, str], language: Language, folder: str) -> Iterator[str]:
    """One test that failed: what was expected and found, and the rows that made it so."""
    yield f"{say['failed']}: {inert(test.name)}"
    yield f"  {folder}{inert(place_text(test.at))}"
    for one in test.mismatches:
        day = f" ({say['as_of']} {one.on})" if one.on else ""
        yield f"  {inert(one.path)}{day}  {folder}{inert(place_text(one.at))}"
        yield f"    {say['expected']}: {inert(one.expected)}"
        yield f"    {say['found']}: {inert(one.found)}"
    if test.why:
        yield f"  {say['why_open' if test.missing else 'why']}:"
    for why in test.why:
        text = why.text.said(language)
        # A row of the law names its source in its own words.
        because = f" ({say['because']} {inert(why.because)})" if why.because and why.because not in text else ""
        about = f"{inert(why.about)}: " if why.about else ""
        place = f"{folder}{inert(place_text(why.at))}"
        yield f"    - {about}{inert(text)}{because} [{inert(why.row)}]  {place}"
    if test.missing:
        yield f"  {say['missing']}: {', '.join(map(inert, test.missing))}"


def _coverage(coverage: Coverage, say: Mapping[str, str], folder: str) -> Iterator[str]:
    rows, sides = coverage.rows_reached, coverage.sides_reached
    exact = sum(one.exact for one in coverage.thresholds)
    yield f"{say['rows']}: {_share(rows, say)}"
    yield f"{say['sides']}: {_share(sides, say)}"
    yield f"{say['exact']}: {exact} {say['of']} {len(coverage.thresholds)}"
    excused = [row for row in coverage.rows if row.excused and not row.tests]
    if excused:
        yield f"{say['excused']}:"
        yield from (f"  {inert(row.name)}: {inert(row.excused or '')}" for row in excused)
    open_rows = [row for row in coverage.rows if row.is_open]
    if open_rows:
        yield f"{say['open_rows']}:"
        yield from (f"  {folder}{inert(place_text(row.at))}  {inert(row.name)}" for row in open_rows)
    open_sides = [one for one in coverage.thresholds if one.sides < 2]
    if open_sides:
        yield f"{say['open_sides']}:"
        yield from (f"  {folder}{inert(place_text(one.at))}  {_open_side(one, say)}" for one in open_sides)


def _open_side(one: ThresholdCovered, say: Mapping[str, str]) -> str:
    """What was seen of a threshold of which a side is open."""
    if one.held is not None:
        seen = f"{say['only']}: {say['held']} ({inert(one.held)})"
    elif one.failed is not None:
        seen = f"{say['only']}: {say['not_held']} ({inert(one.failed)})"
    else:
        seen = say["neither"]
    return f"{inert(one.text)} [{inert(one.row)}], {seen}"


def _counts(results: Results, say: Mapping[str, str], found: int | None) -> str:
    failed = sum(not test.passed for test in results.tests)
    count = len(results.tests)
    what = say["test"] if count == 1 else say["tests"]
    chosen = f" {say['selected'].format(count=found)}" if found is not None and found != count else ""
    parts = [f"{count - failed} {say['passed']}"] + ([f"{failed} {say['failed']}"] if failed else [])
    return f"{inert(results.policy)} {inert(results.version)}: {count} {what}{chosen}, {', '.join(parts)}"


def _share(reached: tuple[int, int], say: Mapping[str, str]) -> str:
    return f"{reached[0]} {say['of']} {reached[1]} ({percentage(*reached)} %)"
