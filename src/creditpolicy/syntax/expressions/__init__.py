"""Expressions. Input: the text of a condition, a formula or a cell. Output: a tree, or `BadExpression`.

Knows no names and no types: what a word stands for is for `checked` to say.
"""

from creditpolicy.syntax.expressions.from_text import BadExpression, parse_cell, parse_expression
from creditpolicy.syntax.expressions.printer import show, show_cell

__all__ = ["BadExpression", "parse_cell", "parse_expression", "show", "show_cell"]
