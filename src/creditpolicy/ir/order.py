"""An order in which everything stands after what it reads, or the circles that prevent one."""

from collections.abc import Mapping


def in_order(reads: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Sort names so that each stands after those that it reads.

    Args:
        reads: for each name the names that it reads.

    Returns:
        The order, and the circles; where there is a circle the order is of no use. Both depend only on the order of
        the names given, not on hashes.

    """
    done: dict[str, None] = {}
    circles: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for start in reads:
        path: list[str] = []
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:
            name, left = waiting.pop()
            if left:
                path.pop()
                done[name] = None
            elif name in path:
                circles.append(tuple(path[path.index(name) :]))
            elif name not in seen:
                seen.add(name)
                path.append(name)
                waiting.append((name, True))
                waiting.extend((one, False) for one in reversed(reads.get(name, ())) if one not in done)
    return tuple(done), tuple(circles)
