import pytest

from creditpolicy import Policy
from creditpolicy.loading import load_text
from tests.unit.frames.parcels import TEXT


@pytest.fixture(scope="session")
def policy() -> Policy:
    loaded = load_text("parcels.yaml", TEXT)
    assert loaded.program is not None, [str(one) for one in loaded.diagnostics]
    return Policy((loaded,))
