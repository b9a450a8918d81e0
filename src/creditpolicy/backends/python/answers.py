"""The answers of a decision point to its outcome, and to the rows that are its reasons."""

from collections.abc import Iterator, Sequence
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


def answer_lines(
    w: Writes, answers: tuple[Answer, ...], here: Here, kind: str, leaving: str = "hand_over()"
) -> list[str]:
    """Lines that work out every answer as plain data, under the name `kind` and a number, or hand over."""
    found = [w.value(answer.formula, here) for answer in answers]
    names = [f"{kind}{index}" for index in range(len(found))]
    lines = [f"{name} = {code.text}" for name, code in zip(names, found, strict=True)]
    is_open = open_test(found, names)
    lines += [f"if {is_open}:", f"    {leaving}"] if is_open else []
    return [*lines, *shown_lines(w, answers, found, names)]


def open_test(codes: Sequence[Code], names: Sequence[str]) -> str:
    """Whether any of the values that stand under these names is unknown; nothing where none can be."""
    return " or ".join(f"{name} is None" for name, code in zip(names, codes, strict=True) if code.maybe)


def left_open(is_open: str, *lines: str) -> list[str]:
    """Lines that leave the answer for one record to the interpreter, where it is open."""
    if not is_open:
        return []
    leaving = ["is_open = True", "answers[name] = None", "each.append(None)", *lines, "continue"]
    return [f"if {is_open}:", *(f"    {line}" for line in leaving)]


def shown_lines(w: Writes, answers: Sequence[Answer], codes: Sequence[Code], names: Sequence[str]) -> list[str]:
    """Lines that make plain data of the known values that stand under these names."""
    lines = []
    for answer, code, name in zip(answers, codes, names, strict=True):
        shown = _shown(w, answer, replace(code, text=name, maybe=False))
        if code.nothing:
            shown = f"None if {name} is NOTHING else {shown}"
        lines += [] if shown == name else [f"{name} = {shown}"]
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
    """An outcome from its fields."""
    return f"MappingProxyType({nested_text(fields)})"


def nested_text(fields: dict[str, str]) -> str:
    """A dictionary of fields: `limit.amount` is a field within a field, all of which may be nothing."""
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
    return f"{{{', '.join(f'{literal(key)}: {text}' for key, text in shown.items())}}}"


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

    @property
    def line(self) -> str:
        """A line that keeps them as `rows`."""
        return f"rows = ({''.join(f'{text}, ' for text in self.texts)})"

    def _in_formula(self, formula: Formula, when: tuple[str, ...]) -> None:
        if isinstance(formula, Choose):
            tests = self.w.tests(formula.condition, self.here)
            self._in_formula(formula.condition, when)
            # Of an unknown condition both branches count.
            yes, no = tests.may, f"(not {tests.sure})"
            self._in_formula(formula.yes, (*when, yes))
            self._in_formula(formula.no, (*when, no))
            return
        program = self.w.program
        asked = {program.outputs[name][0] for name in map(_plain, _surely_read(formula)) if name in program.outputs}
        for name in map(_plain, names_read(formula)):
            is_here = program.record_of(name) in {None, *self.here.records}
            if name in program.definitions:
                self._behind(name, when)
            elif name in program.outputs and is_here:
                # Whether it was asked at all is not known here.
                if program.outputs[name][0] not in asked:
                    raise NotCompiled
                self._mention(name, when)

    def _behind(self, name: str, when: tuple[str, ...]) -> None:
        """Tables behind a computed value; one that gave nothing for want of facts is no reason."""
        program = self.w.program
        record = program.definitions[name].record
        # That of a record which is not looked at stands in an aggregate: tables of the case are behind it all the same.
        own = self.here.only(record if record in self.here.records else None)
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


def _plain(name: str) -> str:
    return name.removeprefix("base.")


def _surely_read(formula: Formula) -> Iterator[str]:
    """The names that are asked for in any case, whatever comes out."""
    if isinstance(formula, Read):
        yield formula.name
    inner = parts(formula)
    if isinstance(formula, AllOf | AnyOf | IfMissing):
        inner = inner[:1]
    elif isinstance(formula, Over):
        inner = ()
    for part in inner:
        yield from _surely_read(part)
