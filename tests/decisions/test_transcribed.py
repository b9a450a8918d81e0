"""Policies of others, written down again from what is publicly known of them: each decides what its source says."""

from pathlib import Path

import pytest

from creditpolicy.loading import load_version
from creditpolicy.sources import list_tests, list_versions
from creditpolicy.testing import run_tests

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "transcribed").glob("*/policy.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_policy_decides_what_its_source_says(folder: Path):
    files, versions = list_tests(folder), list_versions(folder)
    assert isinstance(files, tuple)
    assert isinstance(versions, tuple)
    ((root, name),) = versions

    tested = run_tests(root, files[0], load_version(root, name))

    assert [finding.message for finding in tested.diagnostics] == []
    assert tested.results is not None
    assert [(test.name, test.mismatches) for test in tested.results.tests if not test.passed] == []
