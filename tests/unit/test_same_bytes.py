"""A decision has the same bytes whatever the process was started with."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "same_bytes.py"
SETTINGS = [
    {"PYTHONHASHSEED": "0"},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "4294967295", "LC_ALL": "C", "TZ": "America/Adak"},
    {"PYTHONHASHSEED": "random", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "7", "LC_ALL": "nl_NL.UTF-8", "TZ": "Europe/Amsterdam", "PYTHONOPTIMIZE": "2"},
]


def printed(settings: dict[str, str]) -> str:
    path = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, str(SCRIPT)],
        env={**os.environ, "PYTHONPATH": path, **settings},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@cache
def plainly() -> str:
    return printed({})


def test_the_script_decides_and_leaves_open():
    assert {line.split()[2] for line in plainly().splitlines()} == {"decided", "undecided"}


@pytest.mark.parametrize(
    "settings", SETTINGS, ids=lambda settings: " ".join(f"{key}={value}" for key, value in settings.items())
)
def test_a_decision_has_the_same_bytes_under_any_setting(settings):
    assert printed(settings) == plainly()
