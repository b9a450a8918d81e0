"""Words to their places, and texts that are none of them."""

import pytest

pytestmark = pytest.mark.needs("polars")


@pytest.mark.parametrize("count", [1, 5, 60, 100])
def test_each_word_is_found_at_its_place_and_no_other_text(count: int):
    import polars

    from creditpolicy.backends.columnar.known_words import known_words

    words = [f"{n}{'x' * (n % 20)}" for n in range(count)]
    others = [f"{word} " for word in words]
    known = known_words(words)
    assert known is not None
    text, place = polars.col("text"), polars.col("place")

    frame = polars.DataFrame({"text": [*words, *others, None, "", *words]})
    found = frame.with_columns(known.supposed(text).alias("place")).select(known.compared(place, text))

    assert found.to_series().to_list() == [*range(count), *(None for _ in others), None, None, *range(count)]


def test_too_many_words_have_no_slots():
    from creditpolicy.backends.columnar.known_words import known_words

    assert known_words([f"w{n}" for n in range(5000)]) is None
