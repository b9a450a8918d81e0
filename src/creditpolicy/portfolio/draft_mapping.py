"""A foreign file of invoices to the draft of its mapping. What was guessed is said beside it."""

import json
import re
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from creditpolicy.portfolio.draft_words import Remark
from creditpolicy.portfolio.guesses import ColumnGuess, DateGuess, guess_column, guess_dates, guess_decimal, looks_like
from creditpolicy.portfolio.mapping import LISTS, Format
from creditpolicy.portfolio.readers import open_sheet
from creditpolicy.portfolio.readers.sniff import delimiter_of, encoding_of
from creditpolicy.portfolio.synonyms import SYNONYMS, plain

SAMPLE = 5_000
_DATES = ("invoice_date", "due_date", "paid_at")
_AMOUNTS = ("amount_open", "amount_total")
_NEEDED = ("invoice_id", "customer_id", "invoice_date", "due_date")
_TEXT_FILES = ("", ".csv", ".tsv", ".txt")
_SIMPLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[0-9A-Za-z_]+)*")
_YAML_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def draft_mapping(path: Path, say: Callable[[str], str] = str) -> str:
    """The YAML text of a mapping for the file, to be looked through and kept; `say` puts its remarks in a language.

    Raises:
        UnusableInput: the file can't be read, or has no usable header.

    """
    sheet = open_sheet(path, Format())
    rows = [row.cells for row in islice(sheet.rows, SAMPLE) if row.problem is None]
    samples = {
        title: [row[index].strip() for row in rows if row[index].strip()] for index, title in enumerate(sheet.header)
    }
    chosen = _choose(samples)
    dates = guess_dates([samples[chosen[key].column] for key in _DATES if key in chosen])
    decimal, thousands = guess_decimal([samples[chosen[key].column] for key in _AMOUNTS if key in chosen])
    lines = [
        f"# {say(Remark.DRAFTED(file=_shown(path.name), count=len(rows)))}",
        f"# {say(Remark.LOOK_THROUGH())}",
        f"mapping: {_name(path)}",
        "language: 1",
        "invoices:",
        *_format(path, dates, decimal, thousands, say),
        "  columns:",
        *_columns(chosen, say),
        *_constants(chosen, say),
        *_ignored(
            [title for title in sheet.header if title not in {guess.column for guess in chosen.values()}], samples, say
        ),
        "customers:",
        f"  from: invoices  # {say(Remark.FROM_INVOICES())}",
        f"  # constants: {{debtor_type: business, country: NL}}  # {say(Remark.FOR_EVERY_CUSTOMER())}",
        *_derive(chosen),
        f"# {say(Remark.STATE_LISTS())}",
        f"# {say(Remark.LEAVES_UNDECIDED())}",
        f"# none: [{', '.join(LISTS)}]",
    ]
    return "\n".join(lines) + "\n"


def _choose(samples: dict[str, list[str]]) -> dict[str, ColumnGuess]:
    """By fact, the column that most likely holds it: by its title, where its values don't speak against it."""
    titles = {title: plain(title) for title in samples}
    chosen: dict[str, ColumnGuess] = {}
    taken: set[str] = set()
    for key, synonyms in SYNONYMS.items():
        candidates = [title for synonym in synonyms for title, short in titles.items() if short == synonym]
        fitting = [title for title in candidates if title not in taken and looks_like(key, samples[title])]
        if fitting:
            title = fitting[0]
            taken.add(title)
            chosen[key] = guess_column(key, title, samples[title], tuple(fitting[1:3]))
    if "currency" not in chosen:
        for title, values in samples.items():
            if title not in taken and values and looks_like("currency", values):
                chosen["currency"] = guess_column("currency", title, values, ())
                break
    return chosen


def _format(path: Path, dates: DateGuess, decimal: str, thousands: str | None, say: Callable[[str], str]) -> list[str]:
    parts = []
    if path.suffix.lower() in _TEXT_FILES:
        encoding, _ = encoding_of(path)
        parts.append(f"delimiter: {json.dumps(_delimiter(path))}")
        parts.append(f"encoding: {encoding.removesuffix('-sig')}")
    parts.append(f"dates: {' or '.join(dates.patterns)}")
    parts.append(f'decimal: "{decimal}"')
    if thousands is not None:
        parts.append(f'thousands: "{thousands}"')
    lines = [f"  format: {{{', '.join(parts)}}}"]
    if dates.ambiguous:
        lines.append(f"  # {say(Remark.AMBIGUOUS(patterns=dates.ambiguous))}")
    return lines


def _delimiter(path: Path) -> str:
    encoding, _ = encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return delimiter_of([line[:10_000] for line in islice(file, 50)])


def _columns(chosen: dict[str, ColumnGuess], say: Callable[[str], str]) -> list[str]:
    lines = []
    for key in SYNONYMS:
        guess = chosen.get(key)
        if guess is None:
            if key in _NEEDED:
                lines.append(f"    # {key}:   # {say(Remark.NEEDED())}")
            continue
        lines.append(f"    {key}: {_column(guess)}{_remark(guess, say)}")
    if "amount_open" not in chosen and "amount_total" not in chosen:
        lines.append(f"    # amount_open:   # {say(Remark.AMOUNT_NEEDED())}")
    elif "amount_open" not in chosen and "paid_at" not in chosen:
        lines.append(f"    # amount_open:   # {say(Remark.STILL_OPEN())}")
    return lines


def _column(guess: ColumnGuess) -> str:
    title = _quoted(guess.column)
    if guess.whole_number:
        return f"{{column: {title}, as: whole number}}"
    return f"{{column: {title}, round: half up}}" if guess.rounds else title


def _remark(guess: ColumnGuess, say: Callable[[str], str]) -> str:
    remarks: list[str] = []
    if guess.others:
        remarks.append(Remark.OR_IS_IT(others=", ".join(_shown(other) for other in guess.others)))
    if guess.rounds:
        remarks.append(Remark.MORE_DIGITS())
    if guess.is_empty:
        remarks.append(Remark.EMPTY())
    return f"  # {'; '.join(map(say, remarks))}" if remarks else ""


def _constants(chosen: dict[str, ColumnGuess], say: Callable[[str], str]) -> list[str]:
    return [] if "currency" in chosen else [f"  constants: {{currency: EUR}}  # {say(Remark.CURRENCY())}"]


def _ignored(titles: list[str], samples: dict[str, list[str]], say: Callable[[str], str]) -> list[str]:
    if not titles:
        return []
    lines = [f"  ignore:  # {say(Remark.IGNORED())}"]
    for title in titles:
        values = list(dict.fromkeys(samples[title]))[:2]
        shown = ", ".join(_shown(value) for value in values)
        lines.append(f"    - {_quoted(title)}" + f"  # {shown or say(Remark.EMPTY())}")
    return lines


def _derive(chosen: dict[str, ColumnGuess]) -> list[str]:
    if "paid_at" not in chosen:
        return ["derive: [customer.customer_since]"]
    return [
        "derive:",
        "  - customer.customer_since",
        *(
            f"  - customer.{key}"
            for key in (
                "paid_invoice_count",
                "avg_days_late",
                "on_time_share",
                "late_count_24m",
                "revenue_12m",
                "order_value_avg",
            )
        ),
    ]


def _name(path: Path) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    return name if name and name[0].isalpha() else f"ledger-{name}".strip("-")


def _quoted(text: str) -> str:
    """`text` as a YAML scalar; quoted wherever YAML could read something else."""
    if _SIMPLE.fullmatch(text) and text.lower() not in _YAML_WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def _shown(text: str) -> str:
    """`text` fit for a comment: on one line, short."""
    short = re.sub(r"\s+", " ", "".join(sign if sign.isprintable() else " " for sign in text)).strip()
    return short if len(short) <= 30 else short[:29] + "…"
