"""Files as the world writes them, to rows with their lines."""

import tempfile
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditpolicy.portfolio.mapping import Format
from creditpolicy.portfolio.readers import open_sheet
from creditpolicy.portfolio.unusable import UnusableInput


def rows_of(path, written=None):
    sheet = open_sheet(path, written or Format())
    return sheet.header, [(row.line, row.problem or row.cells) for row in sheet.rows]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_delimiter_and_encoding_are_read_from_the_file(tmp_path, sign, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes(f"id{sign}naam\r\nF1{sign}café\r\nF2{sign}naïef\r\n".encode(encoding))

    assert rows_of(path) == (("id", "naam"), [(2, ("F1", "café")), (3, ("F2", "naïef"))])


def test_lines_are_those_of_the_file_even_behind_a_cell_of_several_lines(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('id,note\n"F1","two\nlines, ""quoted"""\n\nF2,x\n', newline="")

    assert rows_of(path)[1] == [(2, ("F1", 'two\nlines, "quoted"')), (5, ("F2", "x"))]


def test_a_ragged_row_is_refused_and_empty_cells_at_the_end_are_not(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1\n1,2,3\n1,2,,\n")

    assert rows_of(path)[1] == [
        (2, "1 cell, the header has 2"),
        (3, "3 cells, the header has 2"),
        (4, ("1", "2")),
    ]


def test_a_nul_and_bytes_that_are_no_text_refuse_their_row_only(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,\x00\n2,\xe9\n3,x\n")

    found = rows_of(path, Format(delimiter=",", encoding="utf-8"))[1]

    assert found == [
        (2, "a NUL character"),
        (3, "bytes that are no text in the file's encoding"),
        (4, ("3", "x")),
    ]


def test_a_cell_of_ten_million_characters_refuses_its_row_only(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1," + "x" * 10_000_000 + "\n2,y\n" + '3,"' + "x" * 200_000 + '"\n4,y\n')

    found = rows_of(path)[1]

    refused = "a cell of over 100000 characters"
    assert found == [(2, refused), (3, ("2", "y")), (4, refused), (5, ("4", "y"))]


@pytest.mark.parametrize("count", [1, 3, 60, 20_000])
def test_an_open_quotation_mark_costs_its_own_line_only(tmp_path, count):
    path = tmp_path / "a.csv"
    path.write_text('a,b,c\n1,"x,3\n' + "2,y,z\n" * count)
    found = rows_of(path)[1]

    assert found[0][0] == 2
    assert found[0][1].endswith("is a quotation mark left open?")
    assert found[1:] == [(line, ("2", "y", "z")) for line in range(3, count + 3)]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n\n", "is empty"),
        ("a.csv", b"a,a\n1,2\n", "two columns named `a`"),
        ("a.jsonl", b"\n", "no JSON object"),
        ("a.json", b"[]", "is JSON"),
        ("a.parquet", b"PAR1 not really", "no Parquet file"),
        ("a.xlsx", b"not really", "no workbook"),
    ],
)
def test_a_file_of_no_use_is_refused_in_one_sentence(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(UnusableInput, match=words):
        open_sheet(path, Format())


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    with pytest.raises(UnusableInput, match="is a folder"):
        open_sheet(tmp_path, Format())
    with pytest.raises(UnusableInput, match="there is no file"):
        open_sheet(tmp_path / "none.csv", Format())


def test_json_lines_keep_the_text_of_numbers(tmp_path):
    path = tmp_path / "a.jsonl"
    lines = [
        '{"id": 12345678901234567890, "amount": 10.10, "flag": true}',
        '{"id": "F2", "amount": 1.5e3, "list": ["a", "b"]}',
        '{"id": null, "id": 1}',
        "{",
        '{"id": {"a": 1}}',
        "[1]",
        "[" * 100_000,
        '{"id": "\\ud800"}',
    ]
    path.write_text("\n".join(lines) + "\n")

    assert rows_of(path) == (
        ("id", "amount", "flag", "list"),
        [
            (1, ("12345678901234567890", "10.10", "true", "")),
            (2, ("F2", "1500", "", "a;b")),
            (3, "a key that stands twice"),
            (4, "a line that is no JSON"),
            (5, "`id` holds a list or an object, expected one value"),
            (6, "a line that is no JSON object"),
            (7, "a line that is no JSON"),
            (8, "bytes that are no text in the file's encoding"),
        ],
    )


@pytest.mark.needs("polars")
def test_parquet_gives_the_text_that_a_csv_would_have(tmp_path):
    import polars

    path = tmp_path / "a.parquet"
    frame = polars.DataFrame(
        {
            "i": [1, None],
            "f": [0.1, 1e22],
            "d": [date(2026, 1, 31), None],
            "m": [Decimal("10.10"), Decimal("-1.00")],
            "b": [True, False],
        }
    )
    frame.write_parquet(path)

    assert rows_of(path) == (
        ("i", "f", "d", "m", "b"),
        [
            (2, ("1", "0.1", "2026-01-31", "10.10", "true")),
            (3, ("", "10000000000000000000000", "", "-1.00", "false")),
        ],
    )


@pytest.mark.needs("python_calamine")
def test_a_workbook_gives_whole_numbers_exact_amounts_and_days(tmp_path):
    path = tmp_path / "a.xlsx"
    _workbook(path, {"Blad1": [["id", "amount", "day"], [1042, 10.1, 46053], ["F2", "", ""]], "Blad2": [["x"], ["y"]]})

    assert rows_of(path) == (("id", "amount", "day"), [(2, ("1042", "10.1", "2026-01-31")), (3, ("F2", "", ""))])
    assert open_sheet(path, Format()).notes == ("`a.xlsx` has 2 sheets; `Blad1` was read",)
    assert rows_of(path, Format(sheet="Blad2")) == (("x",), [(2, ("y",))])
    with pytest.raises(UnusableInput, match="no sheet `Blad3`"):
        open_sheet(path, Format(sheet="Blad3"))


def _workbook(path, sheets):
    """The least that is an xlsx file; the third column is formatted as a day."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = list(sheets)
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1))
    links = "".join(
        f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    styles = f'<Relationship Id="rs" Type="{office}/styles" Target="styles.xml"/>'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>'
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{relations}">{links}{styles}</Relationships>'
        )
        book.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        )
        for number, name in enumerate(names, 1):
            rows = "".join(_row(index, cells) for index, cells in enumerate(sheets[name], 1))
            book.writestr(
                f"xl/worksheets/s{number}.xml", f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
            )


def _row(index, cells):
    parts = []
    for letter, cell in zip("ABC", cells, strict=False):
        if isinstance(cell, str):
            parts.append(f'<c r="{letter}{index}" t="inlineStr"><is><t>{cell}</t></is></c>')
        else:
            parts.append(f'<c r="{letter}{index}" s="{1 if letter == "C" else 0}"><v>{cell}</v></c>')
    return f'<row r="{index}">{"".join(parts)}</row>'


@given(st.text('ab,;" \t\r\n\x0bé\0', max_size=40))
def test_a_row_without_any_doubt_is_what_the_csv_module_reads(text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_text("x,y\n" + text, encoding="utf-8", newline="")
        found = rows_of(path, Format(delimiter=",", encoding="utf-8"))
        with patch("creditpolicy.portfolio.readers.csv_rows._Lines.simple", return_value=None):
            assert found == rows_of(path, Format(delimiter=",", encoding="utf-8"))
