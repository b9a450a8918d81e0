"""Time zones, from the package `tzdata` only, so that every machine reads the same rules."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@cache
def time_zones() -> tuple[str, ...]:
    """The names that are known, such as `Europe/Amsterdam`."""
    from importlib import resources

    listed = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8")
    return tuple(listed.split())


@cache
def time_zone(name: str) -> "ZoneInfo":
    """The zone called so, one of `time_zones()`."""
    from importlib import resources
    from zoneinfo import ZoneInfo

    *folders, last = name.split("/")
    with resources.files("tzdata.zoneinfo").joinpath(*folders, last).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def local(moment: datetime, zone: str) -> datetime:
    """A moment with an offset as the clocks of the zone show it."""
    return moment.astimezone(time_zone(zone)).replace(tzinfo=None)
