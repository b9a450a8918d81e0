"""What the README shows does what it says."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def snippet(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(ROOT)
    (found,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    return str(found)


def test_the_library_knows_that_it_knows_nothing(snippet: str):
    names: dict[str, object] = {"facts": {}}
    exec(snippet, names)  # noqa: S102 - our own README

    decision = names["decision"]
    assert (decision.status, bool(decision.missing)) == ("undecided", True)  # type: ignore[attr-defined]


def test_a_misspelt_fact_is_refused_with_the_right_word(snippet: str):
    from creditpolicy import FactsError

    with pytest.raises(FactsError, match=r"insolvency_flag"):
        exec(snippet, {"facts": {"customer": {"insolvency_flg": False}}})  # noqa: S102 - our own README
