"""Pieces of work that workers import."""

import os
import signal
import time
from pathlib import Path


class Unfit(Exception):
    """What a piece may raise."""


def square(number: int) -> int:
    return number * number


def written(piece: tuple[str, int]) -> tuple[int, int]:
    """Write a file after half a second, whole or not at all; which worker did it."""
    folder, number = piece
    time.sleep(0.5)
    part = Path(folder, f"{number}.part")
    unfinished = part.with_suffix(f".{os.getpid()}")
    unfinished.write_text(str(number * number))
    unfinished.replace(part)
    return number, os.getppid()


def shared(piece: tuple[str, int]) -> tuple[int, int]:
    """The same once two workers have begun, however late the second comes; a minute at most."""
    folder = Path(piece[0])
    (folder / f"{os.getppid()}.worker").touch()
    for _ in range(600):
        if len(list(folder.glob("*.worker"))) > 1:
            break
        time.sleep(0.1)
    return written(piece)


def refusing(number: int) -> int:
    if number == 3:
        raise Unfit("three is no number for us")
    return number


def fatal(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number
