"""A policy folder to texts with names. Input: paths. Output: `Source`, findings. Knows nothing of what they mean."""

from creditpolicy.sources.policy_tests import TESTS_FOLDER, list_tests
from creditpolicy.sources.reader import MOST_FILES, Source, read_policy_file, read_policy_files
from creditpolicy.sources.text import LARGEST_FILE, forbidden_characters, text_of
from creditpolicy.sources.versions import POLICY_FILE, list_versions

__all__ = [
    "LARGEST_FILE",
    "MOST_FILES",
    "POLICY_FILE",
    "TESTS_FOLDER",
    "Source",
    "forbidden_characters",
    "list_tests",
    "list_versions",
    "read_policy_file",
    "read_policy_files",
    "text_of",
]
