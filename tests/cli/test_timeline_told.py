"""`timeline`: as text, picture and file, and what is said to wrong use."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.timelines import FACTS, facts, invoice

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_it_reads_well(ask, golden, language):
    golden(GOLDEN / f"timeline-{language}.txt", ask("--lang", language).out)


def test_it_is_drawn(ask, golden):
    picture = ask("--format", "svg", "--invoice", "F1").out

    golden(GOLDEN / "timeline.svg", picture)
    tags = {element.tag.partition("}")[2] for element in ElementTree.fromstring(picture).iter()}  # noqa: S314 - our own
    assert tags == {"svg", "title", "desc", "style", "rect", "text", "path", "circle"}


def test_names_are_text_in_the_picture_and_inert_on_the_screen(ask):
    name = "<script>\u202e\x07&\uffff"
    given = facts(invoice("2026-03-14", "2026-04-13", name))
    picture = ask("--format", "svg", given=given).out

    ElementTree.fromstring(picture)  # noqa: S314 - our own
    assert "<script" not in picture
    assert "\u202e" not in picture + ask(given=given).out
    assert "\x07" not in picture + ask(given=given).out


def test_it_is_written_to_a_file_once(ask, tmp_path):
    first = ask("--format", "svg", "--out", "t.svg")
    again = ask("--format", "svg", "--out", "t.svg")
    over = ask("--format", "svg", "--out", "t.svg", "--overwrite")

    assert (first.code, first.out, again.code, over.code) == (0, "written to t.svg\n", 2, 0)
    assert (tmp_path / "t.svg").read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("arguments", "more", "expected"),
    [
        (("--invoice", "F11"), {}, "the facts have no invoice `F11`; did you mean `F1`?"),
        (("--invoice", "2026-0001"), {}, "the facts have no invoice `2026-0001`; they have `F1`"),
        (("--until", "2026-03-13"), {}, "the last day to look at is 2026-03-13, wanted 2026-03-14 or later"),
        (("--until", "31-04-2026"), {}, "`--until`: found `31-04-2026`, wanted a day such as 2026-01-31"),
        (("--format", "png"), {}, "`png` is not one of `text`, `json`, `svg`"),
        (("--out", "."), {}, "`.` is a folder, wanted the name of a file"),
        (("--out", "nowhere/t.svg"), {}, "help: make the folder `nowhere` first, or name another with --out"),
        (("F1",), {}, "unexpected extra argument"),
        ((), {"given": []}, "wanted an object with `customer`, `invoices` and so on"),
        ((), {"given": FACTS | {"invoces": []}}, "did you mean `invoices`?"),
        ((), {"as_of": "2026-02-30"}, "`2026-02-30`"),
        ((), {"as_of": "2011-12-31"}, "the policy is not in force on 2011-12-31"),
        ((), {"policy": "nothing"}, "nothing"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(ask, arguments, more, expected):
    answer = ask(*arguments, **more)

    assert answer.code in {1, 2}
    assert expected in answer.err
    assert "Traceback" not in answer.err


def test_a_policy_without_reminders_has_no_timeline(ask, tmp_path):
    (tmp_path / "p.yaml").write_text(
        'policy: p\nlanguage: 1\nversion: "1"\ncurrency: EUR\nsegments: [{id: all, otherwise: true}]\n', "utf-8"
    )
    answer = ask(policy="p.yaml")

    assert answer.code == 2
    assert "has no decision point 'collect'" in answer.err
