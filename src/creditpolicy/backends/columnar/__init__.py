"""The same meaning over frames. Input: `Program`, a point. Output: a function of a Polars frame. Knows no trace.

It answers the rows in which everything that is asked is known; each other row it leaves open.
"""

from creditpolicy.backends.columnar.column import TEXTS, NotCompiled, as_text, texts
from creditpolicy.backends.columnar.from_program import Answered, FrameKernel, compile_frame
from creditpolicy.backends.columnar.reading import Odd, Reader, ReadFrame

__all__ = [
    "TEXTS",
    "Answered",
    "FrameKernel",
    "NotCompiled",
    "Odd",
    "ReadFrame",
    "Reader",
    "as_text",
    "compile_frame",
    "texts",
]
