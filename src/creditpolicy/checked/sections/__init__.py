"""Sections. Input: nodes of a document. Output: `Part`s of tables and definitions. Each module knows one section."""

from creditpolicy.checked.sections.all_sections import check_sections, published

__all__ = ["check_sections", "published"]
