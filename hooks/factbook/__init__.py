"""The engine: it proves facts, renders pages from them, translates them safely and judges the result."""

import os

# Else Pydantic reads, at each start, what all installed packages say of themselves, and lets them change what is valid.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
