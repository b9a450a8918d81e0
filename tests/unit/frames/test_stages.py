"""Columns that are worked out once."""

import pytest

pytestmark = pytest.mark.needs("polars")


def test_what_is_asked_twice_is_one_column_and_what_only_reads_alike_is_not():
    import polars

    from creditpolicy.backends.columnar.stages import Stages

    def taken(values: list[int]) -> polars.Expr:
        return polars.lit(polars.Series(values)).gather(polars.col("place"))

    stages = Stages()
    first, again, other = (stages.add(taken(values)) for values in ([1, 2], [1, 2], [3, 4]))

    found = stages.run(polars.DataFrame({"place": [1, 0]}), (first.alias("first"), other.alias("other")))

    assert first.meta.eq(again)
    assert found.to_dict(as_series=False) == {"first": [2, 1], "other": [4, 3]}


def test_a_column_may_be_looked_up_beside_itself():
    import polars

    from creditpolicy.backends.columnar.stages import Stages

    stages = Stages()
    column = stages.add(polars.col("number") * 2)

    added = stages.add_lookup((column, column), lambda rows: polars.Series([one + other for one, other in rows]))

    assert stages.run(polars.DataFrame({"number": [1, 3]}), (added.alias("sum"),))["sum"].to_list() == [4, 12]
