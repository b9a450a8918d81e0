"""Checked policies. Input: `Document`. Output: `Policy` and findings. Knows no YAML and no back end.

The way in, `from_document`, needs the parsers: whoever wants no more than the form does without them.
"""

from creditpolicy.checked.policy import Policy

__all__ = ["Policy"]
