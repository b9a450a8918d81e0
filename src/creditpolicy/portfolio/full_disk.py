"""A disk that is full, or can't be written: Polars tells that as a fault of the file; the number is the system's."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

_NUMBER = re.compile(r"\(os error (\d+)\)")


@contextmanager
def told_by_system() -> Iterator[None]:
    """While Polars writes.

    Raises:
        OSError: what the system says of the disk.

    """
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - Polars, which is loaded late, raises many
        raise system_error(error) or error from None


def system_error(error: Exception) -> OSError | None:
    """What the system said that Polars tells in its own way; None where it said nothing."""
    found = _NUMBER.search(str(error))
    return None if found is None else OSError(int(found[1]), os.strerror(int(found[1])))
