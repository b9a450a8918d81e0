"""Policies that are meant to do harm are refused within seconds, in bounded memory, and nothing in them is run."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import creditpolicy

HEADER = 'policy: x\nlanguage: 1\nversion: "1"\ncurrency: EUR\n'
MANY = 1_000_000
MEMORY = 1_500_000_000
SECONDS = 20


def table(rows, *, columns="external_score", hit="first", total=True):
    lines = [f"{columns} || a", *rows]
    head = "decisions:\n  q:\n    outputs: {a: {type: number}}\n    if_undecided: {a: 0}\n"
    return f"{head}    hit: {hit}\n    total: {str(total).lower()}\n    table: |\n" + "".join(
        f"      {line}\n" for line in lines
    )


def defined(text):
    return f"definitions:\n  customer.d: {text}\n"


def numbers(count):
    return "facts:\n" + "".join(f"  customer.f{i}: {{type: number, low: 0, high: 100}}\n" for i in range(count))


COLUMNS = " | ".join(f"customer.f{i}" for i in range(30))


def diagonal(cell):
    return [" | ".join(cell if i == j else "-" for j in range(30)) + " || 1" for i in range(30)]


REFUSED = {
    "laughs": lambda: "x: &a [x]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(300)),
    "open lists": lambda: "segments: " + "[" * MANY,
    "open mappings": lambda: "segments: " + "{a: " * MANY,
    "items in items": lambda: "segments:\n" + "- " * MANY,
    "blocks in blocks": lambda: "".join(" " * depth + "a:\n" for depth in range(1200)),
    "brackets": lambda: defined("(" * MANY + "1" + ")" * MANY),
    "some brackets": lambda: defined("(" * 9000 + "1" + ")" * 9000),
    "nots": lambda: defined("not(" * 3000 + "true" + ")" * 3000),
    "signs": lambda: defined("-" * 19_000 + "1"),
    "ifs": lambda: defined("if true then 1 else " * 900 + "1"),
    "sums": lambda: defined("1+" * 9000 + "1"),
    "products": lambda: defined("customer.external_score * " * 140 + "1"),
    "any in any": lambda: "segments:\n  - id: n\n    when: " + "{any: [" * 400 + "true" + "]}" * 400,
    "large scalar": lambda: "title: " + "x" * 50 * MANY,
    "large id": lambda: "segments:\n  - {id: " + "x" * 900_000 + ", otherwise: true}\n",
    "rows": lambda: table(["> 5 || 1"] * 200_000),
    "some rows": lambda: table(["> 5 || 1"] * 20_000),
    "columns": lambda: table([" | ".join(["> 5"] * 1000) + " || 1"], columns=" | ".join(["external_score"] * 1000)),
    "definitions": lambda: "definitions:\n" + "".join(f"  customer.d{i}: true\n" for i in range(100_000)),
    "a chain": lambda: defined("true") + "".join(f"  customer.d{i}: not(customer.d{i - 1})\n" for i in range(50_000)),
    "a chain that fits": lambda: (
        "definitions:\n  customer.d0: customer.ubo_known\n"
        + "".join(f"  customer.d{i}: not(customer.d{i - 1})\n" for i in range(1, 4000))
    ),
    "a chain backwards": lambda: (
        "definitions:\n"
        + "".join(f"  customer.d{i}: not(customer.d{i - 1})\n" for i in range(3999, 0, -1))
        + "  customer.d0: customer.ubo_known\n"
    ),
    "a circle": lambda: (
        "definitions:\n" + "".join(f"  customer.d{i}: not(customer.d{(i + 1) % 4000})\n" for i in range(4000))
    ),
    "doublings": lambda: (
        "definitions:\n  customer.d0: customer.external_score\n"
        + "".join(f"  customer.d{i}: customer.d{i - 1} + customer.d{i - 1}\n" for i in range(1, 100))
    ),
    "words": lambda: (
        "facts:\n  customer.f: {type: enum, values: [" + ", ".join(f"w{i}" for i in range(90_000)) + "]}\n"
    ),
    "unknown keys": lambda: "".join(f"k{i}: 1\n" for i in range(25_000)),
    "unknown names": lambda: (
        "definitions:\n" + "".join(f"  customer.d{i}: customer.scor{i} > 5\n" for i in range(4000))
    ),
    "bad cells": lambda: table(["> > 5 ( || 1 +"] * 4000),
    "a long number": lambda: defined("customer.external_score > 1" + "0" * 10_000),
    "a long fraction": lambda: defined("customer.external_score > 0." + "1" * 10_000),
    "a long bound": lambda: "facts:\n  customer.f: {type: number, high: 1" + "0" * 10_000 + "}\n",
    "an exponent": lambda: "facts:\n  customer.f: {type: number, high: 1e999999999}\n",
    "places": lambda: defined("decimal(customer.external_score, 999999999)"),
    "max_count": lambda: "records:\n  v: {many: vs, max_count: 99999999999999, facts: {a: {type: number}}}\n",
    "a python object": lambda: "title: !!python/object/apply:os.system ['touch hacked']\n",
    "code as an id": lambda: "segments:\n  - {id: \"__import__('os').system('touch hacked')\", otherwise: true}\n",
    "code as a name": lambda: "definitions:\n  \"customer.__import__('os')\": true\n",
    "code as a condition": lambda: defined("\"__import__('os').system('touch hacked')\""),
    "code as a unit": lambda: table(["> 5 || 1"], columns="customer.exposure_open (__import__('os'))"),
    "control characters": lambda: "title: \x1b]0;x\x07\n",
    "no characters": lambda: "title: a\0b\n",
    "a gap in 30 columns": lambda: numbers(30) + table(diagonal("> 50"), columns=COLUMNS),
}

SLOW = {
    "5,000 rows, none alike": lambda: table(
        [f"> {i % 90} | [{i}..{i + 1}) || 1" for i in range(5000)],
        columns="external_score | customer.exposure_open (EUR)",
        hit="unique",
        total=False,
    ),
    "5,000 wide rows": lambda: table(
        [f"[{i}..{i + 1}) | > {i} || 1" for i in range(5000)],
        columns="customer.exposure_overdue (EUR) | customer.exposure_open (EUR)",
        hit="unique",
        total=False,
    ),
    "5,000 rows all alike": lambda: table(
        [f"> {i % 90} | > {i} || 1" for i in range(5000)],
        columns="external_score | customer.exposure_open (EUR)",
        hit="unique",
        total=False,
    ),
    "5,000 hidden rows": lambda: table([f"> {i} || 1" for i in range(5000)], columns="customer.exposure_open (EUR)"),
    "no end of gaps": lambda: numbers(30) + table([*diagonal("> 50"), *diagonal("<= 50")], columns=COLUMNS),
    "a long cell": lambda: table([", ".join(str(i % 90) for i in range(4000)) + " || 1", "- || 2"]),
}


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def command(*arguments, cwd):
    asked = [sys.executable, "-m", "creditpolicy.cli", *map(str, arguments)]
    found = {**os.environ, "PYTHONPATH": str(Path(creditpolicy.__file__).parents[1])}
    return subprocess.run(
        asked, cwd=cwd, env=found, preexec_fn=limited, capture_output=True, check=False, timeout=60, text=True
    )


def checked(folder: Path, text: str):
    folder.joinpath("policy.yaml").write_text(HEADER + text, encoding="utf-8", newline="\n")
    answer = command("check", folder, cwd=folder)
    said = answer.stdout + answer.stderr
    assert "Traceback" not in said, said[:500]
    assert "bug in" not in said, said[:500]
    assert not (folder / "hacked").exists()
    assert "\x1b" not in said
    assert "\x07" not in said
    return answer.returncode, said


@pytest.mark.slow
@pytest.mark.parametrize("name", REFUSED)
def test_a_policy_that_is_meant_to_do_harm_is_refused(name, tmp_path):
    code, said = checked(tmp_path, REFUSED[name]())

    assert code == 1, said[:500]
    assert "error[CP" in said


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_a_large_table_is_looked_at_within_seconds(name, tmp_path):
    code, said = checked(tmp_path, SLOW[name]())

    assert code in {0, 1}, said[:500]


@pytest.mark.parametrize("title", ["__import__('os').system('touch hacked')", "{{7*7}}", "%s", "${HOME}", "=cmd()"])
def test_code_in_a_title_stays_text(title, tmp_path):
    quoted = "'" + title.replace("'", "''") + "'"

    code, _ = checked(tmp_path, f"title: {quoted}\nsegments:\n  - {{id: a, otherwise: true}}\n")

    assert code == 0


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "link.yaml", "pipe.yaml", "folder", "/dev/zero"])
def test_nothing_outside_the_folder_is_read(name, tmp_path):
    folder = tmp_path / "policy"
    folder.joinpath("folder").mkdir(parents=True)
    folder.joinpath("link.yaml").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.yaml")

    code, said = checked(folder, f'include: ["{name}"]\n')

    assert code in {1, 2}, said
    assert "root:" not in said
    assert "error[CP00" in said


def test_files_that_include_each_other_end(tmp_path):
    for index in range(300):
        tmp_path.joinpath(f"f{index}.yaml").write_text("definitions: {}\n", encoding="utf-8")

    code, said = checked(tmp_path, "include: [" + ", ".join(f"f{index}.yaml" for index in range(300)) + "]\n")

    assert code in {1, 2}
    assert "error[CP002]" in said


@pytest.mark.parametrize("formula", ["9999-12-31 + 30 days", "0001-01-01 - 1 day", "as_of + 99999999999 days"])
def test_the_ends_of_the_calendar_are_no_bug(formula, tmp_path):
    code, _ = checked(
        tmp_path,
        f"definitions:\n  customer.d: as_of < {formula}\n" + table(["true || 1", "- || 2"], columns="customer.d"),
    )
    (tmp_path / "facts.json").write_text('{"customer": {}}', encoding="utf-8")

    answer = command("decide", "q", "--policy", ".", "--facts", "facts.json", "--as-of", "2026-01-01", cwd=tmp_path)

    assert code in {0, 1}
    assert answer.returncode in {0, 1, 2}, answer.stderr
