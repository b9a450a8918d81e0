"""Deals to decide on, drawn from a seed: 32 facts each, none missing, five invoices to a customer.

Each million is drawn by itself, from the seed and its number, so that ten of them need the memory of one.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from bench.reference.drawn import FIELDS, SEED, STEPS, WORDS

if TYPE_CHECKING:
    import numpy
    import polars

MILLION = 1_000_000
INVOICES = 5
FOLDER = Path(__file__).parents[2] / "build" / "bench" / "data"


def deals(rows: int, part: int = 0) -> "polars.DataFrame":
    """So many deals, of one part; a column for each fact in the order of `FIELDS`. `rows` is a multiple of 5."""
    import numpy
    import polars

    drawn = numpy.random.default_rng((SEED, part))
    customers = _customers(drawn, rows // INVOICES)
    columns = {name: values.repeat(INVOICES) for name, values in customers.items()} | _invoices(drawn, rows)
    made = {}
    for name in FIELDS:
        values = columns[name]
        if name in WORDS:
            made[name] = polars.Series(name, list(WORDS[name]), polars.String).gather(polars.Series(values))
        else:
            made[name] = polars.Series(name, values)
    return polars.DataFrame(made)


def _customers(drawn: "numpy.random.Generator", count: int) -> "dict[str, numpy.ndarray]":
    import numpy

    strategic = drawn.random(count) < 0.05
    revenue = numpy.clip(numpy.exp(drawn.normal(11.5, 1.9, count)) * numpy.where(strategic, 20, 1), 500, 4e8)
    return {
        **{name: _words(drawn, name, count) for name in WORDS if name != "currency"},
        "strategic": strategic,
        "kyc_ok": drawn.random(count) < 0.96,
        "sanctions_hit": drawn.random(count) < 0.004,
        "insolvency": drawn.random(count) < 0.012,
        "secured": drawn.random(count) < 0.2,
        "annual_revenue": revenue.astype(numpy.int64),
        "tenure_months": _whole(drawn.exponential(50, count), 400),
        "score": _whole(drawn.normal(58, 20, count), 100),
        "score_age_days": _whole(drawn.exponential(130, count), 2000),
        "insured_limit": (revenue * drawn.uniform(0, 0.4, count)).astype(numpy.int64),
        "exposure": (revenue * drawn.beta(1.2, 32, count)).astype(numpy.int64),
        "overdue_ratio": numpy.round(numpy.clip(drawn.exponential(0.12, count), 0, 1), 2),
        "max_days_overdue_12m": _whole(drawn.exponential(28, count), 400),
        "broken_promises": drawn.poisson(0.5, count),
        "region": drawn.integers(0, 111, count),
    }


def _invoices(drawn: "numpy.random.Generator", count: int) -> "dict[str, numpy.ndarray]":
    import numpy

    amount = _whole(numpy.exp(drawn.normal(8.0, 1.8, count)), 3_000_000, 2)
    paid_in_part = numpy.where(drawn.random(count) < 0.8, 1.0, drawn.random(count))
    late = _whole(numpy.where(drawn.random(count) < 0.45, 0, drawn.exponential(45, count)), 400)
    step = numpy.clip(numpy.searchsorted(STEPS, late) - (drawn.random(count) < 0.8), 0, 10)
    disputed = drawn.random(count) < 0.06
    return {
        "requested_amount": _whole(numpy.exp(drawn.normal(9.2, 1.7, count)), 5_000_000, 50),
        "currency": _words(drawn, "currency", count),
        "invoice_amount": amount,
        "open_amount": (amount * paid_in_part).astype(numpy.int64),
        "days_overdue": late,
        "last_step": step,
        "days_since_reminder": numpy.where(step > 0, drawn.integers(0, 25, count), 0),
        "disputed": disputed,
        "dispute_age_days": numpy.where(disputed, drawn.integers(0, 120, count), 0),
        "promise_days": numpy.where(drawn.random(count) < 0.08, drawn.integers(1, 15, count), 0),
        "doc_missing": drawn.random(count) < 0.03,
    }


def _words(drawn: "numpy.random.Generator", name: str, count: int) -> "numpy.ndarray":
    """Positions in the list of words."""
    import numpy

    weights = numpy.array(list(WORDS[name].values()))
    found: numpy.ndarray = drawn.choice(len(weights), count, p=weights / weights.sum()).astype(numpy.uint32)
    return found


def _whole(values: "numpy.ndarray", high: int, low: int = 0) -> "numpy.ndarray":
    import numpy

    found: numpy.ndarray = numpy.clip(values, low, high).astype(numpy.int64)
    return found


def file_of(rows: int) -> Path:
    """The Parquet file with so many deals, written the first time that it is asked for."""
    path = FOLDER / f"deals-{rows}.parquet"
    if path.exists():
        return path
    import polars
    import pyarrow.parquet

    FOLDER.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    writer = None
    for part, size in enumerate(_parts(rows)):
        table = deals(size, part).to_arrow(compat_level=polars.CompatLevel.oldest())
        writer = writer or pyarrow.parquet.ParquetWriter(unfinished, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=131_072)
    if writer is not None:
        writer.close()
    unfinished.rename(path)
    return path


def named_of(path: Path) -> Path:
    """The same file with the whole names of the facts as columns, written the first time that it is asked for."""
    named = path.with_stem(f"{path.stem}-named")
    if not named.exists():
        import polars

        unfinished = named.with_suffix(".unfinished")
        polars.scan_parquet(path).rename(lambda name: f"deal.{name}").sink_parquet(unfinished, row_group_size=131_072)
        unfinished.rename(named)
    return named


def _parts(rows: int) -> list[int]:
    whole, rest = divmod(rows, MILLION)
    return [MILLION] * whole + ([rest] if rest else [])
