"""Frames that are decided. Input: a point, a frame with a row for each case, a day. Output: a frame of decisions.

Most rows are answered by the columnar back end; those that it leaves open are decided one by one. Knows no sections.
"""

from creditpolicy.frames.deciding_frames import DecidingFrames

__all__ = ["DecidingFrames"]
