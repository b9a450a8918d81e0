"""A word that is unknown in many places is one finding, which names them."""

from creditpolicy.diagnostics import Code, Diagnostic, Note, Place
from creditpolicy.diagnostics.repeated import folded


def unknown(line: int, word: str = "startr", code: Code = Code.UNKNOWN_MEMBER) -> Diagnostic:
    return Diagnostic(code, f"unknown word `{word}`", Place("a.yaml", line, 1, line, 7), "did you mean `starter`?")


def test_a_word_unknown_in_many_places_is_one_finding_at_the_first():
    (found,) = folded([unknown(1), unknown(2), unknown(5)])

    assert (found.at.line, found.notes) == (
        1,
        (Note("and here", unknown(2).at), Note("and here", unknown(5).at)),
    )


def test_two_places_stand_for_themselves():
    assert folded([unknown(1), unknown(2)]) == (unknown(1), unknown(2))


def test_other_words_and_other_findings_keep_their_place():
    others = [unknown(2, "premum"), unknown(3, code=Code.DUPLICATE_ID)]

    first, *rest = folded([unknown(1), *others, unknown(4), unknown(5)])

    assert (len(first.notes), rest) == (2, others)
