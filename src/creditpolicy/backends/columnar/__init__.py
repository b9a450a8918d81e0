"""The same meaning over frames. Input: `Program`, a point. Output: a function of a Polars frame. Knows no trace.

It answers the rows in which everything that is asked is known; each other row it leaves open.
"""

from creditpolicy.backends.columnar.column import NotCompiled, as_text, texts
from creditpolicy.backends.columnar.from_program import Answered, FrameKernel, compile_frame
from creditpolicy.backends.columnar.reading import Odd, Reader, ReadFrame, read_frame

__all__ = [
    "Answered",
    "FrameKernel",
    "NotCompiled",
    "Odd",
    "ReadFrame",
    "Reader",
    "as_text",
    "compile_frame",
    "read_frame",
    "texts",
]
