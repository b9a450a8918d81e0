"""Blanks, tabs, quotes, brackets and signs that YAML reads in its own way."""

from tests.cli.newcomer.variants import Variant

YAML = (
    Variant("policy.yaml", "    reports_to: head", "  reports_to: head", at="  reports_to: head_of_credit\n  head"),
    Variant("policy.yaml", "    title: {nl: Mede", "\ttitle: {nl: Mede", says="tab"),
    Variant("who.yaml", "  - id: starter\n    title", "  - id: starter\n   title", says="align"),
    Variant("who.yaml", "    score    || class", "  score    || class", says="indent"),
    Variant("credit.yaml", "hit: unique", "hit: unique: yes", says="quote"),
    Variant("credit.yaml", "if_not: refer\n", "if_not refer\n"),
    Variant("credit.yaml", "hit: unique", "hit:unique"),
    Variant("who.yaml", "when: customer.relationship_months < 12", "when: >= 12", says="quote"),
    Variant("who.yaml", "- customer.relationship_months >= 36", "- >= 36", says="quote"),
    Variant("credit.yaml", "when: risk.class = high_risk", "when: risk.class = # high_risk", says="#"),
    Variant(
        "credit.yaml",
        "holds: customer.registration_status = active, if",
        "holds: customer.registration_status in (active, unknown), if",
        says="quote",
    ),
    Variant(
        "credit.yaml",
        "[signed_agreement, security_in_place]",
        "[signed_agreement, security_in_place",
        at="      conditions: [signed",
        says="]",
    ),
    Variant(
        "facts.yaml",
        "title: {nl: dealerniveau, en: dealer grade}",
        "title: {nl: dealerniveau, en: dealer grade",
        says="}",
    ),
    Variant("policy.yaml", 'version: "2026.1"', 'version: "2026.1', says="quote"),
    Variant(
        "credit.yaml",
        'due: "60 days after invoice_date, then end of month"}',
        'due: "60 days after invoice_date, then end of month}',
        says="quote",
    ),
    Variant("policy.yaml", "currency: EUR", "currency: EUR\ncurrency: EUR", at="currency: EUR\ninclude", says="twice"),
    Variant(
        "collecting.yaml", "  min_gap: 3 days", "  min_gap: 3 days\n  min_gap: 2 days", at="  min_gap: 2", says="twice"
    ),
    Variant("facts.yaml", "records:", "records: &all"),
    Variant("facts.yaml", "type: text}", "type: *text}"),
    Variant("facts.yaml", "type: text}", "type: !!python/name:os.system text}", says="tag"),
    Variant("policy.yaml", "owner: head_of_credit", "owner: head_of_credit\n---\npolicy: two", at="---"),
    Variant("facts.yaml", "facts:\n", "{% facts %}:\n", at="{% facts"),
    Variant("credit.yaml", "if_undecided: refer", "if_undecided: refer\x00"),
    Variant("facts.yaml", "- customer.late_count_24m >= 6\n", "- customer.late_count_24m >= 6: yes\n"),
)
