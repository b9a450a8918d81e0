"""The same meaning over frames. Input: `Program`, a point. Output: a function of a Polars frame. Knows no trace.

It answers the rows in which everything that is asked is known, and for more those that lack something. What is rare it
leaves open.
"""

from creditpolicy.backends.columnar.column import TEXTS, NotCompiled, as_text, texts
from creditpolicy.backends.columnar.from_program import Answered, FrameKernel, compile_frame
from creditpolicy.backends.columnar.reading import Odd, Reader, ReadFrame
from creditpolicy.backends.columnar.stages import pieces
from creditpolicy.backends.columnar.undecided import Told, UndecidedKernel
from creditpolicy.backends.columnar.witnesses import TableSaid

__all__ = [
    "TEXTS",
    "Answered",
    "FrameKernel",
    "NotCompiled",
    "Odd",
    "ReadFrame",
    "Reader",
    "TableSaid",
    "Told",
    "UndecidedKernel",
    "as_text",
    "compile_frame",
    "pieces",
    "texts",
]
