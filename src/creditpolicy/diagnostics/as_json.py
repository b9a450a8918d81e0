"""A finding as plain JSON values, for editors and other programs."""

from creditpolicy.diagnostics.diagnostic import Diagnostic, Note
from creditpolicy.diagnostics.phrases import Language, said, said_or_none
from creditpolicy.diagnostics.place import Place


def as_json(diagnostic: Diagnostic, language: Language = "en") -> dict[str, object]:
    """The finding as JSON values; lines and columns count from 1 in code points, ends are exclusive."""
    return {
        "code": diagnostic.code.value,
        "severity": diagnostic.severity.value,
        "message": said(diagnostic.message, language),
        **_place(diagnostic.at),
        "help": said_or_none(diagnostic.help, language),
        "notes": [_note(note, language) for note in diagnostic.notes],
    }


def _note(note: Note, language: Language) -> dict[str, object]:
    return {"message": said(note.message, language), **_place(note.at)}


def _place(at: Place | None) -> dict[str, object]:
    return {
        "file": at.file if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
        "end_line": at.end_line if at else None,
        "end_column": at.end_column if at else None,
    }
