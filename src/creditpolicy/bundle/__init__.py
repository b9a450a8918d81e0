"""A policy as one file. Input: versions, or a file. Output: bytes, or versions. Knows no YAML and no back end."""

from creditpolicy.bundle.from_file import load_bundle, versions_in
from creditpolicy.bundle.to_bytes import Unbundled, bundle_bytes

__all__ = ["Unbundled", "bundle_bytes", "load_bundle", "versions_in"]
