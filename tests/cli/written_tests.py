"""What tests of policies begin with, and one that passes."""

HEAD = "as_of: 2026-06-01\n"
INSOLVENT = """
tests:
  - name: an insolvent customer is declined
    given: {customer: {insolvency_flag: true}}
    expect: {accept: {acceptance: decline, reasons: [INSOLVENT]}}
"""
