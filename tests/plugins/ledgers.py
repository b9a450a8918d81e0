"""The real ledgers. They are nobody's to hand on, so they lie beside the project and not in it."""

from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def ledger_data() -> Path:
    """The folder of the real ledgers; without it the test is skipped."""
    if not BESIDE.is_dir():
        pytest.skip("the real ledgers are not at ../shared/data")
    return BESIDE
