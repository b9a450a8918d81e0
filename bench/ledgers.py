"""A ledger of any size, the same each time: `python bench/ledgers.py FOLDER 1000000` writes its files and a mapping.

Customers have ten invoices on average, some many more; nine in ten are paid, some in two payments; one row in ten
thousand does not fit. Rows are in the order of their days, so that the rows of a customer lie far apart.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

AS_OF = date(2026, 6, 1)
DAYS = [(AS_OF - timedelta(days=1100 - day)) for day in range(1101)]
TEXTS = [day.isoformat() for day in DAYS]
MAPPING = """\
mapping: generated
language: 1
invoices:
  format: {delimiter: ","}
  columns:
    invoice_id: number
    customer_id: customer
    invoice_date: date
    due_date: due
    amount_total: amount
  constants: {currency: EUR}
payments:
  format: {delimiter: ","}
  columns: {invoice_id: number, paid_at: date, amount: amount}
customers:
  format: {delimiter: ","}
  columns: {customer_id: customer, legal_name: name, email: email}
  constants: {debtor_type: business, insolvency_flag: false, country: NL}
derive: [customer.customer_since, customer.paid_invoice_count, customer.avg_days_late, customer.late_count_24m]
none: [contacts, promises, arrangements, disputes, exceptions]
"""


class Draws:
    """Numbers that look drawn."""

    def __init__(self, seed: int) -> None:
        """Begin at a seed."""
        self._state = seed

    def below(self, most: int) -> int:
        """The next number, from 0."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self._state >> 33) % most


def write_ledger(folder: Path, invoices: int) -> None:
    """Write `invoices.csv`, `payments.csv`, `customers.csv` and `mapping.yaml`."""
    folder.mkdir(parents=True, exist_ok=True)
    draws = Draws(20260601)
    customers = max(invoices // 10, 1)
    (folder / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    with (folder / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("customer,name,email\r\n")
        for number in range(customers):
            file.write(f"C{number:08},Firm {number},ledger{number}@example.com\r\n")
    with (
        (folder / "invoices.csv").open("w", encoding="utf-8", newline="") as file,
        (folder / "payments.csv").open("w", encoding="utf-8", newline="") as payments,
    ):
        file.write("number,customer,date,due,amount\r\n")
        payments.write("number,date,amount\r\n")
        for number in range(invoices):
            made = 1050 * number // invoices
            due = made + 30
            # Every second invoice is one of a tenth of the customers.
            customer = draws.below(customers if number % 2 else max(customers // 10, 1))
            cents = 1000 + draws.below(500_000)
            amount = "ten" if number % 10_000 == 5_000 else f"{cents // 100}.{cents % 100:02}"
            file.write(f"F{number:09},C{customer:08},{TEXTS[made]},{TEXTS[min(due, 1100)]},{amount}\r\n")
            paid = due - 10 + draws.below(30)
            if paid > 1100 or draws.below(10) == 0:
                continue
            if draws.below(20) == 0:
                half = cents // 2
                payments.write(f"F{number:09},{TEXTS[due - 5]},{half // 100}.{half % 100:02}\r\n")
                cents -= half
            payments.write(f"F{number:09},{TEXTS[paid]},{cents // 100}.{cents % 100:02}\r\n")


if __name__ == "__main__":
    write_ledger(Path(sys.argv[1]), int(sys.argv[2]))
