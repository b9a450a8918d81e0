"""Foreign files. Input: a CSV, JSON Lines, Parquet or Excel file. Output: `Sheet` of text rows. Knows no facts."""

from creditpolicy.portfolio.readers.open_sheet import PARQUET, open_sheet
from creditpolicy.portfolio.readers.row import Row, Sheet

__all__ = ["PARQUET", "Row", "Sheet", "open_sheet"]
