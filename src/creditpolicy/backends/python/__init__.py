"""The same meaning, compiled. Input: `Program`, a point. Output: a function of plain facts. Knows no trace.

It answers where everything that it asks is known; anything else it hands over to the interpreter.
"""

from creditpolicy.backends.python.code import NotCompiled
from creditpolicy.backends.python.from_program import Compiled, CompiledShape, Rows, compile_point, compile_shape
from creditpolicy.backends.python.running import HandOver, TotalsTold
from creditpolicy.backends.python.shape import Shape, look, shape_of
from creditpolicy.backends.python.straight import Straight

__all__ = [
    "Compiled",
    "CompiledShape",
    "HandOver",
    "NotCompiled",
    "Rows",
    "Shape",
    "Straight",
    "TotalsTold",
    "compile_point",
    "compile_shape",
    "look",
    "shape_of",
]
