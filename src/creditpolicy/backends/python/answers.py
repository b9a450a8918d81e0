"""The answers of a decision point to its outcome, and to the rows that are its reasons."""

from collections.abc import Iterator
from dataclasses import replace

from creditpolicy.backends.python.code import Code, Here, NotCompiled, Writes, held, literal
from creditpolicy.formulas import (
    AllOf,
    Answer,
    AnyOf,
    Choose,
    Formula,
    IfMissing,
    Over,
    Read,
    names_read,
    parts,
)
from creditpolicy.values.types import (
    BooleanType,
    DateType,
    DaysType,
    EnumType,
    ListType,
    MoneyType,
    MonthsType,
    NumberType,
    TextType,
)


def answer_lines(w: Writes, answers: tuple[Answer, ...], here: Here, kind: str) -> list[str]:
    """Lines that work out every answer as plain data, under the name `kind` and a number."""
    lines = []
    for index, answer in enumerate(answers):
        code = w.value(answer.formula, here)
        name = f"{kind}{index}"
        lines.append(f"{name} = {code.text}")
        if code.maybe:
            lines += [f"if {name} is None:", "    hand_over()"]
        shown = _shown(w, answer, replace(code, text=name, maybe=False))
        if code.nothing:
            shown = f"None if {name} is NOTHING else {shown}"
        if shown != name:
            lines.append(f"{name} = {shown}")
    return lines


def _shown(w: Writes, answer: Answer, code: Code) -> str:
    """A known value as an outcome has it."""
    match answer.formula.type:
        case MoneyType(scale=scale) if not w.currency:
            return f"amount_text({code.text}[0], 2, {_places(scale)}, {code.text}[1])"
        case MoneyType(scale=scale):
            if code.currency is None:
                raise NotCompiled
            return f"amount_text({code.text}, {code.scale}, {_places(scale)}, {literal(code.currency)})"
        case NumberType(scale=scale) if not scale and not code.scale:
            return f"{code.text} if type({code.text}) is int else number_shown({code.text}, 0, None)"
        case NumberType(scale=scale):
            return f"number_shown({code.text}, {code.scale}, {scale})"
        case DaysType() | MonthsType():
            return f"number_shown({code.text}, {code.scale}, None)"
        case DateType():
            return f"{code.text}.isoformat()"
        case BooleanType() | EnumType() | TextType() | ListType():
            return code.text


def _places(scale: int | None) -> int:
    return 2 if scale is None else max(2, scale)


def fields_of(answers: tuple[Answer, ...], kind: str) -> dict[str, str]:
    """Where the answer for each key stands."""
    return {answer.key: f"{kind}{index}" for index, answer in enumerate(answers)}


def nested(fields: dict[str, str]) -> str:
    """An outcome from its fields: `limit.amount` is a field within a field, all of which may be nothing."""
    groups: dict[str, dict[str, str]] = {}
    shown: dict[str, str] = {}
    for key, name in fields.items():
        group, dot, inner = key.partition(".")
        if dot:
            groups.setdefault(group, {})[inner] = name
            shown[group] = ""
        else:
            shown[key] = name
    for group, inner_fields in groups.items():
        none = " and ".join(f"{name} is None" for name in inner_fields.values())
        shown[group] = f"None if {none} else {nested(inner_fields)}"
    return f"MappingProxyType({{{', '.join(f'{literal(key)}: {text}' for key, text in shown.items())}}})"


class Mentions:
    """Which tables are the reasons of a decision: those that gave its answers, each with when that is so."""

    def __init__(self, w: Writes, here: Here) -> None:
        self.w = w
        self.here = here
        self.tables: list[str] = []
        self.rows: list[str] = []
        self.whens: list[str] = []
        self._seen: dict[str, list[str]] = {}

    def of(self, answers: tuple[Answer, ...]) -> None:
        """Those of every answer that explains."""
        for answer in answers:
            if answer.explains:
                self._in_formula(answer.formula, ())

    @property
    def texts(self) -> list[str]:
        """The deciding rows of each; None where it is no reason."""
        pairs = zip(self.rows, self.whens, strict=True)
        return [rows if when == "True" else f"({rows} if {when} else None)" for rows, when in pairs]

    def _in_formula(self, formula: Formula, when: tuple[str, ...]) -> None:
        if isinstance(formula, Choose):
            tests = self.w.tests(formula.condition, self.here)
            self._in_formula(formula.condition, when)
            yes, no = tests.sure, f"(not {tests.may})"
            # Of an unknown condition both branches count: `_chosen` has handed that over.
            self._in_formula(formula.yes, (*when, yes))
            self._in_formula(formula.no, (*when, no))
            return
        lazily = {name.removeprefix("base.") for name in _read_lazily(formula)}
        program = self.w.program
        for name in names_read(formula):
            plain = name.removeprefix("base.")
            if program.record_of(plain) not in {None, *self.here.records}:
                raise NotCompiled
            if plain in program.definitions:
                self._behind(plain, when)
            elif plain in program.outputs:
                if plain in lazily:
                    raise NotCompiled
                self._mention(plain, when)

    def _behind(self, name: str, when: tuple[str, ...]) -> None:
        """Tables behind a computed value; one that gave nothing for want of facts is no reason."""
        program = self.w.program
        own = self.here.only(program.definitions[name].record)
        for inner in names_read(program.definitions[name].formula):
            record = program.record_of(inner)
            if inner in program.outputs and (record is None or record in own.records):
                found = self.w.read(inner, own)
                given = (f"({held(self.w, found)[0]} is not None)",) if found.maybe else ()
                self._mention(inner, (*when, *given))

    def _mention(self, output: str, when: tuple[str, ...]) -> None:
        table = self.w.program.outputs[output][0]
        earlier = self._seen.setdefault(table, [])
        if "True" in earlier:
            return
        condition = " and ".join(when) or "True"
        rows = self.w.rows(output, self.here)
        but = " and ".join(f"not ({one})" for one in earlier)
        whole = f"{condition} and {but}" if but else condition
        earlier.append(condition)
        self.tables.append(table)
        self.rows.append(rows)
        self.whens.append(whole)


def _read_lazily(formula: Formula) -> Iterator[str]:
    """The names that are not asked for in any case."""
    waiting: list[tuple[Formula, bool]] = [(formula, False)]
    while waiting:
        current, lazy = waiting.pop()
        if isinstance(current, Read) and lazy:
            yield current.name
        lazy = lazy or isinstance(current, AllOf | AnyOf | IfMissing | Over)
        waiting.extend((part, lazy) for part in parts(current))
