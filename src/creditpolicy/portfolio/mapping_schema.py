"""The JSON Schema of mapping files, for editors: their shape and words. The parser checks facts and columns."""

from creditpolicy.portfolio.behaviour import DERIVABLE
from creditpolicy.portfolio.mapping import FILES, LISTS
from creditpolicy.portfolio.readers.csv_rows import ENCODINGS

_Schema = dict[str, object]

_TEXT: _Schema = {"type": ["string", "number", "boolean"]}
_ABOUT = {
    "invoices": "The open invoices; with paid ones, how customers pay can be worked out.",
    "customers": "The file of customers; `from: invoices` where there is none.",
    "payments": "What came in, so that a run sees what was open on a day.",
    "contacts": "Every letter, e-mail and call, in and out.",
    "promises": "Promises to pay.",
    "arrangements": "Payment plans; an invoice under one carries its number as `arrangement_id`.",
    "disputes": "Disputes, also those that are resolved.",
    "exceptions": "Exceptions that were granted.",
}
"""What each file of a ledger holds."""
_NO_FILE = "There is no file of customers: one for each customer number."


def mapping_schema() -> dict[str, object]:
    """What `schemas/mapping.schema.json` holds."""
    sections: dict[str, object] = {
        name: {"description": _ABOUT[name], "$ref": "#/$defs/customers" if name == "customers" else "#/$defs/file"}
        for name in FILES
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A mapping of a foreign ledger to facts",
        "type": "object",
        "required": ["mapping", "language", "invoices"],
        "additionalProperties": False,
        "properties": {
            "mapping": {"type": "string", "description": "The mapping's name."},
            "language": {"const": 1, "description": "The version of the language."},
            **sections,
            "organisation": {
                "description": "Facts about the organisation itself, stated by the ledger's owner.",
                "type": "object",
                "additionalProperties": _TEXT,
            },
            "derive": {
                "description": "Facts to compute from the ledger itself.",
                "type": "array",
                "items": {"enum": sorted(DERIVABLE | {name.removeprefix("customer.") for name in DERIVABLE})},
            },
            "none": {
                "description": "Lists that do not exist: stated to be empty for every customer.",
                "type": "array",
                "items": {"anyOf": [{"enum": list(LISTS)}, {"type": "string"}]},
            },
        },
        "$defs": {
            "file": _object(_file_keys()),
            "customers": _object({**_file_keys(), "from": {"const": "invoices", "description": _NO_FILE}}),
            "format": _object(_format_keys()),
            "column": {"anyOf": [_TEXT, {**_object(_column_keys()), "required": ["column"]}]},
        },
    }


def _object(properties: dict[str, object]) -> _Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _file_keys() -> dict[str, object]:
    return {
        "format": {"description": "How the file is written.", "$ref": "#/$defs/format"},
        "columns": {
            "description": "Fact: column, or fact: {column: ..., lookup: ...}.",
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/column"},
        },
        "constants": {
            "description": "Facts that are the same in every row, stated by the ledger's owner.",
            "type": "object",
            "additionalProperties": _TEXT,
        },
        "ignore": {"description": "Columns that are left out on purpose.", "type": "array", "items": _TEXT},
    }


def _format_keys() -> dict[str, object]:
    missing = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
    return {
        "delimiter": {"type": "string", "description": "The sign between cells; left out it is read from the file."},
        "encoding": {"enum": list(ENCODINGS), "description": "Left out it is read from the file."},
        "dates": {"type": "string", "description": "As `D-M-YYYY`, or `YYYYMMDD or YYYY-MM-DD`."},
        "decimal": {"enum": [".", ",", "comma"], "description": "The sign before the cents; left out a point."},
        "thousands": {
            "enum": [".", ",", "'", " ", "comma", "space"],
            "description": "The sign between thousands; left out there is none.",
        },
        "sheet": {"type": "string", "description": "The sheet of a workbook; left out it is the first."},
        "missing": {"description": "Texts that mean that nothing is known.", **missing},
    }


def _column_keys() -> dict[str, object]:
    return {
        "column": {**_TEXT, "description": "The column of the file."},
        "lookup": {
            "description": "Text in the file: value of the fact.",
            "type": "object",
            "additionalProperties": _TEXT,
        },
        "as": {"enum": ["whole number", "text"], "description": "`whole number` reads 1042.0 as 1042."},
        "pad_left": {
            "description": "Puts back what a spreadsheet took from the left of a number.",
            **_object(
                {
                    "to": {"type": "integer", "minimum": 1, "maximum": 100, "description": "How many signs it has."},
                    "with": {**_TEXT, "description": "What stands in front, such as 0."},
                }
            ),
        },
        "currency_from": {**_TEXT, "description": "The column with the amount's currency."},
        "round": {"const": "half up", "description": "Cut a number down to the digits that its fact has."},
    }
