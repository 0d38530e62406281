"""A page as it is written: calls, segments, addresses."""
