"""Write `docs/coverage.md`: `./run coverage`."""

import sys

from tools.coverage.page import PAGE, answered, page


def main() -> int:
    """Write the page, and say what no rule covers yet; 1 where a tag names no element."""
    try:
        texts = answered()
    except ValueError as wrong:
        print(wrong, file=sys.stderr)
        return 1
    PAGE.write_text(page(texts), "utf-8", newline="\n")
    rows = [row for _, rows in texts for row in rows]
    for kind in "DG":
        open_ones = [row.element.id for row in rows if row.element.kind == kind and row.status == "not yet"]
        print(f"{kind}: {len(open_ones)} not yet{': ' if open_ones else ''}{', '.join(open_ones)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
