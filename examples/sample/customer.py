"""One customer of the sample: who it is, its invoices, and all that happened about them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from draws import Draw
from files import Files
from profiles import ANNOUNCES, KINDS, LADDERS
from written import amount, dutch, hundredths, working_day

AS_OF = date(2026, 6, 1)
FIRST_DAY = date(2024, 6, 1)
CONTACTS_KEPT_FROM = date(2025, 12, 1)
"""Contacts about invoices that have been paid are kept from this day on; those about open invoices always."""

NAMES = (
    *("Bakker", "De Vries", "Jansen", "Visser", "Smit", "Meijer", "De Boer", "Mulder", "De Groot", "Bos", "Vos"),
    *("Peters", "Hendriks", "Van Leeuwen", "Dekker", "Brouwer", "Dijkstra", "Kuipers", "Van den Berg", "Schouten"),
    *("Willems", "Hoekstra", "Koster", "Prinsen", "Veenstra", "Postma", "Zijlstra", "Citroën", "Andréa", "Köhler"),
)
TRADES = (
    *("Installatie", "Bouw", "Transport", "Horeca", "Techniek", "Groenvoorziening", "Schilderwerken", "Logistiek"),
    *("Metaal", "Verhuur", "Drukwerk", "Interieur", "Food", "Elektro", "Kantoorartikelen", "Café", "Zuivelcoöperatie"),
)
FORMS = (("B.V.", "BV"), ("B.V.", "BV"), ("B.V.", "BV"), ("V.O.F.", "VOF"), ("N.V.", "NV"), ("", "EZ"))
SECTORS = ("10", "25", "41", "43", "46", "49", "52", "56", "62", "77", "81")
SALES = ("A. Brandsma", "C. Okafor", "J. Timmer", "S. Yildiz")
UNPAID_BECAUSE = ("vergeten", "niet ontvangen", "geen geld", "wacht op akkoord", "onbekend")
STRANGE_NAMES = {13: "=cmd()|' /C calc'!A0", 26: "<script>alert(1)</script>"}
TERMS = {"prepaid": 1, "half_half": 2, "net_14": 3, "net_30": 4, "net_30_eom": 5}


@dataclass(slots=True)
class Invoice:
    """One invoice, in cents. `paid` is the day on which the rest was paid; None or a day after `AS_OF`: open."""

    number: str
    made: date
    due: date
    cents: int
    paid: date | None
    copy_sent: date | None = None
    steps: list[tuple[str, date]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether it was open on the last day of the ledger."""
        return self.paid is None or self.paid > AS_OF

    def days_late(self) -> int:
        """How late it was paid; 0 of an open one."""
        return 0 if self.paid is None or self.is_open else (self.paid - self.due).days

    def reminded(self) -> bool:
        """Whether a reminder went out after the due date."""
        return any(at > self.due for _, at in self.steps)


class Customer:
    """One customer with all that the ledger knows of it."""

    def __init__(self, index: int, files: Files) -> None:
        """Draw who it is."""
        self.index, self.files = index, files
        self.draw = Draw(index)
        self.number = str(10001 + index)
        self.profile = KINDS[self.draw.below(len(KINDS))]
        self.since = AS_OF - timedelta(days=self.draw.between(*self.profile.known_for))
        self.email = "" if self.draw.chance(70) else f"administratie@klant{self.number}.example"
        self.phone = "" if self.draw.chance(90) else f"+31 20 000 {self.number[-4:]}"
        size = self.draw.below(10)
        low, high = ((6_000, 90_000), (90_000, 500_000), (500_000, 2_600_000))[(size > 4) + (size > 8)]
        self.usual_cents = self.draw.between(low, high)
        self.slows_down = self.draw.chance(60)
        self.recorded = self.profile.name == "new" or not self.draw.chance(150)
        self.has_decision = self.draw.chance(self.profile.recorded)
        self.risk = self.draw.pick(self.profile.classes)
        self.ladder = LADDERS[self._assigned()]
        self.invoices = [self._invoice(made) for made in self._days()]

    def write(self) -> None:
        """Write its rows to all files."""
        self._write_customer()
        for invoice in self.invoices:
            self._write_invoice(invoice)

    def _assigned(self) -> str:
        """The ladder that the policy assigns to what is recorded."""
        if not (self.has_decision and self.recorded):
            return "standard"
        if self.risk == "C" or self.profile.name == "stretcher":
            return "tight"
        return "informal" if self.profile.name == "loyal" else "standard"

    def _days(self) -> Iterable[date]:
        """Working days on which it got an invoice, the oldest first."""
        start = max(FIRST_DAY, self.since)
        span = (AS_OF - start).days
        days = {start} if start > FIRST_DAY else set[date]()
        days |= {
            start + timedelta(days=self.draw.below(span)) for _ in range(self.draw.between(*self.profile.invoices))
        }
        return sorted({min(working_day(day), AS_OF) for day in days})

    def _invoice(self, made: date) -> Invoice:
        draw, profile = self.draw, self.profile
        cents = self.usual_cents * draw.between(40, 180) // 100 + draw.below(100)
        due = due_on(made, profile.terms)
        late = draw.between(*(profile.strays_to if draw.chance(profile.strays) else profile.pays))
        if self.slows_down and made > date(2026, 1, 15):
            late += draw.between(14, 28)
        paid: date | None = working_day(max(due + timedelta(days=late), made + timedelta(days=1)))
        if made > date(2025, 9, 1) and draw.chance(profile.never_pays):
            paid = None
        if draw.chance(6):
            cents = -(cents // 5)
        invoice = Invoice(f"F{made:%y%m%d}-{self.index + 1:04d}", made, due, cents, paid)
        if cents > 0:
            self._remind(invoice)
        return invoice

    def _remind(self, invoice: Invoice) -> None:
        """The steps that were taken: none after the payment, and of an open invoice not always all."""
        at = invoice.made
        for step, anchor, low, high, _, _ in self.ladder:
            start = {"made": invoice.made, "due": invoice.due, "previous": at}[anchor]
            at = working_day(max(start + timedelta(days=self.draw.between(low, high)), at))
            if at > AS_OF or (invoice.paid is not None and at >= invoice.paid):
                return
            if at < invoice.made:
                continue
            if at > invoice.due and self.draw.chance(220 if invoice.is_open else 40):
                return
            if "hand_over" in step and self.draw.chance(600):
                return
            invoice.steps.append((step, at))

    def _write_invoice(self, invoice: Invoice) -> None:
        draw = self.draw
        overdue = (AS_OF - invoice.due).days
        if invoice.is_open and overdue > 2 and draw.chance(600):
            invoice.copy_sent = working_day(min(AS_OF, invoice.due + timedelta(days=draw.between(2, 40)))) - timedelta(
                3
            )
        kind = "C" if invoice.cents < 0 else "F"
        day_of_copy = dutch(invoice.copy_sent)
        cells = (invoice.number, self.number, kind, dutch(invoice.made), dutch(invoice.due))
        self.files.write("invoices.csv", *cells, "EUR", amount(invoice.cents), day_of_copy)
        self._write_payments(invoice)
        self._write_contacts(invoice)
        if invoice.cents > 0:
            self._write_promise(invoice, overdue)
            self._write_dispute(invoice, overdue)

    def _write_payments(self, invoice: Invoice) -> None:
        draw, rest = self.draw, invoice.cents
        if draw.chance(45) and rest > 20_000:
            at = (AS_OF if invoice.paid is None else min(invoice.paid, AS_OF)) - timedelta(days=draw.between(2, 12))
            if at > invoice.made:
                part = rest * draw.between(25, 70) // 100
                rest -= part
                self.files.write("payments.csv", invoice.number, dutch(at), hundredths(part))
        # A few payments of days to come: a run for an earlier day must not see them.
        if invoice.paid is not None and (invoice.paid <= AS_OF or self.index % 250 == 17):
            over = 1000 if draw.chance(2) and rest > 0 else 0
            self.files.write("payments.csv", invoice.number, dutch(invoice.paid), hundredths(rest + over))

    def _write_contacts(self, invoice: Invoice) -> None:
        channels = {step: (channel, tone) for step, _, _, _, channel, tone in self.ladder}
        for step, at in invoice.steps:
            channel, tone = channels[step]
            if channel == "telefoon" and not self.phone:
                channel = "mail"
            if channel == "mail" and not self.email:
                channel = "brief"
            outcome, reason = ("" if channel == "geen" else "bezorgd"), ""
            if channel == "telefoon":
                outcome = self.draw.pick(("gesproken", "gesproken", "geen gehoor"))
                reason = self.draw.pick(UNPAID_BECAUSE) if outcome == "gesproken" else ""
            elif channel == "mail" and self.draw.chance(8):
                outcome = "onbestelbaar"
            announced = ("overdracht", dutch(at + timedelta(days=ANNOUNCES[step]))) if step in ANNOUNCES else ("", "")
            if at >= CONTACTS_KEPT_FROM or invoice.is_open:
                cells = (dutch(at), self.number, invoice.number, channel, "uit", step, tone, outcome, reason)
                self.files.write("contacts.csv", *cells, *announced)

    def _write_promise(self, invoice: Invoice, overdue: int) -> None:
        """Open, broken and kept promises; the number of a promise is that of its invoice."""
        draw, number = self.draw, invoice.number.replace("F", "T", 1)
        broken_often = 350 if self.profile.name in ("risky", "stretcher") else 90
        if invoice.is_open and overdue > 6:
            if draw.chance(120):
                made, ends = AS_OF - timedelta(days=draw.between(1, 5)), AS_OF + timedelta(days=draw.between(0, 9))
                self._promise(number, invoice, made, ends, "open", None)
            elif overdue > 14 and draw.chance(broken_often):
                ends = AS_OF - timedelta(days=draw.between(4, 7))
                self._promise(number, invoice, ends - timedelta(6), ends, "verbroken", ends + timedelta(3))
        elif invoice.days_late() > 12 and draw.chance(60) and invoice.paid is not None:
            self._promise(number, invoice, invoice.paid - timedelta(6), invoice.paid, "nagekomen", None)

    def _promise(self, number: str, invoice: Invoice, made: date, ends: date, state: str, broken: date | None) -> None:
        part = hundredths(invoice.cents // 2) if self.draw.chance(150) else ""
        confirmed = dutch(made + timedelta(days=1)) if made < AS_OF and self.draw.chance(600) else ""
        cells = (number, invoice.number, dutch(made), dutch(ends), part, "telefoon" if self.phone else "mail")
        self.files.write("promises.csv", *cells, confirmed, state, dutch(broken))

    def _write_dispute(self, invoice: Invoice, overdue: int) -> None:
        draw, number = self.draw, invoice.number.replace("F", "G", 1)
        open_now = invoice.is_open and overdue > -10 and draw.chance(45)
        resolved = not invoice.is_open and draw.chance(8)
        if not (open_now or resolved):
            return
        last = AS_OF if invoice.paid is None else min(invoice.paid, AS_OF)
        opened = max(invoice.made, last - timedelta(days=draw.between(2, 25)))
        before = [step for step, at in invoice.steps if at <= opened]
        reason = draw.pick(("prijs", "aantal", "kwaliteit", "levering", "geen inkoopnummer", "dubbel", "al betaald"))
        part = hundredths(invoice.cents * draw.between(10, 90) // 100) if draw.chance(500) else ""
        state = draw.pick(("gemeld", "beoordeeld", "in behandeling") if open_now else ("toegewezen", "afgewezen"))
        cells = (number, invoice.number, dutch(opened), before[-1] if before else "", reason, part)
        proof = draw.pick(("ja", "ja", "nee", ""))
        self.files.write("disputes.csv", *cells, proof, state, "" if open_now else dutch(last))

    def _write_customer(self) -> None:
        draw, profile = self.draw, self.profile
        suffix, form = FORMS[draw.below(len(FORMS))]
        name = STRANGE_NAMES.get(self.index, f"{draw.pick(NAMES)} {draw.pick(TRADES)} {suffix}".strip())
        insolvent = profile.name == "insolvent"
        flag = "" if draw.chance(15) else ("ja" if insolvent else "nee")
        kind = draw.pick(("faillissement", "surseance")) if flag == "ja" else ""
        paid = [invoice for invoice in self.invoices if not invoice.is_open]
        after = sum(invoice.reminded() for invoice in paid)
        share = f"{(200 * after + len(paid)) // (2 * len(paid))}%" if paid and not draw.chance(20) else ""
        year = "" if draw.chance(220) else "2025" if draw.chance(400) else "2024"
        block = dutch(AS_OF + timedelta(days=draw.between(3, 40))) if draw.chance(8) else ""
        self.files.write(
            "customers.csv",
            *(self.number, name, "" if draw.chance(10) else f"{self.index + 1:08d}"),
            *("overheid" if draw.chance(12) else "zakelijk", form, "" if draw.chance(10) else dutch(self.since)),
            *("uitgeschreven" if insolvent and draw.chance(500) else "actief",),
            *("" if draw.chance(250) else dutch(self.since), draw.pick(SECTORS)),
            *("" if draw.chance(20) else draw.pick(profile.sector_risk),),
            *self._decision(),
            *("" if draw.chance(110) else str(draw.between(*profile.bureau)), year),
            *(hundredths(draw.between(*profile.solvency)) if year else "", flag, kind, share),
            *(self.email, self.phone, "ja" if draw.chance(150) else "nee"),
            *(draw.pick(("mail", "mail", "telefoon", "brief", "")), "mail" if draw.chance(10) else "", block),
            *(draw.pick(SALES),),
        )

    def _decision(self) -> tuple[str, ...]:
        """The recorded decision: segment, class, score, terms, outcome and limit, with their last days; or nothing."""
        draw, profile = self.draw, self.profile
        if not self.has_decision:
            return ("",) * 9
        until = AS_OF + timedelta(days=draw.between(5, 330) if self.recorded else -draw.between(5, 200))
        risk = self.risk
        score = str(draw.between(*{"A": (75, 95), "B": (46, 74), "C": (5, 44)}[risk]))
        terms = "prepaid" if risk == "C" else profile.terms
        outcome = "afwijzen" if profile.name == "insolvent" else "voorwaarden" if risk == "C" else "akkoord"
        limit = 0 if risk == "C" else self._limit(risk)
        if self.recorded and 100_000 <= limit <= 3_000_000 and self.index % 24 == 15:
            self._exception(limit, until)
        return (
            profile.code,
            risk,
            score,
            terms,
            str(TERMS[terms]),
            outcome,
            dutch(until),
            hundredths(limit),
            dutch(until),
        )

    def _limit(self, risk: str) -> int:
        """The limit in cents by the table of the policy, down to a hundred euros."""
        recent = [invoice.cents for invoice in self.invoices if invoice.made > AS_OF - timedelta(days=365)]
        revenue, count = max(sum(recent), 0), max(len(recent), 1)
        base, cap = {
            "new": (revenue // count, 500_000),
            "stretcher": (revenue // 12, 1_000_000),
            "regular": (revenue // 6, 5_000_000) if risk == "A" else (revenue // 12, 2_500_000),
            "loyal": (revenue // 6, 10_000_000),
        }[self.profile.name]
        return min(base // 10_000 * 10_000, cap)

    def _exception(self, limit: int, until: date) -> None:
        """A granted exception, within what its approver may grant; some have ended."""
        start = AS_OF - timedelta(days=self.draw.between(5, 110))
        # Nothing is longer than what loyal customers have already.
        longer = self.profile.name != "loyal" and self.draw.chance(700)
        after = limit * 3 // 2
        role = ("credit_officer" if after <= 1_000_000 else "credit_manager") if longer else "credit_manager"
        ends = min(start + timedelta(days=90 if longer else 60), until)
        self.files.write(
            "exceptions.csv",
            *(f"U-{self.number}", self.number, "longer_terms" if longer else "higher_limit", "klant"),
            *("net_30_eom" if longer else "", "" if longer else hundredths(limit * 7 // 5)),
            *("project" if longer else "seizoen", "Groot project dit voorjaar" if longer else "Seizoenspiek"),
            *("sales", "M. de Wit", role, hundredths(after), dutch(start), dutch(ends)),
        )


def due_on(made: date, terms: str) -> date:
    """The due date of an invoice."""
    due = made + timedelta(days=14 if terms == "net_14" else 30)
    if terms == "net_30_eom":
        due = (due.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return due
