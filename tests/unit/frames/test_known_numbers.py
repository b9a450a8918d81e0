"""Numbers to their places, whichever of them share a slot."""

from random import Random

import pytest

pytestmark = pytest.mark.needs("polars")


@pytest.mark.parametrize("count", [1, 2, 50, 5000])
@pytest.mark.parametrize("width", [16, 32, 62])
def test_each_number_is_found_at_its_place(count: int, width: int):
    import polars

    from creditpolicy.backends.columnar.known_numbers import KnownNumbers

    kind = polars.UInt64() if width == 62 else polars.UInt32()
    drawn = Random(count * width)  # noqa: S311 - numbers to look for
    every = [0, *drawn.sample(range(1, 1 << width), 2 * count)]
    known, unknown = every[:count], every[count:]
    asked = [*known, *unknown, *known]

    found = KnownNumbers(polars.Series(known, dtype=kind)).places(polars.Series(asked, dtype=kind))

    assert found.to_list() == [*range(count), *(None for _ in unknown), *range(count)]
