"""Sentences that are known in two languages: every kind has both, each speaks of the same, and each is said in full."""

import ast
import copy
import importlib
import pkgutil
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

import creditpolicy
from creditpolicy.cli.usage_words import Click, of_click
from creditpolicy.diagnostics.phrases import Sentence, both, either, listed, said
from creditpolicy.diagnostics.system_words import System
from creditpolicy.facts.reading import outside
from creditpolicy.facts.words import Fault, Wanted

PACKAGE = Path(creditpolicy.__file__).parent
SAME_IN_BOTH = {"MAPPING", "JSON"}


def catalogues() -> list[type[Sentence]]:
    """Every catalogue of the package, found by its type."""
    for module in pkgutil.walk_packages([str(PACKAGE)], "creditpolicy."):
        if module.name.endswith(("words", "phrases")):
            importlib.import_module(module.name)
    return sorted(Sentence.__subclasses__(), key=lambda one: one.__name__)


KINDS = [kind for catalogue in catalogues() for kind in catalogue]
CALLS = [
    (f"{path.name}:{node.lineno}", catalogue[name], {word.arg for word in node.keywords})
    for path in sorted(PACKAGE.rglob("*.py"))
    for node in ast.walk(ast.parse(path.read_bytes()))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    for catalogue in catalogues()
    for name in [node.func.attr]
    if catalogue.__name__ == node.func.value.id and name in catalogue.__members__
]


def about(text: str) -> set[str]:
    """The names of what a sentence is about."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def words(text: str) -> str:
    """The sentence without what it is about, and without what is written the same in every language."""
    return "".join(part for part, _, _, _ in Formatter().parse(text))


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_sentence_has_both_languages(kind: Sentence):
    only_frame = not any(sign.isalpha() for sign in words(kind.en))

    assert kind.nl
    assert only_frame or kind.en != kind.nl or kind.name in SAME_IN_BOTH


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not isinstance(kind, System)], ids=str)
def test_a_sentence_is_about_the_same_in_both_languages(kind: Sentence):
    assert about(kind.en) == about(kind.nl)


@pytest.mark.parametrize("catalogue", [one for one in catalogues() if one is not System])
def test_no_two_kinds_of_a_catalogue_are_one(catalogue: type[Sentence]):
    assert len(catalogue) == len(catalogue.__members__)


@pytest.mark.parametrize(("where", "kind", "given"), CALLS)
def test_a_sentence_is_said_with_all_that_it_is_about(where: str, kind: Sentence, given: set[str | None]):
    assert given == about(kind.en), where


def test_every_kind_is_said_somewhere():
    text = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    unsaid = [
        kind
        for kind in KINDS
        if not isinstance(kind, Click | System) and f"{type(kind).__name__}.{kind.name}" not in text
    ]

    assert unsaid == []


def test_a_sentence_in_a_sentence_is_in_the_same_language():
    phrase = outside(date(1899, 1, 1))

    assert phrase == "found 1899-01-01, wanted a day from 1900-01-01 to 2999-12-31"
    assert said(phrase, "nl") == "gevonden 1899-01-01, verwacht een dag van 1900-01-01 tot en met 2999-12-31"


def test_thousands_are_kept_apart_as_each_language_does():
    phrase = Fault.LONG_TEXT(count=12345, most=10000)

    assert said(phrase, "en") == "found a text of 12,345 characters, wanted at most 10,000"
    assert said(phrase, "nl") == "gevonden een tekst van 12.345 tekens, verwacht ten hoogste 10.000"


def test_words_of_others_stay_as_they_are():
    assert said("{found}, as she wrote", "nl") == "{found}, as she wrote"
    assert said(Fault.TWICE(id="`{x}`", first="invoices[0]"), "nl") == "`{x}` staat er twee keer, eerst bij invoices[0]"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy])
def test_a_copy_says_the_same_in_both_languages(again):
    phrase = Fault.WANTED(found="`x`", wanted=Wanted.DATE())

    assert again(phrase) == phrase
    assert said(again(phrase), "nl") == "gevonden `x`, verwacht een datum"


def test_words_are_joined_in_both_languages():
    joined = [said(join(["a", "b", "c"]), "nl") for join in (either, both, listed)]

    assert joined == ["a of b of c", "a en b en c", "a, b, c"]
    assert [join([]) for join in (either, both, listed)] == ["", "", ""]


@pytest.mark.parametrize(
    ("text", "dutch"),
    [
        ("`xml` is not one of `text`, `json`", "`xml` is geen van `text`, `json`"),
        ("got unexpected extra argument (CP103)", "er staat een argument te veel (CP103)"),
        ("option `--facts` requires an argument", "optie `--facts` vraagt om een waarde"),
        ("what click may say one day", "what click may say one day"),
    ],
)
def test_what_click_says_is_known_again(text: str, dutch: str):
    assert of_click(text) == text
    assert said(of_click(text), "nl") == dutch
