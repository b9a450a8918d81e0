"""The command line for the how-to, as the tests of the commands have it."""

from tests.cli.conftest import begun, cli

__all__ = ["begun", "cli"]
