"""A believable Dutch B2B ledger: customers by how they pay, as a bookkeeping package would export them.

Whole numbers only, and a generator of pseudo-random numbers of its own: the same seed gives the same bytes on every
Python. Each customer is drawn from its own number, so that a larger ledger begins as a smaller one does, and rows are
written as they are made.

    python examples/sample/generate.py [--customers 1250] [--out DIR]
"""

import argparse
from pathlib import Path

from customer import Customer
from files import Files, dirt


def generate(customers: int, folder: Path) -> None:
    """Write a ledger of so many customers to the folder."""
    files = Files(folder)
    wrong: list[tuple[str, str]] = []
    for index in range(customers):
        customer = Customer(index, files)
        customer.write()
        if index == 0:
            wrong = list(dirt(customer.invoices[0].number))[::-1]
        if index % 29 == 28 and wrong:
            files.write(*wrong.pop())
    while wrong:
        files.write(*wrong.pop())
    files.close()


def main() -> None:
    """Read the options and write the files."""
    parser = argparse.ArgumentParser(description="Write the sample ledger.")
    parser.add_argument("--customers", type=int, default=1250, help="how many customers (default: 1250)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="the folder for the files")
    options = parser.parse_args()
    if options.customers < 100:
        parser.error(f"--customers must be 100 at least, found {options.customers}")
    try:
        generate(options.customers, options.out)
    except OSError as error:
        parser.error(f"nothing can be written in `{options.out}`: {error.strerror}")


if __name__ == "__main__":
    main()
