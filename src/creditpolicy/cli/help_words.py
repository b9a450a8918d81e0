"""The help of every command and option in Dutch. The English stands where the command is made."""

from typing import Final

COMMANDS: Final[dict[str, str]] = {
    "": """Kredietbeleid als configuratie: controleer een beleid, beslis ermee, zie waarom.

    Afsluitcodes: 0 goed, 1 bevindingen in een beleid of met --strict een onbeslist besluit, 2 verkeerd gebruik of
    onbruikbare invoer, 3 een fout van ons.""",
    "init": "Maak in DIR een beleid om mee te beginnen, dat meteen te controleren en te draaien is.",
    "check": """Controleer beleid en toon elke bevinding met haar plaats.

    PATH is een beleidsbestand, een map met `policy.yaml`, of een map met een map voor elke versie.""",
    "build": """Schrijf een gecontroleerd beleid, met al zijn versies, als één bestand dat zonder de YAML beslist.

    POLICY is een beleidsbestand, een map met `policy.yaml`, of een map met een map voor elke versie. Geef de bundel aan
    --policy, of aan `Policy.load`.""",
    "decide": """Beslis één vraag over één geval.

    POINT is een vraag die het beleid beantwoordt, zoals `accept`, `collect` of `dispute`, of een eigen tabel.""",
    "test": """Voer de tests van een beleid uit: `tests/*_test.yaml` in zijn map.

    PATH is een beleidsbestand of map (deze als het ontbreekt), een map met een map voor elke versie, of één bestand met
    tests. Afsluitcodes: 0 alle geslaagd, 1 een test is mislukt of er is te weinig bereikt, 2 er valt niets uit te
    voeren.""",
    "timeline": """Toon wat er dag na dag aan de facturen van een klant wordt gedaan als er niets wordt betaald.

    Elke stap geldt als gedaan op haar dag. Betalingen, antwoorden en nieuwe gegevens zijn er niet.""",
    "run": """Beslis over een heel debiteurenbestand, zoals het op één dag was; of over een tabel met gevallen.

    Van een debiteurenbestand schrijft het de tabellen `invoices`, `customers`, `worklist` en `rejected`,
    `summary.json`, en `summary.html` voor mensen; van een tabel met gevallen `decisions`, `rejected.csv` en
    `summary.json`. Een rij die niet past, wordt met haar plaats afgekeurd en houdt de rest nooit tegen. Een run die is
    gestopt, gaat verder waar die was.""",
    "map": """Ontwerp een mapping uit de kolommen van een debiteurenbestand: CSV, Excel, Parquet of JSON Lines.

    Kijk elke regel van het ontwerp na, en geef het aan `run --mapping`.""",
    "rule": "Leg de bevinding met CODE uit, zoals CP102; zonder code: noem ze alle.",
    "explain": """Leg NAME uit: een gegeven, een definitie of een uitdrukking zoals `promise_open`, zoals dit beleid die
    leest.""",
    "compile": """Toon welke vragen een beleid met gecompileerde code beantwoordt, of die code.

    Alle andere vragen, en wat van een geval onbekend is, worden beslist door het beleid te interpreteren: het antwoord
    is hetzelfde, het duurt langer.""",
    "schema": """Schrijf de JSON-schema's: beleid, mappings, gegevens, besluiten, de tabellen van een run.

    Editors controleren een beleid tijdens het typen: `# yaml-language-server: $schema=policy.schema.json` als eerste
    regel.""",
    "completion": """Toon het script waarmee een shell opdrachten en opties aanvult.

    bash: `eval "$(creditpolicy completion bash)"` in ~/.bashrc; zsh net zo in ~/.zshrc;
    fish: `creditpolicy completion fish > ~/.config/fish/completions/creditpolicy.fish`.""",
}
"""By the command's name; the empty name is the command that holds them all."""

OPTIONS: Final[dict[str, str]] = {
    "--version": "Toon de versie en stop.",
    "--lang": "Taal van de antwoorden; en als er niets staat.",
    "--format": "Tekst voor mensen of JSON voor programma's.",
    "--debug": "Toon waar een fout vandaan kwam.",
    "--policy": "Een beleidsbestand, de map van een beleid, of een bundel.",
    "--as-of": "De dag waarvoor wordt beslist, zoals 2026-01-31.",
    "check --strict": "Sluit ook bij waarschuwingen af met 1.",
    "check --schema": "Toon ook waarover een editor zou klagen die het JSON-schema kent.",
    "build --out": "Het bestand voor de bundel; een eerdere bundel wordt vervangen.",
    "decide --facts": "De gegevens van het geval: JSON of YAML, of `-` voor de standaardinvoer.",
    "decide --trace": "Toon elke tabel, rij en toets, met de waarden die ze zagen.",
    "decide --strict": "Sluit af met 1 als het besluit onbeslist is.",
    "test -k": "Voer de tests uit waarvan de naam deze woorden bevat.",
    "test --fail-under": "Sluit af met 1 als minder dan dit deel van de rijen, of van de drempelkanten, is bereikt.",
    "timeline --format": "Tekst voor mensen, JSON voor programma's, of een afbeelding.",
    "timeline --facts": "De gegevens van de klant: JSON of YAML, of `-` voor de standaardinvoer.",
    "timeline --invoice": "Het nummer van de factuur waarover het gaat; alle als er niets staat.",
    "timeline --until": "De laatste dag om naar te kijken; tien jaar als er niets staat.",
    "timeline --out": "Schrijf het antwoord naar dit bestand in plaats van naar het scherm.",
    "timeline --overwrite": "Vervang het bestand van --out als het bestaat.",
    "timeline --strict": "Sluit af met 1 als er gegevens ontbreken.",
    "run --invoices": "Het debiteurenbestand: CSV, Excel, Parquet of JSON Lines.",
    "run --customers": "De klanten, als die een eigen bestand hebben.",
    "run --payments": "Betalingen: factuur, datum, bedrag.",
    "run --contacts": "Brieven, e-mails en gesprekken.",
    "run --promises": "Betaaltoezeggingen.",
    "run --arrangements": "Betalingsregelingen.",
    "run --disputes": "Betwistingen.",
    "run --exceptions": "Verleende uitzonderingen.",
    "run --mapping": "Hoe ze te lezen zijn; `creditpolicy map` maakt een ontwerp.",
    "run --cases": "In plaats van een debiteurenbestand: een tabel met een rij per geval, voor --point.",
    "run --point": "Bij --cases: het beslispunt, zoals `accept`.",
    "run --keep": "Bij --cases: een kolom die geen gegeven is en meegaat. Mag vaker.",
    "run --engine": "Waar er wordt beslist.",
    "run --master": "Bij --engine spark: het cluster, zoals `spark://host:7077`.",
    "run --out": "De map voor de resultaten.",
    "run --overwrite": "Vervang de resultaten van een eerdere run.",
    "run --table-format": "Van de tabellen.",
    "run --jobs": "Hoeveel processen beslissen; een per kern als het niet is opgegeven.",
    "run --progress": "Zeg op standaardfout hoe ver het is, ook waar niemand meekijkt.",
    "run --strict": "Sluit af met 1 als er iets onbeslist is.",
    "map --out": "Schrijf het ontwerp naar dit bestand in plaats van naar het scherm.",
    "map --overwrite": "Vervang het bestand van --out als het bestaat.",
    "compile --show": "Toon de code van POINT.",
    "schema --out": "De map om ze in te schrijven.",
    "schema --policy": "Beschrijf de gegevens met de eigen woorden en valuta's van dit beleid.",
}
"""By the command and the option, or by the option alone where it means the same everywhere."""

ABOUT_HELP: Final = "Toon deze tekst en stop."

PARTS: Final[dict[str, str]] = {
    "arguments_panel_title": "Argumenten",
    "options_panel_title": "Opties",
    "commands_panel_title": "Opdrachten",
    "required_long_string": "(verplicht)",
    "default_string": "(standaard: {})",
}
"""The words that stand around the help."""
