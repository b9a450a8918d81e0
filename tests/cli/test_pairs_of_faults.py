"""Two faults in one policy are both told, and nothing else: a fault of shape hides nothing of the meaning."""

from functools import cache

import pytest

from tests.cli.newcomer.meaning import MEANING
from tests.cli.newcomer.pairs import WHOLE_POLICY, Told, in_place, sampled, shape_told, texts, together, told
from tests.cli.newcomer.shape import SHAPE
from tests.cli.newcomer.tables import TABLES
from tests.cli.newcomer.typos import TYPOS

PAIRS, SEED = 150, 20260101
SILENCING = ("assign:",)
"""Under a key that no section resembles, names may have been declared: that one is unknown is not told beside it."""


@pytest.mark.slow
def test_two_faults_are_both_told_and_nothing_else(tmp_path):
    alone = cache(lambda one: told(texts(one), tmp_path / "policy"))
    variants = in_place((*TYPOS, *SHAPE, *MEANING, *TABLES))
    shape = [one for one in variants if shape_told(texts(one)) and one.old.strip() not in SILENCING]
    meaning = [one for one in variants if not shape_told(texts(one))]
    drawn = (pair for pair in sampled(shape, meaning, 2 * PAIRS, SEED) if _may_be_told(*map(alone, pair)))
    both = [(pair, files) for pair in drawn if (files := together(*pair)) is not None][:PAIRS]

    wrong = [
        (str(one), str(other), sorted(found ^ wanted))
        for (one, other), files in both
        if (found := told(files, tmp_path / "policy")) != (wanted := alone(one) | alone(other))
    ]

    assert len(both) == PAIRS
    assert wrong == []


def test_there_are_enough_of_both_kinds():
    of_shape = [one for one in in_place((*TYPOS, *SHAPE)) if shape_told(texts(one))]

    assert len(of_shape) >= 80


def _may_be_told(of_shape: Told, of_meaning: Told) -> bool:
    """Not where a file can't be read, nor of what is found by looking at the whole policy: once that is right."""
    codes = {code for code, _, _ in of_shape | of_meaning}
    return not any(code.startswith("CP0") for code in codes) and not codes & WHOLE_POLICY
