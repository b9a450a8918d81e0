"""What is said of frames that can't be used."""

from enum import unique

from creditpolicy.diagnostics.phrases import Sentence


@unique
class FrameFault(Sentence):
    """What is wrong with a column of a frame."""

    UNKNOWN = ("no fact is called so", "geen gegeven heet zo")
    SEVERAL = ("{facts} are called so", "{facts} heten zo")
    TWICE = ("the column `{other}` gives the same fact", "de kolom `{other}` geeft hetzelfde gegeven")
    STANDS_TWICE = ("two columns are called so", "twee kolommen heten zo")
    MIXED = (
        "values of several kinds, such as numbers and texts, stand in this column",
        "in deze kolom staan waarden van verschillende soorten, zoals getallen en teksten",
    )
    IN_A_LIST = (
        "this fact belongs to one of the {many}, of which a case has a list",
        "dit gegeven hoort bij een van de {many}, waarvan een geval een lijst heeft",
    )
    NOT_THERE = ("there is no such column to keep", "er is geen kolom met die naam om te bewaren")
    KEPT_AS_ANSWER = (
        "a column of the answer has this name too",
        "een kolom van het antwoord heet ook zo",
    )
    NO_FRAME = (
        "found {kind}, wanted a frame of Polars, pandas or pyarrow",
        "gevonden: {kind}, verwacht: een frame van Polars, pandas of pyarrow",
    )


@unique
class FrameWayOut(Sentence):
    """What to do about it."""

    DID_YOU_MEAN = (
        'did you mean `{near}`? Name a column that is to be carried along in `keep=("{column}",)`',
        'bedoelt u `{near}`? Noem een kolom die mee moet in `keep=("{column}",)`',
    )
    KEEP = (
        'leave it out, or carry it along: `keep=("{column}",)`',
        'laat de kolom weg, of neem hem mee: `keep=("{column}",)`',
    )
    WRITE_WHOLE = ("write the whole name: {names}", "schrijf de hele naam: {names}")
    LEAVE_OUT = ("leave one of them out", "laat een van beide weg")
    AS_LIST = (
        "give a column `{many}` with a list of records",
        "geef een kolom `{many}` met een lijst van groepen gegevens",
    )
    ONE_KIND = ("make it a column of one kind, such as texts", "maak er een kolom van één soort van, zoals teksten")
    RENAME = ("give it another name", "geef hem een andere naam")


@unique
class Cell(Sentence):
    """Where in a frame something stands."""

    ROW = ("row {row}, column `{column}`", "rij {row}, kolom `{column}`")
    OF_ROW = ("row {row}, {path}", "rij {row}, {path}")
