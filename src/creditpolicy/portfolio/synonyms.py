"""How exports name the columns that a ledger is about, in English and Dutch; the likeliest name first."""

import re

SYNONYMS: dict[str, tuple[str, ...]] = {
    "invoice_id": (
        "invoiceid", "invoicenumber", "invoiceno", "invoicenr", "invoice", "factuurnummer", "factuurnr", "factuur",
        "factuurid", "boekstuknummer", "boekstuk", "docid", "documentnumber", "documentno", "docno",
        "documentnummer", "reference", "referentie",
    ),
    "customer_id": (
        "customerid", "customernumber", "customerno", "custnumber", "custno", "custid", "customer",
        "debiteurnummer", "debiteurnr", "debiteur", "debiteurid", "klantnummer", "klantnr", "klantid", "klant",
        "relatienummer", "relatie", "relatiecode", "accountnumber", "accountno", "account", "debtorid",
        "debtornumber", "debtor", "clientid",
    ),
    "invoice_date": (
        "invoicedate", "factuurdatum", "documentdate", "documentcreatedate", "boekdatum", "boekingsdatum",
        "issuedate", "dateofinvoice", "billingdate", "baselinecreatedate", "baselinedate", "postingdate",
        "documentdatum", "datum", "date",
    ),
    "due_date": (
        "duedate", "vervaldatum", "vervaldag", "dueindate", "datedue", "netduedate", "paymentduedate",
        "betaaldatumuiterlijk", "uiterstebetaaldatum", "expirydate",
    ),
    "paid_at": (
        "paidat", "paiddate", "settleddate", "paymentdate", "cleardate", "clearingdate", "betaaldatum", "betaaldop",
        "datumbetaald", "voldaanop", "datepaid", "settlementdate",
    ),
    "amount_open": (
        "amountopen", "openamount", "totalopenamount", "openstaand", "openstaandbedrag", "openbedrag", "saldo",
        "balance", "outstanding", "outstandingamount", "amountdue", "restbedrag", "nogopenstaand", "remaining",
    ),
    "amount_total": (
        "amounttotal", "invoiceamount", "totalamount", "factuurbedrag", "bedrag", "totaalbedrag", "bedraginclbtw",
        "bedragincl", "totaal", "amount", "total", "grossamount", "convertedusd", "totaalinclbtw",
    ),
    "currency": (
        "currency", "invoicecurrency", "valuta", "muntsoort", "munt", "currencycode", "valutacode", "curr",
        "documentcurrency",
    ),
    "po_number": (
        "ponumber", "purchaseorder", "inkoopordernummer", "inkooporder", "po",
    ),
}  # fmt: skip


def plain(title: str) -> str:
    """A column's title without case, blanks and signs, and without a `.1` that a data frame put behind it."""
    return re.sub(r"[^a-z0-9]", "", title.lower())
