"""Freeze the holidays of each country into `src/creditpolicy/values/countries`, from the `holidays` library.

The library is needed here only, never by the product: its data changes from release to release, a policy's may not.
Run it in an environment that has that version (`pip install holidays==0.109`), and read the difference.
"""

import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import holidays

VERSION = "0.109"
"""A newer one is a decision: this line, the line above, and the days that come out differently."""
FOLDER = Path(__file__).parents[1] / "src" / "creditpolicy" / "values" / "countries"
FIRST_YEAR, LAST_YEAR = 2000, 2050
SOURCE = "the category `public` of the Python library `holidays`"
COUNTRIES: dict[str, dict[str, Any]] = {
    "NL": {
        "title": {"nl": "Nederland", "en": "the Netherlands"},
        "notes": [
            "Liberation Day (5 May) is a holiday here every fifth year only (2025, 2030), as the library has it.",
            "The Algemene termijnenwet, article 3, has 5 May each year, and puts Good Friday on a par with holidays.",
            "A policy adds and drops days with `also` and `not`.",
        ],
    },
    "BE": {
        "title": {"nl": "België", "en": "Belgium"},
        "notes": ["Bank holidays that are no public holidays, and days of the communities, are not in it."],
    },
    "DE": {
        "title": {"nl": "Duitsland", "en": "Germany"},
        "notes": ["The holidays of the whole country; those of single states are not in it."],
    },
    "IE": {
        "title": {"nl": "Ierland", "en": "Ireland"},
        "notes": ["Good Friday is no public holiday in Ireland. A holiday on a weekend is not moved to a weekday."],
    },
    "TARGET": {
        "title": {"nl": "TARGET (betalingsverkeer in euro)", "en": "TARGET (payments in euro)"},
        "notes": ["The closing days of the TARGET system of the European Central Bank, from the library's `XECB`."],
    },
}
DUTCH = {
    "Additional closing day": "Extra sluitingsdag",
    "All Saints' Day": "Allerheiligen",
    "Armistice Day": "Wapenstilstand",
    "Ascension Day": "Hemelvaartsdag",
    "Assumption Day": "Onze-Lieve-Vrouw-Hemelvaart",
    "August Bank Holiday": "Bankvakantiedag in augustus",
    "Christmas Day": "Eerste kerstdag",
    "Christmas Holiday": "Tweede kerstdag",
    "Day of Remembrance and Recognition": "Dag van herdenking en erkenning",
    "Easter Monday": "Tweede paasdag",
    "Easter Sunday": "Eerste paasdag",
    "German Unity Day": "Dag van de Duitse eenheid",
    "Good Friday": "Goede Vrijdag",
    "June Bank Holiday": "Bankvakantiedag in juni",
    "King's Day": "Koningsdag",
    "Labor Day": "Dag van de Arbeid",
    "Labour Day": "Dag van de Arbeid",
    "Liberation Day": "Bevrijdingsdag",
    "May Bank Holiday": "Bankvakantiedag in mei",
    "National Day": "Nationale feestdag",
    "National Day of Mourning": "Dag van nationale rouw",
    "New Year's Day": "Nieuwjaarsdag",
    "October Bank Holiday": "Bankvakantiedag in oktober",
    "Pentecost": "Eerste pinksterdag",
    "Pentecost Monday": "Tweede pinksterdag",
    "Queen's Day": "Koninginnedag",
    "Reformation Day": "Hervormingsdag",
    "Saint Brigid's Day": "Sint-Brigidadag",
    "Saint Patrick's Day": "Sint-Patricksdag",
    "Saint Stephen's Day": "Sint-Stefanusdag",
    "Second Day of Christmas": "Tweede kerstdag",
}


def main() -> int:
    """Write every calendar; 1 where one is other than before."""
    if holidays.__version__ != VERSION:
        sys.exit(f"freeze_calendars: found holidays {holidays.__version__}, wanted {VERSION}")
    changed = False
    for name in COUNTRIES:
        path = FOLDER / f"{name}.json"
        text = written(frozen(name))
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(f"{path.name} is new or has changed")
            changed = True
    return int(changed)


def frozen(name: str) -> dict[str, Any]:
    """One calendar as plain data, with the digest over all of it."""
    names: dict[str, dict[str, str]] = {}
    years: dict[str, list[str]] = {}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        days: list[str] = []
        for day, said in sorted(_holidays(name, year).items()):
            ids = []
            for english in said.split("; "):
                one = english.lower().replace("'", "").replace(" ", "_")
                names[one] = {"nl": DUTCH[english], "en": english}
                ids.append(one)
            days.append(f"{day:%m-%d} {' '.join(ids)}")
        years[str(year)] = days
    about = COUNTRIES[name]
    data = {
        "calendar": name,
        "title": about["title"],
        "source": f"{SOURCE}, version {holidays.__version__}",
        "notes": about["notes"],
        "first": f"{FIRST_YEAR}-01-01",
        "last": f"{LAST_YEAR}-12-31",
        "weekend": ["saturday", "sunday"],
        "names": dict(sorted(names.items())),
        "holidays": years,
    }
    return {"digest": digest(data), **data}


def _holidays(name: str, year: int) -> dict[date, str]:
    if name == "TARGET":
        return dict(holidays.financial_holidays("XECB", years=year))
    return dict(holidays.country_holidays(name, years=year, language="en_US"))


def digest(data: dict[str, Any]) -> str:
    """As `creditpolicy.decision.canonical` takes it; a test compares."""
    plain = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return "sha256:" + hashlib.sha256(plain.encode("ascii")).hexdigest()


def written(data: dict[str, Any]) -> str:
    """JSON with a line for each year, so that a difference can be read."""
    lines = []
    for key, value in data.items():
        if key in {"names", "holidays"}:
            inner = [f"    {_json(one)}: {_json(listed)}" for one, listed in value.items()]
            lines.append(f"  {_json(key)}: {{\n" + ",\n".join(inner) + "\n  }")
        else:
            lines.append(f"  {_json(key)}: {_json(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
