"""The words of each language. A new language is one more `Words`."""

from collections.abc import Mapping

from creditpolicy.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Templates; `{}` are the parts in the order in which formulas have them."""

    language: str
    and_: str
    or_: str
    always: str
    never: str
    otherwise: str
    rest: str
    nothing: str
    today: str
    untrue: str
    missing: str
    known: str
    not_known_whether: str
    known_whether: str
    exactly_if: str
    if_then: str
    value_if: str
    if_missing: str
    met_if_unknown: str
    unmet_if_unknown: str
    unknown_then: str
    base: str
    of_record: str
    cell: str
    share_of: str
    numbers: Mapping[str, str]
    dates: Mapping[str, str]
    order: Mapping[str, str]
    arithmetic: Mapping[str, str]
    functions: Mapping[str, str]
    refused: Mapping[str, str]
    aggregates: Mapping[str, str]
    where: str
    default: str
    days: tuple[str, str]
    months: tuple[str, str]


EN = Words(
    language="en",
    and_="and",
    or_="or",
    always="in every case",
    never="in no case",
    otherwise="none of the other rules applies",
    rest="none of the rules above it applies",
    nothing="nothing",
    today="the day of the decision",
    untrue="not true: {}",
    missing="{} is missing",
    known="{} is known",
    not_known_whether="it is not known whether {}",
    known_whether="it is known whether {}",
    exactly_if="{} exactly if {}",
    if_then="if {}, then {}, otherwise {}",
    value_if="{1} if {0}, otherwise {2}",
    if_missing="{}, or {} where that is missing",
    met_if_unknown="{} (or that is not known)",
    unmet_if_unknown="{} (and that is known)",
    unknown_then="{}, or where that is not known {}",
    base="{} before the exception",
    of_record="{} of the {}",
    cell="the value of the column",
    share_of="{} of {}",
    numbers={"=": "", "!=": "not ", "<": "less than ", "<=": "at most ", ">": "more than ", ">=": "at least "},
    dates={"=": "", "!=": "not ", "<": "before ", "<=": "on or before ", ">": "after ", ">=": "on or after "},
    order={"=": "", "!=": "not ", "<": "below ", "<=": "at most ", ">": "above ", ">=": "at least "},
    arithmetic={"+": "{} plus {}", "-": "{} minus {}", "*": "{} times {}", "/": "{} divided by {}"},
    functions={
        "abs": "{} without its sign",
        "negate": "minus {}",
        "min": "the lowest of {}",
        "max": "the highest of {}",
        "earliest": "the earliest of {}",
        "latest": "the latest of {}",
        "floor": "{} rounded down to a whole number",
        "ceiling": "{} rounded up to a whole number",
        "decimal": "{} rounded to {} digits after the point",
        "round up": "{} rounded up to {} digits after the point",
        "round down": "{} rounded down to {} digits after the point",
        "round half up": "{} rounded half up to {} digits after the point",
        "round half down": "{} rounded half down to {} digits after the point",
        "string length": "the number of characters of {}",
        "count": "the number of {}",
        "months between": "the whole months from {} to {}",
        "stable bucket": "the bucket of {} under {}",
        "business days between": "the business days after {} up to {}",
        "add business days": "{} moved by {} business days",
        "next business day": "the first business day from {} on",
        "next allowed day": "the first day from {} on, but not on {}",
        "next allowed day, rather": "the first day from {} on, but not on {}, and rather on {}",
        "delivered by post": "the day on which a letter posted on {} may be taken as delivered",
        "statutory interest": "interest on {} from {} through {} at the rates {}",
        "year": "the year of {}",
        "month": "the month of {}",
        "day": "the day of the month of {}",
        "weekday": "the day of the week of {}",
        "contains": "{} contains {}",
        "list contains": "{} contains {}",
        "starts with": "{} starts with {}",
        "ends with": "{} ends with {}",
        "is business day": "{} is a business day",
    },
    refused={
        "contains": "{} does not contain {}",
        "list contains": "{} does not contain {}",
        "starts with": "{} does not start with {}",
        "ends with": "{} does not end with {}",
        "is business day": "{} is no business day",
    },
    aggregates={
        "count": "the number of {records}{where}",
        "sum": "the sum of {value} over the {records}{where}",
        "min": "the lowest {value} of the {records}{where}{default}",
        "max": "the highest {value} of the {records}{where}{default}",
        "earliest": "the earliest {value} of the {records}{where}{default}",
        "latest": "the latest {value} of the {records}{where}{default}",
        "any": "for at least one {record}{where}: {value}",
        "all": "for every {record}{where}: {value}",
    },
    where=" for which {}",
    default=" (without any: {})",
    days=("day", "days"),
    months=("month", "months"),
)

NL = Words(
    language="nl",
    and_="en",
    or_="of",
    always="in elk geval",
    never="in geen geval",
    otherwise="geen van de andere regels is van toepassing",
    rest="geen van de regels erboven is van toepassing",
    nothing="niets",
    today="de dag van de beslissing",
    untrue="niet waar: {}",
    missing="{} ontbreekt",
    known="{} is bekend",
    not_known_whether="niet bekend: {}",
    known_whether="wel bekend: {}",
    exactly_if="{} precies als {}",
    if_then="als {}, dan {}, anders {}",
    value_if="{1} als {0}, anders {2}",
    if_missing="{}, of {} als dat ontbreekt",
    met_if_unknown="{} (of dat is niet bekend)",
    unmet_if_unknown="{} (en dat is bekend)",
    unknown_then="{}, of als dat niet bekend is {}",
    base="{} vóór de uitzondering",
    of_record="{} ({})",
    cell="de waarde van de kolom",
    share_of="{} van {}",
    numbers={"=": "", "!=": "niet ", "<": "minder dan ", "<=": "ten hoogste ", ">": "meer dan ", ">=": "ten minste "},
    dates={"=": "", "!=": "niet ", "<": "voor ", "<=": "op of voor ", ">": "na ", ">=": "op of na "},
    order={"=": "", "!=": "niet ", "<": "lager dan ", "<=": "ten hoogste ", ">": "hoger dan ", ">=": "ten minste "},
    arithmetic={"+": "{} plus {}", "-": "{} min {}", "*": "{} maal {}", "/": "{} gedeeld door {}"},
    functions={
        "abs": "{} zonder teken",
        "negate": "min {}",
        "min": "de laagste van {}",
        "max": "de hoogste van {}",
        "earliest": "de vroegste van {}",
        "latest": "de laatste van {}",
        "floor": "{} naar beneden afgerond op een geheel getal",
        "ceiling": "{} naar boven afgerond op een geheel getal",
        "decimal": "{} afgerond op {} cijfers achter de punt",
        "round up": "{} naar boven afgerond op {} cijfers achter de punt",
        "round down": "{} naar beneden afgerond op {} cijfers achter de punt",
        "round half up": "{} afgerond (half omhoog) op {} cijfers achter de punt",
        "round half down": "{} afgerond (half omlaag) op {} cijfers achter de punt",
        "string length": "het aantal tekens van {}",
        "count": "het aantal {}",
        "months between": "de hele maanden van {} tot {}",
        "stable bucket": "het vak van {} onder {}",
        "business days between": "de werkdagen na {} tot en met {}",
        "add business days": "{} verschoven met {} werkdagen",
        "next business day": "de eerste werkdag vanaf {}",
        "next allowed day": "de eerste dag vanaf {}, maar niet op {}",
        "next allowed day, rather": "de eerste dag vanaf {}, maar niet op {}, en liever op {}",
        "delivered by post": "de dag waarop een brief die op {} is gepost geldt als bezorgd",
        "statutory interest": "rente over {} van {} tot en met {} tegen de rentevoeten {}",
        "year": "het jaar van {}",
        "month": "de maand van {}",
        "day": "de dag van de maand van {}",
        "weekday": "de dag van de week van {}",
        "contains": "{} bevat {}",
        "list contains": "{} bevat {}",
        "starts with": "{} begint met {}",
        "ends with": "{} eindigt op {}",
        "is business day": "{} is een werkdag",
    },
    refused={
        "contains": "{} bevat {} niet",
        "list contains": "{} bevat {} niet",
        "starts with": "{} begint niet met {}",
        "ends with": "{} eindigt niet op {}",
        "is business day": "{} is geen werkdag",
    },
    aggregates={
        "count": "het aantal {records}{where}",
        "sum": "de som van {value} over de {records}{where}",
        "min": "de laagste waarde van {value} van de {records}{where}{default}",
        "max": "de hoogste waarde van {value} van de {records}{where}{default}",
        "earliest": "de vroegste {value} van de {records}{where}{default}",
        "latest": "de laatste {value} van de {records}{where}{default}",
        "any": "voor ten minste één {record}{where}: {value}",
        "all": "steeds per {record}{where}: {value}",
    },
    where=" waarvoor geldt: {}",
    default=" (zonder enige: {})",
    days=("dag", "dagen"),
    months=("maand", "maanden"),
)
