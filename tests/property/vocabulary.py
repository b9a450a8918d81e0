"""The facts that generated policies speak of, of each type, and cases of them: complete, partly missing, at a bound."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

AS_OF = date(2026, 3, 31)
E_WORDS, O_WORDS, R_WORDS = ("xa", "xb", "xc"), ("lo", "mid", "hi"), ("ra", "rb")
KINDS = {
    "box.n": "number",
    "box.k": "number",
    "box.z": "number",
    "box.p": "number",
    "box.m": "money",
    "box.v": "money",
    "box.t": "text",
    "box.e": "box.e",
    "box.o": "box.o",
    "box.b": "boolean",
    "box.c": "boolean",
    "box.d": "date",
    "box.f": "date",
    "box.s": "days",
    "box.q": "months",
    "box.l": "list",
    "item.w": "number",
    "item.g": "money",
    "item.h": "boolean",
    "item.u": "date",
    "item.i": "date",
    "item.r": "item.r",
}
WORDS = {"box.e": E_WORDS, "box.o": O_WORDS, "item.r": R_WORDS}
ORDER = {word: rank for words in WORDS.values() for rank, word in enumerate(words)}
AMOUNTS = {"small": {"EUR": "10", "USD": "12"}, "large": {"EUR": "100"}}
THRESHOLDS = {
    "box.n": ("-3", "0", "4"),
    "box.k": ("0", "0.5", "2.25"),
    "box.z": ("1", "2", "5"),
    "box.p": ("0", "0.1", "0.3"),
    "box.m": ("-10", "0", "100"),
    "box.v": ("1", "10", "100"),
    "box.s": ("0", "14", "30"),
    "box.q": ("0", "6", "12"),
    "box.d": ("2025-12-31", "2026-02-28", "2026-03-31"),
    "box.f": ("2024-02-29", "2026-03-01", "2026-04-30"),
    "item.w": ("-1", "0", "2"),
    "item.g": ("0", "10", "25"),
    "item.u": ("2026-03-01", "2026-03-31", "2026-05-31"),
    "item.i": ("2026-01-31", "2026-03-30", "2026-04-15"),
}
"""Values that conditions and cells compare with; facts lie on them, and a step to either side."""

TEXTS = ("", "a", "41", "410", "bv")

RECORDS = """\
records:
  box:
    facts:
      n: {type: number, low: -20, high: 20}
      k: {type: number, scale: 2, low: 0, high: 10}
      z: {type: number, low: 1, high: 9}
      p: {type: percent, low: 0, high: 1}
      m: {type: money, low: -1000, high: 1000}
      v: {type: money, low: 1, high: 1000}
      t: {type: text}
      e: {type: enum, values: [xa, xb, xc]}
      o: {type: enum, values: [lo, mid, hi], ordered: true}
      b: {type: boolean}
      c: {type: boolean}
      d: {type: date}
      f: {type: date}
      s: {type: days, low: 0, high: 60}
      q: {type: months, low: 0, high: 36}
      l: {type: list, of: text}
  item:
    many: items
    max_count: 20
    facts:
      id: {type: text}
      w: {type: number, low: -9, high: 9}
      g: {type: money, low: 0, high: 1000}
      h: {type: boolean}
      u: {type: date}
      i: {type: date}
      r: {type: enum, values: [ra, rb]}
"""


def head(currencies: tuple[str, ...]) -> str:
    """The head of a policy, with its records and its amounts."""
    said = f"currency: {currencies[0]}" if len(currencies) == 1 else f"currencies: [{', '.join(currencies)}]"
    lines = [
        f"  {name}: {{{', '.join(f'{one}: {amount}' for one, amount in by.items() if one in currencies)}}}"
        for name, by in AMOUNTS.items()
    ]
    return "\n".join(["policy: made", "language: 1", 'version: "1"', "calendar: NL", said, "amounts:", *lines, RECORDS])


def values_of(name: str, currencies: tuple[str, ...]) -> SearchStrategy[Any]:
    """Plain values of one fact, as a caller hands them over."""
    kind = KINDS[name]
    if kind in WORDS:
        return st.sampled_from(WORDS[kind])
    match kind:
        case "boolean":
            return st.booleans()
        case "text":
            return st.sampled_from(TEXTS)
        case "list":
            return st.lists(st.sampled_from(TEXTS), max_size=2)
        case "date":
            near = st.sampled_from(THRESHOLDS[name]).map(date.fromisoformat)
            return st.builds(lambda day, by: (day + timedelta(days=by)).isoformat(), near, st.integers(-1, 1))
    step = {"box.k": "0.01", "box.p": "0.0001", "money": "0.01"}.get(name if kind != "money" else kind, "1")
    numbers = st.builds(_near, st.sampled_from(THRESHOLDS[name]), st.integers(-1, 1), st.just(step), st.just(name))
    return st.builds("{} {}".format, numbers, st.sampled_from(currencies)) if kind == "money" else numbers


def _near(threshold: str, by: int, step: str, name: str) -> str:
    low = {"box.n": -20, "box.z": 1, "box.m": -1000, "box.v": 1, "item.w": -9}.get(name, 0)
    return str(max(Decimal(low), Decimal(threshold) + by * Decimal(step)))


@st.composite
def cases(draw: st.DrawFn, currencies: tuple[str, ...] = ("EUR",), missing: float = 0.2) -> dict[str, Any]:
    """A case; each fact lacks with the chance `missing`, and so does the list."""
    most = round(missing * 10)

    def facts(record: str) -> dict[str, Any]:
        found = {}
        for name in KINDS:
            if name.startswith(record) and draw(st.integers(1, 10)) > most:
                found[name.partition(".")[2]] = draw(values_of(name, currencies))
        return found

    case: dict[str, Any] = {"box": facts("box.")}
    if draw(st.integers(1, 10)) > most:
        case["items"] = [facts("item.") for _ in range(draw(st.integers(0, 3)))]
    return case
