"""The same meaning, compiled. Input: `Program`, a point. Output: a function of plain facts. Knows no trace.

It answers where everything that it asks is known; anything else it hands over to the interpreter.
"""

from creditpolicy.backends.python.code import NotCompiled
from creditpolicy.backends.python.decided import by_group
from creditpolicy.backends.python.from_program import (
    Compiled,
    Facts,
    compile_check,
    compile_point,
    compile_shape,
    compile_values,
)
from creditpolicy.backends.python.in_line import InLine
from creditpolicy.backends.python.one_table import one_table
from creditpolicy.backends.python.running import HandOver, LeftOpen, Rows, RowsLeft, TotalsTold, whole
from creditpolicy.backends.python.shape import Shape, facts_of_shape, full_shape, in_order, look, shape_of
from creditpolicy.backends.python.straight import Straight
from creditpolicy.backends.python.straight_reading import Door

__all__ = [
    "Compiled",
    "Door",
    "Facts",
    "HandOver",
    "InLine",
    "LeftOpen",
    "NotCompiled",
    "Rows",
    "RowsLeft",
    "Shape",
    "Straight",
    "TotalsTold",
    "by_group",
    "compile_check",
    "compile_point",
    "compile_shape",
    "compile_values",
    "facts_of_shape",
    "full_shape",
    "in_order",
    "look",
    "one_table",
    "shape_of",
    "whole",
]
