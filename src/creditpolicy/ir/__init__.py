"""Programs. Input: a checked `Policy`. Output: `Program`, all in order. Knows no section and no YAML."""

from creditpolicy.ir.from_checked import lower
from creditpolicy.ir.program import Program

__all__ = ["Program", "lower"]
