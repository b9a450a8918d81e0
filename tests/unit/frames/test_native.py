"""Frames of other libraries: each comes back as one of its kind, and what can't be taken is told."""

from decimal import Decimal

import pytest

from creditpolicy import FactsError, Policy
from tests.unit.frames.parcels import AS_OF, parcels

pytestmark = pytest.mark.needs("polars")


def test_what_is_no_frame_is_refused(policy: Policy):
    with pytest.raises(TypeError, match="found list, wanted a frame of Polars, pandas or pyarrow"):
        policy.decide_frame([1, 2], "handling", as_of=AS_OF)


def test_a_scan_stays_lazy(policy: Policy):
    import polars

    decided = policy.decide_frame(parcels().lazy(), "handling", as_of=AS_OF)

    assert isinstance(decided, polars.LazyFrame)
    assert decided.collect()["by"].to_list() == ["van", "van", "bike"]


@pytest.mark.needs("pandas", "narwhals", "pyarrow")
def test_a_frame_of_pandas_comes_back_as_one_with_its_index(policy: Policy):
    import pandas

    frame = parcels().to_pandas().set_index(pandas.Index([7, 8, 9]))

    decided = policy.decide_frame(frame, "handling", as_of=AS_OF)

    assert isinstance(decided, pandas.DataFrame)
    assert decided.index.to_list() == [7, 8, 9]
    assert decided["cost"].to_list() == [Decimal("12.50"), Decimal("0.50"), Decimal("1.00")]


@pytest.mark.needs("narwhals", "pyarrow")
def test_a_table_of_pyarrow_comes_back_as_one(policy: Policy):
    import pyarrow

    decided = policy.decide_frame(parcels().to_arrow(), "handling", as_of=AS_OF)

    assert isinstance(decided, pyarrow.Table)
    assert decided["by"].to_pylist() == ["van", "van", "bike"]


@pytest.mark.needs("pandas", "narwhals", "pyarrow")
def test_a_column_of_pandas_with_numbers_and_texts_is_named(policy: Policy):
    import pandas

    frame = pandas.DataFrame({"kind": ["box", "box"], "weight": [1, "two"]})

    with pytest.raises(FactsError, match=r"^weight: values of several kinds"):
        policy.decide_frame(frame, "handling", as_of=AS_OF)


@pytest.mark.needs("pandas", "narwhals", "pyarrow")
def test_a_column_of_pandas_that_stands_twice_is_named(policy: Policy):
    import pandas

    frame = pandas.DataFrame([["box", "box"]], columns=["kind", "kind"])

    with pytest.raises(FactsError, match=r"^kind: two columns are called so \(leave one of them out\)$"):
        policy.decide_frame(frame, "handling", as_of=AS_OF)
