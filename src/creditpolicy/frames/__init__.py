"""Frames that are decided. Input: a point, a frame with a row for each case, a day. Output: a frame of decisions.

Most rows are answered by the columnar back end; those that it leaves open are decided one by one. Knows no sections.
"""

from creditpolicy.frames.columns import columns_of
from creditpolicy.frames.deciding_frames import DecidingFrames, names_of_answer
from creditpolicy.frames.outcomes import outcomes_of

__all__ = ["DecidingFrames", "columns_of", "names_of_answer", "outcomes_of"]
