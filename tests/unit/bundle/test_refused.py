"""What is no bundle, or no longer is, is refused with one sentence; so is what somebody made up."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from creditpolicy import Policy, PolicyError
from creditpolicy.bundle.from_bytes import Refusal, _versions, versions_of
from creditpolicy.bundle.kinds import Strange
from creditpolicy.bundle.shapes import FORMAT, NUMBERS, SHAPES
from creditpolicy.diagnostics import Code
from tests.unit.bundle.bundles import content, rows_of, sealed, small


def refused(data: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        versions_of(data)
    return caught.value.message


def changed(change: Callable[[Any], object]) -> bytes:
    """The small bundle with something else in it, and a digest that is right."""
    held = content(small())
    change(held)
    return sealed(held)


def test_sealing_changes_nothing():
    assert len(versions_of(sealed(content(small())))) == 1


@pytest.mark.parametrize("data", [b"", b"policy: kiosk\n", b"\x80\x04\x95 pickled", b"\xff\xfe\x00", b"creditpolicy"])
def test_what_is_no_bundle(data):
    assert refused(data).startswith("is no bundle")


def test_a_newer_format_is_named():
    data = sealed(content(small()), FORMAT + 1)

    assert refused(data) == f"is a bundle of format {FORMAT + 1}, and this creditpolicy reads format {FORMAT}"


def test_a_newer_format_is_named_whatever_its_first_line_says_further():
    assert refused(b"creditpolicy bundle 2; zstd\n\x00").startswith("is a bundle of format 2")


def test_a_bundle_with_other_shapes_is_known_for_it():
    assert "parts of other shapes" in refused(changed(lambda held: held["shapes"].pop()))


@pytest.mark.parametrize("share", range(0, 100, 3))
def test_a_cut_bundle(share):
    data = small()[: len(small()) * share // 100]

    refused(data)


def test_a_cut_bundle_says_so():
    assert refused(small()[:-1]).startswith("is cut: found ")
    assert refused(small() + b" ").startswith("goes on after its end: found ")


@pytest.mark.parametrize("bit", [0, 3, 7])
def test_one_bit_that_is_turned_is_found(bit):
    data = small()
    places = {*range(200), *range(200, len(data), 997), len(data) - 1}

    for place in places:
        turned = bytearray(data)
        turned[place] ^= 1 << bit
        refused(bytes(turned))


def test_the_file_and_the_way_out_are_named(tmp_path):
    (tmp_path / "my.bundle").write_bytes(small()[:-1])

    with pytest.raises(PolicyError) as caught:
        Policy.load(tmp_path / "my.bundle")

    (finding,) = caught.value.diagnostics
    assert finding.code is Code.BUNDLE
    assert "my.bundle` is cut" in finding.message
    assert finding.help == "build it again from the policy, with `creditpolicy build`"


@pytest.mark.parametrize(
    "text", ["", "[", "{}", "[]", "null", "1e999", "NaN", '{"parts":[]}', "[" * 100_000, "1" * 5000, '"\\ud800"']
)
def test_other_json(text):
    assert refused(sealed(text)).startswith("holds what no policy has")


def test_a_key_too_many():
    refused(changed(lambda held: held.update(more=1)))


@pytest.mark.parametrize("key", ["parts", "texts", "versions"])
@pytest.mark.parametrize("value", [None, 1, "a", {}, [], [None], [[]], [-1], [True], [1e3], ["\ud800"], [["a"]]])
def test_a_key_that_holds_something_else(key, value):
    refused(changed(lambda held: held.update({key: value})))


@pytest.mark.parametrize("shape", [-1, len(SHAPES), True, None, "Row", 1.0, [], 10**30])
def test_a_shape_that_is_not_there(shape):
    def change(held):
        held["parts"][0][0] = shape

    assert "part 0 is none" in refused(changed(change))


USED = sorted({row[0] for row in content(small())["parts"]})


def is_read(held: Any) -> bool:
    """Whether the content of a bundle is taken, its first line apart."""
    try:
        return bool(_versions(held))
    except Strange:
        return False


@pytest.mark.parametrize("number", USED, ids=lambda number: SHAPES[number].name)
def test_a_field_that_holds_something_else(number):
    held = content(small())
    place = next(place for place, row in enumerate(held["parts"]) if row[0] == number)
    row = held["parts"][place]
    wrong: list[Any] = [-1, 10**9, 1.5, "a", {}, True, None, [None], [[None]], [[0, None]], place, [place]]
    for field in range(1, len(row)):
        taken = []
        for value in wrong:
            held["parts"][place] = [*row[:field], value, *row[field + 1 :]]
            taken += [value] if is_read(held) else []
        # Some are right there: an optional that is missing, another flag, another number.
        assert len(taken) <= 3, (SHAPES[number].fields[field - 1], taken)
    held["parts"][place] = [*row, 0]
    assert not is_read(held)
    held["parts"][place] = row[:-1]
    assert not is_read(held)


def test_a_part_that_is_made_of_itself_or_of_later_ones():
    def itself(held):
        place = next(place for place, row in enumerate(held["parts"]) if row[0] == NUMBERS["AllOf"])
        held["parts"][place][1] = [place]

    def later(held):
        place = next(place for place, row in enumerate(held["parts"]) if row[0] == NUMBERS["AllOf"])
        held["parts"][place][1] = [len(held["parts"]) - 1]

    refused(changed(itself))
    refused(changed(later))


def test_a_name_that_stands_twice():
    def twice(held):
        (program,) = rows_of(held, "Program")
        definitions = 1 + SHAPES[NUMBERS["Program"]].fields.index("definitions")
        program[definitions].append(program[definitions][0])

    refused(changed(twice))


def with_formula(*parts: tuple[Any, ...]) -> bytes:
    """The small bundle with one more definition, `order.made_up`.

    It is the last of some parts: a shape and its fields but for the type, in which numbers count the parts from the
    first of these, and texts are themselves.
    """
    held = content(small())
    rows, texts = held["parts"], held["texts"]
    (program,) = rows_of(held, "Program")
    boolean, titles, at = (rows.index(rows_of(held, shape)[0]) for shape in ("BooleanType", "Titles", "Place"))
    assert [row[0] for row in rows[-2:]] == [NUMBERS["Program"], NUMBERS["Version"]]
    version = rows.pop()
    rows.pop()
    begin = len(rows)

    def put(given: Any) -> Any:
        match given:
            case str():
                texts.append(given)
                return len(texts) - 1
            case list():
                return [put(one) for one in given]
        return begin + given

    for shape, *fields in parts:
        rows.append([NUMBERS[shape], *map(put, fields), boolean])
    name = put("order.made_up")
    rows.append([NUMBERS["Definition"], name, None, len(rows) - 1, titles, False, at])
    program[1 + SHAPES[NUMBERS["Program"]].fields.index("definitions")].append([name, len(rows) - 1])
    version[1] = len(rows)
    rows += [program, version]
    held["versions"] = [len(rows) - 1]
    return sealed(held)


def test_another_definition_is_read():
    (version,) = versions_of(with_formula(("AllOf", [])))

    assert "order.made_up" in version.program.definitions


def test_a_formula_that_grows_with_each_part():
    assert "too long" in refused(with_formula(("AllOf", []), *(("AllOf", [place, place]) for place in range(60))))


def test_a_formula_that_goes_too_deep():
    assert "too deep" in refused(with_formula(("AllOf", []), *(("AllOf", [place]) for place in range(5000))))


def test_a_number_that_grows_without_end():
    squared = [("Arith", "*", place, place) for place in range(20)]

    assert "too long" in refused(with_formula(("Read", "order.amount"), *squared))


def test_a_number_with_more_digits_than_any_has():
    rounded = ("Apply", "round up", [0, 0])

    assert "more digits" in refused(with_formula(("Read", "order.amount"), rounded))


def test_a_definition_that_reads_itself():
    assert "decided by itself" in refused(with_formula(("Read", "order.made_up")))


def test_a_name_that_stands_for_nothing():
    assert "'order.nobody_knows' stands for nothing" in refused(with_formula(("Read", "order.nobody_knows")))


@pytest.mark.parametrize(("field", "shape"), [("cells", "Row"), ("outputs", "Row"), ("outputs", "Table")])
def test_a_row_that_does_not_fit_its_table(field, shape):
    def shorter(held):
        for row in rows_of(held, shape):
            row[1 + SHAPES[NUMBERS[shape]].fields.index(field)][:1] = []

    refused(changed(shorter))


def test_an_output_that_nobody_gives():
    def elsewhere(held):
        (program,) = rows_of(held, "Program")
        for _, pair in program[1 + SHAPES[NUMBERS["Program"]].fields.index("outputs")]:
            pair[1] = 99

    assert "stands for nothing" in refused(changed(elsewhere))


def test_a_number_in_another_form():
    def not_reduced(held):
        for row in rows_of(held, "number"):
            row[1:] = [2 * one for one in row[1:]]

    def below_nothing(held):
        for row in rows_of(held, "number"):
            row[2] = 0

    refused(changed(not_reduced))
    refused(changed(below_nothing))


def test_a_day_that_no_calendar_has():
    def change(held):
        held["parts"][0] = [NUMBERS["day"], 2026, 2, 30]

    assert "part 0 is none" in refused(changed(change))


def test_the_first_line_is_bounded():
    refused(b"creditpolicy bundle " + b"1" * 1_000_000)
    refused(b"creditpolicy bundle 1 " + json.dumps(10**11).encode() + b" sha256:" + b"0" * 64 + b"\n{}")
