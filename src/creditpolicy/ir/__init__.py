"""Programs. Input: a checked `Policy`. Output: `Program`, all in order. Knows no section and no YAML.

The way in, `from_checked`, is not opened here: whoever has a program decides without it.
"""

from creditpolicy.ir.program import Program

__all__ = ["Program"]
