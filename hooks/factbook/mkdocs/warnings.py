"""What MkDocs itself warns of during a build."""

from __future__ import annotations

import logging


class Collector(logging.Handler):
    """Keeps the messages of MkDocs's warnings."""

    def __init__(self) -> None:
        """Make a handler for warnings and errors."""
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message of a record."""
        self.messages.append(record.getMessage())


def collect() -> list[str]:
    """Return a list that MkDocs's warnings are added to from now on, as they come."""
    logger, handler = logging.getLogger("mkdocs"), Collector()
    for old in [known for known in logger.handlers if isinstance(known, Collector)]:
        logger.removeHandler(old)
    if logger.level > logging.WARNING:  # --quiet hides warnings from what collects them, and then nothing is strict
        logger.setLevel(logging.WARNING)
    logger.addHandler(handler)
    return handler.messages
