"""Wrong notations that people bring along, and the right ones, as tables of `Mistake`.

Input: the text of an expression that may be wrong. Output: what is wrong with it and the way out. Knows no parser.

To add one, put a row where the parser would read it as something else (`everywhere.py`), where it fails in any text
(`notation.py` for signs and numbers, `language.py` for words), or in a cell only (`cells.py`). The first row that fits
wins. Import the tables from where they stand: their patterns take time, and a right text needs only the first.
"""
