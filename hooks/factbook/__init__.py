"""The engine: it proves facts, renders pages from them, translates them safely and judges the result."""
