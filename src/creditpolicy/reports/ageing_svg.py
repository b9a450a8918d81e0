"""The ageing of one currency as bars, an SVG to stand inside a page; every bar has its words beside it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape

from creditpolicy.diagnostics.phrases import Language
from creditpolicy.portfolio.ageing import AgeingRow
from creditpolicy.reports.summary_words import amount_word, bucket_word

_ROW, _LEFT, _BAR, _WIDTH = 34, 128, 326, 610


def ageing_svg(rows: Sequence[AgeingRow], say: Mapping[str, str], language: Language) -> str:
    """Bars as long as the amounts; the numbers as text, so that colour and length carry nothing alone."""
    largest = max((Fraction(row.amount) for row in rows), default=Fraction())
    currency = rows[0].currency if rows else ""
    title = escape(f"{say['ageing']} {currency}")
    height = _ROW * len(rows)
    parts = [f'<svg class="ageing" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{title}">']
    for index, row in enumerate(rows):
        length = int(Fraction(row.amount) * _BAR / largest) if largest else 0
        if row.count:
            length = max(length, 2)
        top = index * _ROW
        middle = top + _ROW // 2 + 5
        amount = amount_word(row.amount, language)
        parts.append(
            f'<text class="label" x="{_LEFT - 12}" y="{middle}" text-anchor="end">'
            f"{escape(bucket_word(row.bucket, say))}</text>"
            f'<rect class="track" x="{_LEFT}" y="{top + 7}" width="{_BAR}" height="{_ROW - 14}" rx="4"/>'
            f'<rect class="age{index}" x="{_LEFT}" y="{top + 7}" width="{length}" height="{_ROW - 14}" rx="4"/>'
            f'<text class="value" x="{_LEFT + _BAR + 14}" y="{middle}">{escape(amount)}</text>'
        )
    return "".join(parts) + "</svg>"
