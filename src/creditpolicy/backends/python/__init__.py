"""The same meaning, compiled. Input: `Program`, a point. Output: a function of plain facts. Knows no trace.

It answers where everything that it asks is known; anything else it hands over to the interpreter.
"""

from creditpolicy.backends.python.code import NotCompiled
from creditpolicy.backends.python.from_program import Compiled, Rows, compile_point
from creditpolicy.backends.python.running import HandOver, TotalsTold

__all__ = ["Compiled", "HandOver", "NotCompiled", "Rows", "TotalsTold", "compile_point"]
