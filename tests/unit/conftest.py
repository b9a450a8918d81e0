"""Cases that look alike are read by msgspec where it is installed, and as they are where not."""

import pytest

from creditpolicy.deciding import by_code
from creditpolicy.deciding.typed import is_at_hand


@pytest.fixture(params=[True, False], ids=["by msgspec", "as they are"])
def both_readings(request, monkeypatch):
    """The test runs twice; whether it is by msgspec."""
    if request.param and not is_at_hand():
        pytest.skip("msgspec is not installed")
    if not request.param:
        monkeypatch.setattr(by_code, "is_at_hand", lambda: False)
    return request.param
