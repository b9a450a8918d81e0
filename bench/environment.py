"""The environment in which peers are measured: creditpolicy as it stands here, and every peer that can be installed."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "bench"
VENV = FOLDER / "venv"
PYTHON = VENV / ("Scripts" if os.name == "nt" else "bin") / "python"
PEERS = ROOT / "requirements" / "bench.txt"
PINS = ROOT / "requirements" / "run.txt"
STAMP = VENV / ".made"
FAILED = FOLDER / "not-installed.json"


def prepare() -> Path:
    """The interpreter of the environment, made where it is not there or not of this day's needs."""
    wanted = hashlib.sha256(b"\0".join((sys.version.encode(), PEERS.read_bytes(), PINS.read_bytes()))).hexdigest()
    if STAMP.exists() and STAMP.read_text("utf-8") == wanted:
        return PYTHON
    print("making the environment of the peers, once", flush=True)
    if STAMP.exists():
        STAMP.unlink()
    shutil.rmtree(VENV, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    subprocess.run((sys.executable, "-m", "venv", VENV), check=True)
    reason = _installed("--editable", f"{ROOT}[all]", "--constraint", str(PINS))
    if reason is not None:
        raise SystemExit(f"bench: creditpolicy can't be installed: {reason}")
    lines = PEERS.read_text("utf-8").split("\n")
    needs = [line for line in lines if line and not line.startswith("#")]
    failed: dict[str, str] = {}
    if _installed(*needs, "--constraint", str(PINS)) is not None:
        # One that fails must not keep the others out.
        found = {need.partition("==")[0]: _installed(need, "--constraint", str(PINS)) for need in needs}
        failed = {name: reason for name, reason in found.items() if reason is not None}
    for name, reason in failed.items():
        print(f"{name} can't be installed: {reason}")
    FAILED.write_text(json.dumps(failed, indent=1), "utf-8")
    STAMP.write_text(wanted, "utf-8")
    return PYTHON


def not_installed() -> dict[str, str]:
    """The peers that could not be installed, with the reason."""
    found: dict[str, str] = json.loads(FAILED.read_text("utf-8")) if FAILED.exists() else {}
    return found


def _installed(*what: str) -> str | None:
    """Install; the reason where that failed."""
    pip: tuple[str | Path, ...] = (
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    )
    done = subprocess.run((*pip, *what), check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if not done.returncode:
        return None
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    said: list[str] = errors or lines or ["pip did not say why"]
    return said[-1]
