"""Times behind the days of a ledger: local, or moved to the policy's time zone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from creditpolicy.diagnostics import Place
from creditpolicy.loading import load_text
from creditpolicy.portfolio.mapping import Column, FileMapping, Format
from creditpolicy.portfolio.readers.plain_text import as_text
from creditpolicy.portfolio.readers.row import Row, Sheet
from creditpolicy.portfolio.times import with_time
from creditpolicy.portfolio.typed_rows import Entry, typed_rows

AT = Place("m", 1, 1, 1, 2)
DAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("01-04-2026", "Europe/Amsterdam", (DAY, None)),
        ("01-04-2026 14:30", "Europe/Amsterdam", (DAY, 870)),
        ("2026-04-01T9:05:59.123", None, (DAY, 545)),
        ("2026-04-01T22:30:00Z", "Europe/Amsterdam", (date(2026, 4, 2), 30)),
        ("2026-04-01 01:00+0900", "Europe/Amsterdam", (date(2026, 3, 31), 1080)),
        ("2026-04-01T22:30:00Z", None, (DAY, None)),
        ("2026-04-01 00:00:00", "Europe/Amsterdam", (DAY, None)),
        ("2026-04-01 25:00", "Europe/Amsterdam", (DAY, None)),
        ("2026-04-01 14:30+99:99", "Europe/Amsterdam", (DAY, None)),
    ],
)
def test_the_time_of_a_cell(text, zone, expected):
    assert with_time(DAY, text, zone) == expected


def test_a_column_of_an_event_gives_its_minute_and_other_dates_do_not():
    program = load_text("p.yaml", 'policy: p\nlanguage: 1\nversion: "1"\ncurrency: EUR\ntime_zone: Europe/Amsterdam\n')
    assert program.program is not None
    columns = tuple(Column(key, key, AT) for key in ("customer_id", "opened_at", "assessed_at", "invoice_id"))
    mapping = FileMapping("disputes", AT, Format(dates=("D-M-YYYY",)), columns)
    rows = [Row(2, ("C1", "1-4-2026 22:30Z", "3-4-2026", "F1")), Row(3, ("C1", "1-7-2026 10:00", "", "F2"))]
    sheet = Sheet("disputes.csv", tuple(column.key for column in columns), iter(rows))

    (entry,) = typed_rows(sheet, mapping, program.program.vocabulary, date(2026, 6, 1))

    assert isinstance(entry, Entry)
    assert entry.values == {
        "customer_id": "C1",
        "opened_at": date(2026, 4, 2),
        "opened_at_minute": Decimal(30),
        "assessed_at": date(2026, 4, 3),
        "invoice_id": "F1",
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 4, 1), "2026-04-01"),  # noqa: DTZ001 - as files hold them
        (datetime(2026, 4, 1, 9, 5), "2026-04-01 09:05"),  # noqa: DTZ001 - likewise
        (datetime(2026, 4, 1, tzinfo=UTC), "2026-04-01 00:00+00:00"),
    ],
)
def test_a_typed_file_keeps_its_times(value, text):
    assert as_text(value) == text
