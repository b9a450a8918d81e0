"""Customers are dealt into test groups by a hash that never changes."""

from collections import Counter

from creditpolicy.values.buckets import BUCKETS, stable_bucket


def test_the_bucket_of_a_text_never_changes():
    # Worked out with `printf 'spring\n10457' | sha256sum`: the first 16 hexadecimal digits, modulo 10,000.
    assert stable_bucket("10457", "spring") == int("7253fe8e5b78505c", 16) % BUCKETS


def test_buckets_are_spread_evenly():
    found = Counter(stable_bucket(str(number), "spread") // 1000 for number in range(10_000))

    assert all(900 < count < 1100 for count in found.values())


def test_another_salt_deals_anew():
    same = sum(stable_bucket(str(number), "a") == stable_bucket(str(number), "b") for number in range(10_000))

    assert same < 10
