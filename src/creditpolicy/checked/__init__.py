"""Checked policies. Input: `Document`. Output: `Policy` and findings. Knows no YAML and no back end."""

from creditpolicy.checked.from_document import Checked, check
from creditpolicy.checked.policy import Policy

__all__ = ["Checked", "Policy", "check"]
