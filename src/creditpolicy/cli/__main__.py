"""`python -m creditpolicy.cli` does what `creditpolicy` does."""

import sys

from creditpolicy.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
