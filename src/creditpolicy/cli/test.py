"""`creditpolicy test`: the tests beside a policy, and what they reach of it."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from creditpolicy.cli.failures import FINDINGS, Failure, Refused, refused
from creditpolicy.cli.options import PathText, common_with, pass_screen
from creditpolicy.cli.policies import refuse_bundle
from creditpolicy.cli.screen import Screen
from creditpolicy.cli.words import Help, Refusal, Thing
from creditpolicy.diagnostics import Diagnostic, Severity
from creditpolicy.diagnostics.errors import PolicyError
from creditpolicy.diagnostics.inert import quoted
from creditpolicy.diagnostics.words import Frame
from creditpolicy.facts.words import WayOut
from creditpolicy.sources import TESTS_FOLDER, list_tests, list_versions

if TYPE_CHECKING:
    from creditpolicy.testing import Results, Tested


class Percentage(click.ParamType):  # type: ignore[type-arg]  # generic in newer click only
    """A percentage from 0 to 100, exactly as written."""

    name = "PERCENTAGE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:  # noqa: ANN401 - click's
        """The number; or why the text is none."""
        if isinstance(value, Fraction):
            return value
        text = str(value).strip().removesuffix("%").strip()
        whole, _, places = text.partition(".")
        is_number = whole.isascii() and whole.isdigit() and (not places or (places.isascii() and places.isdigit()))
        if not is_number or len(text) > 20 or Fraction(text) > 100:
            return self.fail(Refusal.NO_PERCENTAGE(found=quoted(str(value))), param, ctx)
        return Fraction(text)


@dataclass(frozen=True, slots=True)
class _Version:
    """The tests of one version of a policy, run; `folder` stands before the names of its files."""

    folder: str
    tested: "Tested"


@click.command(name="test")
@click.argument("path", type=PathText(), default=".", metavar="[PATH]")
@click.option("-k", "only", metavar="NAME", help="Run the tests whose name holds these words.")
@click.option(
    "--fail-under",
    type=Percentage(),
    help="Exit with 1 if under this percentage of the rows, or of the sides of thresholds, was reached.",
)
@common_with("text", "json", "junit")
@pass_screen
@click.pass_context
def test(context: click.Context, screen: Screen, path: Path, only: str | None, fail_under: Fraction | None) -> None:
    """Run the tests of a policy: `tests/*_test.yaml` in its folder.

    PATH is a policy file or folder (this one if left out), a folder with a folder for each version, or one file with
    tests. Exit codes: 0 all passed, 1 a test failed or too little was reached, 2 there is nothing that can be run.
    """
    if only is not None and fail_under is not None:
        raise refused(Refusal.PART_AND_WHOLE(), Help.LEAVE_ONE_OUT(), "usage")
    versions = _run(path, only)
    results = [one.tested.results for one in versions if one.tested.results is not None]
    if not any(one.tests for one in results):
        words = [name for one in versions for name in one.tested.names]
        raise _nothing_called(only or "", words)
    too_little = [one for one in results if fail_under is not None and _is_under(one, fail_under)]
    failed = any(not one.passed for one in results)
    _give(screen, versions, ok=not failed and not too_little)
    for one in too_little:
        _complain(screen, one, fail_under or Fraction(0))
    if failed or too_little:
        context.exit(FINDINGS)


def _run(path: Path, only: str | None) -> list[_Version]:
    """The tests of every version at the path, run.

    Raises:
        Refused: there are none, or a file with tests has errors.
        PolicyError: the policy has.

    """
    from creditpolicy.loading import load_version
    from creditpolicy.testing import run_tests

    refuse_bundle(path)
    policy, file = _policy_of(path)
    found = list_versions(policy)
    if isinstance(found, Diagnostic):
        raise Refused(Failure("input", found.message, found.help))
    listed = [(root, name, _files_of(root, file)) for root, name in found]
    if not any(files for _, _, files in listed):
        raise _no_tests(policy, [root for root, _, _ in listed])
    versions = []
    for root, name, files in listed:
        loaded = load_version(root, name)
        if loaded.program is None:
            raise PolicyError(loaded.diagnostics, loaded.sources)
        tested = run_tests(root, files, loaded, only)
        if tested.results is None:
            raise _unusable(tested)
        versions.append(_Version(_before(root), tested))
    return versions


def _policy_of(path: Path) -> tuple[Path, str | None]:
    """The policy that a path means, and the one file with tests where it names one."""
    if path.name.endswith(".yaml") and path.parent.name == TESTS_FOLDER and not path.is_dir():
        if not path.is_file():
            from creditpolicy.cli.facts_file import no_such_file

            raise no_such_file(path, Thing.TESTS())
        return path.parent.parent, f"{TESTS_FOLDER}/{path.name}"
    return path, None


def _files_of(root: Path, only: str | None) -> tuple[str, ...]:
    if only is not None:
        return (only,)
    listed = list_tests(root)
    if isinstance(listed, Diagnostic):
        raise Refused(Failure("input", listed.message, listed.help))
    return listed[0]


def _no_tests(policy: Path, roots: list[Path]) -> Refused:
    others = [name for root in roots for name in _others(root)]
    if others:
        right = others[0].rpartition(".")[0]
        way_out = Help.CALL_IT(found=quoted(others[0]), right=quoted(f"{right}_test.yaml"))
    else:
        way_out = Help.WRITE_TESTS()
    return refused(Refusal.NO_TESTS(path=quoted(str(policy))), way_out)


def _others(root: Path) -> tuple[str, ...]:
    listed = list_tests(root)
    return () if isinstance(listed, Diagnostic) else listed[1]


def _nothing_called(only: str, names: list[str]) -> Refused:
    from creditpolicy.diagnostics.nearest import nearest

    near = nearest(only, names)
    way_out = WayOut.DID_YOU_MEAN(near=near) if near else Help.SO_MANY_TESTS(count=len(names))
    return refused(Refusal.NO_SUCH_TEST(words=quoted(only)), way_out)


def _unusable(tested: "Tested") -> Refused:
    errors = sum(one.severity is Severity.ERROR for one in tested.diagnostics)
    count = Frame.ONE_ERROR() if errors == 1 else Frame.ERRORS(count=errors)
    message = Refusal.TESTS_WITH_ERRORS(count=count)
    return Refused(Failure("input", message, None, (), tested.diagnostics, tested.sources))


def _before(root: Path) -> str:
    return "" if root == Path() else f"{root.as_posix()}/"


def _is_under(results: "Results", least: Fraction) -> bool:
    """Whether too little was reached; compared exactly, never rounded."""
    shares = (results.coverage.rows_reached, results.coverage.sides_reached)
    return any(reached * 100 < least * whole for reached, whole in shares)


def _give(screen: Screen, versions: list[_Version], *, ok: bool) -> None:
    from creditpolicy.reports.results_json import results_json
    from creditpolicy.reports.results_junit import results_junit
    from creditpolicy.reports.results_text import results_text

    results = [(one.folder, len(one.tested.names), one.tested.results) for one in versions if one.tested.results]
    if screen.is_json:
        screen.give({"ok": ok, "policies": [results_json(each) for _, _, each in results]})
    elif screen.is_junit:
        screen.say(results_junit(tuple((folder, each) for folder, _, each in results), screen.language))
    else:
        texts = (results_text(each, screen.language, folder=folder, found=found) for folder, found, each in results)
        screen.say("\n".join(texts))


def _complain(screen: Screen, results: "Results", least: Fraction) -> None:
    from creditpolicy.reports.results_text import shortfall_text

    screen.note(shortfall_text(results, least, screen.language))
