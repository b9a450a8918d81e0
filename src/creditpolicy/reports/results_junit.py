"""Test results as JUnit XML, which build servers show. A suite for each file of tests."""

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from creditpolicy.diagnostics.inert import inert
from creditpolicy.diagnostics.phrases import Language
from creditpolicy.reports.results_text import failure_lines
from creditpolicy.reports.results_words import results_words
from creditpolicy.testing import Result, Results


def results_junit(results: tuple[tuple[str, Results], ...], language: Language = "en") -> str:
    """The whole document, with a line end. No time stands in it: the same results are the same bytes.

    Args:
        results: of each version of a policy, with what stands before the names of its files.
        language: of the words of failures.

    """
    every = [test for _, one in results for test in one.tests]
    root = Element("testsuites", _counts(every))
    for folder, one in results:
        for file, tests in groupby(one.tests, key=lambda test: test.at.file):
            name = f"{one.policy} {one.version} {folder}{file}"
            _suite(root, name, f"{one.policy}.{_dotted(file)}", list(tests), language, folder)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, name: str, group: str, tests: list[Result], language: Language, folder: str) -> None:
    say = results_words(language)
    suite = SubElement(root, "testsuite", {"name": inert(name), **_counts(tests), "errors": "0", "skipped": "0"})
    for test in tests:
        at = {"file": f"{folder}{inert(test.at.file)}", "line": str(test.at.line)}
        case = SubElement(suite, "testcase", {"classname": inert(group), "name": inert(test.name), **at})
        if not test.passed:
            first = test.mismatches[0]
            short = f"{first.path}: {say['expected']} {first.expected}, {say['found']} {first.found}"
            failure = SubElement(case, "failure", {"message": inert(short), "type": "mismatch"})
            failure.text = "\n".join(failure_lines(test, say, language, folder))


def _counts(tests: list[Result]) -> dict[str, str]:
    return {"tests": str(len(tests)), "failures": str(sum(not test.passed for test in tests))}


def _dotted(file: str) -> str:
    return file.removesuffix(".yaml").replace("/", ".")
