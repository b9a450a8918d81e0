"""Findings and how they look. Input: a place and a sentence. Output: `Diagnostic`, text. Knows nothing else."""

from creditpolicy.diagnostics.codes import Code
from creditpolicy.diagnostics.diagnostic import Diagnostic, Note, Severity
from creditpolicy.diagnostics.place import Place

__all__ = ["Code", "Diagnostic", "Note", "Place", "Severity"]
