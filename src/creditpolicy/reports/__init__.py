"""What people read. Input: values (`Summary`). Output: text, HTML. Knows not where values come from, and no files."""

from creditpolicy.reports.summary_html import summary_html
from creditpolicy.reports.summary_text import summary_text

__all__ = ["summary_html", "summary_text"]
