"""One program that decides. Input: a point, facts, a day. Output: `Decision`. Knows no sections, no reports."""

from creditpolicy.deciding.door import Deciding

__all__ = ["Deciding"]
