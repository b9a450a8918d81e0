"""Cases that look alike are read by msgspec where it is installed, and as they are where not."""

import pytest

from creditpolicy.deciding import by_code


@pytest.fixture(params=[True, False], ids=["by msgspec", "as they are"])
def both_readings(request, monkeypatch):
    """The test runs twice."""
    if not request.param:
        monkeypatch.setattr(by_code, "is_at_hand", lambda: False)
