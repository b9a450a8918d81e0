"""The files of the sample: names, encodings, headers, and rows that are wrong on purpose."""

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

FILES = {
    "customers.csv": (
        "cp1252",
        (
            "debiteurnummer;naam;kvk;soort;rechtsvorm;klant sinds;inschrijving;overeenkomst;branche;brancherisico;"
            "segment;risicoklasse;score;conditie;conditierang;besluit;besluit tot;limiet;limiet tot;bureauscore;"
            "boekjaar;solvabiliteit;insolvent;soort insolventie;betaalt na aanmaning;e-mail;telefoon;portaal;voorkeur;"
            "afgemeld;aanmaanstop tot;accountmanager"
        ),
    ),
    "invoices.csv": (
        "utf-8-sig",
        "factuurnummer;debiteurnummer;soort;factuurdatum;vervaldatum;valuta;bedrag;kopie verstuurd",
    ),
    "payments.csv": ("utf-8", "factuurnummer;betaaldatum;bedrag"),
    "contacts.csv": (
        "utf-8",
        "datum;debiteurnummer;factuurnummer;kanaal;richting;stap;toon;uitkomst;reden;aangekondigd;aangekondigd per",
    ),
    "promises.csv": (
        "utf-8",
        "nummer;factuurnummer;gemaakt op;toegezegd voor;bedrag;kanaal;bevestigd op;status;verbroken op",
    ),
    "disputes.csv": (
        "utf-8",
        "nummer;factuurnummer;gemeld op;na stap;reden;betwist bedrag;bewijs;status;opgelost op",
    ),
    "exceptions.csv": (
        "utf-8",
        (
            "nummer;debiteurnummer;route;bereik;conditie;limiet;redencode;toelichting;aangevraagd door;"
            "goedgekeurd door;rol;obligo daarna;geldig vanaf;geldig tot"
        ),
    ),
}
"""Name, encoding and header of each file. Every file has `;` between the cells and a comma in its amounts."""


class Files:
    """The files of the ledger, written row by row."""

    def __init__(self, folder: Path) -> None:
        """Open them, and write their headers."""
        folder.mkdir(parents=True, exist_ok=True)
        self._files: dict[str, TextIO] = {}
        for name, (encoding, header) in FILES.items():
            self._files[name] = (folder / name).open("w", encoding=encoding, newline="\n")
            self._files[name].write(header + "\n")

    def write(self, name: str, *cells: str) -> None:
        """Add one row."""
        self._files[name].write(";".join(cells) + "\n")

    def close(self) -> None:
        """Close them."""
        for file in self._files.values():
            file.close()


def dirt(invoice: str) -> Iterable[tuple[str, str]]:
    """Rows that a run must reject, twenty of them, and six of days to come. `invoice` is a number that is in use."""
    for row in (
        f"{invoice};10001;F;02-03-2026;01-04-2026;EUR;99,00;",
        f"{invoice};10001;F;02-03-2026;01-04-2026;EUR;99,00;",
        "V-0001;10001;F;31-02-2026;30-03-2026;EUR;120,00;",
        "V-0002;10001;F;2026/03/15;14-04-2026;EUR;120,00;",
        "V-0003;10002;F;02-03-2026;30-13-2026;EUR;120,00;",
        "V-0004;10002;F;02-03-2026;01-04-2026;EUR;1.234,5x;",
        "V-0005;10003;F;02-03-2026;01-04-2026;EUR;100,005;",
        "V-0006;10003;F;02-03-2026;01-04-2026;USD;100,00;",
        "V-0007;;F;02-03-2026;01-04-2026;EUR;100,00;",
        "V-0008;9999999;F;02-03-2026;01-04-2026;EUR;250,00;",
        "V-0101;10001;F;02-06-2026;02-07-2026;EUR;812,50;",
        "V-0102;10002;F;15-06-2026;15-07-2026;EUR;1.420,00;",
    ):
        yield "invoices.csv", row
    for who, sector, bureau, insolvent in (
        ("9000001", "misschien", "55", "nee"),
        ("9000002", "laag", "720", "nee"),
        ("9000003", "laag", "55", "wellicht"),
        ("10001", "laag", "55", "nee"),
    ):
        begin = f"{who};Voorbeeld B.V.;00000000;zakelijk;BV;01-02-2023;actief;;46;{sector};;;;;;;;;;"
        yield "customers.csv", f"{begin}{bureau};2024;0,30;{insolvent};;;;;nee;;;;A. Brandsma"
    yield "payments.csv", "V-9999;12-05-2026;75,00"
    yield "payments.csv", f"{invoice};12-05-2026;12O,50"
    yield "payments.csv", f"{invoice};00-05-2026;75,00"
    yield "contacts.csv", "12-05-2026;10001;;fax;uit;;;;;;"
    yield "contacts.csv", "12-05-2026;9999998;;mail;uit;;;bezorgd;;;"
    yield "contacts.csv", "03-06-2026;10001;;mail;in;;;;;;"
    yield "contacts.csv", "04-06-2026;10002;;telefoon;uit;;;geen gehoor;;;"
    yield "promises.csv", f"T-0001;{invoice};20-05-2026;volgende week;;mail;;open;"
    yield "promises.csv", f"T-0002;{invoice};03-06-2026;12-06-2026;;mail;;open;"
    yield "disputes.csv", f"G-0001;{invoice};12-05-2026;;zomaar;;nee;gemeld;"
    yield "disputes.csv", f"G-0002;{invoice};05-06-2026;;prijs;;nee;gemeld;"
