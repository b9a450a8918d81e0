"""One policy that asks one small question for each thing that can be written: a decision point for each."""

from tests.property.vocabulary import head

NUMBER = "{type: number, scale: 6, low: -100000000, high: 100000000}"
MONEY = "{type: money, scale: 2, low: -10000000, high: 10000000}"
DAYS = "{type: days, low: -10000, high: 10000}"
MONTHS = "{type: months, low: -10000, high: 10000}"
DATE = "{type: date}"
OPS = ("=", "!=", "<", "<=", ">", ">=")
BOOLEANS = (
    *(f"box.n {op} 4" for op in OPS),
    *(f"box.k * 2 {op} box.n" for op in OPS),
    *(f"box.n / box.z {op} box.p" for op in OPS),
    *(f"box.m {op} box.v" for op in OPS),
    *(f"box.m {op} large" for op in OPS),
    *(f"box.d + 1 days {op} box.f" for op in OPS),
    *(f"as_of - 1 days {op} box.d" for op in OPS),
    *(f"box.s {op} 14 days" for op in OPS),
    *(f"box.q {op} 6 months" for op in OPS),
    *(f"box.o {op} mid" for op in OPS),
    "box.e = xa",
    "box.e != xb",
    "box.t = box.t",
    'box.t in ("41", "a")',
    "box.n between -3 and 4",
    "box.n in (-3..4]",
    "box.k in [0.5..2.25)",
    "box.e in (xa, xc)",
    "not(box.e in (xa, xc))",
    "box.b",
    "not(box.b)",
    "box.b and box.c",
    "box.b or box.c",
    "box.b and box.n > 0",
    "box.b or box.n > 0",
    "not(box.b or box.n > 0)",
    "not(box.b and not(box.c))",
    "is missing(box.n)",
    "is missing(box.b) or box.b",
    "is missing(box.k) and box.n > 0",
    "if box.b then box.c else box.n > 0",
    "if box.b then box.c else box.c",
    'contains(box.t, "1")',
    'starts with(box.t, "4")',
    'ends with(box.t, "1")',
    'list contains(box.l, "a")',
    "is business day(box.d)",
    "any(item.h)",
    "all(item.h)",
    "any(item.h where item.w > 0)",
    "all(item.h where item.w > 0)",
)
NUMBERS = (
    "box.n + box.k",
    "box.n - box.k",
    "box.n * box.k",
    "box.k * box.k",
    "-box.n",
    "abs(box.n)",
    "min(box.n, box.k)",
    "max(box.n, box.k, 0)",
    *(
        f"{how}(box.n / box.z{digits})"
        for how in ("round up", "round down", "round half up", "round half down", "decimal")
        for digits in (", 0", ", 2")
    ),
    *(f"{how}(box.n * box.k / 2, 1)" for how in ("round half up", "round half down", "decimal")),
    *(f"{how}(box.n / 2)" for how in ("floor", "ceiling")),
    *(f"{how}(box.n * box.p)" for how in ("floor", "ceiling")),
    "round half up(box.m / box.v, 3)",
    "string length(box.t)",
    "count(box.l)",
    'stable bucket(box.t, "spring")',
    "if box.b then box.n else box.k",
    "if box.n > 0 then box.k else 0",
    "box.d.year",
    "box.d.month",
    "box.d.day",
    "box.d.weekday",
    "(as_of + 1 months).day",
    "business days between(box.d, box.f)",
    "business days between(box.f, box.d)",
    "count(item)",
    "count(item where item.h)",
    "sum(item.w)",
    "sum(item.w * 2 where item.u <= as_of)",
    "min(item.w, default 9)",
    "max(item.w where item.r = ra, default -9)",
)
AMOUNTS = (
    "box.m + box.v",
    "box.m - box.v",
    "box.m * 3",
    "-box.m",
    "abs(box.m)",
    "min(box.m, box.v)",
    "max(box.m, box.v)",
    "round half up(box.m / box.z, 2)",
    "round half down(box.m * box.p, 0)",
    "decimal(box.m * box.p, 1)",
    "round up(box.m * box.k, 2)",
    "if box.b then box.m else box.v",
    "sum(item.g)",
    "sum(item.g where item.h)",
    "max(item.g, default 1 EUR)",
)
SPELLS = ("box.s + 14 days", "box.d - box.f", "as_of - box.d", "max(as_of - box.d, 0 days)", "box.s * 2")
AGES = ("months between(box.d, box.f)", "months between(box.f, box.d)", "months between(box.d, as_of)", "box.q * 2")
MOMENTS = (
    "box.d + 1 days",
    "box.d + box.s",
    "box.d - box.s",
    "box.d + 1 months",
    "box.d - 1 months",
    "box.d + box.q",
    "box.f - box.q",
    "as_of + 1 years",
    "min(box.d, box.f)",
    "max(box.d, as_of)",
    "if box.b then box.d else box.f",
    "add business days(box.d, 3)",
    "add business days(box.d, -2)",
    "next business day(box.d)",
    "max(item.u, default as_of)",
    "min(item.u where item.h, default box.d)",
    "delivered by post(box.d)",
    'next allowed day(box.d, "weekend, friday")',
)
KINDS = (
    *((text, "{type: boolean}") for text in BOOLEANS),
    *((text, NUMBER) for text in NUMBERS),
    *((text, MONEY) for text in AMOUNTS),
    *((text, DAYS) for text in SPELLS),
    *((text, MONTHS) for text in AGES),
    *((text, DATE) for text in MOMENTS),
)
FALLBACK = {NUMBER: "0", MONEY: "0", DAYS: "0", MONTHS: "0", DATE: "2026-01-01", "{type: boolean}": "false"}


def questions() -> dict[str, str]:
    """The expression behind each decision point."""
    return {f"q{index}": text for index, (text, _) in enumerate(KINDS)}


def policy() -> str:
    """The text of the policy."""
    lines = [head(("EUR",)), "definitions:"]
    for index, (text, _) in enumerate(KINDS):
        quoted = text.replace("'", "''")
        lines.append(f"  box.x{index}: '{quoted}'")
    lines.append("decisions:")
    for index, (_, kind) in enumerate(KINDS):
        lines += [
            f"  q{index}:",
            f"    outputs: {{v: {kind}}}",
            "    hit: first",
            "    total: false",
            "    table: |",
            "      id | box.b || v",
            f"      r | - || box.x{index}",
            f"    if_undecided: {{v: {FALLBACK[kind]}}}",
        ]
    return "\n".join(lines) + "\n"
