"""What happens if nobody pays. Input: `Program`, a `Case`. Output: `Timeline`. Knows no sections and no reports."""

from creditpolicy.timeline.from_case import follow
from creditpolicy.timeline.timeline import Timeline

__all__ = ["Timeline", "follow"]
