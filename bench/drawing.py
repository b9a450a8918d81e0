"""Bars on a logarithmic scale as SVG, readable in light and dark."""

from html import escape
from math import floor, log10

LEFT, WIDTH, LINE, TOP = 330, 560, 24, 50
OURS, OTHER = "#00796b", "#90a4ae"


def bars(title: str, values: list[tuple[str, float]]) -> str:
    """One bar for each value, shortest first; those of creditpolicy stand out."""
    ordered = sorted(values, key=lambda pair: pair[1])
    low = floor(log10(ordered[0][1]))
    high = max(low + 1, -floor(-log10(ordered[-1][1])))
    height = TOP + LINE * len(ordered) + 30

    def across(value: float) -> float:
        return LEFT + WIDTH * (log10(value) - low) / (high - low)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 90} {height}" role="img"',
        f'font-family="sans-serif" font-size="13" fill="#607d8b"><title>{escape(title)}</title>',
        f'<text x="10" y="24" font-size="15">{escape(title)} (logarithmic)</text>',
    ]
    for power in range(low, high + 1):
        x = across(10.0**power)
        parts.append(
            f'<line x1="{x:.0f}" x2="{x:.0f}" y1="{TOP - 8}" y2="{height - 24}" stroke="#b0bec5" stroke-width="0.5"/>'
        )
        parts.append(f'<text x="{x:.0f}" y="{height - 8}" text-anchor="middle">{10.0**power:,g}</text>')
    for index, (name, value) in enumerate(ordered):
        y = TOP + LINE * index
        colour = OURS if name.startswith("creditpolicy") else OTHER
        parts.append(f'<text x="{LEFT - 8}" y="{y + 12}" text-anchor="end">{escape(name)}</text>')
        parts.append(
            f'<rect x="{LEFT}" y="{y}" width="{across(value) - LEFT:.1f}" height="15" rx="2" fill="{colour}"/>'
            f'<text x="{across(value) + 6:.1f}" y="{y + 12}">{value:,.3g}</text>'
        )
    return "\n".join((*parts, "</svg>")) + "\n"
