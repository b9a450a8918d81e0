"""What a start costs: `import creditpolicy` and `creditpolicy --version` beside a bare interpreter, interleaved."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 15
BARE = "a bare interpreter"
COMMANDS = {
    BARE: (sys.executable, "-c", "pass"),
    "import creditpolicy": (sys.executable, "-c", "import creditpolicy"),
    "creditpolicy --version": (str(Path(sys.executable).with_name("creditpolicy")), "--version"),
}


def seconds(command: tuple[str, ...]) -> float:
    """Wall-clock seconds of one run of `command`."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    """Print the median of each command, and its ratio to the bare interpreter's."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    # Interleaved, so that a slow moment of the machine slows all of them; the first round only warms the disk's cache.
    for turn in range(ROUNDS + 1):
        for name, command in COMMANDS.items():
            spent = seconds(command)
            if turn:
                taken[name].append(spent)
    bare = statistics.median(taken[BARE])
    for name, spent_each in taken.items():
        median = statistics.median(spent_each)
        print(f"{name:<24} {median * 1000:7.1f} ms   {median / bare:5.2f} x")


if __name__ == "__main__":
    main()
