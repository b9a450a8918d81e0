"""The tests of Spark, in an environment of their own: pyspark weighs half a gigabyte. Needs Java 17 or newer."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
VENV = ROOT / "build" / "spark" / "venv"
PYTHON = VENV / ("Scripts" if os.name == "nt" else "bin") / "python"
PINS = tuple(ROOT / "requirements" / f"{name}.txt" for name in ("run", "dev", "spark"))
STAMP = VENV / ".made"
TESTS = ("-m", "pytest", "-p", "tests.plugins.no_skips", "tests/spark")


def main() -> int:
    """Make the environment where it is not there, and run the tests; their exit code."""
    made = prepare()
    return made or subprocess.run((PYTHON, *TESTS, *sys.argv[1:]), cwd=ROOT, check=False).returncode


def prepare() -> int:
    """Make the environment, once; pip's exit code."""
    parts = (sys.version.encode(), str(ROOT).encode(), *(path.read_bytes() for path in PINS))
    wanted = hashlib.sha256(b"\0".join(parts)).hexdigest()
    if STAMP.exists() and STAMP.read_text("ascii") == wanted:
        return 0
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run((sys.executable, "-m", "venv", VENV), check=True)
    pins = (argument for path in PINS for argument in ("--constraint", path))
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    what = ("--editable", f"{ROOT}[spark,fast]", "pytest", "hypothesis", *pins)
    code = subprocess.run((PYTHON, "-m", "pip", "install", *quiet, *what), check=False).returncode
    if not code:
        STAMP.write_text(wanted, "ascii")
    return code


if __name__ == "__main__":
    sys.exit(main())
