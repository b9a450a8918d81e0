"""Runs the files of `tests/spec`. A folder is one layer: `yaml` is composed, `policy` is loaded whole.

A new layer is one entry in `LAYERS`: a function of name and text that returns findings.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.diagnostics.render import render
from creditpolicy.loading import load_text
from creditpolicy.syntax.from_yaml import compose
from tests.spec.expectations import Expected, differences, read_expectations

HERE = Path(__file__).parent


def _compose(name: str, text: str) -> tuple[Diagnostic, ...]:
    return compose(name, text)[1]


def _load(name: str, text: str) -> tuple[Diagnostic, ...]:
    return load_text(name, text).diagnostics


LAYERS: dict[str, Callable[[str, str], tuple[Diagnostic, ...]]] = {"yaml": _compose, "policy": _load}
FILES = [
    pytest.param(check, path, id=path.relative_to(HERE).with_suffix("").as_posix())
    for layer, check in LAYERS.items()
    for path in sorted((HERE / layer).rglob("*.yaml"))
]


@pytest.mark.parametrize(("check", "path"), FILES)
def test_a_file_finds_what_it_announces(check, path, golden):
    text, expected = read_expectations(path.read_text(encoding="utf-8"))

    findings = check(path.name, text)

    assert differences(expected, findings) == []
    shown = "\n\n".join(render(finding, {path.name: text}) for finding in findings)
    golden(path.with_suffix(".txt"), f"{shown or 'no findings'}\n")


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_each_layer_has_files(layer):
    assert list((HERE / layer).rglob("*.yaml"))


def test_an_expectation_is_taken_out_of_the_text():
    text, expected = read_expectations(
        'a: 1  # error[CP102] "a \\"b\\""\nb: 2 # why\nc: 3 # error[CP101] # warning[CP207]'
    )

    assert text == "a: 1\nb: 2 # why\nc: 3"
    assert expected == (
        Expected(1, "error", "CP102", 'a "b"'),
        Expected(3, "error", "CP101", ""),
        Expected(3, "warning", "CP207", ""),
    )


def test_differences_name_both_sides():
    finding = Diagnostic(Code.TAB, "tab", Place("a", 2, 1, 2, 2))

    assert differences([Expected(1, "error", "CP011", "")], [finding]) == [
        "line 1: not found: error[CP011]",
        "line 2: not announced: error[CP011] tab",
    ]
