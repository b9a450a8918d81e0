"""The tests beside a policy: the names of the files that hold them."""

from typing import TYPE_CHECKING

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.sources.listing import unreadable

if TYPE_CHECKING:
    from pathlib import Path

TESTS_FOLDER, ENDING = "tests", "_test.yaml"
MOST_TEST_FILES = 500


def list_tests(folder: "Path") -> tuple[tuple[str, ...], tuple[str, ...]] | Diagnostic:
    """The names of the files in `tests` that hold tests, relative to the policy folder; and of other YAML files there.

    Names are in alphabetical order, so that the tests run in one order everywhere.
    """
    tests = folder / TESTS_FOLDER
    at = Place(TESTS_FOLDER, 1, 1, 1, 2)
    try:
        if not tests.is_dir():
            return (), ()
        names = sorted(f"{TESTS_FOLDER}/{path.name}" for path in tests.iterdir() if not path.name.startswith("."))
    except OSError as failure:
        return unreadable(TESTS_FOLDER, at, failure)
    held = tuple(name for name in names if name.endswith(ENDING))
    if len(held) > MOST_TEST_FILES:
        message = f"found {len(held):,} files with tests, at most {MOST_TEST_FILES} are read"
        return Diagnostic(Code.FILE_TOO_LARGE, message, at, "put several tests in one file")
    others = tuple(name for name in names if name not in held and name.endswith((".yaml", ".yml")))
    return held, others
