"""Conditions and calculations: notation, types, units, names, and what can't be meant."""

from tests.cli.newcomer.variants import Variant

LONG = "customer.late_count_24m >= 6" + " or customer.late_count_24m >= 6" * 900

MEANING = (
    Variant("facts.yaml", "customer.late_count_24m >= 6", "customer.late_count_24m => 6", says=">="),
    Variant("facts.yaml", "customer.late_count_24m >= 6", "customer.late_count_24m >= zes"),
    Variant("facts.yaml", "customer.late_count_24m >= 6", 'customer.late_count_24m >= "6"', says="text"),
    Variant("facts.yaml", "customer.late_count_24m >= 6", "customer.late_count_24m >= 6 days"),
    Variant("facts.yaml", "customer.late_count_24m >= 6", "customer.late_count_24m >= 0", says="always"),
    Variant("facts.yaml", "customer.late_count_24m >= 6", "customer.late_count_24m < 0"),
    Variant("facts.yaml", "customer.late_count_24m >= 6", "customer.late_count_24m", says="condition"),
    Variant("facts.yaml", "customer.late_count_24m >= 6", LONG, says="20000"),
    Variant("facts.yaml", "customer.late_count_24m >= 6", "customer.late_count_24m.__class__ = 6"),
    Variant("facts.yaml", "customer.late_count_24m >= 6", '__import__("os") = 6', says="function"),
    Variant("facts.yaml", "not(machine.sold))\n  customer.tr", "not(machine.sold)\n  customer.tr", says=")"),
    Variant("facts.yaml", "not(machine.sold))\n  customer.tr", "not(machine.sold)))\n  customer.tr", says=")"),
    Variant(
        "facts.yaml", "not(machine.sold))\n  customer.tr", "not machine.sold)\n  customer.tr", says="not(machine.sold)"
    ),
    Variant("facts.yaml", "invoice.amount_open >= 7500 EUR", "invoice.amount_open >= 7500", says="7500 EUR"),
    Variant("facts.yaml", "invoice.amount_open >= 7500 EUR", "invoice.amount_open >= 7.500,00 EUR", says="7500.00"),
    Variant("facts.yaml", "invoice.amount_open >= 7500 EUR", "invoice.amount_open >= € 7500", says="7500 EUR"),
    Variant("facts.yaml", "invoice.amount_open >= 7500 EUR", "invoice.amount_open >= 7500 USD", says="EUR"),
    Variant("facts.yaml", "180 days <", "180 dagen <", says="180 days"),
    Variant("facts.yaml", "180 days <", "6.5 months <"),
    Variant("facts.yaml", ", default 0)\n", ")\n", says="default"),
    Variant("facts.yaml", ", default as_of)", ", default 0)"),
    Variant("facts.yaml", "sum(machine.list_price where", "sum(machine.kind where"),
    Variant("facts.yaml", "count(machine where", "count(where"),
    Variant(
        "facts.yaml", "customer.revenue_12m / 6, 0", "customer.revenue_12m / customer.order_count_12m, 0", says="zero"
    ),
    Variant("facts.yaml", "customer.revenue_12m / 6, 0", "customer.revenue_12m / 6, -1"),
    Variant(
        "facts.yaml",
        "is: customer.avg_days_late_recent - customer",
        "is: customer.pays_slower - customer",
        says="customer.pays_slower",
        at="  customer.pays_slower:",
    ),
    Variant("facts.yaml", "is: customer.avg_days_late_recent - customer", "is: customer.revenue_12m - customer"),
    Variant(
        "facts.yaml", 'starts with(customer.sector_code, "81")', "starts with(customer.sector_code, '81')", says='"81"'
    ),
    Variant("facts.yaml", 'starts with(customer.sector_code, "81")', "starts with(customer.sector_code)"),
    Variant("facts.yaml", "> 50%", "> 50 %", says="50%"),
    Variant("who.yaml", "customer.relationship_months < 12", "customer.relationship_months < 365 days", says="months"),
    Variant("who.yaml", "customer.relationship_months < 12", "invoice.days_overdue < 12", says="each invoice"),
    Variant("who.yaml", "customer.relationship_months < 12", "5 < customer.relationship_months < 12", says="and"),
    Variant("who.yaml", "customer.dealer_grade >= silver", "customer.debtor_type >= business"),
    Variant("who.yaml", "customer.debtor_type = public_body", "customer.debtor_type = dealer"),
    Variant("who.yaml", "customer.debtor_type = public_body", "debtor_type = public_body", says="customer.debtor_type"),
    Variant("who.yaml", "customer.debtor_type = public_body", "customer.debtor_type is public_body", says="="),
    Variant("who.yaml", "when: customer_insolvent", "when: true", says="otherwise"),
    Variant("who.yaml", "counts_when: customer.paid_invoice_count >= 4", "counts_when: minstens 4"),
    Variant("credit.yaml", "order.amount > 2500 EUR", "order.amount > 2500 days"),
    Variant("credit.yaml", "order.season = spring and order", "order.season = spring && order", says="and"),
    Variant("credit.yaml", "order.season = spring and order", "order.season = spring en order", says="and"),
    Variant("credit.yaml", "additions: [customer.security_amount]", "additions: [customer.sector_code]"),
    Variant("collecting.yaml", "invoice.days_overdue > 14 and", "segment = premium and", says="customer.segment"),
    Variant("collecting.yaml", "invoice.amount_open < 5 EUR]", "invoice.amount_open]", says="condition"),
    Variant(
        "deviating.yaml",
        "never_when: customer.segment in (insolvent, starter)",
        "never_when: customer.segment in [insolvent, starter]",
        says="in (insolvent, starter)",
    ),
    Variant("policy.yaml", "order.amount > big_order", "order.amount > 10000", says="10000 EUR", policy="export"),
    Variant("policy.yaml", "{EUR: 50, GBP: 45}", "{EUR: 50, GBP: 45 GBP}", policy="export"),
    Variant("policy.yaml", "currencies: [EUR, GBP]", "currencies: EUR, GBP", says="list", policy="export"),
    Variant("policy.yaml", "currencies: [EUR, GBP]", "currencies: []", policy="export"),
    Variant("credit.yaml", "registration_status = active", "registration_status = active or true", says="every case"),
    Variant("credit.yaml", "    nothing  | insolvent ", "    nothing  | dispute   ", says="dispute"),
    Variant("who.yaml", "when: customer_insolvent", "when: insolvency_flag", says="customer.insolvency_flag"),
)
