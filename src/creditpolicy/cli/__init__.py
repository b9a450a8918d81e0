"""The command line. Input: arguments, files, clock and environment. Output: text or JSON, an exit code."""
