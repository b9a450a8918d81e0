"""Interleaved timing: every way takes a turn in every round, so that a slow moment of the machine slows all of them.

A figure is the median over rounds. A ratio is the median of the ratios of each round, never a ratio of two medians.
"""

import gc
import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

_PORTION = 0.02
"""Seconds of one turn."""
_LEAST_CALLS = 5


@dataclass(frozen=True, slots=True)
class Way:
    """What is measured: a call for each of some inputs."""

    call: Callable[[Any], Any]
    inputs: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """Microseconds of one call in each round: by the clock, and of the processor over all threads."""

    clock: tuple[float, ...]
    processor: tuple[float, ...]

    @property
    def median(self) -> float:
        """By the clock."""
        return statistics.median(self.clock)

    @property
    def of_processor(self) -> float:
        """Median of the processor's time."""
        return statistics.median(self.processor)

    def times(self, other: "Taken") -> float:
        """How many times as long as another, by the processor's time."""
        return statistics.median(mine / its for mine, its in zip(self.processor, other.processor, strict=True))


def interleaved(ways: Mapping[str, Way], rounds: int, failed: dict[str, str]) -> dict[str, Taken]:
    """Time all ways in turns. The collector rests meanwhile: what it costs is measured by `kept`.

    A way that fails is left out from then on, and its reason put under `failed`.
    """
    sizes: dict[str, int] = {}
    for name, way in ways.items():
        try:
            sizes[name] = _portion(way, _PORTION)
        except Exception as error:  # noqa: BLE001 - whatever a peer raises is told in its row
            failed[name] = reason(error)
    clock: dict[str, list[float]] = {name: [] for name in ways}
    processor: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds):
        for name, way in ways.items():
            if name in failed:
                continue
            size = sizes[name]
            start = turn * 997 % max(1, len(way.inputs) - size + 1)
            some = way.inputs[start : start + size]
            gc.collect()
            gc.disable()
            try:
                spent = _spent(way.call, some)
            except Exception as error:  # noqa: BLE001 - as above
                failed[name] = reason(error)
                continue
            finally:
                gc.enable()
            clock[name].append(spent[0] / len(some) * 1e6)
            processor[name].append(spent[1] / len(some) * 1e6)
    return {name: Taken(tuple(clock[name]), tuple(processor[name])) for name in ways if name not in failed}


def reason(error: BaseException) -> str:
    """Why a peer can't be measured, in a few words."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:70]}"


def _portion(way: Way, portion: float) -> int:
    """How many calls take about so many seconds; they warm up what is measured too."""
    began, calls = time.perf_counter(), 0
    for one in way.inputs:
        way.call(one)
        calls += 1
        if time.perf_counter() - began > 2 * portion and calls >= _LEAST_CALLS:
            break
    each = (time.perf_counter() - began) / calls
    return max(_LEAST_CALLS, min(len(way.inputs), int(portion / each)))


def _spent(call: Callable[[Any], Any], inputs: Sequence[Any]) -> tuple[float, float]:
    processor, clock = time.process_time(), time.perf_counter()
    for one in inputs:
        call(one)
    return time.perf_counter() - clock, time.process_time() - processor


class Others:
    """What part of the machine other processes took meanwhile, from 0 to 1; None where the system does not say."""

    def __enter__(self) -> Self:
        self.share: float | None = None
        self._before = _machine()
        self._mine = time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        now = _machine()
        if now is not None and self._before is not None:
            own = (time.process_time() - self._mine) * os.sysconf("SC_CLK_TCK")
            busy, whole = now[0] - self._before[0], now[1] - self._before[1]
            self.share = max(0.0, (busy - own) / max(1, whole))


def _machine() -> tuple[int, int] | None:
    """Ticks in which the machine was busy, and all of them."""
    table = Path("/proc/stat")
    if not table.exists():
        return None
    ticks = list(map(int, table.read_text("ascii").split("\n", 1)[0].split()[1:9]))
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)
