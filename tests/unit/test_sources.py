"""Reading a policy folder: what is read, and that nothing else ever is."""

import os
import sys
from typing import Any

import pytest

from creditpolicy.diagnostics import Code, Diagnostic, Place
from creditpolicy.sources import LARGEST_FILE, MOST_FILES, Source, list_versions, read_policy_file, read_policy_files
from creditpolicy.sources import reader as reader_module
from creditpolicy.sources.text import MOST_CHARACTERS

ENTRY = Place("policy.yaml", 4, 12, 4, 22)


def read(*asked) -> Any:
    return read_policy_file(*asked)


def versions_at(path) -> Any:
    return list_versions(path)


@pytest.fixture
def folder(tmp_path):
    policy = tmp_path / "policy"
    policy.mkdir()
    (policy / "policy.yaml").write_text("policy: x\n", encoding="utf-8")
    (policy / "facts.yaml").write_text("facts: {}\n", encoding="utf-8")
    (policy / "parts").mkdir()
    (policy / "parts" / "terms.yaml").write_text("terms: {}\n", encoding="utf-8")
    (tmp_path / "secret.yaml").write_text("secret: 1\n", encoding="utf-8")
    return policy


def test_files_are_read_by_their_names(folder):
    assert read(folder, "facts.yaml") == Source("facts.yaml", "facts: {}\n")
    assert read(folder, "./parts//terms.yaml") == Source("parts/terms.yaml", "terms: {}\n")


@pytest.mark.parametrize(
    "data", [b"a: \xc3\xa9\nb: 1\n", b"\xef\xbb\xbfa: \xc3\xa9\r\nb: 1\r\n", b"a: \xc3\xa9\rb: 1\r"]
)
def test_line_ends_and_a_byte_order_mark_make_no_difference(folder, data):
    (folder / "x.yaml").write_bytes(data)

    assert read(folder, "x.yaml") == Source("x.yaml", "a: é\nb: 1\n")


@pytest.mark.parametrize(
    ("data", "message", "place"),
    [
        ("a: 1\n".encode("utf-16"), "`x.yaml` is UTF-16, expected UTF-8 text", (1, 1)),
        ("a: 1\n".encode("utf-16-le"), "`x.yaml` is UTF-16, expected UTF-8 text", (1, 1)),
        ("a: 1\n".encode("utf-32"), "`x.yaml` is UTF-32, expected UTF-8 text", (1, 1)),
        (b"PK\x03\x04abc", "`x.yaml` is a zip archive or an Excel workbook, expected UTF-8 text", (1, 1)),
        (b"a: 1\nb: caf\xe9\n", "byte 0xe9 (`é` in the Windows code page 1252) is not UTF-8", (2, 7)),
        (b"a: 1\nb: \x00\n", "the text holds U+0000 (control character), which nobody sees", (2, 4)),
        (b"a: \x1b[31m\n", "the text holds U+001B (control character), which nobody sees", (1, 4)),
        ("a: \u202e1\n".encode(), "the text holds U+202E (right-to-left override), which nobody sees", (1, 4)),
        ("a\u200b: 1\n".encode(), "the text holds U+200B (zero width space), which nobody sees", (1, 2)),
    ],
)
def test_what_is_not_plain_text_is_refused_where_it_stands(folder, data, message, place):
    (folder / "x.yaml").write_bytes(data)

    finding = read(folder, "x.yaml")

    assert (finding.code, finding.message) == (Code.NOT_TEXT, message)
    assert (finding.at.line, finding.at.column) == place


def test_tabs_pass_to_the_yaml_layer(folder):
    (folder / "x.yaml").write_bytes(b"a:\t1\n")

    assert read(folder, "x.yaml") == Source("x.yaml", "a:\t1\n")


@pytest.mark.parametrize(
    "name", ["../secret.yaml", "parts/../../secret.yaml", "/etc/passwd", "C:\\x.yaml", "\\\\host\\x"]
)
def test_names_that_lead_out_are_refused(folder, name):
    finding = read(folder, name, ENTRY)

    assert finding.code is Code.OUTSIDE_THE_FOLDER
    assert finding.at == ENTRY


def test_links_that_lead_out_are_refused_and_links_inside_are_followed(folder):
    (folder / "out.yaml").symlink_to(folder.parent / "secret.yaml")
    (folder / "in.yaml").symlink_to(folder / "facts.yaml")
    (folder / "up").symlink_to(folder.parent)
    (folder / "circle").symlink_to(folder / "circle")

    assert read(folder, "out.yaml", ENTRY).code is Code.OUTSIDE_THE_FOLDER
    assert read(folder, "up/secret.yaml", ENTRY).code is Code.OUTSIDE_THE_FOLDER
    assert read(folder, "in.yaml") == Source("in.yaml", "facts: {}\n")
    assert read(folder, "circle", ENTRY).code is Code.FILE_UNREADABLE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_pipes_and_folders_are_refused_without_waiting(folder):
    os.mkfifo(folder / "pipe.yaml")

    assert read(folder, "pipe.yaml").message == "`pipe.yaml` is a folder or a device, expected a file"
    assert read(folder, "parts").message == "`parts` is a folder or a device, expected a file"


def test_a_missing_file_names_the_nearest_or_what_is_there(folder):
    assert read(folder, "fact.yaml", ENTRY) == Diagnostic(
        Code.FILE_UNREADABLE, "no file `fact.yaml`", ENTRY, "did you mean `facts.yaml`?"
    )
    assert read(folder, "facts.yml").help == "did you mean `facts.yaml`?"
    assert read(folder, "reminders.yaml").help == "the folder has `facts.yaml`, `parts`, `policy.yaml`"
    assert read(folder, "other/x.yaml").help == "there is no folder `other` either"


@pytest.mark.parametrize("name", ["", "  ", "a\x00b.yaml", "a\nb", "parts\\terms.yaml", "facts.yaml/x"])
def test_impossible_names_are_findings(folder, name):
    assert read(folder, name, ENTRY).code is Code.FILE_UNREADABLE


def test_a_large_file_is_not_read(folder):
    (folder / "x.yaml").write_bytes(b"a" * (LARGEST_FILE + 1))

    assert read(folder, "x.yaml").message == "`x.yaml` is larger than 16 MiB, a policy has at most 4,000,000 characters"


def test_a_folder_that_may_not_be_read(folder, monkeypatch):
    def refuse(*_args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(reader_module, "read_plain_file", refuse)

    assert read(folder, "facts.yaml").message == "cannot read `facts.yaml`: it may not be read by this user"


def test_several_files_and_a_finding_for_each_bad_one(folder):
    sources, findings = read_policy_files(folder, [("facts.yaml", ENTRY), ("x.yaml", ENTRY), ("policy.yaml", None)])

    assert [source.name for source in sources] == ["facts.yaml", "policy.yaml"]
    assert [finding.message for finding in findings] == ["no file `x.yaml`"]


def test_the_number_of_files_is_bounded(folder):
    sources, findings = read_policy_files(folder, [("facts.yaml", ENTRY)] * (MOST_FILES + 1))

    assert len(sources) == MOST_FILES
    assert [finding.code for finding in findings] == [Code.FILE_TOO_LARGE]


def test_the_files_together_are_bounded(folder):
    (folder / "x.yaml").write_bytes(b"a" * (MOST_CHARACTERS // 4))

    sources, findings = read_policy_files(folder, [("x.yaml", ENTRY)] * 6)

    assert len(sources) == 4
    assert [(finding.code, finding.message) for finding in findings] == [
        (
            Code.FILE_TOO_LARGE,
            "the policy has more than 4,000,000 characters, the most it can have; the rest is not read",
        )
    ]


def test_a_path_is_a_file_a_folder_or_versions(folder, tmp_path):
    versions = tmp_path / "versions"
    for name in ("2026.2", "2026.1"):
        (versions / name).mkdir(parents=True)
        (versions / name / "policy.yaml").write_text("policy: x\n", encoding="utf-8")
    (versions / "notes").mkdir()

    assert versions_at(folder / "facts.yaml") == ((folder, "facts.yaml"),)
    assert versions_at(folder) == ((folder, "policy.yaml"),)
    assert versions_at(versions) == ((versions / "2026.1", "policy.yaml"), (versions / "2026.2", "policy.yaml"))


def test_paths_without_a_policy_say_what_is_there(folder, tmp_path):
    (tmp_path / "empty").mkdir()

    assert versions_at(tmp_path / "polcy").help == "did you mean `policy`?"
    assert versions_at(tmp_path / "empty").help == "the folder is empty"
    assert versions_at(folder / "parts").help == "the folder has `terms.yaml`"
    assert versions_at(folder / "facts.yaml" / "x").code is Code.FILE_UNREADABLE


def test_a_policy_beside_versions_is_refused(folder):
    (folder / "2027").mkdir()
    (folder / "2027" / "policy.yaml").write_text("policy: x\n", encoding="utf-8")

    assert versions_at(folder).code is Code.VERSIONS
