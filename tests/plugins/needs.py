"""`@pytest.mark.needs("polars")`: the test runs only where that module can be imported, and says so where it can't."""

import importlib.util

import pytest


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        for name in mark.args:
            if importlib.util.find_spec(name) is None:
                pytest.skip(f"needs {name}, which is not installed")
