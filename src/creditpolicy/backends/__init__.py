"""Back ends. Input: `Program` and facts. Output: decisions, or the program in other words. Each knows only `ir`."""
